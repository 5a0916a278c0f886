import PointSpreadKernelTable

/// A program of boxes over bytes, prepared for sums in whole numbers.
///
/// The program sums in 32-bit floats. All samples and constants are whole, and no sum of samples reaches 2²⁴, below which floats
/// hold every whole number: so no sum is rounded, and sums in any order and type have the same value. Rows are then summed first,
/// in 16 bits, and down the columns the row that leaves the window is taken out of the sum. Small boxes are summed the other way
/// round, where samples lie next to each other: down the columns straight from the rows of the input.
final class ByteBoxRun: Executor {
    let program: FilterProgram
    let passes: BoxPasses<Float>
    let work: BoxWork
    let kernels: ByteBoxTable
    /// How many rows and how many neighbours within a row a window has, and what its sum is divided by.
    let height: Int
    let width: Int
    let divisor: Float
    /// How a row of sums down columns is summed, where 16 bits hold these, and how the sums are divided, where these are one part.
    private let parts: ByteParts?
    let words: WordMean?
    private let pool = WorkerPool<ByteBoxWorker>()
    private let columnPool = WorkerPool<ByteColumnWorker>()

    private static let cache = 256 << 10
    private static let longestRow = 2048

    /// Prepares a program, or gives up where its sums need not be exact.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard program.inputType == .uint8, program.outputs.first?.type == .uint8,
            let passes = BoxPasses<Float>(program),
            let store = program.branches[0].last?.store, store.overflow == .saturate,
            store.steps.count == 1, case .divide(let divisor)? = store.steps.first,
            program.branches[0].dropLast().allSatisfy({ $0.store.steps.isEmpty })
        else { return nil }
        let (height, heightEnd) = passes.vertical?.box ?? (1, nil)
        let (width, widthEnd) = passes.horizontal?.box ?? (1, nil)
        guard heightEnd == nil, widthEnd == nil, passes.vertical?.dilation ?? 1 == 1,
            width * 255 <= UInt16.max, height <= 1 << 16, width * height * 255 < 1 << 24,
            Float(exactly: divisor) != nil, divisor == divisor.rounded(), divisor < 65536,
            // Means of bytes are bytes: none has to be limited.
            Int(divisor) >= width * height,
            Self.areBytes(passes.vertical?.border, times: 1), Self.areBytes(passes.horizontal?.border, times: height)
        else { return nil }
        self.program = program
        self.passes = passes
        (self.height, self.width, self.divisor) = (height, width, Float(divisor))
        parts = ByteParts(width: width, height: height)
        words =
            parts?.parts.count == 1
            ? WordMean(divisor: Int(divisor), largest: 255 * width * height, store.rounding) : nil
        // Other kernels round half to even.
        guard store.rounding == .halfEven || words != nil else { return nil }
        work = BoxWork(
            program, passes.layout, rowAxis: passes.vertical?.axis, reach: height - 1,
            rowReach: (passes.horizontal?.reach ?? 0) * passes.layout.step,
            numbersInCache: min(Self.cache / 2 / (height + 8), Self.longestRow), tileWidth: tileWidth)
        kernels = ByteBoxTable.kernels(for: instructions)
    }

    /// Whether all constants of a border are so many times a byte.
    private static func areBytes(_ border: BorderPair?, times factor: Int) -> Bool {
        guard let border else { return true }
        return [border.before, border.after].allSatisfy {
            guard case .constant(let value) = $0 else { return true }
            return value >= 0 && value <= 255 * Double(factor)
                && (value / Double(factor)).rounded() * Double(factor) == value
        }
    }

    /// The columns of a tile.
    func columns(_ tile: Int) -> TileColumns { work.columns(tile, of: passes.horizontal) }

    func scratchBytes(threads: Int) -> Int {
        program.outputShape.elementCount == 0
            ? 0
            : work.threads(threads)
                * max(ByteBoxWorker.byteCount(self), parts.map { ByteColumnWorker.byteCount(self, $0) } ?? 0)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        let input = words == nil || work.layout.stride(of: input) == 1 ? input : try input.copied()
        try withEvenLines(input, outputs[0], work.layout) { (source, target) throws(FilterError) in
            if let parts, work.layout.stride(of: source) == 1 {
                return try work.run(columnPool, threads: threads, cancellation: cancellation) {
                    () throws(FilterError) in
                    try ByteColumnWorker(self, parts)
                } body: { worker, unit in
                    worker.run(unit, from: source, into: target, cancellation: cancellation)
                }
            }
            try work.run(pool, threads: threads, cancellation: cancellation) { () throws(FilterError) in
                try ByteBoxWorker(self)
            } body: { worker, unit in
                worker.run(unit, from: source, into: target, cancellation: cancellation)
            }
        }
    }
}
