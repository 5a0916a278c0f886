import ArgumentParser
import PointSpread

/// Blurs by a Gaussian, or takes a derivative of one.
struct GaussianCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaussian",
        abstract: "Blur by a Gaussian, or take a derivative of one.",
        discussion: """
            The Gaussian is sampled at the places of the samples, cut off at four standard deviations, and normalised to \
            sum 1. Sums are made wide and rounded once.

            EXAMPLES
              pointspread gaussian photo.png --sigma 2 -o soft.png
              pointspread gaussian photo.png --sigma 50 --accuracy 1e-3 -o background.png
              pointspread gaussian ct.npy --sigma 2mm --spacing z=3mm,y=1mm,x=1mm -o b.npy
              pointspread gaussian photo.png --sigma 1.5 --order x=1,y=0 -o slope.png
              pointspread gaussian photo.png --sigma 2 --as opencv -o soft.png
            """)

    @OptionGroup(title: "Filter") var gaussian: GaussianOptions
    @OptionGroup(title: "Filter") var precision: PrecisionOptions
    @OptionGroup(title: "Filter") var light: LightOptions
    @OptionGroup(title: "Filter") var foreign: FrameworkOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let parameters = try gaussian.parameters()
        if let recipe = try foreignRecipe(parameters) { return recipe }
        let border = try common.filtering.borders()
        let accuracy = try precision.accuracy(parameters)
        let isDerivative = parameters.isDerivative
        guard !isDerivative || !light.linearLight else {
            throw FilterError(
                .invalidParameter, "linear-light", expected: "a blur, whose result is an image again",
                found: "a derivative", remedy: "leave out --linear-light, or --order")
        }
        return Recipe(meaning: isDerivative ? .signed : .image, isLinear: light.linearLight) {
            (target) throws(FilterError) in
            var filter = GaussianFilter(
                sigma: 0, border: try border.perAxis(of: target), truncate: parameters.truncate,
                radius: parameters.radius, sampling: parameters.sampling)
            filter.sigma = try parameters.sigma.perAxis(of: target)
            filter.order = try parameters.order.perAxis(of: target)
            filter.accuracy = accuracy
            return filter
        }
    }

    private func foreignRecipe(_ parameters: GaussianOptions.Parameters) throws(FilterError) -> Recipe? {
        let border = try common.filtering.givenBorders()
        let (options, accuracy) = (gaussian, precision.accuracy)
        return try foreign.recipe(.gaussian, light) { (target) throws(FilterError) in
            [
                .sigma: .lengths(try parameters.sigma.perAxis(of: target)),
                .order: options.order == nil ? nil : try parameters.order.perAxis(of: target).numbers(Double.init),
                .truncate: options.truncate.map { .number($0) }, .radius: options.radius.map { .number($0) },
                .sampling: options.sampling.map { .text($0.rawValue) }, .accuracy: accuracy.map { .number($0) },
                .border: try border.given(of: target) { .borders($0) },
            ]
        }
    }
}

/// How close a blur comes to the Gaussian that is not cut off.
struct PrecisionOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The largest error, as a share of the largest sample, against a Gaussian that is not cut off.",
            discussion: """
                The radius follows from it, in place of --truncate and --radius, and wide Gaussians take far less time: 1e-3 is \
                enough for 8 bits.
                """,
            valueName: "error"))
    var accuracy: Double?

    /// What was asked for, where it does not contradict the other parameters.
    func accuracy(_ parameters: GaussianOptions.Parameters) throws(FilterError) -> Double? {
        guard accuracy == nil || parameters.radius == nil else {
            throw FilterError(
                .invalidParameter, "radius", expected: "none, since --accuracy chooses it", found: "both",
                remedy: "leave out one of them")
        }
        return accuracy
    }
}
