/// One correlation along one axis or over several, with everything that decides its numbers.
public struct Pass: Hashable, Sendable {
    /// How samples enter.
    public var load: Load
    /// The taps, and the axes that they lie along.
    public var kernel: PassKernel
    /// Which samples meet which taps, for each axis of the kernel.
    public var geometry: [AxisGeometry]
    /// What lies outside, for each axis of the kernel.
    ///
    /// A constant stands for a sample after `load`.
    public var border: [BorderPair]
    /// How products are summed.
    public var accumulation: Accumulation
    /// How sums leave.
    public var store: Store
    /// Another accumulation and store for the end of each row, where a framework's vector loop has ended.
    public var split: Split?

    /// States the parts.
    public init(
        load: Load = Load(), kernel: PassKernel, geometry: [AxisGeometry], border: [BorderPair],
        accumulation: Accumulation, store: Store, split: Split? = nil
    ) {
        self.load = load
        self.kernel = kernel
        self.geometry = geometry
        self.border = border
        self.accumulation = accumulation
        self.store = store
        self.split = split
    }

    /// The shape of the result for an input of the given shape.
    package func outputSizes(for input: [Int]) -> [Int] {
        var sizes = input
        for (axis, geometry) in zip(kernel.axes, geometry) { sizes[axis] = geometry.outputCount }
        if let bank = kernel.channels { sizes[bank.axis] = bank.outputs }
        return sizes
    }

    /// Of how many positions one holds a sample, where zeros have been put between samples.
    package var stuffedPitch: Int { geometry.reduce(1) { $0 * ($1.stuffing + 1) } }
}

/// The taps of a pass, and the axes of the input that they lie along.
///
/// As a correlation: the taps are never turned here. Where the kernel meets the samples is said by the geometry alone.
public struct PassKernel: Hashable, Sendable {
    /// Kernels between channels: output o sums over the inputs of its group.
    public struct ChannelBank: Hashable, Sendable {
        /// The axis of the channels.
        public var axis: Int
        /// How many input channels each output sums over.
        public var inputsPerGroup: Int
        /// How many output channels there are.
        public var outputs: Int
        /// How many groups the channels are divided into.
        public var groups: Int

        /// States the numbers.
        public init(axis: Int, inputsPerGroup: Int, outputs: Int, groups: Int) {
            self.axis = axis
            self.inputsPerGroup = inputsPerGroup
            self.outputs = outputs
            self.groups = groups
        }
    }

    /// The axes, in the order of the kernel's own.
    public var axes: [Int]
    /// The size along each of these axes.
    public var extents: [Int]
    /// The weights in row-major order; with a bank, ordered output, input, taps.
    public var weights: [Double]
    /// Kernels between channels, where there are such.
    public var channels: ChannelBank?

    /// Taps along one axis.
    public init(_ taps: Taps, axis: Int) {
        self.init(axes: [axis], extents: [taps.count], weights: taps.weights)
    }

    /// States the parts.
    public init(axes: [Int], extents: [Int], weights: [Double], channels: ChannelBank? = nil) {
        self.axes = axes
        self.extents = extents
        self.weights = weights
        self.channels = channels
    }

    /// How many samples each output is made of.
    package var tapCount: Int { extents.reduce(1, *) * (channels?.inputsPerGroup ?? 1) }
}

/// Another accumulation and store for the end of each row.
public struct Split: Hashable, Sendable {
    /// The axes that make up a row, the last one fastest.
    public var axes: [Int]
    /// The first place in a row to which the other accumulation and store apply.
    public var start: Int
    /// How products are summed there.
    public var accumulation: Accumulation
    /// How sums leave there.
    public var store: Store
    /// Further changes, each from a later place in the row.
    public var further: [Split] = []

    /// States the parts.
    public init(axes: [Int], start: Int, accumulation: Accumulation, store: Store) {
        self.axes = axes
        self.start = start
        self.accumulation = accumulation
        self.store = store
    }
}
