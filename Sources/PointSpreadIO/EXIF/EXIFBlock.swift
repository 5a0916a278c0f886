import CEXIFShim
import PointSpread

/// What an EXIF block says of its image, read by libexif.
struct EXIFBlock {
    /// Which way the stored rows and columns run.
    let orientation: ImageMetadata.Orientation
    /// The distance between rows and between columns.
    let rowSpacing: Spacing?
    let columnSpacing: Spacing?
    /// The text that describes the image; empty where there is none.
    let summary: String

    /// The six bytes that precede a block in JPEG files, and sometimes elsewhere.
    static let letters: [UInt8] = Array("Exif\0\0".utf8)

    /// Takes a block apart, or gives nothing when memory is short; what cannot be understood says nothing.
    init?(_ bytes: [UInt8]) {
        let whole = Self.letters + bytes
        let made = UInt32(exactly: whole.count).flatMap { count in
            whole.withUnsafeBufferPointer { whole in whole.baseAddress.flatMap { cexif_block_make($0, count) } }
        }
        guard let block = made else { return nil }
        defer { cexif_block_free(block) }
        orientation = ImageMetadata.Orientation(rawValue: Int(cexif_block_orientation(block))) ?? .upright
        let unit = cexif_block_resolution_unit(block)
        columnSpacing = try? Spacing(unit / (10 * cexif_block_x_resolution(block)), .millimetre)
        rowSpacing = try? Spacing(unit / (10 * cexif_block_y_resolution(block)), .millimetre)
        var count = 0
        let description = UnsafeRawBufferPointer(start: cexif_block_description(block, &count), count: count)
        summary = String(utf8OrLatin1: description.prefix { $0 != 0 })
    }
}

extension ImageMetadata {
    /// Takes over what an EXIF block says, where nothing else has said it, and keeps the block for files to come.
    ///
    /// The orientation is left for `FileContents.upright` to apply; the kept block says already that it has been.
    mutating func adopt(exif bytes: [UInt8]) {
        // Some programs leave the letters of JPEG before the block in other formats.
        let bytes = bytes.starts(with: EXIFBlock.letters) ? Array(bytes.dropFirst(6)) : bytes
        guard let block = EXIFBlock(bytes) else { return }
        orientation = block.orientation
        if summary.isEmpty { summary = block.summary }
        if let y = axis(of: .y), let x = axis(of: .x), spacing[y] == nil, spacing[x] == nil {
            spacing[y] = block.rowSpacing
            spacing[x] = block.columnSpacing
        }
        guard var editor = EXIFEditor(bytes) else { return }
        editor.makeUpright(swappingAxes: orientation.swapsAxes)
        editor.removeThumbnail()
        // A block that still says otherwise would turn the image a second time.
        if EXIFBlock(editor.bytes)?.orientation == .upright { exif = editor.bytes }
    }
}

extension String {
    /// Text in UTF-8 where it is that, otherwise in Latin-1, whose bytes are the first 256 Unicode scalars.
    init(utf8OrLatin1 bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        if let text = String(validating: bytes, as: UTF8.self) {
            self = text
        } else {
            self.init(latin1: bytes)
        }
    }

    /// Text in Latin-1.
    init(latin1 bytes: some Sequence<UInt8>) {
        self.init()
        for byte in bytes { unicodeScalars.append(Unicode.Scalar(byte)) }
    }
}
