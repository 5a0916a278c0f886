import PointSpreadKernelTable
import Synchronization

/// A program of several branches that reach no further than a few samples, prepared for padded blocks.
///
/// A block is a box of the input, converted and copied once with all that surrounds it: neighbours, and what the border puts
/// there. It is so small that it stays in the first caches. Every pass of every branch is then a sum of shifted copies of the whole
/// block, whichever axis it runs along, and branches are joined while they are at hand. A small plane is one block.
///
/// A class, so that a call costs little.
final class PaddedRun<Number: LineNumber>: Sendable {
    /// What a pass runs along: the numbers of a row, the rows of a plane, or the planes of a block.
    enum Direction: Sendable { case columns, rows, planes }

    typealias Branch = [(pass: TilePass<Number>, direction: Direction)]

    let program: FilterProgram
    let kernels: LineKernelTable<Number>
    let layout: LineLayout
    let branches: [Branch]
    let outputs: [TileRun<Number>.Output]
    let load: LineKernelTable<Number>.Load
    /// The axes of a block; the row axis is none where there are only columns.
    let columns: PaddedAxis
    let rows: PaddedAxis?
    let planes: PaddedAxis?
    /// The axes outside of a block.
    let sliceAxes: [Int]
    let size: PaddedSize
    /// How many blocks lie behind each other along the axis of the planes.
    let depthBlocks: Int
    private let tileWidth: Int
    private let outputWidth: Int
    private let pool = WorkerPool<PaddedWorker<Number>>()
    /// The work of one thread; several share it in smaller units.
    private let work: TileWork

    /// Prepares a program, or gives up where it is not made of such branches and joins.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        let layout = LineLayout(program)
        let kernels = Number.kernels(for: instructions)
        guard program.branches.count > 1, program.outputShape.elementCount > 0,
            let passes = Self.passes(program), let outputs = TileRun<Number>.outputs(program, [], kernels)
        else { return nil }
        let filtered = Set(passes.joined().map(\.axis)).sorted()
        var outer = filtered.filter { $0 < layout.lineAxis }
        guard outer.count <= 2, !filtered.isEmpty else { return nil }
        if outer.isEmpty, layout.lineAxis > 0 { outer = [layout.lineAxis - 1] }

        var axes: [Int: PaddedAxis] = [:]
        for axis in outer + (layout.isFilteredAlongLine ? [layout.lineAxis] : []) {
            let all = passes.map { branch in branch.indices.filter { branch[$0].axis == axis } }
            if all.allSatisfy(\.isEmpty) {
                axes[axis] = PaddedAxis(unfiltered: axis, count: program.outputShape[axis])
                continue
            }
            let along = zip(passes, all).flatMap { branch, places in
                places.map { (pass: branch[$0], isFirst: $0 == 0) }
            }
            axes[axis] = PaddedAxis(
                axis, along, isKept: all.contains(where: \.isEmpty), inputCount: program.inputShape[axis])
            guard axes[axis] != nil else { return nil }
        }

        self.program = program
        self.layout = layout
        self.kernels = kernels
        self.outputs = outputs
        load = kernels.load(from: program.inputType)
        outputWidth = program.outputShape.sizes[layout.lineAxis...].reduce(1, *)
        columns = axes[layout.lineAxis] ?? PaddedAxis(unfiltered: layout.lineAxis, count: outputWidth)
        rows = outer.last.flatMap { axes[$0] }
        planes = outer.count > 1 ? axes[outer[0]] : nil
        sliceAxes = layout.outerAxes.filter { !outer.contains($0) }
        branches = passes.map { branch in
            branch.map { pass in
                let direction: Direction =
                    pass.axis == layout.lineAxis ? .columns : pass.axis == outer.last ? .rows : .planes
                return (pass, direction)
            }
        }
        size = PaddedSize(
            width: outputWidth, columns: columns, rows: rows, planes: planes, step: layout.step,
            numberSize: MemoryLayout<Number>.stride, tileWidth: tileWidth.map { $0 * layout.step })
        self.tileWidth = size.width
        depthBlocks = planes.map { [size] in ($0.outputCount + size.planes - 1) / size.planes } ?? 1
        work = TileWork(
            tileWidth: size.width, outputWidth: outputWidth,
            slices: sliceAxes.reduce(depthBlocks) { $0 * program.outputShape[$1] }, rows: rows?.outputCount ?? 1,
            blockRows: size.rows, leastRows: size.rows,
            operations: Double(program.outputShape.elementCount) * Double(2 + 3 * passes.joined().count))
    }

    /// The passes of each branch, no two of one branch along the same axis.
    private static func passes(_ program: FilterProgram) -> [[TilePass<Number>]]? {
        var branches: [[TilePass<Number>]] = []
        for (number, passes) in program.branches.enumerated() {
            var branch: [TilePass<Number>] = []
            for (place, pass) in passes.enumerated() {
                let isResult = place == passes.count - 1 && program.takesStored(branch: number)
                guard pass.load.maps.isEmpty, !branch.contains(where: { $0.axis == pass.kernel.axes[0] }),
                    let tiles = TilePass<Number>(
                        pass, inputCount: program.inputShape[pass.kernel.axes[0]], isResult: isResult)
                else { return nil }
                branch.append(tiles)
            }
            branches.append(branch)
        }
        return branches
    }

    /// Where the first sample that a branch is made of lies in a block.
    func start(of branch: Branch) -> Int {
        func offset(_ axis: PaddedAxis?, _ direction: Direction) -> Int {
            let before = branch.first { $0.direction == direction }?.pass.before ?? 0
            return ((axis?.before ?? 0) - before) * distance(direction)
        }
        return offset(columns, .columns) + offset(rows, .rows) + offset(planes, .planes)
    }

    /// How far neighbours lie from each other in a block.
    func distance(_ direction: Direction) -> Int {
        switch direction {
        case .columns: layout.step
        case .rows: size.pitch
        case .planes: size.planePitch
        }
    }

    /// The columns of a tile.
    func columns(_ tile: Int) -> TileColumns {
        let first = tile * tileWidth
        let count = min(tileWidth, outputWidth - first)
        return layout.isFilteredAlongLine
            ? TileColumns(firstOutput: first, outputCount: count, of: columns, step: layout.step)
            : TileColumns(firstOutput: first, outputCount: count)
    }

    func scratchBytes(threads: Int) -> Int { work.shared(by: threads).threads * PaddedWorker.byteCount(self) }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try layout.withEvenLines(input, outputs) { (source, targets) throws(FilterError) in
            let work = work.shared(by: threads)
            let workers = try pool.lease(work.threads) { () throws(FilterError) in try PaddedWorker(self) }
            for worker in workers { worker.prepare(for: source, into: targets) }
            work.run(cancellation: cancellation) { thread, unit in workers[thread].run(unit, cancellation) }
            pool.give(back: workers)
            withExtendedLifetime((source, targets)) {}
            try cancellation?.check()
        }
    }
}
