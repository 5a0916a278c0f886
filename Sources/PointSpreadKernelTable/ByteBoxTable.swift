/// The kernels of one instruction set for boxes over bytes, in whole numbers.
///
/// Functions without a context, which cost nothing to hand around. Counts of sums are multiples of 64.
public struct ByteBoxTable: Sendable {
    /// Numbers to read.
    public typealias Line = UnsafePointer<UInt16>
    /// Bytes as numbers of 16 bits.
    public typealias Widen = @convention(c) (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt16>, Int) -> Void
    /// The sum of two lines and of further ones; the target may be the first.
    public typealias Join =
        @convention(c) (Line, Line, UnsafePointer<Line>?, Int, UnsafeMutablePointer<UInt16>, Int) -> Void
    /// Takes one row into sums and another one out of them.
    public typealias Slide =
        @convention(c) (_ entering: Line, _ leaving: Line, UnsafeMutablePointer<Int32>, Int) -> Void
    /// The same, then the sums divided and rounded half to even, of which there are any number.
    public typealias Means =
        @convention(c) (
            _ entering: Line, _ leaving: Line, UnsafeMutablePointer<Int32>, _ divisor: Float,
            UnsafeMutablePointer<UInt8>, Int
        ) -> Void
    /// Adds up so many lines, one to four, divides the sums and rounds them half to even, of which there are any number.
    public typealias MeansOfParts =
        @convention(c) (UnsafePointer<Line>, Int, _ divisor: Float, UnsafeMutablePointer<UInt8>, Int) -> Void
    /// Adds up so many lines and a number, whose sums 16 bits hold, multiplies by a factor over 2^(16 + shift) and rounds down to
    /// bytes, of which there are any number.
    public typealias MeansOfWords =
        @convention(c) (
            UnsafePointer<Line>, Int, _ term: UInt16, _ factor: UInt16, _ shift: Int32, UnsafeMutablePointer<UInt8>, Int
        ) -> Void
    /// Takes a row of bytes into sums, and another one, where there is one, out of them; any count.
    public typealias SlideBytes =
        @convention(c) (
            _ entering: UnsafePointer<UInt8>, _ leaving: UnsafePointer<UInt8>?, UnsafeMutablePointer<UInt16>, Int
        ) -> Void
    /// Makes (sum · weight + (first + last) · end + term) ∕ 2^shift as bytes, in 32 bits, which hold it; any count.
    public typealias Weigh =
        @convention(c) (
            Line, _ first: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, _ weight: UInt32, _ end: UInt32,
            _ term: UInt32, _ shift: UInt32, UnsafeMutablePointer<UInt8>, Int
        ) -> Void

    /// Bytes as wider numbers.
    public let widen: Widen
    /// Sums of lines.
    public let join: Join
    /// Sums down columns.
    public let slide: Slide
    /// Sums down columns and their means.
    public let means: Means
    /// Sums of lines and their means.
    public let meansOfParts: MeansOfParts
    /// The same in 16 bits.
    public let meansOfWords: MeansOfWords
    /// Sums of bytes down columns.
    public let slideBytes: SlideBytes
    /// Weighted sums with ends of another weight.
    public let weigh: Weigh

    /// States the kernels.
    public init(
        widen: @escaping Widen, join: @escaping Join, slide: @escaping Slide, means: @escaping Means,
        meansOfParts: @escaping MeansOfParts, meansOfWords: @escaping MeansOfWords, slideBytes: @escaping SlideBytes,
        weigh: @escaping Weigh
    ) {
        self.widen = widen
        self.join = join
        self.slide = slide
        self.means = means
        self.meansOfParts = meansOfParts
        self.meansOfWords = meansOfWords
        self.slideBytes = slideBytes
        self.weigh = weigh
    }
}
