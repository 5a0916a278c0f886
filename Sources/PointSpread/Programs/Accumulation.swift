/// How the products of taps and samples are summed: in which type, from where, in which order, fused or not.
public struct Accumulation: Hashable, Sendable {
    /// How two taps at the same distance from the middle share one product.
    public enum Pairing: String, Hashable, Sendable {
        /// The samples are added: both taps are equal.
        case symmetric
        /// The earlier sample is subtracted from the later: the earlier tap is the negative of the later.
        case antisymmetric
        /// The later sample is subtracted from the earlier, and multiplied by the earlier tap: the same numbers, but for the sign of
        /// zero.
        case turnedAntisymmetric = "turned antisymmetric"
    }

    /// The order in which products are added.
    public enum Order: Hashable, Sendable {
        /// Tap 0, 1, 2 and so on, the last axis of a kernel fastest.
        case leftToRight
        /// The last tap, then tap 0, 1, 2 and so on.
        case lastThenLeftToRight
        /// The middle tap, then pairs of taps from the middle to the ends, the samples of a pair joined before the product.
        case centreOutward(Pairing)
        /// The middle tap, then pairs of taps from the ends to the middle.
        case outermostInward(Pairing)
        /// The innermost pair, then the middle tap, then the further pairs to the ends.
        case pairThenCentreOutward(Pairing)
        /// Left to right, but each complete group of so many products within a row of the kernel is summed before it is added.
        case groups(of: Int)
        /// Each row of the kernel is summed before it is added.
        case rows
        /// Each row of the kernel is summed before it is added, beginning with the last row.
        case rowsFromLast
        /// Sums of 1, 2, 4, 8 … neighbours, joined by the binary digits of the width, largest first; unit taps only, but for
        /// the two ends, which may share a weight of their own and are added last as a pair.
        case doubling
        /// Along one axis: the first sum left to right, every further one from the one before it; unit taps only.
        case sliding(SlidingStep)
        /// As another order; the products of these terms, counted from 0 as they are added, are rounded before, also in a fused
        /// sum.
        indirect case roundingTerms(Range<Int>, of: Order)
        /// In another order of single taps, groups or rows, counted from the last tap.
        indirect case backward(Order)
    }

    /// How a sliding sum moves by one sample.
    public enum SlidingStep: String, Hashable, Sendable {
        /// The difference of the sample that enters and the one that leaves is added.
        case difference
        /// The sample that enters is added, then the one that leaves is subtracted.
        case enterThenLeave
        /// The sample that leaves is subtracted, then the one that enters is added.
        case leaveThenEnter
        /// Of the squares of the samples: the square that enters less the one that leaves, which alone is rounded before, is added.
        case differenceOfSquares
    }

    /// The type of the products and sums.
    ///
    /// Sums of integers wrap around.
    public var type: ElementType
    /// The order of summation.
    public var order: Order
    /// The value that the sum starts with; without one it starts with the first product.
    public var start: Double?
    /// Whether a product is added to the sum with one rounding.
    public var isFused: Bool
    /// Taps that are no larger than this are no taps; without a number all taps are visited.
    public var ignoredMagnitude: Double?

    /// States the parts.
    public init(
        _ type: ElementType, order: Order, start: Double? = nil, isFused: Bool = false,
        ignoredMagnitude: Double? = nil
    ) {
        self.type = type
        self.order = order
        self.start = start
        self.isFused = isFused
        self.ignoredMagnitude = ignoredMagnitude
    }

    /// Whether a tap takes part in the sum.
    package func visits(_ weight: Double) -> Bool {
        guard let ignoredMagnitude else { return true }
        return weight.magnitude > ignoredMagnitude
    }
}
