import PointSpreadKernelTable

/// A program of whole sums of bytes, prepared to run in 16 bits: for each row of the result down the columns, straight from the rows
/// of the input, then along the row.
final class ShortSumRun: Executor {
    let program: FilterProgram
    let sums: ShortSums
    let kernels: ShortSumTable
    let work: BoxWork
    let window: ShortWindow
    private let pool = WorkerPool<ShortSumWorker>()

    /// Longer rows leave the second cache.
    private static let longestRow = 1 << 17
    /// More memory than this is not spent on samples that do not lie next to each other.
    private static let mostPacked = 1 << 20

    /// Prepares a program, or gives up where its results do not fit 16 bits.
    init?(_ program: FilterProgram, instructions: InstructionSet) {
        guard program.outputShape.elementCount > 0, program.inputShape.elementCount > 0, let sums = ShortSums(program)
        else { return nil }
        (self.program, self.sums) = (program, sums)
        kernels = ShortSumTable.kernels(for: instructions)
        work = BoxWork(
            program, sums.layout, rowAxis: sums.rows?.axis, reach: sums.down.joined().map { abs($0.offset) }.max() ?? 0,
            rowReach: 0, numbersInCache: Self.longestRow, tileWidth: nil)
        guard work.outputWidth <= Self.longestRow, let window = ShortWindow(sums, width: work.outputWidth),
            window.count <= Self.longestRow, window.count * window.rows <= Self.mostPacked
        else { return nil }
        self.window = window
    }

    func scratchBytes(threads: Int) -> Int { work.threads(threads) * ShortSumWorker.Sizes(self).bytes }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try withEvenLines(input, outputs[0], work.layout) { (source, target) throws(FilterError) in
            try work.run(pool, threads: threads, cancellation: cancellation) { () throws(FilterError) in
                try ShortSumWorker(self)
            } body: { worker, unit in
                worker.run(unit, of: self, from: source, into: target, cancellation: cancellation)
            }
        }
    }
}
