import PointSpread

/// The rows of a flat image are its own; those of a stack are what has one index along its first axis.
extension TIFFCodec: RowCodec {
    static func rowReader(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> (any RowReader)? {
        let reader = try TIFFReader(source, options)
        return reader.isInOrder ? try TIFFRowReader(reader) : nil
    }

    static func rowWriter(
        _ rows: RowsToWrite, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) -> any RowWriter {
        // One sample stands for all of them.
        let storage = try inFile(sink.subject) { () throws(FilterError) in
            try Storage(byteCount: rows.elementType.size)
        }
        let samples = ArrayBuffer(
            storage: storage, elementType: rows.elementType, shape: rows.shape, strides: rows.shape.map { _ in 0 },
            offset: 0)
        let metadata = rows.metadata.roles.isEmpty ? nil : rows.metadata
        let volume = try TIFFVolume(FileContents(AnyArray(samples), metadata), for: sink.subject)
        guard volume.isInFileOrder else {
            throw Raster.unrepresentable(
                sink.subject, "frames, slices, rows, columns and channels in this order",
                "the axes \(rows.metadata.roles.map(\.rawValue))", "write the whole image at once")
        }
        let form = volume.form
        return TIFFRowWriter(
            try TIFFWriter(form, to: sink, options), rowsAtOnce: form.pages * form.height / rows.shape[0])
    }
}

/// Hands out the rows of an image, or the slices of a stack.
private final class TIFFRowReader: RowReader {
    let shape: Shape
    let elementType: ElementType
    let metadata: ImageMetadata
    private let reader: TIFFReader
    private var rows: TIFFRows
    private var page = 0
    private var rowsLeft: Int

    init(_ reader: TIFFReader) throws(FileError) {
        self.reader = reader
        rows = try reader.rows(of: 0)
        rowsLeft = reader.picture.height
        shape = reader.shape
        elementType = reader.picture.elementType
        metadata = reader.metadata
    }

    /// The memory for a band of tiles or strips, in bytes.
    var workingBytes: Int { rows.workingBytes + 1 << 20 }

    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        var target = target
        var missing = count * (reader.pages.count * reader.picture.height / shape[0])
        while missing > 0 {
            if rowsLeft == 0 {
                page += 1
                rows = try reader.rows(of: page)
                rowsLeft = reader.picture.height
            }
            let taken = min(missing, rowsLeft)
            try rows.read(rows: taken, to: target)
            target += taken * reader.picture.bytesPerRow
            missing -= taken
            rowsLeft -= taken
        }
    }

    // Nothing follows the samples that has not been read.
    func finish() {}
}

/// Takes the rows of an image, or the slices of a stack.
private final class TIFFRowWriter: RowWriter {
    private let writer: TIFFWriter
    private let rowsAtOnce: Int

    init(_ writer: TIFFWriter, rowsAtOnce: Int) {
        self.writer = writer
        self.rowsAtOnce = rowsAtOnce
    }

    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError) {
        try writer.write(rows: count * rowsAtOnce, from: source)
    }

    func finish() throws(FileError) { try writer.finish() }
}
