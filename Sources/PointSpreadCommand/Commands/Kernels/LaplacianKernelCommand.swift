import ArgumentParser
import PointSpread

/// Shows the kernel of a Laplacian.
struct LaplacianKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "laplacian",
        abstract: "Show the kernel of a Laplacian, or of the Laplacian of a Gaussian.",
        discussion: """
            EXAMPLES
              pointspread kernel laplacian --rank 2
              pointspread kernel laplacian --sigma 1.5 --rank 2 --plot
            """)

    @OptionGroup(title: "Kernel") var laplacian: LaplacianCommand.Parameters
    @OptionGroup(title: "Kernel") var rank: RankOptions
    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel {
        let rank = try rank.count()
        guard let text = laplacian.sigma else { return try Kernel.laplacian(rank: rank) }
        let sigma = try Texts.length(text, option: "sigma").samples(option: "sigma")
        return try Kernel.laplacianOfGaussian(sigma: sigma, rank: rank)
    }
}
