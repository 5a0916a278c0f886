/// The filters of `scipy.ndimage`, version 1.17.1, as it computes them on x86-64.
///
/// ```swift
/// let slope = try photo.filtered(by: try SciPyNDImage.correlate1D(weights: [-1, 0, 1], axis: 1, mode: .replicate))
/// let soft = try photo.filtered(by: try SciPyNDImage.gaussianFilter(sigma: 2))
/// ```
///
/// Sums are made in `float64` and not fused, whatever the samples are, and stored in the type of the result after each axis: whole
/// numbers are cut off towards zero, and what the type cannot hold becomes what the processor makes of it.
///
/// Where a function takes `axes`, they are filtered in the order in which they are given; without them it filters those that the
/// array is to be filtered along, which for an array of any rank are all, and for an image all but its channels. Values for each
/// axis are in the order of `axes`.
public enum SciPyNDImage {
    private static let compared =
        "2,000 random cases (seed 1121), and all modes and types at small sizes: every number equals SciPy's"

    static let framework = Framework(
        name: "scipy.ndimage", version: "1.17.1",
        conventions: [
            Convention("correlate1d", .bitExact, evidence: compared, make: readCorrelate1D),
            Convention("convolve1d", .bitExact, evidence: compared, make: readConvolve1D),
            Convention("correlate", .bitExact, evidence: compared, make: readCorrelate),
            Convention("convolve", .bitExact, evidence: compared, make: readConvolve),
            Convention("gaussian_filter1d", .bitExact, evidence: compared, make: readGaussianFilter1D),
            Convention("gaussian_filter", .bitExact, evidence: compared, make: readGaussianFilter),
            Convention("uniform_filter1d", .bitExact, evidence: compared, make: readUniformFilter1D),
            Convention("uniform_filter", .bitExact, evidence: compared, make: readUniformFilter),
            Convention("sobel", .bitExact, evidence: compared, make: readSobel),
            Convention("prewitt", .bitExact, evidence: compared, make: readPrewitt),
            Convention("laplace", .bitExact, evidence: compared, make: readLaplace),
            Convention("gaussian_laplace", .bitExact, evidence: compared, make: readGaussianLaplace),
            Convention(
                "gaussian_gradient_magnitude", .bitExact, evidence: compared,
                make: readGaussianGradientMagnitude),
        ])

    // MARK: Arguments

    /// The axes in the order in which they are filtered.
    static func axes(_ given: [Int]?, _ layout: Layout) throws(FilterError) -> [Int] {
        guard let given else {
            return try layout.axes == .automatic && layout.spatialAxes == nil
                ? layout.filtering(.all).resolvedAxes() : layout.resolvedAxes()
        }
        _ = try layout.filtering(.only(given)).resolvedAxes()
        return given.map { $0 < 0 ? $0 + layout.shape.rank : $0 }
    }

    /// Makes sure that a window is shifted by no more than its own reach.
    static func check(origin: Int, taps: Int) throws(FilterError) {
        guard (-(taps / 2)...(taps - 1) / 2).contains(origin) else {
            throw FilterError(
                .invalidParameter, "origin", expected: "\(-(taps / 2)) to \((taps - 1) / 2) for \(taps) taps",
                found: "\(origin)", remedy: "shift the window by less")
        }
    }

    // MARK: Passes

    /// Taps along one axis, summed as SciPy does: pairs of equal or opposite taps from the ends to the middle, others beginning
    /// with the last.
    ///
    /// - Parameter anchor: the tap that meets the output sample.
    static func pass(
        _ weights: [Double], anchor: Int, axis: Int, _ border: Border, _ type: ElementType, _ layout: Layout
    ) -> Pass {
        let (order, weights) = arranged(weights)
        return Pass(
            kernel: PassKernel(axes: [axis], extents: [weights.count], weights: weights),
            geometry: [layout.geometry(along: axis, anchor: anchor)], border: [BorderPair(border)],
            accumulation: Accumulation(.float64, order: order), store: store(type))
    }

    /// How SciPy stores a sum: cut off towards zero, as the processor converts it.
    static func store(_ type: ElementType, steps: [Store.Step] = []) -> Store {
        Store(type, steps: steps, rounding: .towardZero, overflow: .indefinite)
    }

    /// The order of summation, and the taps as they are summed.
    ///
    /// Taps that are equal or opposite to within 2⁻⁵² share the weight of the earlier one.
    private static func arranged(_ weights: [Double]) -> (Accumulation.Order, [Double]) {
        let middle = weights.count / 2
        guard weights.count % 2 == 1 else { return (.lastThenLeftToRight, weights) }
        func holds(_ difference: (Double, Double) -> Double) -> Bool {
            (1..<middle + 1).allSatisfy {
                difference(weights[middle + $0], weights[middle - $0]).magnitude <= 0x1p-52
            }
        }
        let earlier = weights[..<middle]
        if holds(-) { return (.outermostInward(.symmetric), weights[...middle] + earlier.reversed()) }
        if holds(+) {
            return (.outermostInward(.turnedAntisymmetric), weights[...middle] + earlier.reversed().map { -$0 })
        }
        return (.lastThenLeftToRight, weights)
    }

    // MARK: Programs

    /// One pass after the other; without any, samples are converted only.
    static func program(_ passes: [Pass], as type: ElementType, _ layout: Layout) throws(FilterError) -> FilterProgram {
        try program([passes], .branch(0), as: type, arithmetic: passes.isEmpty ? layout.elementType : type, layout)
    }

    /// Branches that are joined in the type of the result.
    static func program(
        _ branches: [[Pass]], _ join: Join, as type: ElementType, arithmetic: ElementType, _ layout: Layout
    ) throws(FilterError) -> FilterProgram {
        try FilterProgram(
            inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
            branches: branches,
            outputs: [.init(join, arithmetic: arithmetic, type: type, rounding: .towardZero, overflow: .indefinite)])
    }
}
