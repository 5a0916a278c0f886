import ArgumentParser
import PointSpread

/// Shows the kernel of a motion blur.
struct MotionKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "motion",
        abstract: "Show the kernel of a motion blur.",
        discussion: """
            EXAMPLES
              pointspread kernel motion --length 9 --angle 30 --plot
              pointspread kernel motion --length 15 --direction 1 -o tail.csv
            """)

    @OptionGroup(title: "Kernel") var motion: MotionCommand.Parameters
    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel {
        try Kernel.motion(length: motion.length, angle: motion.angle, direction: motion.direction)
    }
}
