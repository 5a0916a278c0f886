extension SciPyNDImage {
    /// `scipy.ndimage.sobel`: −1, 0, 1 along an axis, then 1, 2, 1 along all others, the result stored after each.
    ///
    /// - Parameters:
    ///   - axis: the axis of the derivative; a negative one counts from the end.
    ///   - output: the type of the results, also of those between the axes; that of the samples when it is left out.
    ///   - mode: what lies outside, for each axis in ascending order.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func sobel(
        axis: Int = -1, output: ElementType? = nil, mode: PerAxis<Border> = .uniform(.symmetric)
    ) throws(FilterError) -> some Filter {
        Smoothed(axis: axis, smoothing: [1, 2, 1], output: output, border: mode)
    }

    /// `scipy.ndimage.prewitt`: −1, 0, 1 along an axis, then 1, 1, 1 along all others, the result stored after each.
    ///
    /// - Parameters:
    ///   - axis: the axis of the derivative; a negative one counts from the end.
    ///   - output: the type of the results, also of those between the axes; that of the samples when it is left out.
    ///   - mode: what lies outside, for each axis in ascending order.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func prewitt(
        axis: Int = -1, output: ElementType? = nil, mode: PerAxis<Border> = .uniform(.symmetric)
    ) throws(FilterError) -> some Filter {
        Smoothed(axis: axis, smoothing: [1, 1, 1], output: output, border: mode)
    }

    /// `scipy.ndimage.laplace`: 1, −2, 1 along each axis, added in the type of the result.
    ///
    /// - Parameters:
    ///   - output: the type of the results; that of the samples when it is left out.
    ///   - mode: what lies outside, for each of `axes`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func laplace(
        output: ElementType? = nil, mode: PerAxis<Border> = .uniform(.symmetric), axes: [Int]? = nil
    ) throws(FilterError) -> some Filter {
        Laplace(output: output, border: mode, axes: axes)
    }

    static func readSobel(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try sobel(
                axis: try arguments.integer("axis") ?? -1, output: try arguments.elementType("output"),
                mode: try borders(&arguments)))
    }

    static func readPrewitt(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try prewitt(
                axis: try arguments.integer("axis") ?? -1, output: try arguments.elementType("output"),
                mode: try borders(&arguments)))
    }

    static func readLaplace(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try laplace(
                output: try arguments.elementType("output"), mode: try borders(&arguments), axes: try axes(&arguments)))
    }

    /// The join of branches that are added one after the other.
    static func sum(ofBranches count: Int) -> Join {
        (1..<max(count, 1)).reduce(.branch(0)) { .sum($0, .branch($1)) }
    }

    /// A derivative along an axis, smoothed along the others.
    private struct Smoothed: Filter {
        let axis: Int
        let smoothing: [Double]
        let output: ElementType?
        let border: PerAxis<Border>

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(nil, layout)
            let borders = Dictionary(uniqueKeysWithValues: zip(axes, try border.values(for: axes, "mode")))
            let axis = try SciPyNDImage.axes([axis], layout)[0]
            let type = output ?? layout.elementType
            let passes = ([axis] + axes.filter { $0 != axis }).map { place in
                pass(
                    place == axis ? [-1, 0, 1] : smoothing, anchor: 1, axis: place, borders[place] ?? .symmetric, type,
                    layout)
            }
            return try SciPyNDImage.program(passes, as: type, layout)
        }
    }

    /// Second differences along several axes, added.
    private struct Laplace: Filter {
        let output: ElementType?
        let border: PerAxis<Border>
        let axes: [Int]?

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(axes, layout)
            let type = output ?? layout.elementType
            guard !axes.isEmpty else { return try SciPyNDImage.program([], as: type, layout) }
            let branches = zip(axes, try border.values(for: axes, "mode")).map { axis, border in
                [pass([1, -2, 1], anchor: 1, axis: axis, border, type, layout)]
            }
            return try SciPyNDImage.program(
                branches, sum(ofBranches: branches.count), as: type, arithmetic: type, layout)
        }
    }
}
