import CTIFFShim
import PointSpread

/// Hands out the rows of one directory, first row first.
///
/// The memory it takes is that of a row, or where the image is in tiles or its channels lie apart that of a band of tiles or
/// strips.
final class TIFFRows {
    let picture: TIFFPicture
    private let file: TIFFFile
    private let convert: ((_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer) -> Void)?
    private let blocks: TIFFBlocks
    /// Whether each row can be read on its own.
    private let isByRow: Bool
    /// Rows of stored samples, interleaved and in whole elements.
    private let band: Storage
    /// What libtiff hands out: a row, a strip or a tile.
    private let block: Storage
    private var nextRow = 0

    /// Makes ready to read the directory that is selected.
    ///
    /// - Throws: `FileError`, with code `limitExceeded` for blocks that are too large.
    init(_ picture: TIFFPicture, _ layout: ctiff_layout, _ file: TIFFFile) throws(FileError) {
        self.picture = picture
        self.file = file
        let blocks = TIFFBlocks(picture, layout)
        self.blocks = blocks
        isByRow = !layout.is_tiled && !layout.is_planar
        if case .none = picture.conversion {
            convert = nil
        } else {
            convert = picture.conversion.rows(width: picture.width, channels: picture.storedChannels).run
        }
        guard file.bytesPerRow == blocks.bytesPerRow else {
            throw file.unsupported("rows of \(blocks.bytesPerRow) bytes", "\(file.bytesPerRow)")
        }
        let rowsAtOnce = isByRow ? 1 : min(blocks.height, picture.height)
        let bandBytes = saturatedProduct([blocks.storedBytesPerRow, rowsAtOnce])
        let blockBytes = isByRow ? blocks.bytesPerRow : saturatedProduct([blocks.bytesPerRow, blocks.height])
        for bytes in [bandBytes, blockBytes] {
            try file.limits.check(bytes: bytes, as: "in a band of tiles or strips", in: file.source)
        }
        let isDirect = isByRow && convert == nil && picture.isAligned
        (band, block) = try inFile(file.source.subject) { () throws(FilterError) in
            (try Storage(byteCount: isDirect ? 0 : bandBytes), try Storage(byteCount: isDirect ? 0 : blockBytes))
        }
    }

    /// The memory that is taken beside the rows that are handed out, in bytes.
    var workingBytes: Int { band.byteCount + 2 * block.byteCount }

    /// Reads the next rows to contiguous memory.
    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        for index in 0..<count {
            let target = target + index * picture.bytesPerRow
            if isByRow, convert == nil, picture.isAligned {
                try file.read(row: nextRow, to: target)
            } else {
                let row = try storedRow(nextRow)
                if let convert {
                    convert(row, target)
                } else {
                    target.copyMemory(from: row, byteCount: picture.bytesPerRow)
                }
            }
            nextRow += 1
        }
    }

    /// A row of stored samples, from the band where it is not the first of it.
    private func storedRow(_ row: Int) throws(FileError) -> UnsafeRawPointer {
        if isByRow {
            try file.read(row: row, to: block.base)
            blocks.spread(UnsafeRawPointer(block.base), columns: 0..<picture.width, channel: nil, to: band.base)
            return UnsafeRawPointer(band.base)
        }
        let rowInBand = row % blocks.height
        if rowInBand == 0 { try readBand(from: row) }
        return UnsafeRawPointer(band.base + rowInBand * blocks.storedBytesPerRow)
    }

    private func readBand(from row: Int) throws(FileError) {
        let height = min(blocks.height, picture.height - row)
        // The last strip holds no more rows than the image; tiles are always whole.
        let byteCount = blocks.bytesPerRow * (blocks.isTiled ? blocks.height : height)
        for plane in 0..<blocks.planes {
            for across in 0..<blocks.across {
                let number = (plane * blocks.down + row / blocks.height) * blocks.across + across
                try file.read(block: number, to: UnsafeMutableRawBufferPointer(start: block.base, count: byteCount))
                let first = across * blocks.width
                let columns = first..<min(first + blocks.width, picture.width)
                for index in 0..<height {
                    blocks.spread(
                        UnsafeRawPointer(block.base + index * blocks.bytesPerRow), columns: columns,
                        channel: blocks.planes > 1 ? plane : nil, to: band.base + index * blocks.storedBytesPerRow)
                }
            }
        }
    }
}

/// How an image is divided into strips or tiles, and how samples lie in them.
private struct TIFFBlocks {
    let isTiled: Bool
    let width: Int
    let height: Int
    /// How many blocks there are side by side and one below the other.
    let across: Int
    let down: Int
    /// How often the image is stored: once, or once for each channel.
    let planes: Int
    /// The bytes of a row of one block.
    let bytesPerRow: Int
    /// The bytes of a row of the image in whole elements.
    let storedBytesPerRow: Int
    private let picture: TIFFPicture

    init(_ picture: TIFFPicture, _ layout: ctiff_layout) {
        self.picture = picture
        isTiled = layout.is_tiled
        width = Int(layout.block_width)
        height = Int(layout.block_height)
        across = (picture.width + width - 1) / width
        down = (picture.height + height - 1) / height
        planes = layout.is_planar ? picture.storedChannels : 1
        bytesPerRow = (width * (picture.storedChannels / planes) * picture.bits + 7) / 8
        storedBytesPerRow = picture.width * picture.storedChannels * picture.storedType.size
    }

    /// Copies the samples of a row of a block to their places in a row of the image.
    ///
    /// - Parameters:
    ///   - columns: the columns of the image that the block covers.
    ///   - channel: the channel that the block holds, where it does not hold all.
    func spread(
        _ source: UnsafeRawPointer, columns: Range<Int>, channel: Int?, to row: UnsafeMutableRawPointer
    ) {
        let channels = picture.storedChannels
        let size = picture.storedType.size
        let target = row + (columns.lowerBound * channels + (channel ?? 0)) * size
        let count = channel == nil ? columns.count * channels : columns.count
        let step = channel == nil ? 1 : channels
        if !picture.isAligned {
            size == 1
                ? unpack(source, count, to: target.assumingMemoryBound(to: UInt8.self), step)
                : unpack(source, count, to: target.assumingMemoryBound(to: UInt16.self), step)
        } else if step == 1 {
            target.copyMemory(from: source, byteCount: count * size)
        } else {
            copyElements(
                shape: [count], elementSize: size, from: source, strides: [1], to: target, strides: [step])
        }
    }

    /// Takes apart samples that follow each other without regard to bytes, the highest bit first.
    private func unpack<Element: FixedWidthInteger>(
        _ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutablePointer<Element>, _ step: Int
    ) {
        let bits = picture.bits
        let mask = (1 << bits) - 1
        var (held, heldBits, place) = (0, 0, 0)
        for index in 0..<count {
            while heldBits < bits {
                held = (held << 8 | Int(source.load(fromByteOffset: place, as: UInt8.self))) & 0xFF_FFFF
                heldBits += 8
                place += 1
            }
            heldBits -= bits
            target[index * step] = Element(truncatingIfNeeded: held >> heldBits & mask)
        }
    }
}
