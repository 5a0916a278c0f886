import ArgumentParser
import PointSpread

/// Convolves or correlates with a kernel.
struct ConvolveCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "convolve",
        abstract: "Convolve, or correlate, with a kernel.",
        discussion: """
            A convolution turns the kernel and its anchor by 180\u{B0}; a correlation does not. The kernel has one axis for \
            each filtered axis, rows first.

            EXAMPLES
              pointspread convolve photo.png --kernel "0 -1 0; -1 5 -1; 0 -1 0" -o crisp.png
              pointspread convolve photo.png --kernel psf.npy --normalize -o seen.png
              pointspread convolve photo.png --kernel "1 2 1" --normalize --axes x -o soft.png
              pointspread convolve photo.png --kernel "1 2 1; 0 0 0; -1 -2 -1" --correlate --as opencv -o edges.png
            """)

    /// The parameters of the filter.
    struct Parameters: ParsableArguments {
        @OptionGroup var text: KernelTextOptions

        @Flag(help: "Correlate: do not turn the kernel.")
        var correlate = false

        @Option(
            help: """
                Which results there are: one per sample (same, the usual one), all that meet a sample, or all that meet samples \
                only.
                """)
        var mode: Mode?
    }

    @OptionGroup(title: "Filter") var convolution: Parameters
    @OptionGroup(title: "Filter") var light: LightOptions
    @OptionGroup(title: "Filter") var foreign: FrameworkOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let kernel = try convolution.text.makeKernel()
        let turns = !convolution.correlate
        let (given, parameters) = (try common.filtering.givenBorders(), convolution)
        let foreign = try foreign.recipe(turns ? .convolution : .correlation, light) { (target) throws(FilterError) in
            [
                .kernel: .kernel(kernel),
                .anchor: parameters.text.anchor == nil ? nil : .numbers(.each(kernel.anchor.map(Double.init))),
                .mode: parameters.mode.map { .text($0.rawValue) },
                .border: try given.given(of: target) { .borders($0) },
            ]
        }
        if let foreign { return foreign }
        let border = try common.filtering.borders()
        let mode = (convolution.mode ?? .same).rule
        return Recipe(isLinear: light.linearLight, rank: kernel.rank) { (target) throws(FilterError) in
            let border = try border.perAxis(of: target)
            return turns
                ? ConvolutionFilter(kernel: kernel, mode: mode, border: border)
                : CorrelationFilter(kernel: kernel, mode: mode, border: border)
        }
    }
}

/// Which results a convolution has.
enum Mode: String, CaseIterable, ExpressibleByArgument {
    case same
    case full
    case valid

    /// The library's value.
    var rule: CorrelationMode {
        switch self {
        case .same: .same
        case .full: .full
        case .valid: .valid
        }
    }
}
