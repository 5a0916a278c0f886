/// The difference of two Gaussian blurs, the narrower minus the wider.
///
/// ```swift
/// let band = try photo.differenceOfGaussians(sigma: 1, widerSigma: 1.6)
/// ```
///
/// The result is `float32` for integers, of the samples' own type otherwise.
public struct DifferenceOfGaussiansFilter: Filter {
    /// The standard deviation of the narrower Gaussian; 0 for the samples themselves.
    public var sigma: Length
    /// The standard deviation of the wider Gaussian.
    public var widerSigma: Length
    /// What lies outside.
    public var border: PerAxis<BorderPair>

    /// A difference of Gaussians.
    public init(sigma: Length, widerSigma: Length, border: PerAxis<BorderPair> = .symmetric) {
        self.sigma = sigma
        self.widerSigma = widerSigma
        self.border = border
    }

    /// Two branches, subtracted.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let native = try NativeBuilder(layout, border: border, isSmoothing: false)
        let branches = try [sigma, widerSigma].map { (sigma) throws(FilterError) in
            let orders = native.axes.map { _ in 0 }
            return try native.passes(GaussianFilter(sigma: sigma).factors(native, orders: orders))
        }
        return try native.joined(branches, .difference(.branch(0), .branch(1)), as: layout.elementType.derivative)
    }
}

extension Filterable {
    /// The difference of two Gaussian blurs, the narrower minus the wider.
    public func differenceOfGaussians(
        sigma: Length, widerSigma: Length, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Derivative {
        let filter = DifferenceOfGaussiansFilter(sigma: sigma, widerSigma: widerSigma, border: border)
        return try differentiated(by: filter, axes: axes)
    }

    /// Replaces the samples, which must be floating-point numbers, by the difference of two Gaussian blurs.
    public mutating func replaceByDifferenceOfGaussians(
        sigma: Length, widerSigma: Length, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) {
        let filter = DifferenceOfGaussiansFilter(sigma: sigma, widerSigma: widerSigma, border: border)
        try self.filter(by: filter, axes: axes)
    }

    /// Writes the difference of two Gaussian blurs into memory that the caller owns.
    public func differenceOfGaussians(
        sigma: Length, widerSigma: Length, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic,
        into result: inout Derivative
    ) throws(FilterError) {
        let filter = DifferenceOfGaussiansFilter(sigma: sigma, widerSigma: widerSigma, border: border)
        try differentiate(by: filter, axes: axes, into: &result)
    }
}
