import PointSpreadKernelTable

/// A pass down the columns and one along the rows, in either order, or one of them, of which some make a result at every n-th position
/// only, or have zeros between samples; prepared to run row by row.
///
/// A row is the sum of rows of the array, or of rows that have been summed along, which are kept as long as a window has them.
final class StrideRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let passes: TileBranchPasses<Number>
    let kernels: LineKernelTable<Number>
    let load: LineKernelTable<Number>.Load
    let store: LineKernelTable<Number>.Store
    let work: BoxWork
    let columns: StrideColumns?
    /// The numbers of a row of the array, and of those that are summed down columns.
    let inputWidth: Int
    let betweenWidth: Int
    private let pool = WorkerPool<StrideWorker<Number>>()

    /// Longer rows leave the second cache.
    private static var longestRow: Int { 1 << 16 }
    private static var highestWindow: Int { 64 }

    /// Prepares a program, or gives up where it is not made of such passes.
    init?(_ program: FilterProgram, instructions: InstructionSet) {
        let layout = LineLayout(program)
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.outputShape.elementCount > 0, program.inputShape.elementCount > 0,
            let last = program.branches[0].last,
            let passes = TileBranchPasses<Number>(
                program.branches[0], inputType: program.inputType, inputSizes: program.inputShape.sizes,
                layout: layout, isResult: true, takesStrides: true)
        else { return nil }
        let both = [passes.vertical, passes.horizontal].compactMap { $0 }
        guard both.contains(where: { $0.stride > 1 || $0.stuffing > 0 }),
            both.allSatisfy({ $0.stride == 1 || $0.stuffing == 0 }),
            passes.vertical.map({ $0.reach < Self.highestWindow }) ?? true
        else { return nil }
        self.program = program
        self.passes = passes
        kernels = Number.kernels(for: instructions)
        load = kernels.load(from: program.inputType, mapped: passes.maps)
        store = kernels.store(
            to: program.outputs[0].type, last.store.rounding, last.store.overflow, isSmall: passes.isSmall)
        work = BoxWork(
            program, layout, rowAxis: passes.vertical?.axis, reach: passes.vertical?.reach ?? 0, rowReach: 0,
            numbersInCache: Self.longestRow, tileWidth: nil)
        columns = passes.horizontal.map { StrideColumns($0) }
        inputWidth = program.inputShape.sizes[layout.lineAxis...].reduce(1, *)
        betweenWidth = passes.isRowsFirst ? work.outputWidth : inputWidth
        guard work.outputWidth <= Self.longestRow, inputWidth <= Self.longestRow,
            (columns?.reach ?? 0) * layout.step <= 2 * Self.longestRow
        else { return nil }
    }

    func scratchBytes(threads: Int) -> Int { work.threads(threads) * StrideSizes(self).bytes }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try withEvenLines(input, outputs[0], work.layout) { (source, target) throws(FilterError) in
            try work.run(pool, threads: threads, cancellation: cancellation) { () throws(FilterError) in
                try StrideWorker(self)
            } body: { worker, unit in
                worker.run(unit, of: self, from: source, into: target, cancellation: cancellation)
            }
        }
    }
}

/// How many numbers each part of a worker's memory takes, in whole vectors.
struct StrideSizes {
    /// A row of the array, of what lies between the passes, or of the result.
    let row: Int
    /// The cells of a row, or what else of it they are copies of, and one of the lines that they are dealt into.
    let cells: Int
    let line: Int
    let lines: Int
    let phases: Int
    let ringRows: Int
    let bytes: Int

    init<Number: LineNumber>(_ run: StrideRun<Number>) {
        let step = run.work.layout.step
        let count = (run.columns?.reach ?? 0) * step
        row = TileBlock.padded(max(run.inputWidth, run.work.outputWidth))
        cells = run.columns == nil ? 0 : TileBlock.padded(count) + TileBlock.vector
        lines = run.columns.map { $0.lines > 1 ? $0.lines : 0 } ?? 0
        line = lines == 0 ? 0 : TileBlock.padded(count / lines + 2 * step) + TileBlock.vector
        phases = run.columns.map { $0.phases.count > 1 ? $0.phases.count : 0 } ?? 0
        ringRows = run.passes.vertical.map { $0.reach / ($0.stuffing + 1) + 2 } ?? 0
        // One row of zeros, one between the passes, one of the result.
        let numbers = (ringRows + phases + 3) * row + 2 * cells + lines * line
        let constants = [run.passes.vertical, run.passes.horizontal].compactMap { $0.map(TileSum.constants) }.reduce(
            0, +)
        bytes = (numbers + constants * row) * MemoryLayout<Number>.stride
    }
}
