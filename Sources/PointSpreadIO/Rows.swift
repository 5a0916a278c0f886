package import PointSpread

/// Hands out a flat image row by row, first row first, so that it never has to be in memory as a whole.
package protocol RowReader: AnyObject {
    /// Rows × columns, and × channels where there is more than one.
    var shape: Shape { get }
    /// The type of the samples.
    var elementType: ElementType { get }
    /// What the file says beside the samples; complete after the last row.
    var metadata: ImageMetadata { get }

    /// Reads the next rows to contiguous memory.
    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError)

    /// Makes sure that the file is intact to its end.
    func finish() throws(FileError)
}

/// Takes a flat image row by row, first row first.
package protocol RowWriter: AnyObject {
    /// Writes the next rows from contiguous memory.
    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError)

    /// Writes what follows the last row.
    func finish() throws(FileError)
}

/// A flat image that is to be written row by row.
package struct RowsToWrite {
    /// Rows × columns, and × channels where there is more than one.
    package let shape: Shape
    /// The type of the samples.
    package let elementType: ElementType
    /// What is known beside the samples; upright.
    package let metadata: ImageMetadata

    package init(shape: Shape, elementType: ElementType, metadata: ImageMetadata) {
        self.shape = shape
        self.elementType = elementType
        self.metadata = metadata
    }
}

/// A codec whose files can be read and written row by row.
package protocol RowCodec: Codec {
    /// Opens a file for reading by rows, or nothing where this file has to be read as a whole (interlaced, turned, several
    /// pages).
    static func rowReader(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> (any RowReader)?

    /// Begins a file. What the format cannot hold is refused before the first byte.
    static func rowWriter(
        _ rows: RowsToWrite, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) -> any RowWriter
}
