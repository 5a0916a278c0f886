import PointSpread

extension TIFFCodec: RowCodec {
    static func rowReader(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> (any RowReader)? {
        let reader = try TIFFReader(source, options)
        return reader.isFlat ? try TIFFRowReader(reader) : nil
    }

    static func rowWriter(
        _ rows: RowsToWrite, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) -> any RowWriter {
        var form = TIFFForm(
            width: rows.shape[1], height: rows.shape[0], channels: rows.shape.rank > 2 ? rows.shape[2] : 1,
            elementType: rows.elementType, alpha: rows.metadata.alpha)
        form.summary = rows.metadata.summary
        form.profile = rows.metadata.profile
        form.spacing = (rows.metadata.spacing[1], rows.metadata.spacing[0])
        return try TIFFWriter(form, to: sink, options)
    }
}

extension TIFFWriter: RowWriter {}

/// Hands out the rows of the only image of a file.
private final class TIFFRowReader: RowReader {
    let shape: Shape
    let elementType: ElementType
    let metadata: ImageMetadata
    private let reader: TIFFReader
    private let rows: TIFFRows

    init(_ reader: TIFFReader) throws(FileError) {
        let picture = reader.picture
        self.reader = reader
        rows = try reader.rows(of: 0)
        shape = Shape(unchecked: [picture.height, picture.width] + (picture.channels == 1 ? [] : [picture.channels]))
        elementType = picture.elementType
        metadata = reader.metadata
    }

    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        try rows.read(rows: count, to: target)
    }

    // Nothing follows the samples that has not been read.
    func finish() throws(FileError) {}
}
