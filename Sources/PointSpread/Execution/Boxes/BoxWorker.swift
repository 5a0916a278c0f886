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
    private let pointwise: PointwiseKernelTable<Number>
    private let verticalSteps: [Store.Step]
    private let horizontalSteps: [Store.Step]
    private let load: LineKernelTable<Number>.Load
    private let store: LineKernelTable<Number>.Store
    private let copy: BlockKernelTable<Number>.Copy
    private let work: BoxWork
    private let columnsOf: (Int) -> TileColumns
    /// Whether rows enter, and results leave, in the type of the sums.
    private let isPlainInput: Bool
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
        (kernels, pointwise) = (run.kernels.boxes, run.kernels.pointwise)
        (load, store, copy) = (run.load, run.store, run.kernels.blocks.copy)
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
                width: width, distance: distance, longest: sizes.edges.row, unit: 16, zero: .zero,
                join: run.kernels.boxes.join)
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        isPlainInput = run.program.inputType == Number.elementType
        isPlain = run.program.outputs[0].type == Number.elementType
        outputSize = run.program.outputs[0].type.size
        inputSize = run.program.inputType.size
        rowLength = sizes.edges.row
        edges = try BoxEdges(sizes.edges, rows: BoxColumns<Number>.rowsAtATime, zero: .zero)
        result = try Scratch(repeating: .zero, count: sizes.edges.row)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: BoxRun<Number>) -> Int {
        let sizes = Sizes(run)
        let lines = run.passes.horizontal.map { BoxRow<Number>.lineCount($0.box.width) } ?? 0
        let ring = BoxColumns.rowCount(run.passes.vertical) * sizes.pitch
        let edges = BoxEdges<Number>.byteCount(sizes.edges, rows: BoxColumns<Number>.rowsAtATime)
        return (ring + (lines + 1) * sizes.edges.row) * MemoryLayout<Number>.stride + edges
    }

    /// How many numbers the parts of a row take, in whole vectors.
    private struct Sizes {
        let edges: BoxRowSizes
        let pitch: Int

        init(_ run: BoxRun<Number>) {
            edges = BoxRowSizes(run.passes.horizontal, run.work, unit: 16)
            // Rows that are a power of two apart would fall on the same sets of the cache.
            pitch = ((edges.row + edges.extra) / 32) * 32 + 48
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
                enter(position, rows, from, rowBytes, sourceStride)
                sum(rows, into: nil, 0)
            }
            for output in stride(from: first, to: unit.rows.upperBound, by: atATime) {
                if let cancellation, cancellation.isCancelled { return }
                let rows = min(atATime, unit.rows.upperBound - output)
                enter(output + reach, rows, from, rowBytes, sourceStride)
                let place = to + output * targetBytes + firstOutput * targetStride * outputSize
                if along == nil, writesExactly, targetStride == 1 {
                    // Down columns alone sums are made where they belong.
                    sum(rows, into: place.assumingMemoryBound(to: Number.self), targetBytes / outputSize)
                } else {
                    sum(rows, into: edges.row + inputOffset, edges.pitch)
                    finish(rows, place, targetStride, targetBytes)
                }
            }
        }
    }

    /// Whether whole vectors of results are no more than there are.
    private var writesExactly: Bool { isPlain && outputCount == wholeVectors(outputCount) }

    /// Writes the rows that stand at positions of the vertical pass, and their extra columns, to where they enter the sums.
    private func enter(
        _ position: Int, _ count: Int, _ source: UnsafeMutableRawPointer, _ rowBytes: Int, _ stride: Int
    ) {
        var entered = 0
        while entered < count {
            let (line, room) = sums.entering(entered)
            var (index, rows) = (position + entered, 1)
            if let vertical {
                let place = index - vertical.before
                if place >= 0, place < vertical.inputCount {
                    (index, rows) = (place, min(count - entered, room, vertical.inputCount - place))
                } else {
                    switch vertical.source(at: place) {
                    case .sample(let place): index = place
                    case .outside(let value):
                        line.update(repeating: Number(number: value), count: inputCount)
                        (line + rowLength).update(repeating: Number(number: value), count: extraCount)
                        rows = 0
                    case .stuffed: rows = 0
                    }
                }
            } else {
                rows = min(count - entered, room)
            }
            if rows > 0 { read(source + index * rowBytes, rowBytes, stride, line, rows) }
            entered += max(rows, 1)
        }
    }

    /// Reads the tile's part of rows that lie below each other, and their extra columns.
    private func read(_ source: UnsafeMutableRawPointer, _ rowBytes: Int, _ stride: Int, _ line: Target, _ rows: Int) {
        let first = source + firstInput * stride * inputSize
        if isPlainInput, stride == 1 {
            let numbers = UnsafeRawPointer(first).assumingMemoryBound(to: Number.self)
            copy(numbers, rowBytes / inputSize, line, sums.pitch, rows, inputCount)
        } else {
            for row in 0..<rows { load(first + row * rowBytes, stride, line + row * sums.pitch, inputCount) }
        }
        guard extraCount > 0 else { return }
        for row in 0..<rows {
            for run in columns.extras {
                load(
                    source + row * rowBytes + run.first * stride * inputSize, stride,
                    line + row * sums.pitch + rowLength + run.offset, run.count)
            }
        }
    }

    /// Sums the columns of the tile, and its extra columns, for so many rows; without a target, of no complete window.
    private func sum(_ rows: Int, into target: Target?, _ pitch: Int) {
        sums.sum(rows: rows, offset: 0, into: target, targetPitch: pitch, count: wholeVectors(inputCount))
        if extraCount > 0 {
            sums.sum(
                rows: rows, offset: rowLength, into: target == nil ? nil : edges.extra, targetPitch: edges.pitch,
                count: wholeVectors(extraCount))
        }
        sums.advance(rows: rows)
        guard let target, !verticalSteps.isEmpty else { return }
        apply(verticalSteps, to: target, pitch, rows, count: inputCount)
        apply(verticalSteps, to: edges.extra, edges.pitch, rows, count: extraCount)
    }

    /// Makes rows of the result.
    private func finish(_ rows: Int, _ place: UnsafeMutableRawPointer, _ stride: Int, _ targetBytes: Int) {
        guard let along else {
            for row in 0..<rows { store(edges.row + row * edges.pitch, place + row * targetBytes, stride, outputCount) }
            return
        }
        edges.fill(rows: rows)
        let isExact = writesExactly && stride == 1
        for row in 0..<rows {
            let line = edges.row + row * edges.pitch
            let target = isExact ? (place + row * targetBytes).assumingMemoryBound(to: Number.self) : result.base
            let count = wholeVectors(outputCount)
            along.sum(end == nil ? line : line + distance, into: target, count: count)
            if let end { kernels.addEnds(line, line + (width + 1) * distance, end, target, count) }
            apply(horizontalSteps, to: target, 0, 1, count: count)
            if !isExact { store(target, place + row * targetBytes, stride, outputCount) }
        }
    }

    private func apply(_ steps: [Store.Step], to lines: Target, _ pitch: Int, _ rows: Int, count: Int) {
        for step in steps {
            for row in 0..<rows {
                let line = lines + row * pitch
                if case .divide(let divisor) = step {
                    kernels.divide(line, Number(number: divisor), line, wholeVectors(count))
                } else {
                    [step].apply(to: line, count: count, by: pointwise)
                }
            }
        }
    }

    /// A count up to which a line of our own may be computed, so that only whole vectors are.
    @inline(__always)
    private func wholeVectors(_ count: Int) -> Int { (count &+ 15) & ~15 }
}
