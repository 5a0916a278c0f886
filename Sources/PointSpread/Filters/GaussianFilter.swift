/// A Gaussian blur, or a derivative of one.
///
/// ```swift
/// let soft = try photo.filtered(by: GaussianFilter(sigma: 2))
/// let edges = try volume.differentiated(by: GaussianFilter(sigma: [1, 2, 2], order: [0, 0, 1]), axes: .all)
/// ```
///
/// Each axis is correlated with taps that sample the Gaussian at integers, cut off at radius ⌊4σ + ½⌋ and normalised to sum 1.
/// σ = 0 along an axis leaves it as it is, bit for bit. Sums are made in `float32` for 8- and 16-bit integers, `float16` and
/// `float32`, in `float64` for wider types, and rounded once, half to even. A derivative is a `float32` result for integers.
///
/// - Complexity: per sample, about 4σ fused operations along each axis.
/// - Accuracy: within (radius + 2) · 2⁻²⁴ of the exact sum of taps and samples, relative to the largest sample, per axis;
///   2⁻⁵³ in place of 2⁻²⁴ where sums are made in `float64`. Rounding to the type of the result comes on top.
public struct GaussianFilter: Filter {
    /// The standard deviation.
    public var sigma: PerAxis<Length>
    /// The order of the derivative, 0 to 4; 0 blurs.
    public var order: PerAxis<Int>
    /// What lies outside.
    public var border: PerAxis<BorderPair>
    /// Where the Gaussian is cut off, in standard deviations.
    public var truncate: Double
    /// The number of taps on each side, instead of what `truncate` gives.
    public var radius: Int?
    /// How the continuous function becomes taps.
    public var sampling: GaussianSampling

    /// The same standard deviation along all axes.
    public init(
        sigma: Length, order: Int = 0, border: PerAxis<BorderPair> = .symmetric, truncate: Double = 4,
        radius: Int? = nil, sampling: GaussianSampling = .sampled
    ) {
        self.init(
            sigma: .uniform(sigma), order: .uniform(order), border: border, truncate: truncate, radius: radius,
            sampling: sampling)
    }

    /// One standard deviation for each filtered axis, outermost first.
    public init(
        sigma: [Length], order: [Int]? = nil, border: PerAxis<BorderPair> = .symmetric, truncate: Double = 4,
        radius: Int? = nil, sampling: GaussianSampling = .sampled
    ) {
        self.init(
            sigma: .each(sigma), order: order.map { .each($0) } ?? .uniform(0), border: border, truncate: truncate,
            radius: radius, sampling: sampling)
    }

    private init(
        sigma: PerAxis<Length>, order: PerAxis<Int>, border: PerAxis<BorderPair>, truncate: Double, radius: Int?,
        sampling: GaussianSampling
    ) {
        self.sigma = sigma
        self.order = order
        self.border = border
        self.truncate = truncate
        self.radius = radius
        self.sampling = sampling
    }

    /// One pass along each axis whose taps are more than the identity.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let isSmoothing =
            switch order {
            case .uniform(let order): order == 0
            case .each(let orders): orders.allSatisfy { $0 == 0 }
            }
        let native = try NativeBuilder(layout, border: border, isSmoothing: isSmoothing)
        let orders = try order.values(for: native.axes, "order")
        let passes = try native.passes(factors(native, orders: orders))
        guard isSmoothing else {
            return try native.plain(passes, as: layout.elementType.derivative)
        }
        return try native.smoothing(passes)
    }

    /// The taps along each axis; the identity is left out.
    func factors(_ native: NativeBuilder, orders: [Int]) throws(FilterError) -> [NativeBuilder.Factor] {
        let sigmas = try sigma.values(for: native.axes, "sigma")
        var factors: [NativeBuilder.Factor] = []
        for (place, axis) in native.axes.enumerated() {
            let sigma = try sigmas[place].inSamples(along: axis, of: native.layout, "sigma")
            let taps = try Taps.gaussian(
                sigma: sigma, radius: radius, truncate: truncate, sampling: sampling, order: orders[place])
            // With a radius of its own the identity has taps, of which only the middle one weighs anything.
            if sigma > 0, taps.count > 1 { factors.append(.init(axis: axis, taps: taps)) }
        }
        return factors
    }
}

extension Filterable {
    /// A copy, blurred by a Gaussian of the same standard deviation along all axes.
    public func gaussianBlurred(
        sigma: Length, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self { try filtered(by: GaussianFilter(sigma: sigma, border: border), axes: axes) }

    /// A copy, blurred by a Gaussian of one standard deviation for each axis.
    public func gaussianBlurred(
        sigma: [Length], border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self { try filtered(by: GaussianFilter(sigma: sigma, border: border), axes: axes) }

    /// Blurs in place by a Gaussian of the same standard deviation along all axes.
    public mutating func gaussianBlur(
        sigma: Length, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: GaussianFilter(sigma: sigma, border: border), axes: axes) }

    /// Blurs in place by a Gaussian of one standard deviation for each axis.
    public mutating func gaussianBlur(
        sigma: [Length], border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: GaussianFilter(sigma: sigma, border: border), axes: axes) }

    /// Writes a copy, blurred by a Gaussian, into memory that the caller owns.
    public func gaussianBlur(
        sigma: Length, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic,
        into result: inout Self
    ) throws(FilterError) { try filter(by: GaussianFilter(sigma: sigma, border: border), axes: axes, into: &result) }

    /// Writes a copy, blurred by a Gaussian of one standard deviation for each axis, into memory that the caller owns.
    public func gaussianBlur(
        sigma: [Length], border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic,
        into result: inout Self
    ) throws(FilterError) { try filter(by: GaussianFilter(sigma: sigma, border: border), axes: axes, into: &result) }
}
