import ArgumentParser
import PointSpread

/// The parameters of a Gaussian.
struct GaussianOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp(
            "The standard deviation: 2, 2px, 1.5mm or fwhm:6mm, or by axis as in x=1,y=2,z=2.", valueName: "length"))
    var sigma: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The order of the derivative, 0 to 4; also by axis, as in x=1,y=0; 0 unless given.", valueName: "order"))
    var order: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Where the Gaussian is cut off, in standard deviations; 4 unless given.", valueName: "count"))
    var truncate: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number of taps on each side, instead of what --truncate gives.", valueName: "count"))
    var radius: Int?

    @Option(help: "How the continuous function becomes taps; sampled unless given.")
    var sampling: Sampling?

    /// The parameters, read but not yet applied to an input.
    struct Parameters {
        let sigma: NamedValues<Length>
        let order: NamedValues<Int>
        let truncate: Double
        let radius: Int?
        let sampling: GaussianSampling

        /// Whether the result is a derivative along any axis.
        var isDerivative: Bool { order.values.contains { $0 != 0 } }
    }

    /// Reads the texts.
    func parameters() throws(FilterError) -> Parameters {
        Parameters(
            sigma: try NamedValues(sigma, option: "sigma") { (text) throws(FilterError) in
                try Texts.length(text, option: "sigma")
            },
            order: try NamedValues(order ?? "0", option: "order") { (text) throws(FilterError) in
                try Texts.integer(text, option: "order")
            },
            truncate: truncate ?? 4, radius: radius, sampling: (sampling ?? .sampled).rule)
    }
}

/// How the continuous Gaussian becomes taps.
enum Sampling: String, CaseIterable, ExpressibleByArgument {
    case sampled
    case integrated
    case discrete

    /// The library's value.
    var rule: GaussianSampling {
        switch self {
        case .sampled: .sampled
        case .integrated: .integrated
        case .discrete: .discrete
        }
    }
}
