/// The kernels of one instruction set for Fourier transforms of many columns at once, in one type of number.
///
/// Real and imaginary parts lie in separate memory. Sizes are powers of two from 32 on, divided into passes of eight, then of
/// four numbers. A spectrum stays in the order in which the passes make it, which the way back starts from. Nothing is fused,
/// and each column is transformed on its own: all instruction sets give the same bits.
///
/// The factors of a transform are those of each pass but the last: for each place all numbers but the first of its group, as
/// real and imaginary parts. For sizes beyond 256 those of the first pass follow once more: for each number all places, the real
/// parts, then the imaginary ones.
public struct FourierKernelTable<Number>: Sendable {
    /// Numbers to read.
    public typealias Line = UnsafePointer<Number>
    /// Numbers to write.
    public typealias Target = UnsafeMutablePointer<Number>

    /// Transforms columns in place, forward or back; back they come out times their size.
    ///
    /// Takes the real and the imaginary parts, the distance between neighbours of a column, how many times `lanes` columns there
    /// are, the size, and the factors.
    public typealias Columns = @Sendable (Target, Target, Int, Int, Int, Line) -> Void
    /// Convolves as many rows as there are lanes with the kernel of a spectrum, in place.
    ///
    /// Takes the real and the imaginary parts, the distance between rows, how many times `lanes` numbers of each are wanted, the
    /// size, the factors, the spectrum (real parts, then imaginary ones, in each for each place all lanes), and memory for twice as
    /// many columns and 16 numbers of each.
    public typealias Rows = @Sendable (Target, Target, Int, Int, Int, Line, Line, Target) -> Void
    /// The largest magnitude on a line; NaN where there is one.
    public typealias LargestMagnitude = @Sendable (Line, Int) -> Number

    /// How many columns are transformed at once.
    public let lanes: Int
    /// Transforms columns forward.
    public let transformColumns: Columns
    /// Transforms columns back.
    public let restoreColumns: Columns
    /// Convolves rows.
    public let convolveRows: Rows
    /// Finds the largest magnitude.
    public let largestMagnitude: LargestMagnitude

    /// States the kernels.
    public init(
        lanes: Int, transformColumns: @escaping Columns, restoreColumns: @escaping Columns,
        convolveRows: @escaping Rows, largestMagnitude: @escaping LargestMagnitude
    ) {
        self.lanes = lanes
        self.transformColumns = transformColumns
        self.restoreColumns = restoreColumns
        self.convolveRows = convolveRows
        self.largestMagnitude = largestMagnitude
    }
}
