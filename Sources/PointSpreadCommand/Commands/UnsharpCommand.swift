import ArgumentParser
import PointSpread

/// Sharpens by the difference to a Gaussian blur.
struct UnsharpCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsharp",
        abstract: "Sharpen by the difference to a Gaussian blur.",
        discussion: """
            A sample x becomes x + amount \u{B7} (x - blur x) where the difference is above the threshold, and stays as it \
            is elsewhere.

            EXAMPLES
              pointspread unsharp photo.png --sigma 2 -o crisp.png
              pointspread unsharp photo.png --sigma 1.5 --amount 0.8 --threshold 3 -o crisp.png
              pointspread unsharp photo.png --sigma 2 --as pillow -o crisp.png
            """)

    /// The parameters of the filter.
    struct Parameters: ParsableArguments {
        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp(
                "The standard deviation of the blur: 2, 2px, 1.5mm or fwhm:6mm, or by axis as in x=1,y=2.",
                valueName: "length"))
        var sigma: String

        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp("How much of the difference is added; 1 unless given.", valueName: "factor"))
        var amount: Double?

        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp(
                "The difference that is left alone, in the units of the samples; 0 unless given.", valueName: "number"))
        var threshold: Double?
    }

    @OptionGroup(title: "Filter") var mask: Parameters
    @OptionGroup(title: "Filter") var light: LightOptions
    @OptionGroup(title: "Filter") var foreign: FrameworkOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let sigma = try NamedValues(mask.sigma, option: "sigma") { (text) throws(FilterError) in
            try Texts.length(text, option: "sigma")
        }
        let (given, mask) = (try common.filtering.givenBorders(), mask)
        let foreign = try foreign.recipe(.unsharpMask, light) { (target) throws(FilterError) in
            [
                .sigma: .lengths(try sigma.perAxis(of: target)), .amount: mask.amount.map { .number($0) },
                .threshold: mask.threshold.map { .number($0) },
                .border: try given.given(of: target) { .borders($0) },
            ]
        }
        if let foreign { return foreign }
        let border = try common.filtering.borders()
        let (amount, threshold) = (mask.amount ?? 1, mask.threshold ?? 0)
        return Recipe(isLinear: light.linearLight) { (target) throws(FilterError) in
            UnsharpMaskFilter(
                sigma: try sigma.perAxis(of: target), amount: amount, threshold: threshold,
                border: try border.perAxis(of: target))
        }
    }
}
