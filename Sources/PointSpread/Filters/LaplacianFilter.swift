/// The sum of the second derivatives along all filtered axes, of the samples or of a Gaussian blur of them.
///
/// ```swift
/// let plain = try photo.laplacian()
/// let blobs = try photo.laplacian(sigma: 3)   // Laplacian of Gaussian, not multiplied by σ²
/// ```
///
/// Scaled to give the second derivative itself: 2 on x². The result is `float32` for integers, of the samples' own type
/// otherwise.
public struct LaplacianFilter: Filter {
    /// The standard deviation of the Gaussian; nothing for plain second differences.
    public var sigma: Length?
    /// What lies outside.
    public var border: PerAxis<BorderPair>
    /// What the derivatives are taken per.
    public var scale = DerivativeScale.perSample

    /// A Laplacian, after a Gaussian blur where a standard deviation is given.
    public init(sigma: Length? = nil, border: PerAxis<BorderPair> = .symmetric) {
        self.sigma = sigma
        self.border = border
    }

    /// One dense pass, or one branch for each axis, added up.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let native = try NativeBuilder(layout, border: border, isSmoothing: false)
        let type = layout.elementType.derivative
        guard let sigma else {
            let factors = try native.axes.map { (axis) throws(FilterError) in
                try scale.factor(along: axis, order: 2, of: layout)
            }
            return try native.plain(native.passes(dense: Kernel.laplacian(factors: factors)), as: type)
        }
        var gaussian = GaussianFilter(sigma: sigma)
        gaussian.scale = scale
        let branches = try native.axes.indices.map { (place) throws(FilterError) in
            try native.passes(gaussian.factors(native, orders: native.axes.indices.map { $0 == place ? 2 : 0 }))
        }
        let sum = branches.indices.dropFirst().reduce(Join.branch(0)) { .sum($0, .branch($1)) }
        return try native.joined(branches, sum, as: type)
    }
}

extension Filterable {
    /// The sum of the second derivatives along all filtered axes.
    public func laplacian(
        sigma: Length? = nil, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Derivative {
        try differentiated(by: LaplacianFilter(sigma: sigma, border: border), axes: axes)
    }

    /// Replaces the samples, which must be floating-point numbers, by their Laplacian.
    public mutating func replaceByLaplacian(
        sigma: Length? = nil, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: LaplacianFilter(sigma: sigma, border: border), axes: axes) }

    /// Writes the Laplacian into memory that the caller owns.
    public func laplacian(
        sigma: Length? = nil, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic,
        into result: inout Derivative
    ) throws(FilterError) {
        try differentiate(by: LaplacianFilter(sigma: sigma, border: border), axes: axes, into: &result)
    }
}
