extension Kernel {
    /// A narrow Gaussian minus a wide one.
    ///
    /// ```swift
    /// let bandPass = try Kernel.differenceOfGaussians(sigma: 1, sigma2: 1.6)
    /// ```
    ///
    /// Each Gaussian is the outer product of native taps, so the weights sum to 0 as near as rounding allows.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation of the Gaussian that counts positive, in samples.
    ///   - sigma2: that of the Gaussian that is subtracted.
    ///   - rank: the number of axes, 1 to 8.
    ///   - truncate: where either Gaussian is cut off, in its standard deviations.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func differenceOfGaussians(
        sigma: Double, sigma2: Double, rank: Int = 2, truncate: Double = 4
    ) throws(FilterError) -> Kernel {
        try checkRank(rank)
        let (narrow, wide) = try (
            Taps.gaussian(sigma: sigma, truncate: truncate), Taps.gaussian(sigma: sigma2, truncate: truncate)
        )
        let radius = max(narrow.anchor, wide.anchor)
        let kernel = try outerProduct(of: Array(repeating: narrow.padded(toRadius: radius), count: rank))
        return try kernel.adding(
            outerProduct(of: Array(repeating: wide.padded(toRadius: radius), count: rank)), times: -1)
    }

    /// What an unsharp mask without a threshold comes to: 1 + amount at the anchor, minus amount times a Gaussian.
    ///
    /// ```swift
    /// let sharpen = try Kernel.unsharp(sigma: 1.5, amount: 0.8)
    /// ```
    ///
    /// The weights sum to 1 as near as rounding allows.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation of the Gaussian in samples.
    ///   - amount: how much of the difference from the blurred samples is added; negative amounts soften.
    ///   - rank: the number of axes, 1 to 8.
    ///   - truncate: where the Gaussian is cut off, in standard deviations.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func unsharp(
        sigma: Double, amount: Double, rank: Int = 2, truncate: Double = 4
    ) throws(FilterError) -> Kernel {
        guard amount.isFinite else {
            throw FilterError(
                .invalidParameter, "amount", expected: "a finite number", found: "\(amount)",
                remedy: "give 1 to add the whole difference from the blurred samples")
        }
        try checkRank(rank)
        let taps = try Taps.gaussian(sigma: sigma, truncate: truncate)
        let identity = Taps(unchecked: [1], anchor: 0).padded(toRadius: taps.anchor)
        let impulse = try outerProduct(of: Array(repeating: identity, count: rank))
        let blur = try outerProduct(of: Array(repeating: taps, count: rank))
        return try impulse.adding(impulse.adding(blur, times: -1), times: amount)
    }
}

extension Taps {
    /// The taps with zeros on both sides of a kernel of odd size.
    fileprivate func padded(toRadius radius: Int) -> Taps {
        let zeros = Array(repeating: 0.0, count: radius - anchor)
        return Taps(unchecked: zeros + weights + zeros, anchor: radius)
    }
}
