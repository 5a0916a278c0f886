import PointSpreadKernelTable

/// A program of sums that are added up and joined, prepared to run row by row from one window of rows.
///
/// A class, so that a call costs little.
final class ChainRun<Number: LineNumber>: Sendable {
    let frame: DenseFrame<Number>
    let sums: ChainSums<Number>
    let store: LineKernelTable<Number>.Store
    private let pool = WorkerPool<ChainWorker<Number>>()

    /// Prepares a program, or gives up where it is not made of such sums.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard let sums = ChainSums<Number>(program),
            let frame = DenseFrame<Number>(program, sums.hull, instructions: instructions, tileWidth: tileWidth)
        else { return nil }
        (self.frame, self.sums) = (frame, sums)
        let output = program.outputs[0]
        var (rounding, overflow) = (output.rounding, output.overflow)
        if program.isPlain(output), case .branch(let branch) = output.join {
            let store = program.branches[branch][0].store
            (rounding, overflow) = (store.rounding, store.overflow)
        }
        store = frame.kernels.store(to: output.type, rounding, overflow)
    }

    private func work(threads: Int) -> DenseWork {
        frame.work(threads: threads, blockRows: 1, products: sums.products)
    }

    func scratchBytes(threads: Int) -> Int { work(threads: threads).threads * ChainWorker.byteCount(self) }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try withEvenLines(input, outputs[0], frame.layout) { (source, target) throws(FilterError) in
            try work(threads: threads).run(pool, cancellation: cancellation) { () throws(FilterError) in
                try ChainWorker(self)
            } body: { worker, unit in
                worker.run(unit, of: self, from: source, into: target, cancellation)
            }
        }
    }
}
