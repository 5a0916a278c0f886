import PointSpreadKernelTable

/// Boxes of bytes one after the other, prepared to run tile by tile: each block of rows goes through all boxes while it is in the cache.
final class BoxChainRun: Executor {
    let program: FilterProgram
    let chain: BoxChain
    let work: BoxWork
    let kernels: ByteBoxTable
    /// How far all boxes reach together, in samples of a row and in rows.
    let rowReach: Int
    let reach: Int
    private let pool = WorkerPool<BoxChainWorker>()

    private static let usualRow = 2048

    /// Prepares a program, or gives up where it is another one.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard program.outputShape.elementCount > 0, let chain = BoxChain(program) else { return nil }
        self.program = program
        self.chain = chain
        kernels = ByteBoxTable.kernels(for: instructions)
        rowReach = chain.along.reduce(0) { $0 + $1.reach }
        reach = chain.down.reduce(0) { $0 + $1.reach }
        work = BoxWork(
            program, chain.layout, rowAxis: chain.rowAxis, reach: 2 * reach, rowReach: 2 * rowReach * chain.layout.step,
            numbersInCache: Self.usualRow, tileWidth: tileWidth)
    }

    func scratchBytes(threads: Int) -> Int { work.threads(threads) * BoxChainWorker.Sizes(self).bytes }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try withEvenLines(input, outputs[0], work.layout) { (source, target) throws(FilterError) in
            try work.run(pool, threads: threads, cancellation: cancellation) { () throws(FilterError) in
                try BoxChainWorker(self)
            } body: { worker, unit in
                worker.run(unit, of: self, from: source, into: target, cancellation: cancellation)
            }
        }
    }
}
