extension ScikitImage {
    /// `skimage.filters.sobel`: 1, 0, −1 convolved with 1, 2, 1 quarters, along the given axes; the root of the mean square of several.
    ///
    /// - Parameters:
    ///   - axes: the axes of the derivatives; all when they are left out.
    ///   - mode: what lies outside; a constant stands beside samples that have been divided.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func sobel(axes: [Int]? = nil, mode: Border = .symmetric) throws(FilterError) -> some Filter {
        Edges(edge: [1, 0, -1], smooth: [0.25, 0.5, 0.25], axes: axes, border: mode)
    }

    /// `skimage.filters.scharr`: the same with 3, 10, 3 sixteenths.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func scharr(axes: [Int]? = nil, mode: Border = .symmetric) throws(FilterError) -> some Filter {
        Edges(edge: [1, 0, -1], smooth: [0.1875, 0.625, 0.1875], axes: axes, border: mode)
    }

    /// `skimage.filters.prewitt`: the same with thirds.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func prewitt(axes: [Int]? = nil, mode: Border = .symmetric) throws(FilterError) -> some Filter {
        Edges(edge: [1, 0, -1], smooth: [1.0 / 3, 1.0 / 3, 1.0 / 3], axes: axes, border: mode)
    }

    /// `skimage.filters.farid`: the same with the five taps of Farid and Simoncelli.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func farid(axes: [Int]? = nil, mode: Border = .symmetric) throws(FilterError) -> some Filter {
        Edges(
            edge: [0.109603762960254, 0.276690988455557, 0, -0.276690988455557, -0.109603762960254],
            smooth: [
                0.0376593171958126, 0.249153396177344, 0.426374573253687, 0.249153396177344, 0.0376593171958126,
            ], axes: axes, border: mode)
    }

    /// A diagonal of `roberts`.
    public enum Diagonal: Hashable, Sendable {
        /// A sample less the one before it in both axes.
        case positive
        /// The sample above less the one to the left.
        case negative
    }

    /// `skimage.filters.roberts_pos_diag` or `roberts_neg_diag`, or the root of the mean square of both: `roberts`.
    ///
    /// - Parameter diagonal: which; both when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func roberts(diagonal: Diagonal? = nil) throws(FilterError) -> some Filter {
        Roberts(diagonals: diagonal.map { [$0] } ?? [.positive, .negative])
    }

    /// `skimage.filters.laplace`: twice the number of axes in the middle, −1 beside it.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func laplace() throws(FilterError) -> some Filter { Laplace() }

    static func readSobel(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try sobel(axes: try SciPyNDImage.axes(&arguments), mode: try SciPyNDImage.border(&arguments)))
    }

    static func readScharr(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try scharr(axes: try SciPyNDImage.axes(&arguments), mode: try SciPyNDImage.border(&arguments)))
    }

    static func readPrewitt(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try prewitt(axes: try SciPyNDImage.axes(&arguments), mode: try SciPyNDImage.border(&arguments)))
    }

    static func readFarid(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try farid(axes: try SciPyNDImage.axes(&arguments), mode: try SciPyNDImage.border(&arguments)))
    }

    static func readRoberts(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try roberts())
    }

    static func readRobertsPositive(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try roberts(diagonal: .positive))
    }

    static func readRobertsNegative(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try roberts(diagonal: .negative))
    }

    static func readLaplace(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try laplace())
    }

    /// A convolution of real samples over all axes.
    private static func pass(
        _ weights: [Double], _ extents: [Int], _ axes: [Int], _ border: Border, _ layout: Layout
    ) -> Pass {
        let kernel = Kernel(unchecked: weights, extents: extents, anchor: extents.map { $0 / 2 })
        return SciPyNDImage.pass(
            convolving: kernel, axes: axes, border, real(layout.elementType),
            load(layout.elementType, preservesRange: false), layout)
    }

    /// The root of the sum of squares of all branches, divided by the root of a number.
    private static func magnitude(ofBranches count: Int, over divisor: Double) -> Join {
        let squares = (0..<count).map { Join.product(.branch($0), .branch($0)) }
        let sum = squares.dropFirst().reduce(squares[0]) { .sum($0, $1) }
        return .quotient(.squareRoot(sum), .squareRoot(.constant(divisor)))
    }

    private struct Edges: Filter {
        let edge: [Double]
        let smooth: [Double]
        let axes: [Int]?
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let all = try SciPyNDImage.axes(nil, layout)
            let chosen = try SciPyNDImage.axes(axes, layout)
            let type = real(layout.elementType)
            guard !chosen.isEmpty else {
                throw FilterError(
                    .invalidParameter, "axis", expected: "at least one axis", found: "none", remedy: "name one")
            }
            let branches = chosen.map { axis in
                [
                    pass(
                        weights(along: axis, all), all.map { $0 == axis ? edge.count : smooth.count }, all, border,
                        layout)
                ]
            }
            let join = chosen.count > 1 ? magnitude(ofBranches: chosen.count, over: Double(all.count)) : .branch(0)
            return try SciPyNDImage.program(branches, join, as: type, arithmetic: type, layout)
        }

        /// The outer product of the taps: those of the derivative times the others, axis by axis.
        private func weights(along axis: Int, _ all: [Int]) -> [Double] {
            var indices: [[Int]] = [[]]
            for each in all {
                let count = each == axis ? edge.count : smooth.count
                indices = indices.flatMap { index in (0..<count).map { index + [$0] } }
            }
            let place = all.firstIndex(of: axis) ?? 0
            return indices.map { index in
                all.indices.filter { $0 != place }.reduce(edge[index[place]]) { $0 * smooth[index[$1]] }
            }
        }
    }

    private struct Roberts: Filter {
        let diagonals: [Diagonal]

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(nil, layout)
            guard axes.count == 2 else {
                throw FilterError(
                    .invalidParameter, "image", expected: "two axes", found: "\(axes.count)",
                    remedy: "give an image of rows and columns")
            }
            let type = real(layout.elementType)
            let branches = diagonals.map { diagonal in
                [pass(diagonal == .positive ? [1, 0, 0, -1] : [0, 1, -1, 0], [2, 2], axes, .symmetric, layout)]
            }
            // All but the quotient, which is float64, is made in the type of the result.
            func rounded(_ join: Join) -> Join { .rounded(join, to: type, .halfEven, .saturate) }
            let squares = (0..<2).map { rounded(.product(.branch($0), .branch($0))) }
            let root = rounded(.squareRoot(rounded(.sum(squares[0], squares[1]))))
            let join =
                diagonals.count > 1 ? Join.quotient(root, .squareRoot(.constant(2))) : .branch(0)
            return try SciPyNDImage.program(branches, join, as: type, arithmetic: .float64, layout)
        }
    }

    private struct Laplace: Filter {
        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(nil, layout)
            let type = real(layout.elementType)
            let size = axes.reduce(1) { count, _ in count * 3 }
            var weights = [Double](repeating: 0, count: size)
            weights[size / 2] = Double(2 * axes.count)
            var step = 1
            for _ in axes {
                weights[size / 2 - step] = -1
                weights[size / 2 + step] = -1
                step *= 3
            }
            let pass = pass(weights, axes.map { _ in 3 }, axes, .symmetric, layout)
            return try SciPyNDImage.program([pass], as: type, layout)
        }
    }
}
