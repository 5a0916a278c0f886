import ArgumentParser
import PointSpread

/// Shows the kernel of an unsharp mask.
struct UnsharpKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "unsharp",
        abstract: "Show the kernel that an unsharp mask without a threshold comes to.",
        discussion: """
            EXAMPLES
              pointspread kernel unsharp --sigma 1.5 --amount 0.8 --rank 2 --plot
            """)

    @Option(help: ArgumentHelp("The standard deviation of the blur, in samples.", valueName: "length"))
    var sigma: String

    @Option(parsing: .unconditional, help: ArgumentHelp("How much of the difference is added.", valueName: "factor"))
    var amount = 1.0

    @OptionGroup(title: "Kernel") var rank: RankOptions
    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel {
        let sigma = try Texts.length(sigma, option: "sigma").samples(option: "sigma")
        return try Kernel.unsharp(sigma: sigma, amount: amount, rank: try rank.count())
    }
}
