import ArgumentParser
import PointSpread

/// Shows the kernel of a difference of Gaussians.
struct DifferenceKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "difference",
        abstract: "Show the kernel of a difference of Gaussians, the narrower minus the wider.",
        discussion: """
            EXAMPLES
              pointspread kernel difference --sigma 1 --wider-sigma 1.6 --plot
            """)

    @Option(help: ArgumentHelp("The standard deviation of the narrower Gaussian, in samples.", valueName: "length"))
    var sigma: String

    @Option(help: ArgumentHelp("The standard deviation of the wider Gaussian, in samples.", valueName: "length"))
    var widerSigma: String

    @OptionGroup(title: "Kernel") var rank: RankOptions
    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel {
        try Kernel.differenceOfGaussians(
            sigma: try Texts.length(sigma, option: "sigma").samples(option: "sigma"),
            sigma2: try Texts.length(widerSigma, option: "wider-sigma").samples(option: "wider-sigma"),
            rank: try rank.count())
    }
}
