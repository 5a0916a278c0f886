import PointSpread

/// JPEG, through libjpeg-turbo.
///
/// - Reading: sequential, progressive and arithmetic-coded files with samples of 8 bits: grey, RGB and YCbCr. Inks (CMYK and
///   YCCK) become RGB by multiplication: the share of light that an ink lets through, times that of black. That is close to
///   no real print; the profile of the inks is dropped, since it does not hold for the result. Damage that libjpeg would
///   fill with grey is an error.
/// - Writing: grey and RGB of 8 bits, sequential, with the usual Huffman tables: better ones would need the whole image in
///   memory for a few percent.
/// - Kept: ICC profile, resolution, EXIF, the comment or EXIF's description.
enum JPEGCodec: RowCodec {
    static let elementTypes = [ElementType.uint8]

    static func recognises(_ start: [UInt8]) -> Bool { start.starts(with: [0xFF, 0xD8, 0xFF]) }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        try JPEGReader(source, limits: options.limits).readAll().upright(for: source.subject)
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let raster = try Raster(contents, for: sink.subject)
        try raster.write(to: JPEGWriter(RowsToWrite(raster, contents.metadata), to: sink, options.options), for: sink)
    }

    static func rowReader(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> (any RowReader)? {
        let reader = try JPEGReader(source, limits: options.limits)
        return reader.metadata.orientation == .upright ? reader : nil
    }

    static func rowWriter(
        _ rows: RowsToWrite, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) -> any RowWriter {
        try JPEGWriter(rows, to: sink, options.options)
    }
}
