/// The kernel of one instruction set that sums several neighbouring rows at once, so that a sample that has been read serves
/// all rows whose taps meet it.
public struct DenseKernelTable<Number>: Sendable {
    /// Sums a block of rows, for each a start and the products of its taps in the order of the steps, fused or not.
    ///
    /// A step is a run of samples and the weights of the block's rows that take them, one after the other. Takes the parts that
    /// the steps are divided into and their number, the samples of each step, the weights of all steps, the first row of the
    /// target and the distance to the next, the count of a row, at least `width`, the start (−0 for none:
    /// a product that is added to it stays as it is), and whether products are fused. Every row has a step.
    public typealias Sum =
        @Sendable (
            UnsafePointer<DensePart>, Int, LineKernelTable<Number>.Lines, LineKernelTable<Number>.Line,
            LineKernelTable<Number>.Target, Int, Int, Number, Bool
        ) -> Void

    /// Makes a row of sums that are added up: a start, then for each sum its own start and the products of its parts.
    ///
    /// Takes the parts and their number; the samples of each product, of a pair those of the later tap before those of the earlier
    /// one, and the place in them where the row begins; the weights; what each sum begins with, and one number more; what they are
    /// added to first (−0 for nothing, in both cases); the target and its count, at least `width`.
    public typealias Chain =
        @Sendable (
            UnsafePointer<ChainPart>, Int, LineKernelTable<Number>.Lines, Int, LineKernelTable<Number>.Line,
            LineKernelTable<Number>.Line, Number, LineKernelTable<Number>.Target, Int
        ) -> Void

    /// How many numbers of a row are summed at once.
    public let width: Int
    /// Sums of a block of `DensePart.blockRows` rows.
    public let sum: Sum
    /// Rows of sums that are added up.
    public let chain: Chain

    /// States the kernels.
    public init(width: Int, sum: @escaping Sum, chain: @escaping Chain) {
        self.width = width
        self.sum = sum
        self.chain = chain
    }
}

/// Products of a sum that follow each other and are made in the same way.
public struct ChainPart: BitwiseCopyable, Sendable {
    /// What is multiplied by a weight: a sample, the sum of two, or the later less the earlier one.
    public enum Kind: Int32 {
        case single, sum, difference
    }

    /// The raw value of a `Kind`.
    public let kind: Int32
    /// How many products there are, at least 1.
    public var products: Int32 = 1
    /// Whether they are added with one rounding.
    public let isFused: Bool
    /// Whether the sum is complete then, and is added to those before it.
    public var ends = false

    /// One product.
    public init(_ kind: Kind, isFused: Bool) {
        self.kind = kind.rawValue
        self.isFused = isFused
    }

    /// Whether another product goes on with this part.
    public func continues(_ kind: Kind, _ isFused: Bool) -> Bool {
        !ends && kind.rawValue == self.kind && isFused == self.isFused
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
