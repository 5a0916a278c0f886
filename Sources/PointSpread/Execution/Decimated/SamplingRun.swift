import PointSpreadKernelTable
import Synchronization

/// A program prepared to run through fewer samples: passes that thin axes out, passes among the samples that are left, and passes
/// that fill the axes up again.
///
/// Only the first and the last stage touch arrays of full size; each of their numbers is read or written once.
final class SamplingRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let thinning: [SamplingStage<ThinningPass<Number>>]
    let filling: [SamplingStage<FillingPass<Number>>]
    /// What is done in the middle, and the way to do it, where anything is.
    private let middle: (program: FilterProgram, executor: any Executor)?
    let kernels: LineKernelTable<Number>
    private let pool = WorkerPool<SamplingSpace<Number>>()

    /// Prepares a program, or gives up where it is not made of such passes.
    init?(_ program: FilterProgram, instructions: InstructionSet) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].dropLast().allSatisfy({ $0.store.type == Number.elementType })
        else { return nil }
        var passes = program.branches[0][...]
        var sizes = program.inputShape.sizes
        var thinning: [ThinningPass<Number>] = []
        while let pass = passes.first,
            let thinned = ThinningPass<Number>(pass, inputCount: sizes[pass.kernel.axes[0]])
        {
            thinning.append(thinned)
            sizes = pass.outputSizes(for: sizes)
            passes = passes.dropFirst()
        }
        let thinned = sizes
        var filled: [[Int]] = []
        for pass in passes {
            filled.append(sizes)
            sizes = pass.outputSizes(for: sizes)
        }
        var filling: [FillingPass<Number>] = []
        while let pass = passes.last, let from = filled.last,
            let last = FillingPass<Number>(pass, inputCount: from[pass.kernel.axes[0]])
        {
            filling.insert(last, at: 0)
            sizes = from
            filled.removeLast()
            passes = passes.dropLast()
        }
        guard !thinning.isEmpty, !filling.isEmpty, let shape = try? Shape(thinned) else { return nil }
        if passes.isEmpty {
            middle = nil
        } else {
            guard
                let inner = try? FilterProgram(
                    inputShape: shape, inputType: Number.elementType, passes: Array(passes)),
                let executor = Plan.executor(.tiles, inner, instructions: instructions)
            else { return nil }
            middle = (inner, executor)
        }
        self.program = program
        self.thinning = SamplingStage.thinning(thinning, program.inputShape.sizes)
        self.filling = SamplingStage.filling(filling, sizes)
        kernels = Number.kernels(for: instructions)
    }

    /// The numbers of the two arrays between stages, which take turns.
    var betweenCounts: (Int, Int) {
        var counts = [0, 0]
        var turn = 0
        let sizes = thinning.map(\.outputCount) + (middle.map { [$0.program.outputShape.elementCount] } ?? [])
        for count in sizes + filling.dropLast().map(\.outputCount) {
            // Whole vectors are read up to the end.
            counts[turn] = max(counts[turn], count + 16)
            turn = 1 - turn
        }
        return (counts[0], counts[1])
    }

    func scratchBytes(threads: Int) -> Int {
        let between = betweenCounts
        var workers = 0
        for stage in thinning {
            let work = SamplingWork(thinning: stage, threads: threads)
            workers += work.threads * ThinningWorker.byteCount(stage, lanes: work.lanes)
        }
        for stage in filling {
            let work = SamplingWork(filling: stage, threads: threads)
            workers += work.threads * FillingWorker.byteCount(stage, lanes: work.lanes)
        }
        return (between.0 + between.1) * MemoryLayout<Number>.stride + workers
            + (middle?.executor.scratchBytes(threads: threads) ?? 0)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        // Rows must lie evenly in memory: what does not is copied first, or written through a copy.
        let output = outputs[0]
        let isReadable = SamplingField.stride(of: input, lineAxis: thinning[0].lineAxis) != nil
        let source = isReadable ? input : try input.copied()
        let isWritable = SamplingField.stride(of: output, lineAxis: filling[filling.count - 1].lineAxis) != nil
        let target = isWritable ? output : try ArrayBuffer(uninitialized: output.shape, of: output.elementType)
        let space = try pool.lease(
            where: { $0.threads == threads },
            make: { () throws(FilterError) in try SamplingSpace(self, threads: threads) })
        try run(source, target, space, threads: threads, cancellation: cancellation)
        pool.give(back: space)
        withExtendedLifetime((source.storage, target.storage)) {}
        try cancellation?.check()
        guard !isWritable else { return }
        copyElements(
            shape: output.shape.sizes, elementSize: output.elementType.size, from: target.base,
            strides: target.strides, to: output.base, strides: output.strides)
    }

    private func run(
        _ source: ArrayBuffer, _ target: ArrayBuffer, _ space: SamplingSpace<Number>, threads: Int,
        cancellation: Cancellation?
    ) throws(FilterError) {
        var turn = 0
        var field = SamplingField(source, lineAxis: thinning[0].lineAxis)
        var current = space.between[1]
        for (place, stage) in thinning.enumerated() {
            if place > 0 {
                field = SamplingField(try space.array(1 - turn, stage.inputSizes), lineAxis: stage.lineAxis)
            }
            current = space.between[turn]
            turn = 1 - turn
            let workers = space.thinning[place]
            space.thinningWork[place].run(cancellation) { [field, current] thread, unit in
                workers[thread].run(
                    slice: unit.slice, rows: unit.rows, columns: unit.columns, from: field, into: current)
            }
            try cancellation?.check()
        }
        if let middle {
            let last = thinning[thinning.count - 1].outputSizes
            let result = try space.array(turn, middle.program.outputShape.sizes)
            try middle.executor.run(
                try space.array(1 - turn, last), into: [result], threads: threads, cancellation: cancellation)
            current = space.between[turn]
            turn = 1 - turn
        }
        for (place, stage) in filling.enumerated() {
            let isLast = place == filling.count - 1
            let results = isLast ? target : try space.array(turn, stage.outputSizes)
            let field = SamplingField(results, lineAxis: stage.lineAxis)
            let workers = space.filling[place]
            space.fillingWork[place].run(cancellation) { [current] thread, unit in
                workers[thread].run(
                    slice: unit.slice, groups: unit.rows, columns: unit.columns, from: current, into: field)
            }
            try cancellation?.check()
            current = space.between[turn]
            turn = 1 - turn
        }
    }

    func load(forStage stage: Int) -> LineKernelTable<Number>.Load {
        kernels.load(from: stage == 0 ? program.inputType : Number.elementType)
    }

    func store(forStage stage: Int) -> (isPlain: Bool, LineKernelTable<Number>.Store) {
        guard stage == filling.count - 1, let last = program.branches[0].last?.store else {
            return (true, kernels.store(to: Number.elementType, .halfEven, .saturate))
        }
        return (last.type == Number.elementType, kernels.store(to: last.type, last.rounding, last.overflow))
    }
}
