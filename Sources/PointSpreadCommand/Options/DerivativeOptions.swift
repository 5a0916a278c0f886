import ArgumentParser
import PointSpread

/// Which differences a derivative takes.
struct DerivativeOptions: ParsableArguments {
    @Option(
        name: .customLong("kind"),
        help: "Which differences are taken, and what is smoothed across; central unless given.")
    var givenKind: Kind?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number of taps; 3 unless given, 2 for forward.", valueName: "count"))
    var size: Int?

    /// Which differences are taken.
    var kind: Kind { givenKind ?? .central }
}

/// A family of derivative kernels.
enum Kind: String, CaseIterable, ExpressibleByArgument {
    case central
    case forward
    case sobel
    case prewitt
    case scharr

    /// Whether the kind smooths along the other filtered axes.
    var smooths: Bool { self != .central && self != .forward }

    /// The library's value.
    var kernel: DerivativeKernel {
        switch self {
        case .central: .central
        case .forward: .forward
        case .sobel: .sobel
        case .prewitt: .prewitt
        case .scharr: .scharr
        }
    }
}
