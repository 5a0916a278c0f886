extension SciPyNDImage {
    /// `scipy.ndimage.gaussian_filter`: a Gaussian along one axis after the other, the result stored after each.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples; an axis with 10⁻¹⁵ or less is left out.
    ///   - order: 0 to smooth, n for the n-th derivative.
    ///   - output: the type of the results, also of those between the axes; that of the samples when it is left out.
    ///   - truncate: after how many standard deviations the taps end: radius ⌊truncate · sigma + ½⌋.
    ///   - radius: the radius itself.
    ///   - exponential: the function that taps are made with, which depends on the processor in the original.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianFilter(
        sigma: PerAxis<Double>, order: PerAxis<Int> = .uniform(0), output: ElementType? = nil,
        mode: PerAxis<Border> = .uniform(.symmetric), truncate: Double = 4, radius: PerAxis<Int>? = nil,
        axes: [Int]? = nil, exponential: Exponential = .numpyAVX512
    ) throws(FilterError) -> some Filter {
        Gaussian(
            shape: GaussianShape(sigma: sigma, truncate: truncate, radius: radius, exponential: exponential),
            order: order,
            output: output, border: mode, axes: axes)
    }

    /// The same with one standard deviation for all axes.
    public static func gaussianFilter(sigma: Double) throws(FilterError) -> some Filter {
        try gaussianFilter(sigma: .uniform(sigma))
    }

    /// `scipy.ndimage.gaussian_filter1d`: a Gaussian along one axis.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples, not 0.
    ///   - axis: a negative one counts from the end.
    ///   - order: 0 to smooth, n for the n-th derivative.
    ///   - output: the type of the result; that of the samples when it is left out.
    ///   - truncate: after how many standard deviations the taps end: radius ⌊truncate · sigma + ½⌋.
    ///   - radius: the radius itself.
    ///   - exponential: the function that taps are made with, which depends on the processor in the original.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianFilter1D(
        sigma: Double, axis: Int = -1, order: Int = 0, output: ElementType? = nil, mode: Border = .symmetric,
        truncate: Double = 4, radius: Int? = nil, exponential: Exponential = .numpyAVX512
    ) throws(FilterError) -> some Filter {
        let shape = GaussianShape(
            sigma: .uniform(sigma), truncate: truncate, radius: radius.map { .uniform($0) }, exponential: exponential)
        let weights = try shape.taps(sigma: sigma, order: order, radius: radius)
        return Correlate1D(weights: weights, anchor: weights.count / 2, axis: axis, output: output, border: mode)
    }

    static func readGaussianFilter(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            Gaussian(
                shape: try GaussianShape(&arguments), order: try arguments.integerPerAxis("order") ?? .uniform(0),
                output: try arguments.elementType("output"), border: try borders(&arguments),
                axes: try axes(&arguments)))
    }

    static func readGaussianFilter1D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let sigma = try arguments.number("sigma") else { throw arguments.missing("sigma") }
        return .filter(
            try gaussianFilter1D(
                sigma: sigma, axis: try arguments.integer("axis") ?? -1, order: try arguments.integer("order") ?? 0,
                output: try arguments.elementType("output"), mode: try border(&arguments),
                truncate: try arguments.number("truncate") ?? 4, radius: try arguments.integer("radius"),
                exponential: try exponential(&arguments)))
    }

    /// What the Gaussians of SciPy have in common: their widths and their ends.
    struct GaussianShape: Hashable {
        let sigma: PerAxis<Double>
        let truncate: Double
        let radius: PerAxis<Int>?
        let exponential: Exponential

        /// The passes along the given axes, those without a width left out.
        func passes(
            _ orders: [Int], along axes: [Int], _ borders: [Border], _ type: ElementType, _ layout: Layout
        ) throws(FilterError) -> [Pass] {
            let sigmas = try sigma.values(for: axes, "sigma")
            let radii = try radius?.values(for: axes, "radius")
            var passes: [Pass] = []
            for (place, axis) in axes.enumerated() where sigmas[place] > 1e-15 {
                let weights = try taps(sigma: sigmas[place], order: orders[place], radius: radii?[place])
                passes.append(
                    pass(weights, anchor: weights.count / 2, axis: axis, borders[place], type, layout))
            }
            return passes
        }

        /// The taps along one axis.
        func taps(sigma: Double, order: Int, radius: Int?) throws(FilterError) -> [Double] {
            guard (0...1000).contains(order) else { throw misfit("order", "0 to 1000", "\(order)") }
            guard sigma.isFinite, sigma != 0 else { throw misfit("sigma", "a finite number other than 0", "\(sigma)") }
            let reach = radius.map(Double.init) ?? (truncate * sigma + 0.5).rounded(.towardZero)
            // More taps than there is memory for are somebody's mistake.
            guard reach >= 0, reach <= 0x1p26 else { throw misfit("radius", "0 to 2^26", "\(reach)") }
            return gaussianTaps(sigma: sigma, order: order, radius: Int(reach), exponential)
        }

        private func misfit(_ name: String, _ expected: String, _ found: String) -> FilterError {
            FilterError(.invalidParameter, name, expected: expected, found: found, remedy: "give such a number")
        }
    }

    /// A Gaussian along several axes.
    private struct Gaussian: Filter {
        let shape: GaussianShape
        let order: PerAxis<Int>
        let output: ElementType?
        let border: PerAxis<Border>
        let axes: [Int]?

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(axes, layout)
            let type = output ?? layout.elementType
            let passes = try shape.passes(
                try order.values(for: axes, "order"), along: axes, try border.values(for: axes, "mode"), type, layout)
            return try SciPyNDImage.program(passes, as: type, layout)
        }
    }
}

extension SciPyNDImage.GaussianShape {
    /// Reads the widths and the ends of a Gaussian by name.
    init(_ arguments: inout ConventionArguments) throws(FilterError) {
        guard let sigma = try arguments.perAxis("sigma") else { throw arguments.missing("sigma") }
        self.init(
            sigma: sigma, truncate: try arguments.number("truncate") ?? 4,
            radius: try arguments.integerPerAxis("radius"), exponential: try SciPyNDImage.exponential(&arguments))
    }
}
