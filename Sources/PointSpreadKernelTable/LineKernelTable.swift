/// The kernels of one instruction set for lines of one type of number.
///
/// A line is a run of numbers without gaps. Pointers are valid for the counts that go with them; targets overlap nothing
/// else. All instruction sets give the same bits.
public struct LineKernelTable<Number>: Sendable {
    /// Numbers to read.
    public typealias Line = UnsafePointer<Number>
    /// Numbers to write.
    public typealias Target = UnsafeMutablePointer<Number>
    /// The samples under each tap.
    public typealias Lines = UnsafePointer<UnsafePointer<Number>>

    /// A middle tap and pairs of taps: centre · w₀, then (later ± earlier) · wⱼ for each pair in order, fused or not.
    ///
    /// Takes the centre's samples (or nothing) and weight, the earlier and the later samples and the weight of each pair, the
    /// number of pairs, whether the earlier samples are subtracted, whether products are fused, the pitch of the samples' rows,
    /// the target and its pitch, and how many rows and how many numbers of each to make.
    public typealias PairSum =
        @Sendable (Line?, Number, Lines, Lines, Line, Int, Bool, Bool, Int, Target, Int, Int, Int) -> Void
    /// Taps one after the other: samples₀ · w₀, then samplesⱼ · wⱼ in order, fused or not.
    ///
    /// Takes the samples and the weight of each tap, the number of taps, whether products are fused, the pitch of the samples'
    /// rows, the target and its pitch, and how many rows and how many numbers of each to make.
    public typealias ProductSum = @Sendable (Lines, Line, Int, Bool, Int, Target, Int, Int, Int) -> Void
    /// Sums of 1, 2, 4, … neighbouring lines, joined by the binary digits of their number, largest first.
    ///
    /// Takes the samples under each tap, the number of taps, the target and its count, and memory for 256 vectors.
    public typealias DoublingSum = @Sendable (Lines, Int, Target, Int, UnsafeMutableRawPointer) -> Void
    /// a · b + c for each place, rounded once; takes a, b, c, the target, which may be one of them, and its count.
    public typealias Fused = @Sendable (Line, Line, Line, Target, Int) -> Void
    /// Elements of another type at a stride (in elements) as numbers.
    public typealias Load = @Sendable (UnsafeRawPointer, Int, Target, Int) -> Void
    /// Numbers as elements of another type at a stride (in elements): half to even, saturating, NaN as 0 in integer types.
    public typealias Store = @Sendable (Line, UnsafeMutableRawPointer, Int, Int) -> Void

    /// Conversions between a narrow type and the numbers of the line.
    public struct Conversion: Sendable {
        /// From the narrow type.
        public let load: Load
        /// Into the narrow type.
        public let store: Store
        /// The same, with halves rounded toward positive infinity.
        public let storeHalfUp: Store?
        /// The same, rounded down.
        public let storeDown: Store?
        /// The same, rounded toward zero, where that is not down.
        public let storeTowardZero: Store?
        /// The same, cut off towards zero and wrapping around; of numbers between −2³¹ and 2³¹ only.
        public let storeCutOff: Store?

        /// States both ways.
        public init(
            load: @escaping Load, store: @escaping Store, storeHalfUp: Store? = nil, storeDown: Store? = nil,
            storeTowardZero: Store? = nil, storeCutOff: Store? = nil
        ) {
            self.load = load
            self.store = store
            self.storeHalfUp = storeHalfUp
            self.storeDown = storeDown
            self.storeTowardZero = storeTowardZero
            self.storeCutOff = storeCutOff
        }
    }

    /// Sums of a middle tap and pairs.
    public let pairSum: PairSum
    /// Sums of taps in order.
    public let productSum: ProductSum
    /// Sums by doubling.
    public let doublingSum: DoublingSum
    /// Fused products and sums of lines.
    public let fused: Fused
    /// Kernels for several lines at once.
    public let blocks: BlockKernelTable<Number>
    /// Kernels that take each number by itself.
    public let pointwise: PointwiseKernelTable<Number>
    /// Sums over boxes.
    public let boxes: BoxKernelTable<Number>
    /// Kernels for Fourier transforms.
    public let fourier: FourierKernelTable<Number>
    /// Sums of blocks of rows by taps along several axes.
    public let dense: DenseKernelTable<Number>
    /// Kernels that thin lines out and fill them up.
    public let sampling: SamplingKernelTable<Number>
    /// Sums that are made from the ones before them.
    public let slides: SlideKernelTable<Number>
    /// Joins of differences.
    public let gradients: GradientKernelTable<Number>
    /// Conversions of signed integers of 8 bits.
    public let int8: Conversion?
    /// Conversions of unsigned integers of 8 bits.
    public let uint8: Conversion?
    /// Conversions of signed integers of 16 bits.
    public let int16: Conversion?
    /// Conversions of unsigned integers of 16 bits.
    public let uint16: Conversion?
    /// Conversions of signed integers of 32 bits.
    public let int32: Conversion?
    /// Conversions of half-precision numbers.
    public let float16: Conversion?
    /// Conversions of single-precision numbers.
    public let float32: Conversion?

    /// States the kernels; types without conversions are converted by general code.
    public init(
        pairSum: @escaping PairSum, productSum: @escaping ProductSum, doublingSum: @escaping DoublingSum,
        fused: @escaping Fused, blocks: BlockKernelTable<Number>, pointwise: PointwiseKernelTable<Number>,
        boxes: BoxKernelTable<Number>, fourier: FourierKernelTable<Number>, dense: DenseKernelTable<Number>,
        sampling: SamplingKernelTable<Number>, slides: SlideKernelTable<Number>,
        gradients: GradientKernelTable<Number>,
        int8: Conversion? = nil, uint8: Conversion? = nil, int16: Conversion? = nil, uint16: Conversion? = nil,
        int32: Conversion? = nil, float16: Conversion? = nil, float32: Conversion? = nil
    ) {
        self.pairSum = pairSum
        self.productSum = productSum
        self.doublingSum = doublingSum
        self.fused = fused
        self.blocks = blocks
        self.pointwise = pointwise
        self.boxes = boxes
        self.fourier = fourier
        self.dense = dense
        self.sampling = sampling
        self.slides = slides
        self.gradients = gradients
        self.int8 = int8
        self.uint8 = uint8
        self.int16 = int16
        self.uint16 = uint16
        self.int32 = int32
        self.float16 = float16
        self.float32 = float32
    }
}
