extension ScikitImage {
    /// `skimage.filters.gaussian`: SciPy's Gaussian of real samples.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples, 0 or more; an axis with 10⁻¹⁵ or less is left out.
    ///   - mode: what lies outside; a constant stands beside samples that have been divided.
    ///   - preservesRange: whether whole numbers are not divided by the largest of their type.
    ///   - truncate: after how many standard deviations the taps end.
    ///   - output: the type of the results, also of those between the axes; the real type of the samples when it is left out.
    ///   - exponential: the function that taps are made with, which depends on the processor in the original.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussian(
        sigma: PerAxis<Double> = .uniform(1), mode: Border = .replicate, preservesRange: Bool = false,
        truncate: Double = 4, output: ElementType? = nil, exponential: Exponential = .numpyAVX512
    ) throws(FilterError) -> some Filter {
        Gaussian(
            shape: try shape(sigma, truncate, exponential), border: mode, preservesRange: preservesRange, output: output
        )
    }

    /// `skimage.filters.difference_of_gaussians`: a narrow Gaussian less a wide one, after whole numbers have been divided.
    ///
    /// - Parameters:
    ///   - lowSigma: the standard deviation of the narrow one in samples, 0 or more.
    ///   - highSigma: that of the wide one, not less; 1.6 times the narrow one's when it is left out.
    ///   - mode: what lies outside; a constant stands beside samples that have been divided.
    ///   - truncate: after how many standard deviations the taps end.
    ///   - exponential: the function that taps are made with, which depends on the processor in the original.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func differenceOfGaussians(
        lowSigma: PerAxis<Double>, highSigma: PerAxis<Double>? = nil, mode: Border = .replicate, truncate: Double = 4,
        exponential: Exponential = .numpyAVX512
    ) throws(FilterError) -> some Filter {
        Difference(
            low: try shape(lowSigma, truncate, exponential),
            high: try shape(highSigma ?? lowSigma.scaled(by: 1.6), truncate, exponential), border: mode)
    }

    /// `skimage.filters.unsharp_mask`: samples plus their difference to SciPy's Gaussian, which mirrors at the ends.
    ///
    /// - Parameters:
    ///   - radius: the standard deviation in samples, 0 or more.
    ///   - amount: how much of the difference is added.
    ///   - preservesRange: whether whole numbers are not divided by the largest of their type, and results not limited to 0 to 1, or
    ///     to −1 to 1 where any sample is negative.
    ///   - exponential: the function that taps are made with, which depends on the processor in the original.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func unsharpMask(
        radius: PerAxis<Double> = .uniform(1), amount: Double = 1, preservesRange: Bool = false,
        exponential: Exponential = .numpyAVX512
    ) throws(FilterError) -> some Filter {
        UnsharpMask(shape: try shape(radius, 4, exponential), amount: amount, preservesRange: preservesRange)
    }

    private static func shape(
        _ sigma: PerAxis<Double>, _ truncate: Double, _ exponential: Exponential
    ) throws(FilterError) -> SciPyNDImage.GaussianShape {
        guard sigma.all({ !($0 < 0) }) else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "numbers of 0 or more", found: "\(sigma)",
                remedy: "give such numbers")
        }
        return SciPyNDImage.GaussianShape(sigma: sigma, truncate: truncate, radius: nil, exponential: exponential)
    }

    static func readGaussian(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try gaussian(
                sigma: try arguments.perAxis("sigma") ?? .uniform(1), mode: try border(&arguments),
                preservesRange: try arguments.flag("preserve_range") ?? false,
                truncate: try arguments.number("truncate") ?? 4, output: try arguments.elementType("output"),
                exponential: try SciPyNDImage.exponential(&arguments)))
    }

    static func readDifference(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let low = try arguments.perAxis("low_sigma") else { throw arguments.missing("low_sigma") }
        return .filter(
            try differenceOfGaussians(
                lowSigma: low, highSigma: try arguments.perAxis("high_sigma"), mode: try border(&arguments),
                truncate: try arguments.number("truncate") ?? 4,
                exponential: try SciPyNDImage.exponential(&arguments)))
    }

    static func readUnsharpMask(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try unsharpMask(
                radius: try arguments.perAxis("radius") ?? .uniform(1), amount: try arguments.number("amount") ?? 1,
                preservesRange: try arguments.flag("preserve_range") ?? false,
                exponential: try SciPyNDImage.exponential(&arguments)))
    }

    private static func border(_ arguments: inout ConventionArguments) throws(FilterError) -> Border {
        try SciPyNDImage.border(&arguments, otherwise: "nearest")
    }

    /// The passes of a Gaussian of real samples.
    private static func passes(
        _ shape: SciPyNDImage.GaussianShape, _ border: Border, _ type: ElementType, _ load: Load, _ layout: Layout
    ) throws(FilterError) -> [Pass] {
        let axes = try SciPyNDImage.axes(nil, layout)
        let passes = try shape.passes(axes.map { _ in 0 }, along: axes, axes.map { _ in border }, type, layout)
        return loading(passes, load, layout)
    }

    private struct Gaussian: Filter {
        let shape: SciPyNDImage.GaussianShape
        let border: Border
        let preservesRange: Bool
        let output: ElementType?

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let type = output ?? real(layout.elementType)
            let load = load(layout.elementType, preservesRange: preservesRange)
            let passes = try passes(shape, border, type, load, layout)
            return try SciPyNDImage.program(passes, as: type, layout)
        }
    }

    private struct Difference: Filter {
        let low: SciPyNDImage.GaussianShape
        let high: SciPyNDImage.GaussianShape
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let type = real(layout.elementType)
            let load = load(layout.elementType, preservesRange: false)
            return try SciPyNDImage.program(
                [
                    try passes(low, border, type, load, layout), try passes(high, border, type, load, layout),
                ], .difference(.branch(0), .branch(1)), as: type, arithmetic: type, layout)
        }
    }

    private struct UnsharpMask: Filter {
        let shape: SciPyNDImage.GaussianShape
        let amount: Double
        let preservesRange: Bool

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let type = real(layout.elementType)
            let load = load(layout.elementType, preservesRange: preservesRange)
            let sharpened = Join.sum(
                .branch(0), .product(.difference(.branch(0), .branch(1)), .constant(amount)))
            // Numbers without sign need not be looked at to know that none is negative.
            let lowest =
                layout.elementType.isInteger && !layout.elementType.isSigned
                ? Join.constant(0)
                : .whereGreater(
                    .constant(0), than: .smallest(ofBranch: 0), then: .constant(-1), otherwise: .constant(0))
            let limited = Join.minimum(.constant(1), .maximum(lowest, sharpened))
            return try SciPyNDImage.program(
                [loading([], load, layout), try passes(shape, .symmetric, type, load, layout)],
                preservesRange ? sharpened : limited, as: type, arithmetic: type, layout)
        }
    }
}

extension PerAxis where Value == Double {
    /// Each value times a factor.
    fileprivate func scaled(by factor: Double) -> Self {
        switch self {
        case .uniform(let value): .uniform(value * factor)
        case .each(let values): .each(values.map { $0 * factor })
        }
    }

    /// Whether something holds for all values.
    fileprivate func all(_ condition: (Double) -> Bool) -> Bool {
        switch self {
        case .uniform(let value): condition(value)
        case .each(let values): values.allSatisfy(condition)
        }
    }
}
