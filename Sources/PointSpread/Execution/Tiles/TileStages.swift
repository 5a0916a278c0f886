import Synchronization

/// Runs separable passes along more than two axes: the outermost one slab by slab, and the others within each slab.
///
/// Between the two lies one slab in the type of the sums, which is small against a large array.
final class TileStages: Executor {
    private let program: FilterProgram
    /// The way to run one or two passes, where there is one.
    private let executor: @Sendable (FilterProgram) -> (any Executor)?
    /// The outermost pass alone, and its axis.
    private let first: FilterProgram
    private let axis: Int
    /// How many results along the axis make up a slab.
    private let slab: Int
    /// Whether much of the input is read for two slabs.
    private let overlaps: Bool
    /// The executors of the last slab, of which most others are the same.
    private let last = Mutex<Stages?>(nil)

    private struct Stages: Sendable {
        let first: FilterProgram
        let executor: any Executor
        let rest: any Executor
    }

    static let usualSlab = 16 << 20

    /// Runs a program slab by slab, or by way of the result where slabs would overlap too much; nothing where it is not made of such
    /// passes.
    ///
    /// - Parameters:
    ///   - slabBytes: how large a slab should be.
    ///   - executor: the way to run some of the passes, where there is one.
    static func best(
        _ program: FilterProgram, slabBytes: Int = usualSlab,
        executor: @escaping @Sendable (FilterProgram) -> (any Executor)?
    ) -> (any Executor)? {
        guard let slabs = TileStages(program, slabBytes: slabBytes, executor: executor) else { return nil }
        return slabs.overlaps ? SliceStages(program, first: slabs.first, executor: executor) ?? slabs : slabs
    }

    /// Prepares a program, or gives up where it is not made of such passes.
    private init?(
        _ program: FilterProgram, slabBytes: Int,
        executor: @escaping @Sendable (FilterProgram) -> (any Executor)?
    ) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].count > 1, let pass = program.branches[0].first, pass.kernel.axes.count == 1,
            let first = try? FilterProgram(
                inputShape: program.inputShape, inputType: program.inputType, channelAxis: program.channelAxis,
                passes: [pass])
        else { return nil }
        self.program = program
        self.executor = executor
        self.first = first
        axis = pass.kernel.axes[0]
        let count = first.outputShape[axis]
        let slice = first.outputShape.elementCount / max(count, 1) * first.outputs[0].type.size
        // A slab reads the input around it too, and should not be smaller than that.
        let reach = first.reach(along: axis)
        let wanted = max(slabBytes / max(slice, 1), reach.before + reach.after, 1)
        // Further passes along the same axis need all of it.
        let isLast = !program.branches[0].dropFirst().contains { $0.kernel.axes.contains(pass.kernel.axes[0]) }
        slab = isLast && first.obstacleToBands(along: axis) == nil ? min(wanted, max(count, 1)) : count
        overlaps = slab < count && 4 * (reach.before + reach.after) > slab
        // Without samples between the passes there is nothing to cut into tiles, but a border may still make results.
        guard first.outputShape.elementCount > 0, (try? stages(0..<slab)) != nil else { return nil }
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        let count = first.outputShape[axis]
        let middle = try ArrayBuffer(
            uninitialized: try first.outputShape.replacing(axis: axis, with: slab), of: first.outputs[0].type,
            isKept: true)
        for start in stride(from: 0, to: count, by: slab) {
            let results = start..<min(start + slab, count)
            guard let stages = try stages(results) else { continue }
            let between = try middle.part(0..<results.count, along: axis)
            try stages.executor.run(
                try input.part(inputRange(results), along: axis), into: [between], threads: threads,
                cancellation: cancellation)
            // Further passes along the axis may make another number of results than the first.
            let targets =
                slab == count
                ? outputs
                : try outputs.map { (output) throws(FilterError) in try output.part(results, along: axis) }
            try stages.rest.run(between, into: targets, threads: threads, cancellation: cancellation)
        }
    }

    /// The part of the input that a slab is made of.
    private func inputRange(_ results: Range<Int>) -> Range<Int> {
        slab == first.outputShape[axis]
            ? 0..<program.inputShape[axis] : first.inputRange(for: results, along: axis)
    }

    /// The executors of a slab, or nothing where there are none.
    private func stages(_ results: Range<Int>) throws(FilterError) -> Stages? {
        let isWhole = slab == first.outputShape[axis]
        let banded = isWhole ? first : try first.band(results, of: inputRange(results), along: axis)
        if let stages = last.withLock({ $0 }), stages.first == banded { return stages }
        let rest = try FilterProgram(
            inputShape: banded.outputShape, inputType: banded.outputs[0].type, channelAxis: program.channelAxis,
            passes: Array(program.branches[0].dropFirst()))
        guard let outer = executor(banded), let others = executor(rest) ?? Self.best(rest, executor: executor)
        else { return nil }
        let stages = Stages(first: banded, executor: outer, rest: others)
        last.withLock { $0 = stages }
        return stages
    }

    func scratchBytes(threads: Int) -> Int {
        let slice = first.outputShape.elementCount / max(first.outputShape[axis], 1) * first.outputs[0].type.size
        let stages = (try? stages(0..<slab)).flatMap { $0 }
        return slab * slice
            + max(
                stages?.executor.scratchBytes(threads: threads) ?? 0, stages?.rest.scratchBytes(threads: threads) ?? 0)
    }
}
