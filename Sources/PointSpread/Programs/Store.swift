/// How a sum leaves a pass: scaled, rounded and limited to the type of the result.
public struct Store: Hashable, Sendable {
    /// One step of arithmetic in the type of the accumulator, or in the type of the last conversion before it.
    public enum Step: Hashable, Sendable {
        /// Adds a number.
        case add(Double)
        /// Multiplies by a number.
        case multiply(by: Double)
        /// Divides by a number; of integers the quotient is rounded down.
        case divide(by: Double)
        /// Shifts an integer right, which rounds down.
        case shiftRight(by: Int)
        /// Goes on in another type, rounding half to even and saturating.
        case convert(to: ElementType)
    }

    /// Where the result keeps the input instead, along one axis of the kernel.
    public struct Rim: Hashable, Sendable {
        /// How many outputs at the start.
        public var before: Int
        /// How many outputs at the end.
        public var after: Int

        /// States the widths.
        public init(before: Int, after: Int) {
            self.before = before
            self.after = after
        }
    }

    /// The steps, in order.
    public var steps: [Step]
    /// The type of the result.
    public var type: ElementType
    /// How a real number becomes a whole one.
    public var rounding: RoundingRule
    /// What becomes of a number outside the type's range.
    public var overflow: OverflowRule
    /// One rim per axis of the kernel, or none.
    public var rim: [Rim]

    /// States the parts.
    public init(
        _ type: ElementType, steps: [Step] = [], rounding: RoundingRule = .halfEven,
        overflow: OverflowRule = .saturate, rim: [Rim] = []
    ) {
        self.type = type
        self.steps = steps
        self.rounding = rounding
        self.overflow = overflow
        self.rim = rim
    }
}
