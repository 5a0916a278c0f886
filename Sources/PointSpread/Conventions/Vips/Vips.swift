/// The convolutions of libvips, version 8.18.7, without its vector path, which rounds taps to a few bits.
///
/// ```swift
/// let soft = try photo.filtered(by: try Vips.gaussblur(sigma: 1.5))   // taps 8 16 20 16 8, ÷ 68
/// ```
///
/// The nearest sample stands outside. Every band is filtered alike.
public enum Vips {
    static let framework = Framework(
        name: "vips", version: "8.18.7",
        conventions: [
            Convention("gaussmat", .bitExact, evidence: evidence(247), make: readGaussmat),
            Convention("gaussblur", .bitExact, evidence: evidence(1020), make: readGaussblur),
            Convention("conv", .bitExact, evidence: evidence(1233), make: readConv),
        ])

    private static func evidence(_ cases: Int) -> String {
        "\(cases) random cases of both precisions and six types beside libvips without vectors, seed 20261121: every bit equal"
    }

    /// The numbers that taps and sums are made of.
    public enum Precision: String, Hashable, Sendable, CaseIterable {
        /// Whole taps; whole samples are divided with rounding and keep their type.
        case integer
        /// Real taps and sums of 64 bits; the result is `float32`, or `float64` for such samples.
        case float
    }

    static func readPrecision(_ arguments: inout ConventionArguments, default standard: Precision) throws(FilterError)
        -> Precision
    {
        guard let text = try arguments.text("precision") else { return standard }
        return try arguments.choice(
            text, "precision", Dictionary(uniqueKeysWithValues: Precision.allCases.map { ($0.rawValue, $0) }))
    }

    /// `gaussmat` with `separable`: taps of a Gaussian, 1 in the middle, or 20 and whole, up to the first below an amplitude.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation, above 0.
    ///   - minimumAmplitude: what the taps that are left out are below, above 0.
    ///   - precision: whether taps are whole.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussmat(
        sigma: Double, minimumAmplitude: Double = 0.2, precision: Precision = .integer
    ) throws(FilterError) -> Kernel {
        guard sigma > 0, sigma <= 1000, minimumAmplitude > 0, minimumAmplitude <= 1 else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "numbers above 0, at most 1000 and 1",
                found: "sigma \(sigma), min_ampl \(minimumAmplitude)", remedy: "give such numbers")
        }
        func amplitude(_ distance: Int) -> Double {
            Elementary.exp(-Double(distance * distance) / (2 * sigma * sigma))
        }
        let most = min(Int(8 * sigma), 5000)
        let end = (0..<most).first { amplitude($0) < minimumAmplitude } ?? most
        let reach = max(end - 1, 0)
        let taps = (-reach...reach).map { distance in
            precision == .integer ? (20 * amplitude(distance)).rounded(.toNearestOrEven) : amplitude(distance)
        }
        return Kernel(try Taps(taps))
    }

    static func readGaussmat(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let sigma = try arguments.number("sigma") else { throw arguments.missing("sigma") }
        return .kernel(
            try gaussmat(
                sigma: sigma, minimumAmplitude: try arguments.number("min_ampl") ?? 0.2,
                precision: try readPrecision(&arguments, default: .integer)))
    }
}
