/// The kernels of one instruction set for sums that are made from the ones before them, one for each step that there is.
public struct SlideKernelTable<Number>: Sendable {
    /// Rows that are wanted soon, as many as are written.
    ///
    /// Asking for them costs nothing but time: they may lie anywhere.
    public struct Soon {
        /// Where the first row begins.
        public var row: UnsafeRawPointer
        /// The bytes of a number.
        public var size: Int
        /// How many bytes behind a row the next lies.
        public var pitch: Int

        /// States where the rows are.
        public init(row: UnsafeRawPointer, size: Int, pitch: Int) {
            (self.row, self.size, self.pitch) = (row, size, pitch)
        }
    }

    /// Slides a row of sums down some rows, and writes the sums of each, multiplied by a factor.
    ///
    /// Takes the first row that enters and the first that leaves, and how far behind each the next lies; the sums, which are
    /// changed; the first row of the target and how far behind it the next lies; how many rows there are, and how many numbers
    /// each has, a multiple of 16; the factor; what to ask for meanwhile, to be read and
    /// to be written.
    public typealias Slide =
        @Sendable (
            LineKernelTable<Number>.Line, Int, LineKernelTable<Number>.Line, Int, LineKernelTable<Number>.Target,
            LineKernelTable<Number>.Target, Int, Int, Int, Number, Soon?, Soon?
        ) -> Void

    /// Sums of sum + (entering − leaving).
    public let difference: Slide
    /// Sums of (sum + entering) − leaving.
    public let enterThenLeave: Slide
    /// Sums of (sum − leaving) + entering.
    public let leaveThenEnter: Slide
    /// Sums of sum + (entering² − leaving²), of which only the latter square is rounded before.
    public let differenceOfSquares: Slide

    /// States the kernels.
    public init(
        difference: @escaping Slide, enterThenLeave: @escaping Slide, leaveThenEnter: @escaping Slide,
        differenceOfSquares: @escaping Slide
    ) {
        self.difference = difference
        self.enterThenLeave = enterThenLeave
        self.leaveThenEnter = leaveThenEnter
        self.differenceOfSquares = differenceOfSquares
    }
}
