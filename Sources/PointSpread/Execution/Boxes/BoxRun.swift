import PointSpreadKernelTable

/// A program of boxes prepared for sums in one type of floating-point number.
///
/// Sums of 2, 4, 8, … neighbours are made once for each place and shared by all windows, so a sample costs as many additions
/// as the width has binary digits, and those that are 1.
final class BoxRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let passes: BoxPasses<Number>
    let work: BoxWork
    let kernels: LineKernelTable<Number>
    let load: LineKernelTable<Number>.Load
    let store: LineKernelTable<Number>.Store
    private let pool = WorkerPool<BoxWorker<Number>>()

    /// The memory for the rows of a tile that should stay close to the processor, in bytes.
    private static var cache: Int { 256 << 10 }
    private static var longestRow: Int { 2048 }

    /// Prepares a program, or gives up where it is not made of such passes.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard let passes = BoxPasses<Number>(program), let last = program.branches[0].last else { return nil }
        self.program = program
        self.passes = passes
        let rows = BoxColumns.rowCount(passes.vertical)
        work = BoxWork(
            program, passes.layout, rowAxis: passes.vertical?.axis, reach: passes.vertical?.reach ?? 0,
            rowReach: (passes.horizontal?.reach ?? 0) * passes.layout.step,
            numbersInCache: min(Self.cache / MemoryLayout<Number>.stride / rows, Self.longestRow), tileWidth: tileWidth)
        kernels = Number.kernels(for: instructions)
        load = kernels.load(from: program.inputType)
        store = kernels.store(to: program.outputs[0].type, last.store.rounding, last.store.overflow)
    }

    /// The columns of a tile.
    func columns(_ tile: Int) -> TileColumns { work.columns(tile, of: passes.horizontal) }

    func scratchBytes(threads: Int) -> Int {
        program.outputShape.elementCount == 0 ? 0 : work.threads(threads) * BoxWorker.byteCount(self)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        try withEvenLines(input, outputs[0], work.layout) { (source, target) throws(FilterError) in
            try work.run(pool, threads: threads, cancellation: cancellation) { () throws(FilterError) in
                try BoxWorker(self)
            } body: { worker, unit in
                worker.run(unit, from: source, into: target, cancellation: cancellation)
            }
        }
    }
}

/// Calls the body with buffers whose lines lie evenly in memory: the input is copied where its lines do not, and the result
/// goes through a copy.
func withEvenLines(
    _ input: ArrayBuffer, _ output: ArrayBuffer, _ layout: LineLayout,
    _ body: (ArrayBuffer, ArrayBuffer) throws(FilterError) -> Void
) throws(FilterError) {
    let source = layout.stride(of: input) == nil ? try input.copied() : input
    let isEven = layout.stride(of: output) != nil
    let target = isEven ? output : try ArrayBuffer(uninitialized: output.shape, of: output.elementType)
    try body(source, target)
    withExtendedLifetime(source.storage) {}
    guard !isEven else { return }
    copyElements(
        shape: output.shape.sizes, elementSize: output.elementType.size, from: target.base, strides: target.strides,
        to: output.base, strides: output.strides)
}
