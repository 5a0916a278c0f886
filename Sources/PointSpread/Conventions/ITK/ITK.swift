/// The discrete Gaussian of ITK 5.4, as SimpleITK 2.5.7 calls it.
///
/// ```swift
/// let soft = try volume.filtered(by: try ITK.discreteGaussian(variance: [4]))
/// ```
public enum ITK {
    static let framework = Framework(
        name: "itk", version: "5.4",
        conventions: [
            Convention("DiscreteGaussian", .bitExact, evidence: evidence, make: readDiscreteGaussian)
        ])

    private static let evidence =
        "2000 random arrays of 2 and 3 axes, noise, two levels and flat, six types, beside SimpleITK, seed 20261121: every bit equal"

    /// `DiscreteGaussian`: a Gaussian of the discrete line, its tails cut off, the nearest sample outside.
    ///
    /// Sums are made in `float64`, from the first tap to the last, not fused, the outermost axis first. Each axis is stored in the type
    /// of the samples: whole numbers are cut off, so that flat parts may become darker by one for each axis.
    ///
    /// - Parameters:
    ///   - variance: the square of the standard deviation, along x, then along y and so on; one for all.
    ///   - maximumKernelWidth: how many taps there are at most from the middle to one end, the middle counted.
    ///   - maximumError: how much of the Gaussian may be cut off, above 0 and below 1, in the order of the variances.
    ///   - usesSpacing: whether the variance is in the units of the samples' distance, where that is known.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func discreteGaussian(
        variance: [Double] = [1], maximumKernelWidth: Int = 32, maximumError: [Double] = [0.01],
        usesSpacing: Bool = true
    ) throws(FilterError) -> some Filter {
        for value in variance where !(value >= 0 && value.isFinite) {
            throw misfit("variance", "finite numbers of 0 or more", "\(value)")
        }
        for value in maximumError where !(value > 0 && value < 1) {
            throw misfit("maximumError", "numbers above 0 and below 1", "\(value)")
        }
        guard maximumKernelWidth >= 1 else { throw misfit("maximumKernelWidth", "1 or more", "\(maximumKernelWidth)") }
        return DiscreteGaussian(
            variances: variance, width: maximumKernelWidth, errors: maximumError, usesSpacing: usesSpacing)
    }

    static func readDiscreteGaussian(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try discreteGaussian(
                variance: try arguments.numbers("variance")?.values ?? [1],
                maximumKernelWidth: try arguments.integer("maximumKernelWidth") ?? 32,
                maximumError: try arguments.numbers("maximumError")?.values ?? [0.01],
                usesSpacing: try arguments.flag("useImageSpacing") ?? true))
    }

    private static func misfit(_ name: String, _ expected: String, _ found: String) -> FilterError {
        FilterError(
            .invalidParameter, name, expected: expected, found: found, remedy: "give such a number for each axis")
    }

    private struct DiscreteGaussian: Filter {
        let variances: [Double]
        let width: Int
        let errors: [Double]
        let usesSpacing: Bool

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.resolvedAxes()
            let variances = try fromLastAxis(variances, axes.count, "variance")
            let errors = try fromLastAxis(errors, axes.count, "maximumError")
            var passes = layout.crops(except: axes)
            for (place, axis) in axes.enumerated() where layout.shape[axis] > 0 {
                let spacing = usesSpacing ? layout.spacing[axis]?.distance ?? 1 : 1
                let taps = DiscreteGaussianTaps(
                    variance: variances[place] / (spacing * spacing), width: width, error: errors[place]
                ).weights
                passes.append(
                    Pass(
                        kernel: PassKernel(axes: [axis], extents: [taps.count], weights: taps),
                        geometry: [layout.geometry(along: axis, anchor: taps.count / 2)],
                        border: [BorderPair(.replicate)],
                        accumulation: Accumulation(.float64, order: .leftToRight, start: 0),
                        store: Store(layout.elementType, rounding: .towardZero)))
            }
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis, passes: passes
            )
        }

        /// Numbers along x, y and so on, as numbers along the axes of an array, whose last is x.
        private func fromLastAxis(_ numbers: [Double], _ count: Int, _ name: String) throws(FilterError) -> [Double] {
            if numbers.count == 1 { return [Double](repeating: numbers[0], count: count) }
            guard numbers.count == count else {
                throw misfit(name, "1 or \(count) numbers", "\(numbers.count)")
            }
            return numbers.reversed()
        }
    }
}
