import PointSpreadKernelTable

/// The rows of a tile that are computed at once.
enum TileBlock {
    /// How many rows a block has: as many as the widest vector has numbers.
    static var rows: Int { 16 }
    /// How many numbers the widest vector has: so long a line can be computed exactly, because its last vector ends with it.
    static var vector: Int { 16 }

    /// The bytes of a page: the processor looks ahead within one, and not far enough in rows that are shorter.
    static var page: Int { 4096 }

    /// A count up to which a line of our own may be computed, so that only whole vectors are.
    @inline(__always)
    static func whole(_ count: Int) -> Int { (count &+ 15) & ~15 }

    /// The room of a line that is computed in whole vectors, and of one more.
    static func padded(_ count: Int) -> Int { whole(count) + 16 }
}

/// What one thread needs to compute tiles: its branches, and what they are joined in.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class TileWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>

    /// One result of the program: which branch it is or how branches are joined, and where it goes.
    private final class Output {
        let branch: Int?
        let evaluator: LineJoin<Number>?
        let store: LineKernelTable<Number>.Store
        let isPlain: Bool
        let size: Int
        var stride = 1
        var pitch = 0
        /// Into an array, or past the caches, which hold its rows no longer when somebody reads them.
        var writing = TileWriting.intoArray

        init(_ output: TileRun<Number>.Output, _ evaluator: LineJoin<Number>?) {
            branch = output.branch
            self.evaluator = evaluator
            store = output.store
            isPlain = output.type == Number.elementType
            size = output.type.size
        }
    }

    private let branches: [TileBranch<Number>]
    private let outputs: [Output]
    private let copy: BlockKernelTable<Number>.Copy
    private let layout: LineLayout
    private let rowAxis: Int?
    private let sliceAxes: [Int]
    private let sliceSizes: [Int]
    /// Results of so many bytes are written past the caches; long rows are written well without, as long as the last cache holds
    /// a part of them.
    private let streamedBytes: Int
    private let columnsOf: (_ branch: Int, _ tile: Int) -> TileColumns
    /// The rows of each branch's results.
    private let results: [Scratch<Number>]
    private let resultPitch: Int
    private let noPlace: Scratch<Int>
    private var tile = -1
    /// Where the last unit ended: the next one can go on from its window.
    private var slice = -1
    private var nextRow = 0

    init(_ run: TileRun<Number>) throws(FilterError) {
        copy = run.kernels.blocks.copy
        layout = run.layout
        rowAxis = run.rowAxis
        sliceAxes = run.sliceAxes
        sliceSizes = run.sliceAxes.map { run.program.outputShape[$0] }
        streamedBytes = run.tileWidth * MemoryLayout<Number>.size < TileBlock.page ? 32 << 20 : 64 << 20
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns(ofBranch: $0, $1) }
        branches = try run.branches.map { (passes) throws(FilterError) in try TileBranch(passes, run) }
        resultPitch = run.resultPitch
        let length = TileBlock.rows * resultPitch
        let results = try run.branches.map { (_) throws(FilterError) in
            try Scratch(repeating: Number.zero, count: length)
        }
        self.results = results
        noPlace = try Scratch(count: 1)
        let operands = Dictionary(
            uniqueKeysWithValues: results.enumerated().map { (LineJoin<Number>.Operand(branch: $0, channel: nil), $1) })
        outputs = try run.outputs.map { (output) throws(FilterError) in
            let evaluator =
                output.branch == nil
                ? try LineJoin(
                    output.join, operands: operands, layout: run.layout, kernels: run.kernels, encoder: nil,
                    length: length)
                : nil
            return Output(output, evaluator)
        }
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: TileRun<Number>) -> Int {
        let lines = run.outputs.reduce(run.branches.count) { $0 + ($1.branch == nil ? $1.join.lineCount + 1 : 0) }
        return run.branches.reduce(lines * TileBlock.rows * run.resultPitch * MemoryLayout<Number>.stride) {
            $0 + TileBranch.byteCount($1, run)
        }
    }

    /// Makes ready for a run on arrays whose lines lie evenly.
    func prepare(for source: ArrayBuffer, into targets: [ArrayBuffer]) {
        let stride = layout.stride(of: source) ?? 1
        let pitch = (rowAxis.map { source.strides[$0] } ?? 0) * source.elementType.size
        for branch in branches { branch.prepare(stride: stride, pitch: pitch) }
        slice = -1
        for (output, target) in zip(outputs, targets) {
            output.stride = layout.stride(of: target) ?? 1
            output.pitch = (rowAxis.map { target.strides[$0] } ?? 0) * output.size
            output.writing =
                output.pitch % 64 == 0 && target.shape.elementCount * output.size >= streamedBytes
                ? .pastCaches : .intoArray
        }
    }

    /// Computes a part of the results.
    func run(
        _ unit: TileWork.Unit, from source: ArrayBuffer, into targets: [ArrayBuffer], cancellation: Cancellation?
    ) {
        if unit.tile != tile {
            (tile, slice) = (unit.tile, -1)
            for (place, branch) in branches.enumerated() { branch.begin(columnsOf(place, tile)) }
        }
        for slice in unit.slices {
            let from = base(source, slice)
            if slice != self.slice || unit.rows.lowerBound != nextRow {
                for branch in branches { branch.beginRows(at: unit.rows.lowerBound) }
            }
            (self.slice, nextRow) = (slice, unit.rows.upperBound)
            for first in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: TileBlock.rows) {
                if let cancellation, cancellation.isCancelled { return }
                let rows = min(TileBlock.rows, unit.rows.upperBound - first)
                compute(first, rows, unit, slice, from, targets)
            }
        }
    }

    /// Computes a block of rows.
    @inline(__always)
    private func compute(
        _ first: Int, _ rows: Int, _ unit: TileWork.Unit, _ slice: Int, _ source: UnsafeMutableRawPointer,
        _ targets: [ArrayBuffer]
    ) {
        if outputs.count == 1, outputs[0].branch == 0, outputs[0].isPlain, outputs[0].stride == 1,
            branches[0].writesExactly(rows: rows)
        {
            let (pitch, size) = (outputs[0].pitch, outputs[0].size)
            let target = base(targets[0], slice) + first * pitch + unit.firstOutput * size
            return branches[0].compute(
                first, rows: rows, from: source, into: target.assumingMemoryBound(to: Number.self),
                pitch: pitch / size, writing: outputs[0].writing)
        }
        for place in branches.indices {
            branches[place].compute(
                first, rows: rows, from: source, into: results[place].base, pitch: resultPitch,
                writing: .besides)
        }
        for place in outputs.indices {
            let output = outputs[place]
            var lines = results[output.branch ?? 0].base
            if let evaluator = output.evaluator {
                // Places behind the tile's last column are computed too, from whatever is there.
                evaluator.evaluate(at: noPlace.base, count: rows * resultPitch)
                lines = evaluator.result
            }
            let target =
                base(targets[place], slice) + first * output.pitch + unit.firstOutput * output.stride * output.size
            if output.isPlain, output.stride == 1 {
                let numbers = target.assumingMemoryBound(to: Number.self)
                copy(lines, resultPitch, numbers, output.pitch / output.size, rows, unit.outputCount)
                continue
            }
            for row in 0..<rows {
                output.store(
                    lines + row * resultPitch, target + row * output.pitch, output.stride, unit.outputCount)
            }
        }
    }

    private func base(_ buffer: ArrayBuffer, _ slice: Int) -> UnsafeMutableRawPointer {
        var offset = 0
        var rest = slice
        for place in sliceAxes.indices.reversed() {
            offset += rest % sliceSizes[place] * buffer.strides[sliceAxes[place]]
            rest /= sliceSizes[place]
        }
        return buffer.base + offset * buffer.elementType.size
    }
}
