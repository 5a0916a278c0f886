extension Kernel {
    /// The sum of the second differences along every axis.
    ///
    /// ```swift
    /// try Kernel.laplacian(rank: 2).weights  // [0, 1, 0, 1, -4, 1, 0, 1, 0]
    /// ```
    ///
    /// - Parameter rank: the number of axes, 1 to 8.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func laplacian(rank: Int) throws(FilterError) -> Kernel {
        try checkRank(rank)
        return try laplacian(factors: Array(repeating: 1, count: rank))
    }

    /// The sum of the second differences along every axis, each times a factor of its own.
    static func laplacian(factors: [Double]) throws(FilterError) -> Kernel {
        let second = Taps(unchecked: [1, -2, 1], anchor: 1)
        let identity = Taps(unchecked: [0, 1, 0], anchor: 1)
        return try sumOverAxes(
            factors.map { (factor) throws(FilterError) in try second.scaled(by: factor) }, across: identity)
    }

    /// The Laplacian of a Gaussian: the sum over the axes of its second derivatives.
    ///
    /// ```swift
    /// try Kernel.laplacianOfGaussian(sigma: 2, rank: 2).extents  // [17, 17]
    /// ```
    ///
    /// It is not scaled by σ². The products are summed from the first axis to the last; the weights sum to 0 and give
    /// 2 · rank on the sum of the squared coordinates, as near as rounding allows. See `Taps.gaussian(sigma:)`.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples, above 0.
    ///   - rank: the number of axes, 1 to 8.
    ///   - truncate: where the Gaussian is cut off, in standard deviations.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func laplacianOfGaussian(
        sigma: Double, rank: Int, truncate: Double = 4
    ) throws(FilterError) -> Kernel {
        let second = try Taps.gaussian(sigma: sigma, truncate: truncate, order: 2)
        let smoothing = try Taps.gaussian(sigma: sigma, radius: second.anchor)
        try checkRank(rank)
        return try sumOverAxes(Array(repeating: second, count: rank), across: smoothing)
    }

    private static func sumOverAxes(_ along: [Taps], across: Taps) throws(FilterError) -> Kernel {
        try checkRank(along.count)
        var total = try outerProduct(of: along.prefix(1) + Array(repeating: across, count: along.count - 1))
        for axis in 1..<along.count {
            var factors = Array(repeating: across, count: along.count)
            factors[axis] = along[axis]
            total = try total.adding(outerProduct(of: factors), times: 1)
        }
        return total
    }
}
