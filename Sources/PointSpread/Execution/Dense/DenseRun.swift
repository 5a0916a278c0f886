import PointSpreadKernelTable

/// A program of one dense pass, prepared for blocks of rows.
///
/// A block of rows is summed from the rows that all its taps meet. They are read where they lie in the array, if they are of
/// the type of the sums and hold all samples; otherwise converted and copied into a ring, with what lies outside around them.
///
/// A class, so that a call costs little.
final class DenseRun<Number: LineNumber>: Sendable {
    let frame: DenseFrame<Number>
    let store: LineKernelTable<Number>.Store
    /// How the rows of a band are summed, and those of a band with fewer rows than that takes.
    let block: DenseBlock<Number>
    let single: DenseBlock<Number>
    private let pool = WorkerPool<DenseWorker<Number>>()

    var pass: DensePass<Number> { frame.pass }
    var kernels: LineKernelTable<Number> { frame.kernels }

    /// Prepares a program, or gives up where it is not made of such a pass.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].count == 1, let pass = program.branches[0].first,
            let frame = DenseFrame<Number>(program, pass, instructions: instructions, tileWidth: tileWidth)
        else { return nil }
        self.frame = frame
        let dense = frame.pass
        store = frame.kernels.store(to: program.outputs[0].type, pass.store.rounding, pass.store.overflow)
        single = DenseBlock(dense.taps, rows: 1, pitch: 2 * frame.windowRows)
        let several = DenseBlock(dense.taps, rows: DensePart.blockRows, pitch: 2 * frame.windowRows)
        // Where few taps share their samples with other rows, a row at a time does as well, and with less ado.
        let isShared = 2 * several.weights.count >= 3 * several.steps.count
        block = isShared && program.outputShape[dense.rowAxis.axis] >= several.rows ? several : single
    }

    private func work(threads: Int) -> DenseWork {
        frame.work(threads: threads, blockRows: block.rows, products: pass.taps.count)
    }

    func scratchBytes(threads: Int) -> Int {
        work(threads: threads).threads * DenseWorker.byteCount(self)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try withEvenLines(input, outputs[0], frame.layout) { (source, target) throws(FilterError) in
            try work(threads: threads).run(pool, cancellation: cancellation) { () throws(FilterError) in
                try DenseWorker(self)
            } body: { worker, unit in
                worker.run(unit, of: self, from: source, into: target, cancellation)
            }
        }
    }
}
