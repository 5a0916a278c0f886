extension Kornia {
    /// The kernels of derivatives.
    public enum Derivative: String, Hashable, Sendable, CaseIterable {
        /// Sobel's, which are smooth across.
        case sobel
        /// Differences of neighbours.
        case difference = "diff"
    }

    /// `spatial_gradient`: the derivatives along x and y; or along xx, xy and yy.
    ///
    /// A correlation; the nearest sample stands outside.
    ///
    /// - Parameters:
    ///   - kind: the kernels.
    ///   - order: 1 or 2.
    ///   - isNormalized: whether a slope or a curvature of 1 gives 1.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func spatialGradient(
        _ kind: Derivative = .sobel, order: Int = 1, isNormalized: Bool = true
    ) throws(FilterError) -> some Filter {
        try gradient(kind, order, isNormalized)
    }

    /// `sobel`: the magnitude of the gradient, √(x² + y² + ε).
    ///
    /// - Parameter epsilon: what flat parts have the root of.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func sobel(isNormalized: Bool = true, epsilon: Double = 1e-6) throws(FilterError) -> some Filter {
        Magnitude(gradient: try gradient(.sobel, 1, isNormalized), epsilon: epsilon)
    }

    /// `laplacian`: the sum of a box less its size times the middle.
    ///
    /// - Parameters:
    ///   - kernelSize: odd numbers, one of them 3 or more.
    ///   - border: what lies outside.
    ///   - isNormalized: whether the result is divided by the sum of all taps' magnitudes.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func laplacian(
        kernelSize: Size, border: PyTorch.PaddingMode = .reflect, isNormalized: Bool = true
    ) throws(FilterError) -> some Filter {
        try kernelSize.checkOdd("kernel_size")
        guard kernelSize != Size(width: 1, height: 1) else {
            throw FilterError(
                .invalidParameter, "kernel_size", expected: "3 or more along one axis", found: "1 × 1",
                remedy: "give a larger window")
        }
        return Laplacian(size: kernelSize, border: border, isNormalized: isNormalized)
    }

    static func readSpatialGradient(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        let kind = try arguments.choice(
            (try arguments.text("mode") ?? "sobel").lowercased(), "mode",
            Dictionary(uniqueKeysWithValues: Derivative.allCases.map { ($0.rawValue, $0) }))
        var gradient = try gradient(
            kind, try arguments.integer("order") ?? 1, try arguments.flag("normalized") ?? true)
        if let component = try arguments.integer("component") {
            guard gradient.kernels.indices.contains(component) else { throw arguments.missing("component") }
            gradient.kernels = [gradient.kernels[component]]
        }
        return .filter(gradient)
    }

    static func readSobel(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try sobel(
                isNormalized: try arguments.flag("normalized") ?? true, epsilon: try arguments.number("eps") ?? 1e-6))
    }

    static func readLaplacian(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try laplacian(
                kernelSize: try readSize(&arguments), border: try readBorder(&arguments),
                isNormalized: try arguments.flag("normalized") ?? true))
    }

    private static func gradient(_ kind: Derivative, _ order: Int, _ isNormalized: Bool) throws(FilterError) -> Gradient
    {
        let (side, kernels, scales): (Int, [[Double]], [Double])
        switch (kind, order) {
        case (.sobel, 1):
            (side, kernels, scales) = (3, [outer([1, 2, 1], [-1, 0, 1]), outer([-1, 0, 1], [1, 2, 1])], [8, 8])
        case (.difference, 1):
            (side, kernels, scales) = (3, [outer([0, 1, 0], [-1, 0, 1]), outer([-1, 0, 1], [0, 1, 0])], [2, 2])
        case (.sobel, 2):
            let (smooth, curve, slope) = ([1.0, 4, 6, 4, 1], [1.0, 0, -2, 0, 1], [-1.0, -2, 0, 2, 1])
            (side, kernels, scales) = (
                5, [outer(smooth, curve), outer(slope, slope), outer(curve, smooth)], [64, 64, 64]
            )
        case (.difference, 2):
            (side, kernels, scales) = (
                3, [outer([0, 1, 0], [1, -2, 1]), outer([-1, 0, 1], [-1, 0, 1]), outer([1, -2, 1], [0, 1, 0])],
                [1, 4, 1]
            )
        default:
            throw FilterError(
                .invalidParameter, "order", expected: "1 or 2", found: "\(order)", remedy: "give one of them")
        }
        let normalized =
            isNormalized ? zip(kernels, scales).map { kernel, scale in kernel.map { $0 / scale } } : kernels
        return Gradient(
            kernels: try normalized.map { (weights) throws(FilterError) in try Kernel(weights, extents: [side, side]) })
    }

    private static func outer(_ column: [Double], _ row: [Double]) -> [Double] {
        column.flatMap { weight in row.map { weight * $0 } }
    }

    /// One output for each kernel.
    struct Gradient: Filter {
        var kernels: [Kernel]

        func branches(_ layout: Layout) throws(FilterError) -> [[Pass]] {
            let axes = try layout.imageAxes()
            let sums = PyTorch.sums(layout.elementType)
            return kernels.map { layout.passes([RealCorrelation($0, along: [axes.y, axes.x], .replicate)], in: sums) }
        }

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let sums = PyTorch.sums(layout.elementType)
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
                branches: try branches(layout),
                outputs: kernels.indices.map { .init(.branch($0), arithmetic: sums, type: result(layout)) })
        }
    }

    private struct Magnitude: Filter {
        let gradient: Gradient
        let epsilon: Double

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let squares = Join.sum(.product(.branch(0), .branch(0)), .product(.branch(1), .branch(1)))
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
                branches: try gradient.branches(layout),
                outputs: [
                    .init(
                        .squareRoot(.sum(squares, .constant(epsilon))), arithmetic: PyTorch.sums(layout.elementType),
                        type: result(layout))
                ])
        }
    }

    private struct Laplacian: Filter {
        let size: Size
        let border: PyTorch.PaddingMode
        let isNormalized: Bool

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            let sums = PyTorch.sums(layout.elementType)
            let boxes = try [(axes.y, size.height), (axes.x, size.width)].map { (axis, count) throws(FilterError) in
                RealCorrelation(
                    try Taps([Double](repeating: 1, count: count), anchor: count / 2), along: axis, border.border)
            }
            try check(boxes, border, layout)
            let count = Double(size.width * size.height)
            let response = Join.difference(.branch(0), .product(.constant(count), .branch(1)))
            let join = isNormalized ? Join.quotient(response, .constant(2 * (count - 1))) : response
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
                branches: [layout.passes(boxes, in: sums), layout.crops(except: [])],
                outputs: [.init(join, arithmetic: sums, type: result(layout))])
        }
    }
}
