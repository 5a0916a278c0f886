extension Taps {
    /// A Gaussian, or one of its derivatives, as a correlation kernel.
    ///
    /// ```swift
    /// try Taps.gaussian(sigma: 1).count                        // 9
    /// try Taps.gaussian(sigma: 1, radius: 1).weights           // [0.274…, 0.451…, 0.274…]
    /// try Taps.gaussian(sigma: 1, radius: 1, order: 1).weights // [-0.5, 0.0, 0.5]
    /// ```
    ///
    /// The taps of order 0 sum to 1, and each is the correctly rounded quotient of its weight and the sum of all weights.
    /// The derivatives are positive along increasing index and have the moments of a derivative, as near as rounding
    /// allows: applied to xᵒ/o! they give 1, to lower powers 0. The lower moments are made to vanish by subtracting
    /// multiples of the lower derivatives, so that the taps fade out as the Gaussian does. Reading the weights backwards
    /// gives the same bits for even orders, and their negatives for odd ones.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples, from 0 to 2²⁰. With 0 the taps of order 0 are the identity; a
    ///     derivative needs more than 0, and below 1/16, where it has become a plain central difference, sigma counts as
    ///     1/16 unless the sampling is discrete.
    ///   - radius: the number of taps on each side of the anchor; ⌊truncate · σ + ½⌋ when it is left out, and at least 1
    ///     for the orders 1 and 2, and 2 for 3 and 4.
    ///   - truncate: where the Gaussian is cut off, in standard deviations.
    ///   - sampling: how the continuous function becomes taps. Integrated derivatives of order 4 lose digits where sigma
    ///     is more than a thousand times the radius.
    ///   - order: the order of the derivative, from 0 to 4.
    /// - Throws: `FilterError` with code `invalidParameter`, also when there would be more than 2²⁴ taps.
    public static func gaussian(
        sigma: Double, radius: Int? = nil, truncate: Double = 4, sampling: GaussianSampling = .sampled, order: Int = 0
    ) throws(FilterError) -> Taps {
        try checkGaussian(sigma: sigma, truncate: truncate, order: order)
        let radius = try gaussianRadius(sigma: sigma, radius: radius, truncate: truncate, order: order)
        let half = GaussianProfile(sigma: sigma, radius: radius, sampling: sampling, order: order).weights()
        let mirrored = half.dropFirst().reversed().map { order.isMultiple(of: 2) ? $0 : 0 - $0 }
        return Taps(unchecked: mirrored + half, anchor: radius)
    }

    /// The standard deviation of a Gaussian from its full width at half maximum: the width divided by 2√(2 ln 2).
    ///
    /// ```swift
    /// Taps.sigma(fullWidthAtHalfMaximum: 8)  // 3.397…
    /// ```
    ///
    /// The result is correctly rounded; a width that is not finite is returned as it is.
    public static func sigma(fullWidthAtHalfMaximum width: Double) -> Double {
        guard width.isFinite else { return width }
        return (DoubleDouble(width) / DoubleDouble(high: 0x1.2d6abe44afc43p+1, low: 0x1.fb5e9fb2b55bbp-55)).value
    }

    private static let largestSigma = 1_048_576.0
    private static let largestRadius = 1 << 23 - 1

    private static func checkGaussian(sigma: Double, truncate: Double, order: Int) throws(FilterError) {
        guard (0...4).contains(order) else {
            throw FilterError(
                .invalidParameter, "order", expected: "0 to 4", found: "\(order)",
                remedy: "apply a lower derivative more than once")
        }
        guard sigma >= 0, sigma <= largestSigma else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "a finite number from 0 to 2^20", found: "\(sigma)",
                remedy: "give the standard deviation in samples")
        }
        guard order == 0 || sigma > 0 else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "a number above 0 for a derivative", found: "\(sigma)",
                remedy: "give the standard deviation in samples, or use a central difference")
        }
        guard truncate > 0, truncate.isFinite else {
            throw FilterError(
                .invalidParameter, "truncate", expected: "a finite number above 0", found: "\(truncate)",
                remedy: "give the number of standard deviations where the Gaussian ends")
        }
    }

    private static func gaussianRadius(
        sigma: Double, radius: Int?, truncate: Double, order: Int
    ) throws(FilterError) -> Int {
        let smallest = (order + 1) / 2
        if let radius, radius < smallest {
            throw FilterError(
                .invalidParameter, "radius", expected: "\(smallest) or more for order \(order)", found: "\(radius)",
                remedy: "give the number of taps on each side, or leave it out")
        }
        let reach = radius.map(Double.init) ?? (truncate * sigma + 0.5).rounded(.down)
        guard reach <= Double(largestRadius) else {
            throw FilterError(
                .invalidParameter, "radius", expected: "at most 2^24 taps", found: "a radius of \(reach)",
                remedy: "give a smaller sigma, truncate or radius")
        }
        return max(Int(reach), smallest)
    }
}
