import PointSpreadKernelTable

/// What one thread needs to compute padded blocks.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class PaddedWorker<Number: LineNumber>: @unchecked Sendable {
    /// A pass of a branch: its sums, where they are taken from and go to, and by how much more is made than results, because later
    /// passes need it.
    private struct Step {
        /// Nothing where the block is copied as it is.
        let sum: TileSum<Number>?
        let source: UnsafePointer<Number>
        let target: UnsafeMutablePointer<Number>
        let extraPlanes: Int
        let extraRows: Int
        let extraColumns: Int
    }

    private let size: PaddedSize
    private let source: PaddedSource<Number>
    private let outputs: PaddedOutputs<Number>
    private let gradient: PaddedGradient<Number>?
    private let steps: [Step]
    private let layout: LineLayout
    private let rowCount: Int
    private let planeCount: Int
    private let depthBlocks: Int
    private let columnsOf: (_ tile: Int) -> TileColumns
    private let memory: [AnyObject]
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    private var tile = -1

    init(_ run: PaddedRun<Number>) throws(FilterError) {
        size = run.size
        layout = run.layout
        (rowCount, planeCount) = (run.rows?.outputCount ?? 1, run.planes?.outputCount ?? 1)
        depthBlocks = run.depthBlocks
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        source = try PaddedSource(run)
        var memory: [AnyObject] = []
        gradient = try PaddedGradient(run, block: source.block, memory: &memory)
        let isJoined = gradient == nil
        let results = try run.branches.map { (_) throws(FilterError) in
            try Scratch<Number>(repeating: .zero, count: isJoined ? run.size.count : 0)
        }
        let between = try (0..<2).map { (_) throws(FilterError) in
            try Scratch<Number>(repeating: .zero, count: isJoined ? run.size.count : 0)
        }
        outputs = try PaddedOutputs(run, results: results, isJoined: isJoined)
        self.memory = memory + results + between
        var steps: [Step] = []
        if isJoined {
            for (branch, result) in zip(run.branches, results) {
                let made = try Self.steps(
                    branch, of: run, from: source.block, through: between.map(\.base), to: result.base)
                steps.append(contentsOf: made)
            }
        }
        self.steps = steps
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: PaddedRun<Number>) -> Int {
        let lines = run.outputs.reduce(run.branches.count + 4) { $0 + ($1.branch == nil ? $1.join.lineCount + 1 : 0) }
        return lines * run.size.count * MemoryLayout<Number>.stride
    }

    /// The passes of a branch one after the other; a branch without any is copied.
    private static func steps(
        _ branch: PaddedRun<Number>.Branch, of run: PaddedRun<Number>, from block: UnsafePointer<Number>,
        through between: [UnsafeMutablePointer<Number>], to result: UnsafeMutablePointer<Number>
    ) throws(FilterError) -> [Step] {
        let start = block + run.start(of: branch)
        guard !branch.isEmpty else {
            return [Step(sum: nil, source: start, target: result, extraPlanes: 0, extraRows: 0, extraColumns: 0)]
        }
        var steps: [Step] = []
        var source = start
        for (place, (pass, direction)) in branch.enumerated() {
            let isLast = place == branch.count - 1
            let target = isLast ? result : between[place % 2]
            func extra(_ other: PaddedRun<Number>.Direction) -> Int {
                branch[(place + 1)...].first { $0.direction == other }?.pass.reach ?? 0
            }
            steps.append(
                Step(
                    sum: try TileSum(pass, step: run.distance(direction), kernels: run.kernels, length: 0),
                    source: source,
                    target: target, extraPlanes: extra(.planes), extraRows: extra(.rows),
                    extraColumns: extra(.columns) * run.layout.step))
            source = UnsafePointer(target)
        }
        return steps
    }

    /// Makes ready for a run on arrays whose lines lie evenly, and which live as long as the run.
    func prepare(for array: ArrayBuffer, into targets: [ArrayBuffer]) {
        source.prepare(for: array)
        outputs.prepare(for: targets)
    }

    /// Computes a part of the results.
    func run(_ unit: TileWork.Unit, _ cancellation: Cancellation?) {
        if unit.tile != tile {
            tile = unit.tile
            columns = columnsOf(tile)
        }
        defer { outputs.finishStreams() }
        let columns = columns
        for slice in unit.slices {
            let (outer, depth) = slice.quotientAndRemainder(dividingBy: depthBlocks)
            let firstPlane = depth * size.planes
            let planes = min(size.planes, planeCount - firstPlane)
            source.locate(outer)
            outputs.locate(outer)
            var first = unit.rows.lowerBound
            while first < unit.rows.upperBound {
                if let cancellation, cancellation.isCancelled { return }
                let rows = min(size.rows, unit.rows.upperBound - first)
                source.read(firstPlane, first, planes: planes, rows: rows, columns)
                compute(firstPlane, first, planes, rows, columns)
                first += rows
            }
        }
    }

    /// Computes the results of the block that has been read, and stores them.
    @inline(__always)
    private func compute(_ firstPlane: Int, _ firstRow: Int, _ planes: Int, _ rows: Int, _ columns: TileColumns) {
        let count = columns.outputCount
        if let gradient {
            let next = source.next
            if let target = outputs.direct(firstPlane, firstRow, columns) {
                for plane in 0..<planes {
                    let base = target.base + plane * target.planePitch
                    gradient.make(
                        plane, GradientKernelTable.Rows(base: base, pitch: target.pitch), next, rows, count,
                        isStreamed: target.isStreamed)
                    if let whole = target.whole {
                        outputs.stream(target.base, whole.base + plane * whole.planePitch, rows * count)
                    }
                }
                return
            }
            for plane in 0..<planes {
                let base = outputs.lines + plane * size.planePitch
                gradient.make(
                    plane, GradientKernelTable.Rows(base: base, pitch: size.pitch), next, rows, TileBlock.whole(count))
            }
        } else {
            for step in steps { make(step, planes, rows, count) }
            outputs.join(count: planes * size.planePitch)
        }
        outputs.store(firstPlane, firstRow, planes: planes, rows: rows, columns)
    }

    /// Makes the sums of a pass.
    @inline(__always)
    private func make(_ step: Step, _ planes: Int, _ rows: Int, _ count: Int) {
        let rows = rows + step.extraRows
        let width = TileBlock.whole(count + step.extraColumns)
        // Rows without gaps are one long row.
        let isLong = width == size.pitch
        for plane in 0..<planes + step.extraPlanes {
            let offset = plane &* size.planePitch
            guard let sum = step.sum else {
                (step.target + offset).update(from: step.source + offset, count: rows &* size.pitch)
                continue
            }
            sum.along(
                step.source + offset, pitch: size.pitch, into: step.target + offset, targetPitch: size.pitch,
                rows: isLong ? 1 : rows, count: isLong ? rows &* width : width)
        }
    }
}
