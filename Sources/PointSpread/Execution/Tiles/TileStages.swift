/// Runs separable passes along more than two axes: the outer ones over the whole array, one after the other, then the last two
/// tile by tile.
///
/// Between two stages lies one array in the type of the sums.
struct TileStages: Executor {
    private let stages: [(program: FilterProgram, executor: TileExecutor)]

    /// Prepares a program, or gives up where it is not made of such passes.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].count > 2
        else { return nil }
        let passes = program.branches[0]
        var stages: [(FilterProgram, TileExecutor)] = []
        var shape = program.inputShape
        var type = program.inputType
        for group in passes.dropLast(2).map({ [$0] }) + [Array(passes.suffix(2))] {
            guard
                let stage = try? FilterProgram(
                    inputShape: shape, inputType: type, channelAxis: program.channelAxis, passes: group),
                let executor = TileExecutor(stage, instructions: instructions, tileWidth: tileWidth)
            else { return nil }
            stages.append((stage, executor))
            shape = stage.outputShape
            type = stage.outputs[0].type
        }
        self.stages = stages
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        var current = input
        for (program, executor) in stages.dropLast() {
            let result = try ArrayBuffer(uninitialized: program.outputShape, of: program.outputs[0].type)
            try executor.run(current, into: [result], threads: threads, cancellation: cancellation)
            current = result
        }
        try stages[stages.count - 1].executor.run(
            current, into: outputs, threads: threads, cancellation: cancellation)
        withExtendedLifetime(current) {}
    }

    func scratchBytes(threads: Int) -> Int {
        let results = stages.dropLast().map { $0.program.outputShape.elementCount * $0.program.outputs[0].type.size }
        // A stage reads the array before it, and writes the one behind it.
        return stages.indices.reduce(0) { most, stage in
            let before = stage == 0 ? 0 : results[stage - 1]
            let behind = stage < results.count ? results[stage] : 0
            return max(most, before + behind + stages[stage].executor.scratchBytes(threads: threads))
        }
    }
}
