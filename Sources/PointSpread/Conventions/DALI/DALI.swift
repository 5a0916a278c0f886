/// The size and the deviation of NVIDIA DALI's `gaussian_blur`, as its documentation says; nothing of it has been run.
///
/// ```swift
/// DALI.windowSize(sigma: 1.5)      // 11
/// DALI.sigma(windowSize: 11)       // 2.0
/// ```
public enum DALI {
    static let framework = Framework(
        name: "dali", version: "1.x",
        conventions: [
            Convention(
                "gaussian_blur", .documented, evidence: "from documentation only: no run of the original",
                make: readGaussianBlur)
        ])

    /// How many taps there are for a standard deviation: ⌈3σ⌉ to each side.
    public static func windowSize(sigma: Double) -> Int { 2 * Int(min(max((3 * sigma).rounded(.up), 0), 0x1p40)) + 1 }

    /// The standard deviation for so many taps: 0.3 · (radius − 1) + 0.8.
    public static func sigma(windowSize: Int) -> Double { (Double(windowSize / 2) - 1) * 0.3 + 0.8 }

    /// `gaussian_blur`: a sampled Gaussian along columns and rows, the mirror image outside.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation; it follows from the size when it is left out.
    ///   - windowSize: an odd number of taps; it follows from the deviation when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`, also when both are left out.
    public static func gaussianBlur(sigma: Double? = nil, windowSize: Int? = nil) throws(FilterError) -> some Filter {
        guard sigma != nil || windowSize != nil else {
            throw misfit("a standard deviation or a window's size", "neither")
        }
        let size = windowSize ?? self.windowSize(sigma: sigma ?? 0)
        let deviation = sigma ?? self.sigma(windowSize: size)
        guard size > 0, size % 2 == 1, size < 1 << 24, deviation > 0, deviation.isFinite else {
            throw misfit("an odd size and a deviation above 0", "\(size) and \(deviation)")
        }
        return GaussianBlur(taps: try Taps.sampledGaussian(count: size, sigma: deviation))
    }

    static func readGaussianBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try gaussianBlur(sigma: try arguments.number("sigma"), windowSize: try arguments.integer("window_size")))
    }

    private static func misfit(_ expected: String, _ found: String) -> FilterError {
        FilterError(.invalidParameter, "window_size", expected: expected, found: found, remedy: "give one of the two")
    }

    private struct GaussianBlur: Filter {
        let taps: Taps

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let correlations = try layout.resolvedAxes().map { RealCorrelation(taps, along: $0, .reflect101) }
            return try layout.program(
                correlations, in: layout.elementType.accumulator, store: Store(layout.elementType))
        }
    }
}
