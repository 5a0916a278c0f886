/// An axis of a padded block: what its outputs are made of, whichever of the passes along it makes them.
struct PaddedAxis: TileAxis, Sendable {
    let axis: Int
    let inputCount: Int
    let outputCount: Int
    let before: Int
    let reach: Int
    /// What stands outside the axis.
    private let outside: [Int: AxisGeometry.Source]

    /// An axis whose outputs are made of no neighbours.
    init(unfiltered axis: Int, count: Int) {
        self.axis = axis
        (inputCount, outputCount, before, reach, outside) = (count, count, 0, 0, [:])
    }

    /// Joins the passes along an axis, or gives up where they reach far or see different samples outside.
    ///
    /// A constant stands for samples; where one is asked for after another pass, it stands for sums, which are not extended.
    ///
    /// - Parameters:
    ///   - passes: the passes along the axis, each with whether it is the first of its branch.
    ///   - isKept: whether there is a branch without a pass along the axis.
    init?<Number: LineNumber>(
        _ axis: Int, _ passes: [(pass: TilePass<Number>, isFirst: Bool)], isKept: Bool, inputCount: Int
    ) {
        guard let first = passes.first?.pass else { return nil }
        self.axis = axis
        self.inputCount = inputCount
        outputCount = first.outputCount
        before = max(passes.map(\.pass.before).max() ?? 0, isKept ? 0 : .min)
        let after = max(passes.map { $0.pass.reach - $0.pass.before }.max() ?? 0, isKept ? 0 : .min)
        reach = before + after
        guard reach <= Self.longestReach, before.magnitude <= Self.longestReach else { return nil }
        var outside: [Int: AxisGeometry.Source] = [:]
        for (pass, isFirst) in passes {
            let end = pass.outputCount - pass.before + pass.reach
            guard end <= inputCount + Self.longestReach else { return nil }
            for position in Array(min(-pass.before, 0)..<0) + Array(inputCount..<max(end, inputCount)) {
                let source = pass.source(at: position)
                if case .outside = source, !isFirst { return nil }
                guard outside[position, default: source] == source else { return nil }
                outside[position] = source
            }
        }
        self.outside = outside
    }

    /// The positions outside the axis that outputs are made of.
    var positionsBefore: Range<Int> { min(-before, 0)..<0 }
    var positionsAfter: Range<Int> { inputCount..<max(outputCount - before + reach, inputCount) }
    var positionsOutside: Int { positionsBefore.count + positionsAfter.count }

    /// Beyond so many neighbours, what surrounds a block takes longer than the block, and other ways are faster.
    private static var longestReach: Int { 8 }

    func source(at position: Int) -> AxisGeometry.Source {
        position >= 0 && position < inputCount ? .sample(position) : outside[position] ?? .outside(0)
    }
}
