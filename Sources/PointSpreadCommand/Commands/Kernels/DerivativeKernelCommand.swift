import ArgumentParser
import PointSpread

/// Shows the kernel of a derivative.
struct DerivativeKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "derivative",
        abstract: "Show the kernel of a derivative.",
        discussion: """
            As a correlation: positive taps lie behind the output sample. Kinds that smooth have two axes, y and x.

            EXAMPLES
              pointspread kernel derivative --size 5
              pointspread kernel derivative --kind sobel --along y --plot
            """)

    @OptionGroup(title: "Kernel") var derivative: DerivativeOptions

    @OptionGroup(title: "Kernel") var axis: Direction

    @OptionGroup(title: "Output") var show: KernelShowOptions

    /// The axis of a derivative in a plane.
    struct Direction: ParsableArguments {
        @Option(help: "The axis, for kinds that smooth along the other.")
        var along = Axis.x

        /// An axis of a plane.
        enum Axis: String, CaseIterable, ExpressibleByArgument {
            case x
            case y
        }
    }

    func kernel() throws -> Kernel {
        let kind = derivative.kind.kernel
        let size = derivative.size ?? kind.usualSize
        let taps = try Taps.derivative(kind, size: size)
        guard derivative.kind.smooths else { return Kernel(taps) }
        let smoothing = try Taps.smoothing(kind, size: size)
        return try Kernel.outerProduct(of: axis.along == .x ? [smoothing, taps] : [taps, smoothing])
    }
}
