import ArgumentParser
import PointSpread

/// Takes the gradient.
struct GradientCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "gradient",
        abstract: "Take the gradient: its magnitude, its orientation or its components.",
        discussion: """
            Made of derivatives along each filtered axis, scaled to give 1 on a unit ramp. The orientation is \
            atan2(\u{2202}y, \u{2202}x) in radians. Components are written to one file for each axis, whose names end in -y, -x \
            and so on.

            EXAMPLES
              pointspread gradient photo.png -o edges.png
              pointspread gradient photo.png --kind sobel --scale auto -o edges.png
              pointspread gradient brain.npy --result components -o slope.npy
            """)

    /// The parameters of the filter.
    struct Parameters: ParsableArguments {
        @Option(help: "What is made of the derivatives.")
        var result = Result.magnitude

        @OptionGroup var derivative: DerivativeOptions
    }

    /// What is made of the derivatives.
    enum Result: String, CaseIterable, ExpressibleByArgument {
        case magnitude
        case orientation
        case components
    }

    @OptionGroup(title: "Filter") var parameters: Parameters
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let border = try common.filtering.borders()
        let derivative = parameters.derivative
        let (result, meaning): (GradientFilter.Result, ResultMeaning) =
            switch parameters.result {
            case .magnitude: (.magnitude, .magnitude)
            case .orientation: (.orientation, .angle)
            case .components: (.components, .signed)
            }
        return Recipe(
            meaning: meaning, rank: result == .orientation ? 2 : nil, hasComponents: result == .components
        ) { (target) throws(FilterError) in
            GradientFilter(
                result, kind: derivative.kind.kernel, size: derivative.size, border: try border.perAxis(of: target))
        }
    }
}
