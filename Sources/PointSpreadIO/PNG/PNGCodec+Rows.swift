import CPNGShim
import PointSpread

extension PNGCodec: RowCodec {
    static func rowReader(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> (any RowReader)? {
        let reader = try PNGReader(source, limits: options.limits)
        // The rows of an interlaced file are complete only in its last pass, and those of a turned image are columns.
        return reader.header.passes == 1 && reader.metadata.orientation == .upright ? reader : nil
    }

    static func rowWriter(
        _ rows: RowsToWrite, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) -> any RowWriter {
        let raster = try Raster(try rows.outline(for: sink.subject), for: sink.subject)
        let writer = try PNGWriter(sink)
        try writer.start(raster, rows.metadata, compressionLevel: options.options.compressionLevel)
        return PNGRowWriter(writer, bytesPerRow: rows.bytesPerRow)
    }
}

extension PNGReader: RowReader {
    /// Rows × columns, and × channels where there is more than one.
    var shape: Shape {
        let sizes = [Int(header.height), Int(header.width), Int(header.channels)]
        return Shape(unchecked: header.channels == 1 ? Array(sizes.dropLast()) : sizes)
    }

    /// The type of the samples.
    var elementType: ElementType { header.bit_depth == 16 ? .uint16 : .uint8 }
}

/// Writes the rows of a PNG file that has begun.
private final class PNGRowWriter: RowWriter {
    private let writer: PNGWriter
    private let bytesPerRow: Int

    init(_ writer: PNGWriter, bytesPerRow: Int) {
        self.writer = writer
        self.bytesPerRow = bytesPerRow
    }

    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError) {
        for row in 0..<count {
            try writer.write(UnsafeRawBufferPointer(start: source + row * bytesPerRow, count: bytesPerRow))
        }
    }

    func finish() throws(FileError) { try writer.finish() }
}
