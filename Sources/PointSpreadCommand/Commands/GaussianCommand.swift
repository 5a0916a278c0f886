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
              pointspread gaussian ct.npy --sigma 2mm --spacing z=3mm,y=1mm,x=1mm -o b.npy
              pointspread gaussian photo.png --sigma 1.5 --order x=1,y=0 -o slope.png
            """)

    @OptionGroup(title: "Filter") var gaussian: GaussianOptions
    @OptionGroup(title: "Filter") var light: LightOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let parameters = try gaussian.parameters()
        let border = try common.filtering.borders()
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
            return filter
        }
    }
}
