import ArgumentParser
import PointSpread

/// Shows a kernel that the user gives.
struct GivenKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "given",
        abstract: "Show a kernel that you give: its sum, its anchor and whether it separates.",
        discussion: """
            EXAMPLES
              pointspread kernel given --kernel "1 2 1; 2 4 2; 1 2 1" --normalize
              pointspread kernel given --kernel psf.npy -o psf.svg
            """)

    @OptionGroup(title: "Kernel") var text: KernelTextOptions
    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel { try text.makeKernel() }
}
