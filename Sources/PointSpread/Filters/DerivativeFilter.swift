/// The derivative along one axis.
///
/// ```swift
/// let slope = try photo.derivative(along: 1)                                      // columns
/// let smooth = try volume.derivative(along: 0, kind: .sobel, size: 5, axes: .all)
/// ```
///
/// Scaled to give 1 on a unit ramp, positive along increasing index. Kinds that smooth do so along all other filtered axes. The
/// result is `float32` for integers, of the samples' own type otherwise.
public struct DerivativeFilter: Filter {
    /// The axis; a negative one counts from the end.
    public var axis: Int
    /// Which differences are taken, and what is smoothed.
    public var kind: DerivativeKernel
    /// The number of taps.
    public var size: Int
    /// What lies outside.
    public var border: PerAxis<BorderPair>
    /// What the derivative is taken per.
    public var scale = DerivativeScale.perSample

    /// A derivative along an axis.
    ///
    /// - Parameter size: 3 when it is left out, 2 for `forward`.
    public init(
        along axis: Int, kind: DerivativeKernel = .central, size: Int? = nil, border: PerAxis<BorderPair> = .symmetric
    ) {
        self.axis = axis
        self.kind = kind
        self.size = size ?? kind.usualSize
        self.border = border
    }

    /// One pass along the axis, and one along every axis that is smoothed.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let rank = layout.shape.rank
        let axis = axis < 0 ? axis + rank : axis
        guard (0..<rank).contains(axis), axis != layout.channelAxis else {
            throw FilterError(
                .invalidAxes, "axis of the derivative",
                expected: "an axis of the \(layout.shape) array"
                    + (layout.channelAxis.map { " other than the channel axis \($0)" } ?? ""),
                found: "\(self.axis)", remedy: "name the axis to differentiate along")
        }
        var layout = layout
        if kind.smooths {
            layout.axes = .only(Array(Set(try layout.resolvedAxes() + [axis])))
        } else {
            layout.axes = .only([axis])
        }
        let native = try NativeBuilder(layout, border: border, isSmoothing: false)
        return try native.plain(native.derivative(along: axis, kind, size, scale), as: layout.elementType.derivative)
    }
}

extension NativeBuilder {
    /// The passes of a derivative along one axis, which smooth along the others where the kind does so.
    func derivative(
        along axis: Int, _ kind: DerivativeKernel, _ size: Int, _ scale: DerivativeScale
    ) throws(FilterError) -> [Pass] {
        var factors: [Factor] = []
        for other in axes where other == axis || kind.smooths {
            let taps =
                other == axis
                ? try Taps.derivative(kind, size: size).scaled(by: try scale.factor(along: axis, of: layout))
                : try Taps.smoothing(kind, size: size)
            factors.append(Factor(axis: other, taps: taps))
        }
        return try passes(factors)
    }
}

extension DerivativeKernel {
    /// Whether the kind smooths along the other axes.
    var smooths: Bool {
        switch self {
        case .central, .forward: false
        case .sobel, .prewitt, .scharr: true
        }
    }

    /// The size that a kind has unless another is said.
    public var usualSize: Int { self == .forward ? 2 : 3 }
}

extension Filterable {
    /// The derivative along an axis, scaled to give 1 on a unit ramp.
    public func derivative(
        along axis: Int, kind: DerivativeKernel = .central, size: Int? = nil,
        border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Derivative {
        try differentiated(by: DerivativeFilter(along: axis, kind: kind, size: size, border: border), axes: axes)
    }

    /// Replaces the samples, which must be floating-point numbers, by the derivative along an axis.
    public mutating func differentiate(
        along axis: Int, kind: DerivativeKernel = .central, size: Int? = nil,
        border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) {
        try filter(by: DerivativeFilter(along: axis, kind: kind, size: size, border: border), axes: axes)
    }

    /// Writes the derivative along an axis into memory that the caller owns.
    public func derivative(
        along axis: Int, kind: DerivativeKernel = .central, size: Int? = nil,
        border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic, into result: inout Derivative
    ) throws(FilterError) {
        let filter = DerivativeFilter(along: axis, kind: kind, size: size, border: border)
        try differentiate(by: filter, axes: axes, into: &result)
    }
}
