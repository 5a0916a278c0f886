/// The kernels of one instruction set that join differences of neighbours at once.
///
/// All instruction sets give the same bits.
public struct GradientKernelTable<Number>: Sendable {
    /// Differences of two samples each: their weights, and where the samples of the first row lie.
    public struct Differences {
        /// The samples that are subtracted.
        public var earlier: UnsafePointer<UnsafePointer<Number>>
        /// The samples that they are subtracted from.
        public var later: UnsafePointer<UnsafePointer<Number>>
        /// What each difference is multiplied by.
        public var weights: UnsafePointer<Number>
        /// How many differences there are: at least one.
        public var count: Int

        /// States the differences.
        public init(
            earlier: UnsafePointer<UnsafePointer<Number>>, later: UnsafePointer<UnsafePointer<Number>>,
            weights: UnsafePointer<Number>, count: Int
        ) {
            self.earlier = earlier
            self.later = later
            self.weights = weights
            self.count = count
        }
    }

    /// Rows that lie evenly: where the first begins, and how far behind it the next.
    public struct Rows<Pointer> {
        /// The first number.
        public var base: Pointer
        /// The distance between rows, in numbers.
        public var pitch: Int

        /// States both.
        public init(base: Pointer, pitch: Int) {
            self.base = base
            self.pitch = pitch
        }
    }

    /// The root of the sum of the squares of differences: the first square rounded, the others added with one rounding each.
    ///
    /// Takes the differences, and how far behind the first samples those of the first row lie; the pitch of their rows; the target;
    /// what is asked for meanwhile, because it is read next; how many rows there are and how many numbers each has, any counts; and
    /// whether the target is written past the caches, for which its rows begin at multiples of 64 bytes.
    public typealias Length =
        @Sendable (
            Differences, Int, Int, Rows<UnsafeMutablePointer<Number>>, Rows<UnsafePointer<Number>>, Int, Int, Bool
        ) -> Void

    /// The lengths of gradients.
    public let length: Length

    /// States the kernels.
    public init(length: @escaping Length) { self.length = length }
}
