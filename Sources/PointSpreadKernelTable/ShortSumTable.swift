/// Kernels for sums of bytes in 16 bits, which may wrap around: where the last sum fits, it is right all the same.
///
/// Functions without a context, which cost nothing to hand around. Counts are any; where there are fewer than 32 numbers, 32 are
/// read and written.
public struct ShortSumTable: Sendable {
    /// Sums of lines of bytes, each times its weight.
    public typealias Columns =
        @convention(c) (
            UnsafePointer<UnsafePointer<UInt8>>, _ weights: UnsafePointer<UInt16>, _ lines: Int,
            UnsafeMutablePointer<UInt16>, Int
        ) -> Void
    /// Sums of lines of such sums, added to a number and shifted right, with their sign or without.
    public typealias Words =
        @convention(c) (
            UnsafePointer<UnsafePointer<UInt16>>, _ weights: UnsafePointer<UInt16>, _ lines: Int, _ start: UInt16,
            _ shift: Int32, _ isSigned: Bool, UnsafeMutablePointer<UInt16>, Int
        ) -> Void
    /// The same, limited to bytes.
    public typealias Bytes =
        @convention(c) (
            UnsafePointer<UnsafePointer<UInt16>>, _ weights: UnsafePointer<UInt16>, _ lines: Int, _ start: UInt16,
            _ shift: Int32, _ isSigned: Bool, UnsafeMutablePointer<UInt8>, Int
        ) -> Void
    /// Sums of lines of such sums without a sign, added to a number, shifted right by at least one bit, rounded half to even and
    /// limited to bytes.
    public typealias EvenBytes =
        @convention(c) (
            UnsafePointer<UnsafePointer<UInt16>>, _ weights: UnsafePointer<UInt16>, _ lines: Int, _ start: UInt16,
            _ shift: Int32, UnsafeMutablePointer<UInt8>, Int
        ) -> Void
    /// Sums along rows as floats.
    public typealias Floats =
        @convention(c) (
            UnsafePointer<UnsafePointer<UInt16>>, _ weights: UnsafePointer<UInt16>, _ lines: Int, _ start: UInt16,
            _ isSigned: Bool, UnsafeMutablePointer<Float>, Int
        ) -> Void
    /// Writes pixels of several lines in turn.
    ///
    /// Takes the lines, their number, how many bytes the pixels of a line lie apart, how many bytes a pixel has, the target, and
    /// how many pixels to write. Up to 16 bytes behind a pixel are read.
    public typealias Pixels =
        @convention(c) (
            UnsafePointer<UnsafePointer<UInt8>>, _ lines: Int, _ distance: Int, _ size: Int,
            UnsafeMutablePointer<UInt8>, Int
        ) -> Void

    /// Sums down columns.
    public let columns: Columns
    /// Sums along rows as numbers of 16 bits.
    public let words: Words
    /// Sums along rows as bytes.
    public let bytes: Bytes
    /// The same, rounded half to even.
    public let evenBytes: EvenBytes
    /// Sums along rows as floats.
    public let floats: Floats
    /// Pixels in turn.
    public let pixels: Pixels

    /// States the kernels.
    public init(
        columns: @escaping Columns, words: @escaping Words, bytes: @escaping Bytes, evenBytes: @escaping EvenBytes,
        floats: @escaping Floats, pixels: @escaping Pixels
    ) {
        (self.columns, self.words, self.bytes, self.evenBytes) = (columns, words, bytes, evenBytes)
        (self.floats, self.pixels) = (floats, pixels)
    }
}
