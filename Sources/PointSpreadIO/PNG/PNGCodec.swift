import PointSpread

/// Portable Network Graphics, through libpng.
///
/// - Reading: every colour type, bit depth and interlace. Palettes become RGB, colour keys alpha; grey of 1, 2 and 4 bits is
///   scaled to the full range of 8 bits, and its depth kept as `significantBits`. Samples are never converted to linear
///   light: a 16-bit sample of 1080 is read as 1080.
/// - Writing: 8 or 16 bits, grey or RGB, with or without alpha.
/// - Kept: ICC profile, or else gamma, primaries and sRGB's intent; physical spacing; texts, of which "Description" describes
///   the image; EXIF, whose orientation is applied.
enum PNGCodec: Codec {
    static let elementTypes = [ElementType.uint8, .uint16]

    static func recognises(_ start: [UInt8]) -> Bool {
        start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        let reader = try PNGReader(source, limits: options.limits)
        return try reader.readAll().upright(for: source.subject)
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let raster = try Raster(contents, for: sink.subject)
        let level = options.options.compressionLevel
        try raster.write(to: PNGWriter(raster, contents.metadata, compressionLevel: level, to: sink), for: sink)
    }
}
