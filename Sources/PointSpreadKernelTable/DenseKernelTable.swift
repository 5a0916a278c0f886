/// The kernel of one instruction set that sums several neighbouring rows at once, so that a sample that has been read serves
/// all rows whose taps meet it.
public struct DenseKernelTable<Number>: Sendable {
    /// Sums a block of rows, for each a start and the products of its taps in the order of the steps, fused or not.
    ///
    /// A step is a run of samples and the weights of the block's rows that take them, one after the other. Takes the parts that
    /// the steps are divided into and their number, the samples of each step, the weights of all steps, the first row of the
    /// target and the distance to the next, the count of a row, at least `width`, whether results go past the caches, as
    /// far as they lie at multiples of a vector's size, the start (−0 for none: a product that is added to it stays as it is), and
    /// whether products are fused. Every row has a step.
    public typealias Sum =
        @Sendable (
            UnsafePointer<DensePart>, Int, LineKernelTable<Number>.Lines, LineKernelTable<Number>.Line,
            LineKernelTable<Number>.Target, Int, Int, Bool, Number, Bool
        ) -> Void

    /// How many numbers of a row are summed at once.
    public let width: Int
    /// Sums of a block of `DensePart.blockRows` rows.
    public let sum: Sum

    /// States the kernel.
    public init(width: Int, sum: @escaping Sum) {
        self.width = width
        self.sum = sum
    }
}

/// Steps of a block that follow each other and serve the same rows.
public struct DensePart: BitwiseCopyable, Sendable {
    /// How many rows a block has.
    public static var blockRows: Int { 6 }

    /// The first row times `blockRows`, plus the last row.
    public let rows: Int32
    /// How many steps there are, at least 1.
    public var steps: Int32

    /// Steps that serve the rows of a range.
    public init(rows: ClosedRange<Int>, steps: Int) {
        self.rows = Int32(rows.lowerBound * Self.blockRows + rows.upperBound)
        self.steps = Int32(steps)
    }
}
