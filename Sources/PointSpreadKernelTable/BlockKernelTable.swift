/// The kernels of one instruction set for blocks: rows of numbers that lie one below the other, padded to whole vectors.
///
/// Rows of a block are at a pitch, those that are summed wherever their pointers say. Counts of numbers are at least 16, since
/// the last vector of a row ends with it, or as is said; counts of rows are multiples of 4, and what lies beyond the rows that
/// are wanted is computed too. All instruction sets give the same bits.
public struct BlockKernelTable<Number>: Sendable {
    /// Numbers to read.
    public typealias Line = UnsafePointer<Number>
    /// Numbers to write.
    public typealias Target = UnsafeMutablePointer<Number>
    /// Rows, first row first.
    public typealias Rows = UnsafePointer<UnsafePointer<Number>>

    /// The taps in the middle and to either side of it, one or several.
    public struct Pairs {
        /// The weight of the middle tap, where there is one.
        public var centreWeight: Number?
        /// How many rows before the first of the later taps the middle one lies; after it where the number is negative.
        public var centreDistance: Int
        /// What sums begin with; −0 leaves them as they are.
        public var start: Number
        /// The weights of the pairs in order.
        public var weights: Line
        /// How many pairs there are: at least one, unless the middle tap lies right before the first of the later ones.
        public var count: Int
        /// Whether the earlier samples are subtracted.
        public var isAntisymmetric: Bool
        /// Whether products are added with one rounding.
        public var isFused: Bool

        /// States the taps.
        public init(
            centreWeight: Number?, centreDistance: Int, start: Number, weights: Line, count: Int, isAntisymmetric: Bool,
            isFused: Bool
        ) {
            self.centreWeight = centreWeight
            self.centreDistance = centreDistance
            self.start = start
            self.weights = weights
            self.count = count
            self.isAntisymmetric = isAntisymmetric
            self.isFused = isFused
        }
    }

    /// Rows that are wanted soon, a number of them for each that is made: sixteen rows at a pitch, and for further rows that are
    /// made the next sixteen columns.
    ///
    /// Asking for them costs nothing but time: they may lie anywhere.
    public struct Soon {
        /// The first number.
        public var line: Line
        /// The distance between rows.
        public var pitch: Int

        /// States where the rows are.
        public init(line: Line, pitch: Int) {
            self.line = line
            self.pitch = pitch
        }
    }

    /// The middle tap, then pairs of rows, each a row behind and a row in front of the one before.
    ///
    /// Takes the taps; the rows under the first of the later taps, those after it behind, and the rows under the first of the
    /// earlier ones, those before it in front; the target, its pitch, how many rows to make and how many numbers of each; whether
    /// the target is written past the caches, where it and all rows begin with multiples of 64 bytes; what to ask for meanwhile.
    public typealias PairSum = @Sendable (Pairs, Rows, Rows, Target, Int, Int, Int, Bool, Soon?) -> Void
    /// Neighbouring rows one after the other.
    ///
    /// Takes the rows under the first tap, those after it behind; the weights and their count; whether products are fused; the
    /// target, its pitch, how many rows to make and how many numbers of each; what to ask for meanwhile.
    public typealias ProductSum = @Sendable (Rows, Line, Int, Bool, Target, Int, Int, Int, Soon?) -> Void
    /// Columns as rows.
    ///
    /// Takes a block, its pitch, how many rows and columns it has, a multiple of 16 and of 4; the target and its pitch; whether it
    /// is written past the caches, to multiples of 64 bytes.
    public typealias Turn = @Sendable (Line, Int, Int, Int, Target, Int, Bool) -> Void

    /// Rows as they are.
    ///
    /// Takes the rows and their pitch, the target and its pitch, how many rows there are and how many numbers each has; any counts.
    public typealias Copy = @Sendable (Line, Int, Target, Int, Int, Int) -> Void

    /// A line as it is, past the caches: other threads see it once streams are finished.
    public typealias Stream = @Sendable (Line, Target, Int) -> Void

    /// Sums of pairs of rows.
    public let pairSum: PairSum
    /// Sums of rows in order.
    public let productSum: ProductSum
    /// Turns a block by 90° (and mirrors it).
    public let turn: Turn
    /// Makes visible to other threads what was written past the caches.
    public let finishStreams: @Sendable () -> Void
    /// Copies.
    public let copy: Copy
    /// Copies past the caches.
    public let stream: Stream

    /// States the kernels.
    public init(
        pairSum: @escaping PairSum, productSum: @escaping ProductSum, turn: @escaping Turn,
        finishStreams: @escaping @Sendable () -> Void, copy: @escaping Copy, stream: @escaping Stream
    ) {
        self.pairSum = pairSum
        self.productSum = productSum
        self.turn = turn
        self.finishStreams = finishStreams
        self.copy = copy
        self.stream = stream
    }
}
