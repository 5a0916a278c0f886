/// Sharpening by the difference to a Gaussian blur.
///
/// ```swift
/// let crisp = try photo.unsharpMasked(sigma: 2, amount: 0.8, threshold: 3)
/// ```
///
/// x becomes x + amount · (x − blur x) where |x − blur x| is above the threshold, and stays as it is elsewhere. Integers
/// saturate, floating-point numbers are not clipped. Alpha stays as it is.
public struct UnsharpMaskFilter: Filter {
    /// The standard deviation of the blur.
    public var sigma: PerAxis<Length>
    /// How much of the difference is added.
    public var amount: Double
    /// The difference that is left alone, in the units of the samples.
    public var threshold: Double
    /// What lies outside.
    public var border: PerAxis<BorderPair>

    /// An unsharp mask.
    public init(
        sigma: Length, amount: Double = 1, threshold: Double = 0, border: PerAxis<BorderPair> = .symmetric
    ) {
        self.init(sigma: .uniform(sigma), amount: amount, threshold: threshold, border: border)
    }

    /// An unsharp mask with one standard deviation for each filtered axis.
    public init(
        sigma: PerAxis<Length>, amount: Double = 1, threshold: Double = 0, border: PerAxis<BorderPair> = .symmetric
    ) {
        self.sigma = sigma
        self.amount = amount
        self.threshold = threshold
        self.border = border
    }

    /// A branch for the blur and one for the samples, joined.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        guard amount.isFinite else { throw Self.error("amount", "a finite number", amount) }
        guard threshold.isFinite, threshold >= 0 else {
            throw Self.error("threshold", "a finite number of 0 or more", threshold)
        }
        let native = try NativeBuilder(layout, border: border)
        var gaussian = GaussianFilter(sigma: 0)
        gaussian.sigma = sigma
        let blur = try native.passes(gaussian.factors(native, orders: native.axes.map { _ in 0 }))
        guard !blur.isEmpty else { return try native.smoothing([]) }

        // In linear light the samples are decoded as those of the blur are, but not multiplied by alpha.
        var original = try native.passes([], load: Load())
        if layout.transfer != nil, let axis = native.axes.first {
            let load = Load(native.load.maps.filter { if case .decoded = $0 { true } else { false } })
            let identity = NativeBuilder.Factor(axis: axis, taps: Taps(unchecked: [1], anchor: 0))
            original = try native.passes([identity], load: load)
        }
        let bound = layout.transfer == nil ? threshold : threshold / layout.elementType.fullScale
        let difference = Join.difference(.branch(1), native.unpremultiplied(branch: 0))
        let sharpened = native.encoded(
            .whereGreater(
                .magnitude(difference), than: .constant(bound),
                then: .fused(.constant(amount), difference, plus: .branch(1)), otherwise: .branch(1)))
        let join = native.alpha.map { .whereChannel($0.channel, then: .branch(1), otherwise: sharpened) } ?? sharpened
        return try native.joined([blur, original], join, as: layout.elementType)
    }

    private static func error(_ name: String, _ expected: String, _ found: Double) -> FilterError {
        FilterError(.invalidParameter, name, expected: expected, found: "\(found)", remedy: "give a number")
    }
}

extension Filterable {
    /// A copy, sharpened by the difference to a Gaussian blur.
    public func unsharpMasked(
        sigma: Length, amount: Double = 1, threshold: Double = 0, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        let filter = UnsharpMaskFilter(sigma: sigma, amount: amount, threshold: threshold, border: border)
        return try filtered(by: filter, axes: axes)
    }

    /// Sharpens in place.
    public mutating func unsharpMask(
        sigma: Length, amount: Double = 1, threshold: Double = 0, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) {
        let filter = UnsharpMaskFilter(sigma: sigma, amount: amount, threshold: threshold, border: border)
        try self.filter(by: filter, axes: axes)
    }

    /// Writes a sharpened copy into memory that the caller owns.
    public func unsharpMask(
        sigma: Length, amount: Double = 1, threshold: Double = 0, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic, into result: inout Self
    ) throws(FilterError) {
        let filter = UnsharpMaskFilter(sigma: sigma, amount: amount, threshold: threshold, border: border)
        try self.filter(by: filter, axes: axes, into: &result)
    }
}
