import CPNGShim
import PointSpread

extension PNGCodec: RowCodec {
    static func rowReader(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> (any RowReader)? {
        // What follows the samples can be known before them only where the size of the file is.
        guard source.byteCount != nil else { return nil }
        let epilogue = try PNGEpilogue.reader(source, limits: options.limits)
        let reader = try PNGReader(source, limits: options.limits, epilogue: epilogue)
        // The rows of an interlaced file are complete only in its last pass, and those of a turned image are columns.
        return reader.header.passes == 1 && reader.metadata.orientation == .upright ? reader : nil
    }

    static func rowWriter(
        _ rows: RowsToWrite, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) -> any RowWriter {
        let raster = try Raster(try rows.outline(for: sink.subject), for: sink.subject)
        return try PNGWriter(raster, rows.metadata, compressionLevel: options.options.compressionLevel, to: sink)
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
