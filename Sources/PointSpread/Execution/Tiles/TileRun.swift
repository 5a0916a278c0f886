import PointSpreadKernelTable
import Synchronization

/// A program prepared for tiles: branches of a pass down the columns, one along the rows, both or none, and how they are joined.
///
/// A tile is so narrow that the rows of its window stay in the second cache: rows are converted and copied there once, summed
/// down the columns, then along the row, joined and stored, block of rows by block of rows. No intermediate result is larger than
/// a block of a tile.
///
/// A class, so that a call costs little.
final class TileRun<Number: LineNumber>: Sendable {
    /// One result: which branch it is, or how it is joined, and how its rows are stored.
    struct Output: Sendable {
        let branch: Int?
        let join: Join
        let type: ElementType
        let store: LineKernelTable<Number>.Store
    }

    let program: FilterProgram
    let kernels: LineKernelTable<Number>
    let layout: LineLayout
    let branches: [TileBranchPasses<Number>]
    let outputs: [Output]
    /// The axis of the rows, where there is one, and those outside of it.
    let rowAxis: Int?
    let sliceAxes: [Int]
    /// The rows of a slice of the results.
    let rows: Int
    /// The numbers of a row of the results, and of a tile's.
    let outputWidth: Int
    let tileWidth: Int
    /// The distance between the rows of a block of results, with room for whole vectors and what is turned.
    let resultPitch: Int
    private let pool = WorkerPool<TileWorker<Number>>()
    /// The work of one thread; several share it in smaller units.
    private let work: TileWork

    /// Prepares a program, or gives up where it is not made of such branches and joins.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        let layout = LineLayout(program)
        let kernels = Number.kernels(for: instructions)
        var branches: [TileBranchPasses<Number>] = []
        for (number, passes) in program.branches.enumerated() {
            guard
                let branch = TileBranchPasses<Number>(
                    passes, inputType: program.inputType, inputSizes: program.inputShape.sizes, layout: layout,
                    isResult: program.takesStored(branch: number))
            else { return nil }
            branches.append(branch)
        }
        let verticals = Set(branches.compactMap { $0.vertical?.axis })
        guard verticals.count <= 1, branches.contains(where: { $0.vertical != nil || $0.horizontal != nil }),
            let outputs = Self.outputs(program, branches, kernels)
        else { return nil }

        self.program = program
        self.layout = layout
        self.kernels = kernels
        self.branches = branches
        self.outputs = outputs
        let rowAxis = verticals.first ?? (layout.lineAxis > 0 ? layout.lineAxis - 1 : nil)
        self.rowAxis = rowAxis
        let rows = rowAxis.map { program.outputShape[$0] } ?? 1
        self.rows = rows
        sliceAxes = layout.outerAxes.filter { $0 != rowAxis }
        outputWidth = program.outputShape.sizes[layout.lineAxis...].reduce(1, *)
        let window = (branches.compactMap { $0.vertical?.reach }.max() ?? 0) + 1
        let reach = (branches.compactMap { $0.horizontal?.reach }.max() ?? 0) * layout.step
        self.tileWidth =
            tileWidth.map { $0 * layout.step }
            ?? Self.tileWidth(rows: window * branches.count, reach: reach, step: layout.step, width: outputWidth)
        let padding = branches.compactMap { $0.horizontal.map { TileTurn.padding($0, step: layout.step, rows: rows) } }
            .max()
        resultPitch = TileBlock.whole(self.tileWidth + (padding ?? 0))
        let taps = branches.reduce(2) {
            $0 + ($1.vertical?.weights.count ?? 0) + ($1.horizontal?.weights.count ?? 0)
        }
        work = TileWork(
            tileWidth: self.tileWidth, outputWidth: outputWidth,
            slices: sliceAxes.reduce(1) { $0 * program.outputShape[$1] },
            rows: rows, blockRows: TileBlock.rows,
            // A band begins with the rows of a window: it takes some time to read them, and much to sum them along.
            leastRows: branches.contains(where: \.isRowsFirst) ? 4 * window : window / 2,
            operations: Double(program.outputShape.elementCount) * Double(taps))
    }

    /// The results, or nothing where one of them is joined in another type, over channels or over whole arrays.
    static func outputs(
        _ program: FilterProgram, _ branches: [TileBranchPasses<Number>], _ kernels: LineKernelTable<Number>
    ) -> [Output]? {
        var outputs: [Output] = []
        for output in program.outputs {
            var (rounding, overflow) = (output.rounding, output.overflow)
            var plain: Int?
            if case .branch(let branch) = output.join, program.isPlain(output) {
                guard let store = program.branches[branch].last?.store else { return nil }
                (rounding, overflow) = (store.rounding, store.overflow)
                plain = branch
            } else {
                guard output.arithmetic == Number.elementType, output.join.isPointwise else { return nil }
            }
            outputs.append(
                Output(
                    branch: plain, join: output.join, type: output.type,
                    store: kernels.store(
                        to: output.type, rounding, overflow,
                        isSmall: plain.map { branches.indices.contains($0) && branches[$0].isSmall } ?? false)))
        }
        return outputs
    }

    /// So many numbers that the rows of a window fit into the second cache, but not so few that most of them are there for the
    /// reach of the horizontal pass only.
    private static func tileWidth(rows: Int, reach: Int, step: Int, width: Int) -> Int {
        let cache = 512 << 10
        let fitting = cache / MemoryLayout<Number>.stride / (rows + TileBlock.rows) - reach
        let wanted = max(min(fitting, 2048), 4 * reach, 256)
        guard wanted < width else { return max(width, step) }
        // Tiles of nearly one width, whole samples each, and a multiple of what the widest vectors take.
        let tiles = (width + wanted - 1) / wanted
        let unit = step * 64 / greatestCommonDivisor(step, 64)
        return min(width, ((width + tiles - 1) / tiles + unit - 1) / unit * unit)
    }

    /// The columns of a tile.
    func columns(ofBranch branch: Int, _ tile: Int) -> TileColumns {
        let first = tile * tileWidth
        return branches[branch].columns(
            firstOutput: first, outputCount: min(tileWidth, outputWidth - first), step: layout.step)
    }

    func scratchBytes(threads: Int) -> Int {
        program.outputShape.elementCount == 0
            ? 0 : work.shared(by: threads).threads * TileWorker.byteCount(self)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        try layout.withEvenLines(input, outputs) { (source, targets) throws(FilterError) in
            try runEvenly(source, into: targets, threads: threads, cancellation: cancellation)
        }
    }

    /// Runs the program on arrays whose lines lie evenly.
    private func runEvenly(
        _ source: ArrayBuffer, into targets: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        let work = work.shared(by: threads)
        if work.threads == 1 {
            let worker = try pool.lease { () throws(FilterError) in try TileWorker(self) }
            worker.prepare(for: source, into: targets)
            for unit in 0..<work.unitCount where cancellation.map({ !$0.isCancelled }) ?? true {
                worker.run(work.unit(unit), from: source, into: targets, cancellation: cancellation)
            }
            pool.give(back: worker)
        } else {
            let workers = try pool.lease(work.threads) { () throws(FilterError) in try TileWorker(self) }
            for worker in workers { worker.prepare(for: source, into: targets) }
            work.run(cancellation: cancellation) { thread, unit in
                workers[thread].run(unit, from: source, into: targets, cancellation: cancellation)
            }
            pool.give(back: workers)
        }
        try cancellation?.check()
    }
}
