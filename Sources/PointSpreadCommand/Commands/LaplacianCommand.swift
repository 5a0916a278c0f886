import ArgumentParser
import PointSpread

/// Takes the Laplacian.
struct LaplacianCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "laplacian",
        abstract: "Take the Laplacian, or the Laplacian of a Gaussian.",
        discussion: """
            The sum of the second derivatives along all filtered axes; with a sigma, of the samples blurred by a Gaussian. \
            The result is of floating-point numbers; in PNG and PNM files mid-grey stands for 0.

            EXAMPLES
              pointspread laplacian photo.png -o details.png
              pointspread laplacian photo.png --sigma 3 --scale auto -o blobs.png
              pointspread laplacian photo.png --as scipy --dtype int16 -o details.npy
            """)

    /// The parameters of the filter.
    struct Parameters: ParsableArguments {
        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp(
                "The standard deviation of the Gaussian: 2, 2px, 1.5mm or fwhm:6mm; none unless given.",
                valueName: "length"))
        var sigma: String?
    }

    @OptionGroup(title: "Filter") var laplacian: Parameters
    @OptionGroup(title: "Filter") var foreign: FrameworkOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let sigma = try laplacian.sigma.map { (text) throws(FilterError) in try Texts.length(text, option: "sigma") }
        let given = try common.filtering.givenBorders()
        let kind = sigma == nil ? FilterKind.laplacian : .laplacianOfGaussian
        let foreign = try foreign.recipe(kind) { (target) throws(FilterError) in
            [
                .sigma: sigma.map { .lengths(.uniform($0)) }, .border: try given.given(of: target) { .borders($0) },
            ]
        }
        if let foreign { return foreign }
        let border = try common.filtering.borders()
        return Recipe(meaning: .signed) { (target) throws(FilterError) in
            LaplacianFilter(sigma: sigma, border: try border.perAxis(of: target))
        }
    }
}
