import PointSpread

/// The rows of an array are its slices along the first axis, whatever its rank.
extension NPYCodec: RowCodec {
    static func rowReader(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> (any RowReader)? {
        let header = try NPYHeader(source, limits: options.limits)
        try source.require(saturatedProduct([header.shape.elementCount, header.elementType.size]))
        // Where the first axis varies fastest, a row lies all over the file.
        guard !header.isFortranOrder || header.shape.rank < 2, !header.shape.isEmpty else { return nil }
        return NPYRowReader(header, source)
    }

    static func rowWriter(
        _ rows: RowsToWrite, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) -> any RowWriter {
        try sink.write(NPYHeader(rows.elementType, rows.shape).encoded())
        return NPYRowWriter(sink, bytesPerRow: rows.bytesPerRow)
    }
}

private final class NPYRowReader: RowReader {
    private let header: NPYHeader
    private let source: ByteSource

    init(_ header: NPYHeader, _ source: ByteSource) {
        self.header = header
        self.source = source
    }

    var shape: Shape { header.shape }
    var elementType: ElementType { header.elementType }
    var statesAxes: Bool { false }
    var isMappable: Bool { !header.isSwapped }
    var metadata: ImageMetadata { ImageMetadata(roles: []) }

    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        let bytes = UnsafeMutableRawBufferPointer(
            start: target, count: header.shape.dropFirst().reduce(count * elementType.size, *))
        try source.read(exactly: bytes)
        if header.isSwapped { swapBytes(bytes, elementSize: elementType.size) }
    }

    func finish() {}
}

private final class NPYRowWriter: RowWriter {
    private let sink: ByteSink
    private let bytesPerRow: Int

    init(_ sink: ByteSink, bytesPerRow: Int) {
        self.sink = sink
        self.bytesPerRow = bytesPerRow
    }

    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError) {
        try sink.write(UnsafeRawBufferPointer(start: source, count: count * bytesPerRow))
    }

    func finish() {}
}
