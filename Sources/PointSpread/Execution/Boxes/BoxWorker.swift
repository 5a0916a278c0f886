import PointSpreadKernelTable

/// What one thread needs to sum boxes in floating-point numbers.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class BoxWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>

    private let vertical: TilePass<Number>?
    private let sums: BoxColumns<Number>
    private let along: BoxRow<Number>?
    /// The distance between neighbours along the row, the taps of weight 1, and the weight of the ends.
    private let distance: Int
    private let width: Int
    private let end: Number?
    private let kernels: BoxKernelTable<Number>
    private let verticalSteps: [Store.Step]
    private let horizontalSteps: [Store.Step]
    private let load: LineKernelTable<Number>.Load
    private let store: LineKernelTable<Number>.Store
    private let work: BoxWork
    private let columnsOf: (Int) -> TileColumns
    private let isPlain: Bool
    private let outputSize: Int
    private let inputSize: Int
    /// How far behind the beginning of a row its extra columns lie.
    private let rowLength: Int
    /// A row of the tile between the passes, and one after them.
    private let edges: BoxEdges<Number>
    private let result: Scratch<Number>
    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    /// The numbers of the tile's columns, which are quicker to reach than the columns.
    private var (firstOutput, outputCount, firstInput, inputCount, inputOffset, extraCount) = (0, 0, 0, 0, 0, 0)

    init(_ run: BoxRun<Number>) throws(FilterError) {
        let sizes = Sizes(run)
        work = run.work
        kernels = run.kernels.boxes
        (load, store) = (run.load, run.store)
        vertical = run.passes.vertical
        verticalSteps = run.passes.vertical?.steps ?? []
        horizontalSteps = run.passes.horizontal?.steps ?? []
        sums = try BoxColumns(run.passes.vertical, pitch: sizes.pitch, kernels: run.kernels.boxes)
        let distance = (run.passes.horizontal?.dilation ?? 0) * run.work.layout.step
        let (width, end) = run.passes.horizontal?.box ?? (1, nil)
        (self.distance, self.width, self.end) = (distance, width, end)
        along =
            run.passes.horizontal == nil
            ? nil
            : try BoxRow(
                width: width, distance: distance, longest: sizes.row, unit: 16, zero: .zero,
                join: run.kernels.boxes.join)
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        isPlain = run.program.outputs[0].type == Number.elementType
        outputSize = run.program.outputs[0].type.size
        inputSize = run.program.inputType.size
        rowLength = sizes.row
        edges = try BoxEdges(
            rows: BoxColumns<Number>.rowsAtATime, rowLength: sizes.row, extraLength: sizes.extra,
            positionsOutside: run.passes.horizontal?.positionsOutside ?? 0, step: run.work.layout.step, zero: .zero)
        result = try Scratch(repeating: .zero, count: sizes.row)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: BoxRun<Number>) -> Int {
        let sizes = Sizes(run)
        let lines = run.passes.horizontal.map { BoxRow<Number>.lineCount($0.box.width) } ?? 0
        let ring = BoxColumns.rowCount(run.passes.vertical) * sizes.pitch
        let edges = BoxEdges<Number>.numberCount(
            rows: BoxColumns<Number>.rowsAtATime, rowLength: sizes.row, extraLength: sizes.extra,
            step: run.work.layout.step)
        let indices = 2 * (run.passes.horizontal?.positionsOutside ?? 0) * MemoryLayout<Int>.stride
        return (ring + (lines + 1) * sizes.row + edges) * MemoryLayout<Number>.stride + indices
    }

    /// How many numbers the parts of a row take, in whole vectors.
    private struct Sizes {
        let row: Int
        let extra: Int
        let pitch: Int

        init(_ run: BoxRun<Number>) {
            func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 + 32 }
            let step = run.work.layout.step
            let reach = (run.passes.horizontal?.reach ?? 0) * step
            row = padded(run.work.tileWidth + reach)
            let outside = (run.passes.horizontal?.positionsOutside ?? 0) * step
            extra = padded(min(outside, run.work.tileWidth + reach))
            // Rows that are a power of two apart would fall on the same sets of the cache.
            pitch = ((row + extra) / 32) * 32 + 48
        }
    }

    /// Computes a part of the result.
    func run(
        _ unit: BoxWork.Unit, from source: ArrayBuffer, into target: ArrayBuffer, cancellation: Cancellation?
    ) {
        if unit.tile != tile {
            tile = unit.tile
            columns = columnsOf(tile)
            (firstOutput, outputCount) = (columns.firstOutput, columns.outputCount)
            (firstInput, inputCount, inputOffset) = (columns.first, columns.count, columns.offset)
            extraCount = columns.extraCount
            edges.prepare(columns) { Number(number: $0) }
        }
        let sourceStride = work.layout.stride(of: source) ?? 1
        let targetStride = work.layout.stride(of: target) ?? 1
        let rowBytes = (work.rowAxis.map { source.strides[$0] } ?? 0) * inputSize
        let targetBytes = (work.rowAxis.map { target.strides[$0] } ?? 0) * outputSize
        for slice in unit.slices {
            let (from, to) = (work.base(source, slice), work.base(target, slice))
            let reach = vertical?.reach ?? 0
            let atATime = BoxColumns<Number>.rowsAtATime
            // All rows of the first window but the last.
            let first = unit.rows.lowerBound
            for position in stride(from: first, to: first + reach, by: atATime) {
                let rows = min(atATime, first + reach - position)
                for row in 0..<rows { enter(position + row, row, from, rowBytes, sourceStride) }
                sum(rows, isComplete: false)
            }
            for output in stride(from: first, to: unit.rows.upperBound, by: atATime) {
                if let cancellation, cancellation.isCancelled { return }
                let rows = min(atATime, unit.rows.upperBound - output)
                for row in 0..<rows { enter(output + reach + row, row, from, rowBytes, sourceStride) }
                sum(rows, isComplete: true)
                for row in 0..<rows { finish(row, to + (output + row) * targetBytes, targetStride) }
            }
        }
    }

    /// Writes the row that stands at a position of the vertical pass, and its extra columns, to where it enters the sums.
    private func enter(
        _ position: Int, _ row: Int, _ source: UnsafeMutableRawPointer, _ rowBytes: Int, _ stride: Int
    ) {
        let line = sums.entering(row)
        var index = position
        if let vertical {
            switch vertical.source(at: position - vertical.before) {
            case .sample(let place): index = place
            case .outside(let value):
                line.update(repeating: Number(number: value), count: inputCount)
                (line + rowLength).update(repeating: Number(number: value), count: extraCount)
                return
            case .stuffed: return
            }
        }
        let row = source + index * rowBytes
        load(row + firstInput * stride * inputSize, stride, line, inputCount)
        guard extraCount > 0 else { return }
        for run in columns.extras {
            load(row + run.first * stride * inputSize, stride, line + rowLength + run.offset, run.count)
        }
    }

    /// Sums the columns of the tile, and its extra columns, for so many rows.
    private func sum(_ rows: Int, isComplete: Bool) {
        let (target, pitch) = (edges.row + inputOffset, edges.pitch)
        sums.sum(
            rows: rows, offset: 0, into: isComplete ? target : nil, targetPitch: pitch, count: wholeVectors(inputCount))
        if extraCount > 0 {
            sums.sum(
                rows: rows, offset: rowLength, into: isComplete ? edges.extra : nil, targetPitch: pitch,
                count: wholeVectors(extraCount))
        }
        sums.advance(rows: rows)
        guard isComplete, !verticalSteps.isEmpty else { return }
        for row in 0..<rows {
            apply(verticalSteps, to: target + row * pitch, count: inputCount)
            apply(verticalSteps, to: edges.extra + row * pitch, count: extraCount)
        }
    }

    /// Makes a row of the result.
    private func finish(_ row: Int, _ target: UnsafeMutableRawPointer, _ stride: Int) {
        let place = target + firstOutput * stride * outputSize
        let line = edges.row + row * edges.pitch
        guard let along else { return store(line, place, stride, outputCount) }
        edges.fill(row)
        if isPlain, stride == 1, outputCount == wholeVectors(outputCount) {
            return sumAlong(along, line, into: place.assumingMemoryBound(to: Number.self))
        }
        sumAlong(along, line, into: result.base)
        store(result.base, place, stride, outputCount)
    }

    private func sumAlong(_ along: BoxRow<Number>, _ row: Target, into target: Target) {
        let count = wholeVectors(outputCount)
        along.sum(end == nil ? row : row + distance, into: target, count: count)
        if let end { kernels.addEnds(row, row + (width + 1) * distance, end, target, count) }
        apply(horizontalSteps, to: target, count: count)
    }

    private func apply(_ steps: [Store.Step], to line: Target, count: Int) {
        for step in steps {
            if case .divide(let divisor) = step {
                kernels.divide(line, Number(number: divisor), line, wholeVectors(count))
            } else {
                [step].apply(to: line, count: count)
            }
        }
    }

    /// A count up to which a line of our own may be computed, so that only whole vectors are.
    @inline(__always)
    private func wholeVectors(_ count: Int) -> Int { (count &+ 15) & ~15 }
}
