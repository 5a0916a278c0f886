import ArgumentParser
import PointSpread

/// Shows the kernel of an oriented Gaussian.
struct OrientedKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "oriented",
        abstract: "Show the kernel of a Gaussian that is longer in one direction.",
        discussion: """
            EXAMPLES
              pointspread kernel oriented --along 4 --across 1.5 --angle 30 --plot
              pointspread kernel oriented --along 4 --across 1.5 --angle 30 -o brush.npy
              pointspread convolve photo.png --kernel brush.npy -o strokes.png
            """)

    @Option(help: ArgumentHelp("The standard deviation in the direction of the angle, in samples.", valueName: "sigma"))
    var along: Double

    @Option(help: ArgumentHelp("The standard deviation across it, in samples.", valueName: "sigma"))
    var across: Double

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Degrees, counter-clockwise from the +x axis as displayed.", valueName: "degrees"))
    var angle = 0.0

    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel {
        try Kernel.orientedGaussian(sigmaAlong: along, sigmaAcross: across, angle: angle)
    }
}
