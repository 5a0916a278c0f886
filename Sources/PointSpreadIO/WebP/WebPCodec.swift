import PointSpread

/// WebP, through libwebp.
///
/// - Reading: files of one image, with and without losses: RGB of 8 bits, with or without alpha.
/// - Writing: with losses, unless told otherwise; grey is written as RGB, the only colours that WebP has. Without losses,
///   colours are kept where alpha is 0 too.
/// - Kept: ICC profile; EXIF, in which resolution and description are written, since there is no other place for them.
enum WebPCodec: Codec {
    static func recognises(_ start: [UInt8]) -> Bool {
        start.starts(with: "RIFF".utf8) && start.dropFirst(8).starts(with: "WEBP".utf8)
    }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        try WebPReader(source, limits: options.limits).readAll().upright(for: source.subject)
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let raster = try Raster(contents, for: sink.subject)
        let writer = try WebPWriter(RowsToWrite(raster, contents.metadata), to: sink, options.options)
        try raster.forEachRow(in: 0..<raster.height, for: sink.subject) { (row) throws(FileError) in
            writer.write(row)
        }
        try writer.finish()
    }
}
