/// The gradient: its components, its magnitude or its orientation.
///
/// ```swift
/// let edges = try photo.gradientMagnitude()
/// let slopes = try volume.gradient(kind: .sobel, axes: .all)   // one array for each axis
/// ```
///
/// The components are derivatives along each filtered axis, outermost first, scaled to give 1 on a unit ramp. The magnitude is
/// the root of the sum of their squares. The orientation is atan2(∂y, ∂x) in (−π, π], over two axes, of which the last is x.
public struct GradientFilter: Filter {
    /// What is made of the derivatives.
    public enum Result: String, Hashable, Sendable, CaseIterable {
        /// One result for each filtered axis.
        case components
        /// The Euclidean length.
        case magnitude
        /// The angle in radians.
        case orientation
    }

    /// What is made of the derivatives.
    public var result: Result
    /// Which differences are taken, and what is smoothed.
    public var kind: DerivativeKernel
    /// The number of taps.
    public var size: Int
    /// What lies outside.
    public var border: PerAxis<BorderPair>
    /// What the derivatives are taken per.
    public var scale = DerivativeScale.perSample

    /// A gradient.
    ///
    /// - Parameter size: 3 when it is left out, 2 for `forward`.
    public init(
        _ result: Result, kind: DerivativeKernel = .central, size: Int? = nil,
        border: PerAxis<BorderPair> = .symmetric
    ) {
        self.result = result
        self.kind = kind
        self.size = size ?? kind.usualSize
        self.border = border
    }

    /// One branch for each derivative, joined.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let native = try NativeBuilder(layout, border: border, isSmoothing: false)
        guard !native.axes.isEmpty, result != .orientation || native.axes.count == 2 else {
            throw FilterError(
                .invalidAxes, "gradient", expected: result == .orientation ? "two axes, y and x" : "at least one axis",
                found: "\(native.axes.count) axes", remedy: "name the axes, such as 0 and 1")
        }
        let branches = try native.axes.map { (axis) throws(FilterError) in
            try native.derivative(along: axis, kind, size, scale)
        }
        let type = layout.elementType.derivative
        func program(_ joins: [Join]) throws(FilterError) -> FilterProgram {
            try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
                branches: branches, outputs: joins.map { .init($0, arithmetic: native.accumulator, type: type) })
        }
        switch result {
        case .components: return try program(branches.indices.map { .branch($0) })
        case .magnitude:
            var squares = Join.product(.branch(0), .branch(0))
            for branch in branches.indices.dropFirst() {
                squares = .fused(.branch(branch), .branch(branch), plus: squares)
            }
            return try program([.squareRoot(squares)])
        case .orientation: return try program([.arctangent(y: .branch(0), x: .branch(1))])
        }
    }
}

extension Filterable {
    /// The derivatives along each filtered axis, outermost first.
    public func gradient(
        kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) -> [Derivative] {
        try results(of: GradientFilter(.components, kind: kind, size: size, border: border), axes: axes)
    }

    /// The length of the gradient.
    public func gradientMagnitude(
        kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) -> Derivative {
        try differentiated(by: GradientFilter(.magnitude, kind: kind, size: size, border: border), axes: axes)
    }

    /// The angle of the gradient in radians, in (−π, π].
    public func gradientOrientation(
        kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) -> Derivative {
        try differentiated(by: GradientFilter(.orientation, kind: kind, size: size, border: border), axes: axes)
    }

    /// Replaces the samples, which must be floating-point numbers, by the length of the gradient.
    public mutating func replaceByGradientMagnitude(
        kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) {
        try filter(by: GradientFilter(.magnitude, kind: kind, size: size, border: border), axes: axes)
    }

    /// Replaces the samples, which must be floating-point numbers, by the angle of the gradient.
    public mutating func replaceByGradientOrientation(
        kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic
    ) throws(FilterError) {
        try filter(by: GradientFilter(.orientation, kind: kind, size: size, border: border), axes: axes)
    }

    /// Writes the length of the gradient into memory that the caller owns.
    public func gradientMagnitude(
        kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic, into result: inout Derivative
    ) throws(FilterError) {
        let filter = GradientFilter(.magnitude, kind: kind, size: size, border: border)
        try differentiate(by: filter, axes: axes, into: &result)
    }

    /// Writes the angle of the gradient into memory that the caller owns.
    public func gradientOrientation(
        kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric,
        axes: AxisSelection = .automatic, into result: inout Derivative
    ) throws(FilterError) {
        let filter = GradientFilter(.orientation, kind: kind, size: size, border: border)
        try differentiate(by: filter, axes: axes, into: &result)
    }
}
