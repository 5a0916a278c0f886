/// Kernels for sums of bytes in fixed point, for processors that multiply and add bytes and pairs of 16-bit numbers.
///
/// Functions without a context, which cost nothing to hand around.
public struct ByteSumTable: Sendable {
    /// Sums along a row, as 16-bit numbers, less a number that makes them fit.
    ///
    /// Takes the bytes under the first tap, for each group of four taps its distance and its weights as four signed bytes, the
    /// number of groups, for each byte of a vector the place of the sample that it stands for, the number, the target and its
    /// count, a multiple of 32. Up to 80 bytes beyond the last sample are read.
    public typealias Rows =
        @convention(c) (
            UnsafePointer<UInt8>, UnsafePointer<Int>, UnsafePointer<Int32>, Int, UnsafePointer<UInt8>, Int32,
            UnsafeMutablePointer<Int16>, Int
        ) -> Void
    /// The numbers of two rows as pairs, in an order that `columns` knows; takes a count that is a multiple of 32.
    public typealias Pairs =
        @convention(c) (
            UnsafePointer<Int16>, UnsafePointer<Int16>, UnsafeMutablePointer<Int16>, Int
        ) -> Void
    /// Sums down columns, shifted right and saturated to bytes.
    ///
    /// Takes for each two taps the rows of pairs and the weights as two 16-bit numbers, their number, what sums start with, the
    /// bits of the shift, the target and its count, a multiple of 64.
    public typealias Columns =
        @convention(c) (
            UnsafePointer<UnsafePointer<Int16>>, UnsafePointer<Int32>, Int, Int32, Int32, UnsafeMutablePointer<UInt8>,
            Int
        ) -> Void

    /// Sums along rows.
    public let rows: Rows
    /// Pairs of rows.
    public let pairs: Pairs
    /// Sums down columns.
    public let columns: Columns

    /// States the kernels.
    public init(rows: @escaping Rows, pairs: @escaping Pairs, columns: @escaping Columns) {
        self.rows = rows
        self.pairs = pairs
        self.columns = columns
    }
}
