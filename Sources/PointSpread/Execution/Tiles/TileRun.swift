import PointSpreadKernelTable
import Synchronization

/// A program prepared for tiles: a pass down the columns, one along the rows, or both.
///
/// A tile is so narrow that the rows of its window stay in the cache next to the processor: rows are converted and copied there
/// once, summed down the columns, then along the row, and stored. No intermediate result is larger than a row of a tile.
///
/// A class, so that a call costs little.
final class TileRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let kernels: LineKernelTable<Number>
    let layout: LineLayout
    let vertical: TilePass<Number>?
    let horizontal: TilePass<Number>?
    /// The axis of the rows, where there is one, and those outside of it.
    let rowAxis: Int?
    let rowCount: Int
    let sliceAxes: [Int]
    /// The numbers of a row of the result, and of a tile's.
    let outputWidth: Int
    let tileWidth: Int
    let load: LineKernelTable<Number>.Load
    let store: LineKernelTable<Number>.Store
    private let pool = TilePool<Number>()
    /// The work of one thread; several share it in smaller units.
    private let work: TileWork

    /// Prepares a program, or gives up where it is not made of such passes.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            let last = program.branches[0].last, program.branches[0].count <= 2
        else { return nil }
        let layout = LineLayout(program)
        var sizes = program.inputShape.sizes
        var passes: [TilePass<Number>] = []
        for pass in program.branches[0] {
            guard pass.load.maps.isEmpty, let tiles = TilePass<Number>(pass, inputCount: sizes[pass.kernel.axes[0]])
            else { return nil }
            passes.append(tiles)
            sizes = pass.outputSizes(for: sizes)
        }
        guard program.branches[0].dropLast().allSatisfy({ $0.store.type == Number.elementType }) else { return nil }
        let horizontal = layout.isFilteredAlongLine && passes.last?.axis == layout.lineAxis ? passes.last : nil
        let vertical = horizontal == nil ? passes.first : passes.dropLast().first
        guard passes.count == (horizontal == nil ? 0 : 1) + (vertical == nil ? 0 : 1),
            vertical.map({ $0.axis < layout.lineAxis }) ?? true
        else { return nil }

        self.program = program
        self.layout = layout
        self.vertical = vertical
        self.horizontal = horizontal
        kernels = Number.kernels(for: instructions)
        load = kernels.load(from: program.inputType)
        store = kernels.store(to: program.outputs[0].type, last.store.rounding, last.store.overflow)
        rowAxis = vertical?.axis ?? (layout.lineAxis > 0 ? layout.lineAxis - 1 : nil)
        rowCount = rowAxis.map { program.outputShape[$0] } ?? 1
        sliceAxes = layout.outerAxes.filter { [rowAxis] in $0 != rowAxis }
        outputWidth = program.outputShape.sizes[layout.lineAxis...].reduce(1, *)
        self.tileWidth =
            tileWidth.map { $0 * layout.step }
            ?? Self.tileWidth(
                rows: (vertical?.reach ?? 0) + 1, reach: (horizontal?.reach ?? 0) * layout.step, step: layout.step,
                width: outputWidth)
        let taps = (vertical?.weights.count ?? 0) + (horizontal?.weights.count ?? 0) + 2
        work = TileWork(
            tiles: (outputWidth + self.tileWidth - 1) / self.tileWidth,
            slices: sliceAxes.reduce(1) { $0 * program.outputShape[$1] }, rows: rowCount,
            window: (vertical?.reach ?? 0) + 1,
            operations: Double(program.outputShape.elementCount) * Double(taps))
    }

    /// So many numbers that the rows of a window fit into the second cache, but not so few that most of them are there for the
    /// reach of the horizontal pass only.
    private static func tileWidth(rows: Int, reach: Int, step: Int, width: Int) -> Int {
        let cache = 256 << 10
        let fitting = cache / MemoryLayout<Number>.stride / (rows + TileBlock.rows) - reach
        let wanted = max(min(fitting, 2048), 4 * reach, 256)
        guard wanted < width else { return max(width, step) }
        // Tiles of nearly one width, whole samples each, and a multiple of what the widest vectors take.
        let tiles = (width + wanted - 1) / wanted
        let unit = step * 64 / Self.greatestCommonDivisor(step, 64)
        return min(width, ((width + tiles - 1) / tiles + unit - 1) / unit * unit)
    }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }

    /// The columns of a tile.
    func columns(_ tile: Int) -> TileColumns {
        let first = tile * tileWidth
        let count = min(tileWidth, outputWidth - first)
        guard let horizontal else { return TileColumns(firstOutput: first, outputCount: count) }
        return TileColumns(firstOutput: first, outputCount: count, of: horizontal, step: layout.step)
    }

    func scratchBytes(threads: Int) -> Int {
        program.outputShape.elementCount == 0
            ? 0 : work.shared(by: threads).threads * TileWorker.byteCount(self)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        if let stride = layout.stride(of: input), let targetStride = layout.stride(of: outputs[0]) {
            return try run(
                input, stride, into: outputs[0], targetStride, threads: threads, cancellation: cancellation)
        }
        // Lines must lie evenly in memory: what does not is copied first, or written through a copy.
        let source = layout.stride(of: input) == nil ? try input.copied() : input
        let output = outputs[0]
        let isEven = layout.stride(of: output) != nil
        let target = isEven ? output : try ArrayBuffer(uninitialized: output.shape, of: output.elementType)
        try run(
            source, layout.stride(of: source) ?? 1, into: target, layout.stride(of: target) ?? 1, threads: threads,
            cancellation: cancellation)
        guard !isEven else { return }
        copyElements(
            shape: output.shape.sizes, elementSize: output.elementType.size, from: target.base,
            strides: target.strides, to: output.base, strides: output.strides)
    }

    /// Runs the program on arrays whose lines lie evenly, at the given strides.
    private func run(
        _ source: ArrayBuffer, _ stride: Int, into target: ArrayBuffer, _ targetStride: Int, threads: Int,
        cancellation: Cancellation?
    ) throws(FilterError) {
        let work = work.shared(by: threads)
        if work.threads == 1 {
            let worker = try pool.lease(self)
            worker.prepare(for: source, stride: stride, target, targetStride: targetStride)
            for unit in 0..<work.unitCount where cancellation.map({ !$0.isCancelled }) ?? true {
                worker.run(work.unit(unit), from: source, into: target, cancellation: cancellation)
            }
            pool.give(back: worker)
        } else {
            let workers = try pool.lease(work.threads, self)
            for worker in workers { worker.prepare(for: source, stride: stride, target, targetStride: targetStride) }
            let next = Atomic<Int>(0)
            Threads.run(work.threads) { thread in
                while true {
                    let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard unit < work.unitCount, cancellation.map({ !$0.isCancelled }) ?? true else { return }
                    workers[thread].run(work.unit(unit), from: source, into: target, cancellation: cancellation)
                }
            }
            for worker in workers { pool.give(back: worker) }
        }
        try cancellation?.check()
    }
}

/// The work of a run, as units that are counted through: tile by tile, in each slice by slice, in each band by band of rows.
struct TileWork: Sendable {
    struct Unit {
        let tile: Int
        let slices: Range<Int>
        let rows: Range<Int>
    }

    private(set) var threads = 1
    private(set) var unitCount = 0
    private let tiles: Int
    private let sliceCount: Int
    private let rowCount: Int
    /// The rows that one result is made of.
    private let window: Int
    private let operations: Double
    /// How many slices a unit takes, and into how many bands it cuts the rows.
    private var slicesPerUnit = 1
    private var bands = 1
    private var unitsPerTile = 1

    /// The work of one thread.
    init(tiles: Int, slices: Int, rows: Int, window: Int, operations: Double) {
        self.tiles = tiles
        sliceCount = slices
        rowCount = rows
        self.window = window
        self.operations = operations
        divide(1)
    }

    /// The work divided for so many threads at most.
    func shared(by threads: Int) -> TileWork {
        // A thread costs about 50 µs, in which it does some 10⁶ operations.
        guard threads > 1, operations >= 4e6 else { return self }
        var work = self
        work.divide(min(threads, Int(min(operations / 2e6, 1e6))))
        return work
    }

    private mutating func divide(_ useful: Int) {
        let wanted = useful == 1 ? 1 : 8 * useful
        // A band begins with as many rows as the window has: it should be several times as high.
        let highest = max(1, rowCount / (4 * window))
        if tiles * sliceCount >= wanted {
            bands = 1
            slicesPerUnit = max(1, min(sliceCount, tiles * sliceCount / wanted))
        } else {
            bands = min(highest, (wanted + tiles * sliceCount - 1) / max(tiles * sliceCount, 1))
            slicesPerUnit = 1
        }
        unitsPerTile = (sliceCount + slicesPerUnit - 1) / slicesPerUnit * bands
        unitCount = tiles * unitsPerTile
        threads = max(1, min(useful, unitCount))
    }

    func unit(_ number: Int) -> Unit {
        let (tile, rest) = number.quotientAndRemainder(dividingBy: unitsPerTile)
        let (group, band) = rest.quotientAndRemainder(dividingBy: bands)
        return Unit(
            tile: tile, slices: group * slicesPerUnit..<min(sliceCount, (group + 1) * slicesPerUnit),
            rows: rowCount * band / bands..<rowCount * (band + 1) / bands)
    }
}

/// Workers of a plan that no run uses at the moment, kept with their memory for the next one.
private final class TilePool<Number: LineNumber>: Sendable {
    private let idle = Mutex<[TileWorker<Number>]>([])

    /// Hands out a worker, a new one where none is idle.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func lease(_ run: TileRun<Number>) throws(FilterError) -> TileWorker<Number> {
        if let worker = idle.withLock({ $0.popLast() }) { return worker }
        return try TileWorker(run)
    }

    /// Hands out so many workers.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func lease(_ count: Int, _ run: TileRun<Number>) throws(FilterError) -> [TileWorker<Number>] {
        var workers: [TileWorker<Number>] = []
        while workers.count < count { workers.append(try lease(run)) }
        return workers
    }

    func give(back worker: TileWorker<Number>) { idle.withLock { $0.append(worker) } }
}
