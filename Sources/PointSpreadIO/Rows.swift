package import PointSpread

/// Hands out an image row by row, first row first, so that it never has to be in memory as a whole.
///
/// A row is what has one index along the first axis: of an array of any rank, a slice.
package protocol RowReader: AnyObject {
    /// Rows × columns, and × channels where there is more than one; of an array, its shape.
    var shape: Shape { get }
    /// The type of the samples.
    var elementType: ElementType { get }
    /// What the file says beside the samples, also behind them.
    var metadata: ImageMetadata { get }
    /// Whether the file says what its axes mean; otherwise the metadata say nothing of use.
    var statesAxes: Bool { get }
    /// The memory that reading takes beside the rows that are handed out, in bytes.
    var workingBytes: Int { get }
    /// Whether the samples can stay in the file where all of them are wanted at once.
    var isMappable: Bool { get }

    /// Reads the next rows to contiguous memory.
    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError)

    /// Makes sure that the file is intact to its end.
    func finish() throws(FileError)
}

extension RowReader {
    package var statesAxes: Bool { true }
    package var isMappable: Bool { false }
    package var workingBytes: Int { 8 * bytesPerRow(shape, elementType) + 1 << 20 }

    /// What the file holds, with samples that only stand for those to be read.
    package func outline(of subject: String) throws(FileError) -> FileContents {
        FileContents(try standIn(shape, elementType, for: subject), statesAxes ? metadata : nil)
    }
}

/// Takes an image row by row, first row first.
package protocol RowWriter: AnyObject {
    /// Writes the next rows from contiguous memory.
    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError)

    /// Writes what follows the last row.
    func finish() throws(FileError)
}

/// An image that is to be written row by row.
package struct RowsToWrite {
    /// Rows × columns, and × channels where there is more than one; of an array, its shape.
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

    /// The bytes of one row.
    package var bytesPerRow: Int { PointSpreadIO.bytesPerRow(shape, elementType) }

    /// The image, with samples that only stand for those to be written.
    package func outline(for subject: String) throws(FileError) -> FileContents {
        FileContents(try standIn(shape, elementType, for: subject), metadata)
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

private func bytesPerRow(_ shape: Shape, _ type: ElementType) -> Int {
    saturatedProduct(shape.dropFirst() + [type.size])
}

/// An array of any size in the memory of one sample.
private func standIn(_ shape: Shape, _ type: ElementType, for subject: String) throws(FileError) -> AnyArray {
    let storage = try inFile(subject) { () throws(FilterError) in try Storage(byteCount: type.size) }
    return AnyArray(
        ArrayBuffer(
            storage: storage, elementType: type, shape: shape, strides: shape.map { _ in 0 }, offset: 0))
}
