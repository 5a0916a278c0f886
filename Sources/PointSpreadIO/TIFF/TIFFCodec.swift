import PointSpread

/// The Tagged Image File Format, through libtiff.
///
/// - Reading: integers of 8 to 64 bits, unsigned ones from 1 bit on, floating-point numbers of 16, 32 and 64 bits; strips and
///   tiles, interleaved and planar; every compression that the installed libtiff knows; BigTIFF. Fewer than 8 or 16 bits are
///   scaled to the full range, and the depth kept as `significantBits`. Palettes become RGB, CMYK becomes RGB by a simple
///   formula, grey whose white is 0 is turned around, and so are images that are stored turned. Pages become slices, frames
///   or channels, as ImageJ or OME-XML describe them, otherwise slices; smaller copies and masks are left out.
/// - Writing: every type of element, in strips; volumes as pages, with ImageJ's description; BigTIFF above 4 GB.
/// - Kept: ICC profile, spacing, description, the kind of alpha.
enum TIFFCodec: Codec {
    static let hasPages = true

    static func recognises(_ start: [UInt8]) -> Bool {
        [[0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43]].contains {
            start.starts(with: $0)
        }
    }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        try TIFFReader(source, options).readAll()
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let volume = try TIFFVolume(contents, for: sink.subject)
        let writer = try TIFFWriter(volume.form, to: sink, options)
        for index in 0..<volume.form.pages {
            try volume.page(index).writeRows(to: writer, for: sink)
        }
        try writer.finish()
    }
}
