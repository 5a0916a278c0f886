import CTIFFShim
import PointSpread

/// Reads the pages of a TIFF file.
final class TIFFReader {
    /// What the first page is made of; the others are alike.
    let picture: TIFFPicture
    /// The directories that are read.
    let pages: [TIFFDirectory]
    private let file: TIFFFile
    private let source: ByteSource
    private let limits: ReadLimits
    private let stack: TIFFStack
    private let profile: [UInt8]

    /// Reads the directories and checks the first against the limits.
    init(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) {
        self.source = source
        limits = options.limits
        let bytes = try RandomAccessSource(source, limits: limits)
        let directories = try TIFFDirectory.all(of: bytes, source, limits: limits)
        pages = try Self.chosen(directories, page: options.page, source.subject)
        file = try TIFFFile(bytes, source, limits: limits)
        let layout = try file.select(pages[0])
        picture = try TIFFPicture(layout, file)
        stack = TIFFStack(
            description: file.summary, pages: options.page == nil ? pages.count : nil,
            samplesPerPixel: picture.channels, resolution: pages[0].resolution)
        profile = file.profile
        let places = [picture.width, picture.height, stack.bareImages ?? pages.count]
        let bytesPerPlace = picture.channels * picture.elementType.size
        try limits.check(places: places, bytesPerPlace: bytesPerPlace, in: source)
        // What came through a pipe has a size by now.
        try limits.checkRatio(decoded: saturatedProduct(places + [bytesPerPlace]), encoded: bytes.byteCount, in: source)
    }

    /// The pages to read: all images of their own, or the one that is asked for.
    private static func chosen(
        _ directories: [TIFFDirectory], page: Int?, _ subject: String
    ) throws(FileError) -> [TIFFDirectory] {
        let main = directories.filter(\.isMain)
        let pages = main.isEmpty ? Array(directories.prefix(1)) : main
        guard let page else { return pages }
        guard 1...pages.count ~= page else {
            throw FileError(
                .invalidParameter, subject, expected: "a page from 1 to \(pages.count)", found: "\(page)",
                remedy: "choose another page (--page)")
        }
        return [pages[page - 1]]
    }

    /// Whether samples are stored in the order of the array, so that they can be handed out as they come.
    var isInOrder: Bool { stack.bareImages == nil && pages[0].orientation == .upright }

    /// The shape of the array, as it is stored.
    var shape: Shape {
        Shape(
            unchecked: stack.axes.map(\.count) + [picture.height, picture.width]
                + (picture.channels == 1 ? [] : [picture.channels]))
    }

    /// The rows of a page.
    func rows(of page: Int) throws(FileError) -> TIFFRows {
        let layout = try file.select(pages[page])
        let picture = try TIFFPicture(layout, file)
        guard picture.matches(self.picture), pages[page].orientation == pages[0].orientation else {
            throw FileError(
                .mismatch, source.subject, expected: "pages like the first, \(self.picture.description)",
                found: "page \(page + 1) of \(picture.description)", remedy: "choose one page (--page)")
        }
        return try TIFFRows(picture, layout, file)
    }

    /// Reads all pages, upright.
    func readAll() throws(FileError) -> FileContents {
        let samples = try inFile(source.subject) { () throws(FilterError) in
            try ArrayBuffer(uninitialized: shape, of: picture.elementType)
        }
        let pageSize = picture.height * picture.bytesPerRow
        if let count = stack.bareImages {
            try readBare(count * pageSize, to: samples.base)
        } else {
            for page in pages.indices {
                try rows(of: page).read(rows: picture.height, to: samples.base + page * pageSize)
            }
        }
        let (upright, metadata) = upright(samples)
        return FileContents(AnyArray(upright), metadata)
    }

    /// Reads samples that lie one behind the other, as ImageJ writes stacks of more than 4 GB.
    private func readBare(_ byteCount: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        let layout = try file.select(pages[0])
        guard layout.compression == 1, picture.isAligned, case .none = picture.conversion, !layout.is_tiled,
            !layout.is_planar
        else { throw file.unsupported("bare samples in a stack without directories", "others") }
        let start = file.firstBlockOffset
        try file.bytes.require(byteCount, at: start)
        let bytes = UnsafeMutableRawBufferPointer(start: target, count: byteCount)
        guard try file.bytes.read(at: start, into: bytes) == byteCount else {
            throw source.truncated(expected: byteCount)
        }
        let isBigEndian = try file.bytes.read(at: 0, count: 1) == [UInt8(ascii: "M")]
        if isBigEndian == isLittleEndianProcessor { swapBytes(bytes, elementSize: picture.elementType.size) }
    }
}

extension TIFFReader {
    /// What the file says beside the samples, as they are stored.
    var metadata: ImageMetadata {
        let outer = stack.axes.map(\.role)
        var metadata = ImageMetadata(roles: outer + [.y, .x] + (picture.channels == 1 ? [] : [.channel]))
        let printed = pages[0].printedSpacing
        metadata.spacing[outer.count] = stack.spacing.y ?? printed.y
        metadata.spacing[outer.count + 1] = stack.spacing.x ?? printed.x
        if let z = outer.firstIndex(of: .z) { metadata.spacing[z] = stack.spacing.z }
        metadata.alpha = picture.alpha
        metadata.significantBits = picture.significantBits
        metadata.profile = profile
        metadata.summary = stack.summary
        return metadata
    }

    /// A view in which rows run down and columns run right.
    private func upright(_ samples: ArrayBuffer) -> (ArrayBuffer, ImageMetadata) {
        var metadata = metadata
        let turn = pages[0].orientation.turn
        let (y, x) = (stack.axes.count, stack.axes.count + 1)
        var (sizes, strides, offset) = (samples.shape.sizes, samples.strides, samples.offset)
        if turn.swaps {
            sizes.swapAt(y, x)
            strides.swapAt(y, x)
            metadata.spacing.swapAt(y, x)
        }
        for (axis, isReversed) in [(y, turn.reversesRows), (x, turn.reversesColumns)] where isReversed {
            offset += (sizes[axis] - 1) * strides[axis]
            strides[axis] = -strides[axis]
        }
        return (samples.viewed(shape: Shape(unchecked: sizes), strides: strides, offset: offset), metadata)
    }
}

extension TIFFDirectory {
    /// The distances that the resolution stands for, where its unit is one of length.
    fileprivate var printedSpacing: (x: Spacing?, y: Spacing?) {
        let unit: Double? = resolutionUnit == 2 ? 25.4 : resolutionUnit == 3 ? 10 : nil
        func spacing(_ resolution: Double?) -> Spacing? {
            guard let unit, let resolution else { return nil }
            return try? Spacing(unit / resolution, .millimetre)
        }
        return (spacing(resolution.x), spacing(resolution.y))
    }
}
