import PointSpreadKernelTable

/// A program of means of boxes over samples of 16 bits, prepared for sums in 32 bits.
///
/// No sum wraps around, so that they may be made in any order: down columns straight from the rows of the input, where the row that
/// leaves the window is taken out of the sums, then along rows. What is made of a sum is made in floats, as the program says.
final class ShortBoxRun: Executor {
    let program: FilterProgram
    let passes: BoxPasses<Float>
    let work: BoxWork
    let kernels: ShortBoxTable
    let floats: LineKernelTable<Float>
    /// How many rows and how many neighbours within a row a window has.
    let height: Int
    let width: Int
    /// What a sum is multiplied by, and what becomes of it then.
    let factor: Float
    let steps: [Store.Step]
    let store: LineKernelTable<Float>.Store
    private let pool = WorkerPool<ShortBoxWorker>()

    /// The lines of sums of a tile lie in the second cache; shorter rows end before the processor has looked ahead.
    private static let longestRow = 2048

    /// Prepares a program, or gives up where it has other sums, or makes more of them than floats can.
    init?(_ whole: WholeProgram, instructions: InstructionSet, tileWidth: Int?) {
        let type = whole.floats.inputType
        let all = whole.floats.branches[0]
        guard type == .uint16 || type == .int16, let last = whole.sums.last, let tail = last.tail,
            tail.type == .float32, last.term == 0, last.size < 0x1p31, whole.sums.dropLast().allSatisfy(\.isPlain),
            all.allSatisfy(\.isBox), let store = all.last?.store,
            let boxes = Self.boxes(whole.floats), let passes = BoxPasses<Float>(boxes)
        else { return nil }
        (program, self.passes) = (whole.floats, passes)
        (height, width) = (passes.vertical?.box.width ?? 1, passes.horizontal?.box.width ?? 1)
        kernels = ShortBoxTable.kernels(for: instructions)
        floats = Float.kernels(for: instructions)
        if case .multiply(let factor)? = tail.steps.first {
            (self.factor, steps) = (Float(number: factor), Array(tail.steps.dropFirst()))
        } else {
            (factor, steps) = (1, tail.steps)
        }
        self.store = floats.store(to: store.type, store.rounding, store.overflow)
        work = BoxWork(
            program, passes.layout, rowAxis: passes.vertical?.axis, reach: height - 1,
            rowReach: (passes.horizontal?.reach ?? 0) * passes.layout.step, numbersInCache: Self.longestRow,
            tileWidth: tileWidth)
    }

    /// The sums alone, as passes that sum boxes in floats: where the windows lie.
    private static func boxes(_ program: FilterProgram) -> FilterProgram? {
        let passes = program.branches[0].map { pass in
            var box = pass
            box.accumulation = Accumulation(.float32, order: .doubling, isFused: true, ignoredMagnitude: 0)
            box.store = Store(.float32)
            return box
        }
        return try? FilterProgram(
            inputShape: program.inputShape, inputType: program.inputType, channelAxis: program.channelAxis,
            passes: passes)
    }

    /// The columns of a tile.
    func columns(_ tile: Int) -> TileColumns { work.columns(tile, of: passes.horizontal) }

    func scratchBytes(threads: Int) -> Int {
        program.outputShape.elementCount == 0 ? 0 : work.threads(threads) * ShortBoxWorker.byteCount(self)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        let input = work.layout.stride(of: input) == 1 ? input : try input.copied()
        try withEvenLines(input, outputs[0], work.layout) { (source, target) throws(FilterError) in
            try work.run(pool, threads: threads, cancellation: cancellation) { () throws(FilterError) in
                try ShortBoxWorker(self)
            } body: { worker, unit in
                worker.run(unit, from: source, into: target, cancellation: cancellation)
            }
        }
    }
}
