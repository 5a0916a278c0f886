/// Which outputs a correlation has along each filtered axis, for n samples and k taps.
public enum CorrelationMode: String, Hashable, Sendable, CaseIterable {
    /// One per sample: n.
    case same
    /// Wherever the kernel meets at least one sample: n + k − 1.
    case full
    /// Wherever the kernel meets samples only: n − k + 1.
    case valid
}

/// A correlation with a kernel: output x is Σⱼ kernel[j] · input[x + j − anchor].
///
/// ```swift
/// let emboss = try Kernel([-2, -1, 0, -1, 1, 1, 0, 1, 2], extents: [3, 3])
/// let embossed = try photo.filtered(by: CorrelationFilter(kernel: emboss))
/// ```
///
/// A kernel that is an outer product in every bit is applied as its one-dimensional factors; any other is summed densely, its
/// taps left to right. The result has the type of the samples.
///
/// - Complexity: per sample, one fused operation for each tap other than 0: the sum of the extents where the kernel separates,
///   their product where it does not.
public struct CorrelationFilter: Filter {
    /// What the samples are correlated with.
    public enum Taking: Hashable, Sendable {
        /// A kernel with one axis for each filtered axis.
        case kernel(Kernel)
        /// Taps for each filtered axis, outermost first: their outer product.
        case separable([Taps])
    }

    /// What the samples are correlated with.
    public var kernel: Taking
    /// Which outputs there are.
    public var mode: CorrelationMode
    /// What lies outside.
    public var border: PerAxis<BorderPair>

    /// A correlation with a kernel that has one axis for each filtered axis.
    public init(kernel: Kernel, mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric) {
        self.kernel = .kernel(kernel)
        self.mode = mode
        self.border = border
    }

    /// A correlation with taps along each filtered axis, outermost first.
    public init(separable taps: [Taps], mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric) {
        kernel = .separable(taps)
        self.mode = mode
        self.border = border
    }

    /// One pass along each axis where the kernel separates, one dense pass where it does not.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let native = try NativeBuilder(layout, border: border)
        return try native.smoothing(try passes(native))
    }

    private func passes(_ native: NativeBuilder) throws(FilterError) -> [Pass] {
        switch kernel {
        case .separable(let taps):
            try check(rank: taps.count, axes: native.axes)
            return try native.passes(Self.factors(taps, native), mode: mode)
        case .kernel(let kernel):
            try check(rank: kernel.rank, axes: native.axes)
            guard let taps = kernel.separated() else { return try native.passes(dense: kernel, mode: mode) }
            return try native.passes(Self.factors(taps, native), mode: mode)
        }
    }

    private static func factors(_ taps: [Taps], _ native: NativeBuilder) -> [NativeBuilder.Factor] {
        zip(native.axes, taps).map { NativeBuilder.Factor(axis: $0, taps: $1) }
    }

    private func check(rank: Int, axes: [Int]) throws(FilterError) {
        guard rank == axes.count else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "a kernel of rank \(axes.count) for the filtered axes \(axes)",
                found: "rank \(rank)", remedy: "give a kernel with one axis for each filtered axis, or say other axes")
        }
    }
}

/// A convolution with a kernel: the correlation with the kernel turned by 180°, its anchor turned with it.
///
/// ```swift
/// let response = try photo.filtered(by: ConvolutionFilter(kernel: pointSpread))
/// ```
///
/// Output x is Σⱼ kernel[j] · input[x − j + anchor]. The anchor of an even kernel is n ∕ 2, which lies at n ∕ 2 − 1 of the turned
/// one.
public struct ConvolutionFilter: Filter {
    /// The correlation that the convolution is.
    public let correlation: CorrelationFilter

    /// A convolution with a kernel that has one axis for each filtered axis.
    public init(kernel: Kernel, mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric) {
        correlation = CorrelationFilter(kernel: kernel.turned, mode: mode, border: border)
    }

    /// A convolution with taps along each filtered axis, outermost first.
    public init(separable taps: [Taps], mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric) {
        correlation = CorrelationFilter(separable: taps.map(\.turned), mode: mode, border: border)
    }

    /// The program of the correlation.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        try correlation.program(for: layout)
    }
}

extension Filterable {
    /// A copy, correlated with a kernel.
    public func correlated(
        with kernel: Kernel, mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: CorrelationFilter(kernel: kernel, mode: mode, border: border), axes: axes)
    }

    /// A copy, convolved with a kernel.
    public func convolved(
        with kernel: Kernel, mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: ConvolutionFilter(kernel: kernel, mode: mode, border: border), axes: axes)
    }

    /// Correlates with a kernel in place.
    public mutating func correlate(
        with kernel: Kernel, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: CorrelationFilter(kernel: kernel, border: border), axes: axes) }

    /// Convolves with a kernel in place.
    public mutating func convolve(
        with kernel: Kernel, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: ConvolutionFilter(kernel: kernel, border: border), axes: axes) }

    /// Writes the correlation with a kernel into memory that the caller owns.
    public func correlate(
        with kernel: Kernel, mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic, into result: inout Self
    ) throws(FilterError) {
        try filter(by: CorrelationFilter(kernel: kernel, mode: mode, border: border), axes: axes, into: &result)
    }

    /// Writes the convolution with a kernel into memory that the caller owns.
    public func convolve(
        with kernel: Kernel, mode: CorrelationMode = .same, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic, into result: inout Self
    ) throws(FilterError) {
        try filter(by: ConvolutionFilter(kernel: kernel, mode: mode, border: border), axes: axes, into: &result)
    }
}
