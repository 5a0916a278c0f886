import PointSpread

/// WebP, through libwebp.
///
/// - Reading: files of one image, with and without losses: RGB of 8 bits, with or without alpha.
/// - Writing: with losses, unless told otherwise; grey is written as RGB, the only colours that WebP has. Without losses,
///   colours are kept where alpha is 0 too.
/// - Kept: ICC profile; EXIF, in which resolution and description are written, since there is no other place for them.
enum WebPCodec: Codec {
    static let elementTypes = [ElementType.uint8]

    /// As measured with libwebp 1.2.4: 6 bytes a pixel with losses, 23 without.
    static func encodingBytes(places: Int, _ options: WriteOptions) -> Int {
        saturatedProduct([places, options.lossless ? 26 : 8])
    }

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
        try raster.write(to: WebPWriter(RowsToWrite(raster, contents.metadata), to: sink, options.options), for: sink)
    }
}
