import ArgumentParser
import PointSpread

/// Shows kernels.
struct KernelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel",
        abstract: "Print, plot or save the kernel of a filter.",
        discussion: """
            Numbers are printed with all their digits, so that they read back as the same bits.

            EXAMPLES
              pointspread kernel gaussian --sigma 2 --plot
              pointspread kernel motion --length 9 --angle 30 -o streak.svg
              pointspread kernel given --kernel "1 2 1; 2 4 2; 1 2 1" --normalize
            """,
        subcommands: [
            GaussianKernelCommand.self, OrientedKernelCommand.self, BoxKernelCommand.self, MotionKernelCommand.self,
            DerivativeKernelCommand.self, LaplacianKernelCommand.self, DifferenceKernelCommand.self,
            UnsharpKernelCommand.self, GivenKernelCommand.self,
        ])
}

/// A command that shows one kernel.
protocol ShowingKernel: ParsableCommand {
    /// How to show it.
    var show: KernelShowOptions { get }

    /// Makes the kernel.
    func kernel() throws -> Kernel
}

extension ShowingKernel {
    /// Makes and shows the kernel.
    mutating func run() throws { try show.show(kernel()) }
}
