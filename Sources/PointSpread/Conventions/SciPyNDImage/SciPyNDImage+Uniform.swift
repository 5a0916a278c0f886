extension SciPyNDImage {
    /// `scipy.ndimage.uniform_filter`: a mean along one axis after the other, the result stored after each.
    ///
    /// A sum slides along each line: the difference of the sample that enters and the one that leaves is added to it.
    ///
    /// - Parameters:
    ///   - size: the number of samples; an axis with 1 or less is left out.
    ///   - output: the type of the results, also of those between the axes; that of the samples when it is left out.
    ///   - origin: how far the window is shifted towards lower indices, from −⌊n/2⌋ to ⌊(n − 1)/2⌋ along each axis.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func uniformFilter(
        size: PerAxis<Int> = .uniform(3), output: ElementType? = nil, mode: PerAxis<Border> = .uniform(.symmetric),
        origin: PerAxis<Int> = .uniform(0), axes: [Int]? = nil
    ) throws(FilterError) -> some Filter {
        Uniform(size: size, output: output, border: mode, origin: origin, axes: axes, isAlwaysFiltered: false)
    }

    /// `scipy.ndimage.uniform_filter1d`: a mean along one axis.
    ///
    /// - Parameters:
    ///   - size: the number of samples, at least 1.
    ///   - axis: a negative one counts from the end.
    ///   - output: the type of the result; that of the samples when it is left out.
    ///   - origin: how far the window is shifted towards lower indices, from −⌊n/2⌋ to ⌊(n − 1)/2⌋.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func uniformFilter1D(
        size: Int, axis: Int = -1, output: ElementType? = nil, mode: Border = .symmetric, origin: Int = 0
    ) throws(FilterError) -> some Filter {
        Uniform(
            size: .uniform(size), output: output, border: .uniform(mode), origin: .uniform(origin), axes: [axis],
            isAlwaysFiltered: true)
    }

    static func readUniformFilter(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try uniformFilter(
                size: try arguments.integerPerAxis("size") ?? .uniform(3),
                output: try arguments.elementType("output"), mode: try borders(&arguments),
                origin: try arguments.integerPerAxis("origin") ?? .uniform(0), axes: try axes(&arguments)))
    }

    static func readUniformFilter1D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let size = try arguments.integer("size") else { throw arguments.missing("size") }
        return .filter(
            try uniformFilter1D(
                size: size, axis: try arguments.integer("axis") ?? -1,
                output: try arguments.elementType("output"), mode: try border(&arguments),
                origin: try arguments.integer("origin") ?? 0))
    }

    /// Means along several axes.
    private struct Uniform: Filter {
        let size: PerAxis<Int>
        let output: ElementType?
        let border: PerAxis<Border>
        let origin: PerAxis<Int>
        let axes: [Int]?
        /// Whether an axis is filtered, and so stored, with a single sample too.
        let isAlwaysFiltered: Bool

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(axes, layout)
            let sizes = try size.values(for: axes, "size")
            let borders = try border.values(for: axes, "mode")
            let origins = try origin.values(for: axes, "origin")
            let type = output ?? layout.elementType
            var passes: [Pass] = []
            for (place, axis) in axes.enumerated() where isAlwaysFiltered || sizes[place] > 1 {
                let size = sizes[place]
                guard (1...1 << 27).contains(size) else {
                    throw FilterError(
                        .invalidParameter, "size", expected: "1 to 2^27 samples", found: "\(size)",
                        remedy: "give such a number")
                }
                try check(origin: origins[place], taps: size)
                passes.append(
                    Pass(
                        kernel: PassKernel(
                            axes: [axis], extents: [size], weights: [Double](repeating: 1, count: size)),
                        geometry: [layout.geometry(along: axis, anchor: size / 2 + origins[place])],
                        border: [BorderPair(borders[place])],
                        accumulation: Accumulation(.float64, order: .sliding(.difference)),
                        store: store(type, steps: [.divide(by: Double(size))])))
            }
            return try SciPyNDImage.program(passes, as: type, layout)
        }
    }
}
