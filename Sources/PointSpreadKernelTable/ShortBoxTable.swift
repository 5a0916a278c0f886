/// The kernels of one instruction set for boxes over samples of 16 bits, whose sums are made in 32 bits.
///
/// Functions without a context, which cost nothing to hand around.
public struct ShortBoxTable: Sendable {
    /// Samples to read.
    public typealias Samples = UnsafePointer<UInt16>
    /// Sums to read.
    public typealias Line = UnsafePointer<Int32>
    /// Takes a row into sums, and another one out of them, where there are such; any count.
    public typealias Slide =
        @convention(c) (_ entering: Samples?, _ leaving: Samples?, UnsafeMutablePointer<Int32>, Int) -> Void
    /// The sum of two lines and of further ones, for a count that is a multiple of 32; the target may be the first.
    public typealias Join =
        @convention(c) (Line, Line, UnsafePointer<Line>, Int, UnsafeMutablePointer<Int32>, Int) -> Void
    /// Sums as the nearest floats, multiplied by a factor; any count.
    public typealias Floats = @convention(c) (Line, _ factor: Float, UnsafeMutablePointer<Float>, Int) -> Void

    /// Sums of numbers without a sign.
    public let slideUnsigned: Slide
    /// Sums of numbers with a sign, whose bits are given.
    public let slideSigned: Slide
    /// Sums of lines.
    public let join: Join
    /// Sums as floats.
    public let floats: Floats

    /// States the kernels.
    public init(
        slideUnsigned: @escaping Slide, slideSigned: @escaping Slide, join: @escaping Join, floats: @escaping Floats
    ) {
        self.slideUnsigned = slideUnsigned
        self.slideSigned = slideSigned
        self.join = join
        self.floats = floats
    }
}
