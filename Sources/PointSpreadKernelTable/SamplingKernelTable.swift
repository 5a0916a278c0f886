/// The kernels of one instruction set that thin rows out and fill them up.
///
/// Counts of numbers are multiples of 16, or as is said. All instruction sets give the same bits.
public struct SamplingKernelTable<Number>: Sendable {
    /// Numbers to read.
    public typealias Line = UnsafePointer<Number>
    /// Numbers to write.
    public typealias Target = UnsafeMutablePointer<Number>

    /// Adds weighted rows to several sums: sumₖ + row₀ · w₀ₖ + row₁ · w₁ₖ and so on, each product fused, in order.
    ///
    /// Takes the first row, the distance from row to row and how many there are; the weights of the first row, one for each
    /// sum, the distance to those of the next row; the sums, of which there are 2 to 8; how many numbers.
    public typealias Gather = @Sendable (Line, Int, Int, Line, Int, UnsafePointer<Target>, Int, Int) -> Void
    /// Makes several rows out of a few: row₀ · wₚ₀ + row₁ · wₚ₁ and so on for each result p, each product but the first fused,
    /// in order; a result of −0 becomes 0, but where the last row alone makes it so.
    ///
    /// Takes the rows and how many there are, at least 2; the weights of the first result, those of the next behind them; the
    /// first result, the distance from result to result and how many there are; which of them (or none: −1) may stay −0; how
    /// many numbers.
    public typealias Spread = @Sendable (UnsafePointer<Line>, Int, Line, Target, Int, Int, Int, Int) -> Void

    /// Puts the samples of a row into several rows in turn.
    ///
    /// Takes the row, how many numbers a sample has, the rows and how many there are, and how many samples; any counts.
    public typealias Deinterleave = @Sendable (Line, Int, UnsafePointer<Target>, Int, Int) -> Void
    /// Puts the samples of several rows into one in turn.
    ///
    /// Takes the rows and how many there are, how many numbers a sample has, the row, and how many samples it gets; any counts.
    public typealias Interleave = @Sendable (UnsafePointer<Line>, Int, Int, Target, Int) -> Void

    /// Adds rows to sums.
    public let gather: Gather
    /// Makes rows out of rows.
    public let spread: Spread

    /// Makes several rows of one.
    public let deinterleave: Deinterleave
    /// Makes one row of several.
    public let interleave: Interleave

    /// States the kernels.
    public init(
        gather: @escaping Gather, spread: @escaping Spread, deinterleave: @escaping Deinterleave,
        interleave: @escaping Interleave
    ) {
        self.gather = gather
        self.spread = spread
        self.deinterleave = deinterleave
        self.interleave = interleave
    }
}
