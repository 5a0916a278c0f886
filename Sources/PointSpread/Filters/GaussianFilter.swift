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
/// With an `accuracy` the filter is the ideal Gaussian, which is not cut off, to within that error; it chooses the radius, the
/// type of the sums, and where sigma is large a way through fewer samples: the array is thinned out, filtered, and filled up
/// again. The work does not grow with sigma then, and where the error lies depends on the places of the samples that are left,
/// which are counted from the origin of the layout.
///
/// - Complexity: per sample, about 4σ fused operations along each axis; with an `accuracy` about 10 in all where sigma is large.
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
    /// The largest error against the ideal Gaussian, which is not cut off, relative to the largest magnitude of a sample; used
    /// instead of `truncate` and `radius`.
    ///
    /// Rounding to the type of the result comes on top.
    public var accuracy: Double?
    /// What a derivative is taken per.
    public var scale = DerivativeScale.perSample

    /// The same standard deviation along all axes.
    public init(
        sigma: Length, order: Int = 0, border: PerAxis<BorderPair> = .symmetric, truncate: Double = 4,
        radius: Int? = nil, sampling: GaussianSampling = .sampled
    ) {
        self.init(
            sigma: .uniform(sigma), order: .uniform(order), border: border, truncate: truncate, radius: radius,
            sampling: sampling)
    }

    /// The ideal Gaussian, the same along all axes, to within an error relative to the largest magnitude of a sample.
    ///
    /// ```swift
    /// let soft = try photo.filtered(by: GaussianFilter(sigma: 40, accuracy: 1e-4))
    /// ```
    ///
    /// - Parameter accuracy: from 10⁻¹² to 1.
    public init(sigma: Length, accuracy: Double, border: PerAxis<BorderPair> = .symmetric) {
        self.init(sigma: sigma, border: border)
        self.accuracy = accuracy
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
        var native = try NativeBuilder(layout, border: border, isSmoothing: isSmoothing)
        let orders = try order.values(for: native.axes, "order")
        var factors = try factors(native, orders: orders)
        var decimations: [NativeBuilder.Decimation] = []
        if let accuracy {
            decimations = try self.decimations(native, instead: &factors)
            let rounding = decimations.reduce(roundingError(factors)) { $0 + $1.gaussian.roundingError }
            if rounding > accuracy / 2 { native.accumulator = .float64 }
        }
        let passes = decimations.isEmpty ? try native.passes(factors) : try native.passes(decimations, factors)
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
            let radius = try accuracy.map { (accuracy) throws(FilterError) in
                try idealRadius(sigma, error: accuracy / Double(2 * native.axes.count), order: orders[place])
            }
            let taps = try Taps.gaussian(
                sigma: sigma, radius: radius ?? self.radius, truncate: truncate, sampling: sampling,
                order: orders[place])
            let factor = try scale.factor(along: axis, order: orders[place], of: native.layout)
            // With a radius of its own the identity has taps, of which only the middle one weighs anything.
            if sigma > 0, taps.count > 1 { factors.append(.init(axis: axis, taps: try taps.scaled(by: factor))) }
        }
        return factors
    }

    /// The axes along which thinning the samples out is as accurate as taps, and saves work; their taps are taken away.
    private func decimations(
        _ native: NativeBuilder, instead factors: inout [NativeBuilder.Factor]
    ) throws(FilterError) -> [NativeBuilder.Decimation] {
        guard let accuracy, sampling == .sampled else { return [] }
        let sigmas = try sigma.values(for: native.axes, "sigma")
        var decimations: [NativeBuilder.Decimation] = []
        for (place, axis) in native.axes.enumerated() {
            let sigma = try sigmas[place].inSamples(along: axis, of: native.layout, "sigma")
            // A little less than their share, since errors along several axes are multiplied too.
            let share = min(accuracy, 0.01) * 0.49 / Double(native.axes.count)
            if let gaussian = DecimatedGaussian(sigma: sigma, error: share) {
                decimations.append(.init(axis: axis, gaussian: gaussian))
                factors.removeAll { $0.axis == axis }
            }
        }
        return decimations
    }

    /// The radius whose Gaussian differs from the one that is not cut off by no more than an error.
    ///
    /// What lies beyond a radius R weighs at most erfc(R ∕ √2 σ): the sum of the taps there is below the integral from R on, and
    /// the sum of all taps is not below the whole integral. Normalisation adds as much to the taps that are left.
    private func idealRadius(_ sigma: Double, error: Double, order: Int) throws(FilterError) -> Int {
        guard let accuracy, accuracy >= 1e-12, accuracy <= 1, order == 0, sampling != .discrete else {
            throw FilterError(
                .invalidParameter, "accuracy",
                expected: "1e-12 to 1, for a blur whose Gaussian is sampled or integrated",
                found: "\(accuracy ?? .nan), order \(order), \(sampling)",
                remedy: "leave accuracy out, and give truncate or radius")
        }
        var (low, high) = (0, Int((min(sigma, 0x1p20) * 9).rounded(.up)))
        while low < high {
            let middle = (low + high) / 2
            let weight = SpecialFunctions.erfc(DoubleDouble(Double(middle)) / (DoubleDouble.squareRootOf2 * sigma))
            if 2 * weight.value <= error { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// A bound on what rounding adds up to in sums of `float32`.
    private func roundingError(_ factors: [NativeBuilder.Factor]) -> Double {
        factors.reduce(0) { $0 + Double($1.taps.anchor + 2) * 0x1p-24 }
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
