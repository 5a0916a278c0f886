/// The kernels of one instruction set for boxes: sums of 1, 2, 4, … neighbours that all windows share.
///
/// Counts are multiples of 16, and lines are as long as their counts.
public struct BoxKernelTable<Number>: Sendable {
    /// Takes so many rows into the sums down their columns, one after the other, and makes the rows of the windows that end with
    /// them, if a target is given, which lie as far apart as is said before the count.
    public typealias Step = @Sendable (UnsafePointer<Column>, Int, Target?, Int, Int) -> Void
    /// The sum of two lines, then of further ones in order.
    public typealias Join = @Sendable (Line, Line, Lines, Int, Target, Int) -> Void
    /// (first + second) · weight is added to the target, rounded once.
    public typealias AddEnds = @Sendable (Line, Line, Number, Target, Int) -> Void
    /// Each number divided by the same one; the target may be the source.
    public typealias Divide = @Sendable (Line, Number, Target, Int) -> Void

    /// Numbers to read.
    public typealias Line = UnsafePointer<Number>
    /// Numbers to write.
    public typealias Target = UnsafeMutablePointer<Number>
    /// Several lines to read.
    public typealias Lines = UnsafePointer<UnsafePointer<Number>>

    /// What the columns of a row are added to, and where the sums go.
    public struct Column {
        /// The row that is taken in.
        public var row: Line
        /// For each doubling the sum that the newest one follows without a gap.
        public var older: Lines
        /// Where the results of the first doublings are kept.
        public var kept: UnsafePointer<Target>
        /// How many doublings there are.
        public var levels: Int
        /// How many of their results are kept.
        public var keptLevels: Int
        /// The sums of a window, largest first, that rows before this one have completed.
        public var blocks: Lines
        /// How many of them there are.
        public var blockCount: Int
        /// The number of doublings whose result is the last sum of the window, or −1 where `blocks` has all of them.
        public var newest: Int
        /// The row at the other end of the window, where the two ends have a weight of their own.
        public var firstEnd: Line?
        /// The weight of the ends.
        public var endWeight: Number

        /// States the parts.
        public init(
            row: Line, older: Lines, kept: UnsafePointer<Target>, levels: Int, keptLevels: Int, blocks: Lines,
            blockCount: Int, newest: Int, firstEnd: Line?, endWeight: Number
        ) {
            self.row = row
            self.older = older
            self.kept = kept
            self.levels = levels
            self.keptLevels = keptLevels
            self.blocks = blocks
            self.blockCount = blockCount
            self.newest = newest
            self.firstEnd = firstEnd
            self.endWeight = endWeight
        }
    }

    /// Sums down columns.
    public let step: Step
    /// Sums of lines.
    public let join: Join
    /// Ends of fractional boxes.
    public let addEnds: AddEnds
    /// Means.
    public let divide: Divide

    /// States the kernels.
    public init(step: @escaping Step, join: @escaping Join, addEnds: @escaping AddEnds, divide: @escaping Divide) {
        self.step = step
        self.join = join
        self.addEnds = addEnds
        self.divide = divide
    }
}

extension BoxKernelTable.Column: BitwiseCopyable where Number: BitwiseCopyable {}
