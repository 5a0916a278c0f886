import ArgumentParser
import PointSpread

/// Shows the taps of a box.
struct BoxKernelCommand: ShowingKernel {
    static let configuration = CommandConfiguration(
        commandName: "box",
        abstract: "Show the kernel of a box.",
        discussion: """
            EXAMPLES
              pointspread kernel box --width 5
              pointspread kernel box --width 5.5 --rank 2 --plot
            """)

    @OptionGroup(title: "Kernel") var box: BoxCommand.Parameters
    @OptionGroup(title: "Kernel") var rank: RankOptions
    @OptionGroup(title: "Output") var show: KernelShowOptions

    func kernel() throws -> Kernel {
        let widths = try box.widths().values(along: rank.target())
        let taps = try widths.map { (width) throws(FilterError) in
            switch width {
            case .samples(let count): try Taps.box(width: count)
            case .fractional(let number): try Taps.box(fractionalWidth: number)
            }
        }
        return try Kernel.outerProduct(of: taps)
    }
}
