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
            help: ArgumentHelp("How much of the difference is added.", valueName: "factor"))
        var amount = 1.0

        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp("The difference that is left alone, in the units of the samples.", valueName: "number"))
        var threshold = 0.0
    }

    @OptionGroup(title: "Filter") var mask: Parameters
    @OptionGroup(title: "Filter") var light: LightOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let sigma = try NamedValues(mask.sigma, option: "sigma") { (text) throws(FilterError) in
            try Texts.length(text, option: "sigma")
        }
        let border = try common.filtering.borders()
        let (amount, threshold) = (mask.amount, mask.threshold)
        return Recipe(isLinear: light.linearLight) { (target) throws(FilterError) in
            UnsharpMaskFilter(
                sigma: try sigma.perAxis(of: target), amount: amount, threshold: threshold,
                border: try border.perAxis(of: target))
        }
    }
}
