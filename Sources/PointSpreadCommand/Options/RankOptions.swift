import ArgumentParser
import PointSpread

/// How many axes a kernel is to have.
struct RankOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many axes the kernel has, 1 to 3: x, then y and x, then z, y and x.", valueName: "count"))
    var rank = 1

    /// The number, checked.
    func count() throws(FilterError) -> Int {
        guard (1...3).contains(rank) else {
            throw FilterError(
                .invalidParameter, "rank", expected: "1, 2 or 3", found: "\(rank)",
                remedy: "give the number of axes of the kernel")
        }
        return rank
    }

    /// What values by name are given for.
    func target() throws(FilterError) -> FilterTarget {
        try FilterTarget(roles: Array([AxisRole.z, .y, .x].suffix(try count())))
    }
}

extension NamedValues {
    /// The value along each axis.
    func values(along target: FilterTarget) throws(FilterError) -> [Value] {
        switch try perAxis(of: target) {
        case .uniform(let value): target.axes.map { _ in value }
        case .each(let values): values
        }
    }
}

extension Length {
    /// The length in samples, where no spacing is known.
    func samples(option: String) throws(FilterError) -> Double {
        guard !isPhysical else {
            throw FilterError(
                .invalidParameter, option, expected: "samples, since a kernel by itself has no spacing",
                found: "\(value) mm", remedy: "give it in samples")
        }
        return isFullWidthAtHalfMaximum ? Taps.sigma(fullWidthAtHalfMaximum: value) : value
    }
}
