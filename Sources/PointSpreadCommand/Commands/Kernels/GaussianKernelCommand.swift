import ArgumentParser
import PointSpread

/// Shows the taps of a Gaussian.
struct GaussianKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "gaussian",
        abstract: "Show the kernel of a Gaussian, or of a derivative of one.",
        discussion: """
            EXAMPLES
              pointspread kernel gaussian --sigma 2 --plot
              pointspread kernel gaussian --sigma x=4,y=1 --rank 2 -o wide.svg
              pointspread kernel gaussian --sigma 1 --order 2 --sampling discrete
            """)

    @OptionGroup(title: "Kernel") var gaussian: GaussianOptions
    @OptionGroup(title: "Kernel") var rank: RankOptions
    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel {
        let parameters = try gaussian.parameters()
        let target = try rank.target()
        let sigmas = try parameters.sigma.values(along: target)
        let orders = try parameters.order.values(along: target)
        let taps = try zip(sigmas, orders).map { (sigma, order) throws(FilterError) in
            try Taps.gaussian(
                sigma: try sigma.samples(option: "sigma"), radius: parameters.radius, truncate: parameters.truncate,
                sampling: parameters.sampling, order: order)
        }
        return try Kernel.outerProduct(of: taps)
    }
}
