/// Kernels for sums of bytes in fixed point, for processors that multiply and add bytes and pairs of 16-bit numbers.
///
/// Functions without a context, which cost nothing to hand around.
public struct ByteSumTable: Sendable {
    /// What four taps meet, for each four sums along a row: 16 bytes, the samples of the first sum, of the second and so on.
    ///
    /// Takes the bytes under the first tap; where each of the sixteen groups of four bytes lies that four sums need, in groups of
    /// four bytes or in bytes as the kernel has it; for each byte the place among the 16 that were read; the target; the number of
    /// sums, a multiple of 16; and as many bytes that the cache is asked for, because they come soon.
    public typealias Windows =
        @convention(c) (
            UnsafePointer<UInt8>, UnsafePointer<Int32>, UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>, Int,
            UnsafePointer<UInt8>
        ) -> Void
    /// Sums along two rows as pairs of 16-bit numbers, less a number that makes them fit.
    ///
    /// Takes the windows of both rows, for each group of four taps the distance of its windows and its weights as four signed
    /// bytes, the number of groups, the number, the target and the count of pairs, a multiple of 64.
    public typealias Rows =
        @convention(c) (
            UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<Int>, UnsafePointer<Int32>, Int, Int32,
            UnsafeMutablePointer<Int16>, Int
        ) -> Void
    /// Sums down columns for two rows of the result, shifted right and saturated to bytes.
    ///
    /// Takes the rows of pairs, their weights for the upper row and for the lower one as two 16-bit numbers each, the number of
    /// rows, what sums start with, the bits of the shift, both targets and their count, a multiple of 64.
    public typealias Columns =
        @convention(c) (
            UnsafePointer<UnsafePointer<Int16>>, UnsafePointer<Int32>, UnsafePointer<Int32>, Int, Int32, Int32,
            UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>, Int
        ) -> Void

    /// Windows of taps that lie four bytes apart at most: takes groups of four bytes, and reads 32 bytes from each sixteenth sum on.
    public let nearWindows: Windows
    /// Windows of taps that lie any number of bytes apart.
    public let farWindows: Windows
    /// Sums along rows.
    public let rows: Rows
    /// Sums down columns.
    public let columns: Columns

    /// States the kernels.
    public init(
        nearWindows: @escaping Windows, farWindows: @escaping Windows, rows: @escaping Rows, columns: @escaping Columns
    ) {
        self.nearWindows = nearWindows
        self.farWindows = farWindows
        self.rows = rows
        self.columns = columns
    }
}
