import PointSpreadKernelTable

/// What one thread needs to compute tiles.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class TileWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>

    private let vertical: TilePass<Number>?
    private let verticalSum: TileSum<Number>?
    private let horizontalSum: TileSum<Number>?
    private let load: LineKernelTable<Number>.Load
    private let store: LineKernelTable<Number>.Store
    private let layout: LineLayout
    private let rowAxis: Int?
    private let sliceAxes: [Int]
    private let sliceSizes: [Int]
    private let columnsOf: (Int) -> TileColumns
    private let isPlain: Bool
    private let outputSize: Int
    private let inputSize: Int

    /// The rows of the vertical window, each with its extra columns behind it, in turn: where each begins, twice over, so that a
    /// window is always a run of them.
    private let slots: UnsafeMutablePointer<UnsafeMutablePointer<Number>>
    private let ringRows: Int
    /// How far behind the beginning of a row its extra columns lie.
    private let rowLength: Int
    /// A row of the tile between the passes, with what lies outside; its extra columns; and one after them.
    private let row: UnsafeMutablePointer<Number>
    private let extra: UnsafeMutablePointer<Number>
    private let result: UnsafeMutablePointer<Number>
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]

    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    private var sourceStride = 1
    private var targetStride = 1

    init(_ run: TileRun<Number>) throws(FilterError) {
        layout = run.layout
        vertical = run.vertical
        verticalSum = try run.vertical.map { (pass) throws(FilterError) in
            try TileSum(pass, step: run.layout.step, kernels: run.kernels)
        }
        horizontalSum = try run.horizontal.map { (pass) throws(FilterError) in
            try TileSum(pass, step: run.layout.step, kernels: run.kernels)
        }
        load = run.load
        store = run.store
        rowAxis = run.rowAxis
        sliceAxes = run.sliceAxes
        sliceSizes = run.sliceAxes.map { run.program.outputShape[$0] }
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        isPlain = run.program.outputs[0].type == Number.elementType
        outputSize = run.program.outputs[0].type.size
        inputSize = run.program.inputType.size

        let sizes = Sizes(run)
        ringRows = sizes.ringRows
        rowLength = sizes.row
        // Places that no column reaches are read all the same, and must be numbers.
        let ring = try Scratch(repeating: Number.zero, count: sizes.ring)
        let row = try Scratch(repeating: Number.zero, count: sizes.row)
        let extra = try Scratch(repeating: Number.zero, count: sizes.extra)
        let result = try Scratch(repeating: Number.zero, count: sizes.result)
        let slots = try Scratch((0..<2 * sizes.ringRows).map { ring.base + $0 % sizes.ringRows * sizes.pitch })
        (self.slots, self.row, self.extra, self.result) = (slots.base, row.base, extra.base, result.base)
        memory = [ring, row, extra, result, slots]
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: TileRun<Number>) -> Int {
        let sizes = Sizes(run)
        let numbers = sizes.ring + sizes.row + sizes.extra + sizes.result
        return numbers * MemoryLayout<Number>.stride + 2 * sizes.ringRows * MemoryLayout<Int>.stride
    }

    /// How many numbers each part takes, in whole vectors.
    private struct Sizes {
        let row: Int
        let extra: Int
        let pitch: Int
        let ringRows: Int
        let ring: Int
        let result: Int

        init(_ run: TileRun<Number>) {
            func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 + 16 }
            let reach = (run.horizontal?.reach ?? 0) * run.layout.step
            row = padded(run.tileWidth + reach)
            let outside = run.horizontal.map { $0.positionsOutside * run.layout.step } ?? 0
            extra = padded(min(outside, run.tileWidth + reach))
            // Rows lie next to each other, not as far apart as in the image, where they can fall on the same sets of a cache.
            pitch = row + extra + 16
            ringRows = run.vertical.map { $0.reach + 1 } ?? 0
            ring = ringRows * pitch
            result = padded(run.tileWidth)
        }
    }

    /// Computes a part of the result.
    func run(
        _ unit: TileWork.Unit, from source: ArrayBuffer, into target: ArrayBuffer, cancellation: Cancellation?
    ) {
        sourceStride = layout.stride(of: source) ?? 1
        targetStride = layout.stride(of: target) ?? 1
        if unit.tile != tile {
            tile = unit.tile
            columns = columnsOf(tile)
        }
        // What every row needs is handed down, so that it is not kept alive anew for each.
        let (columns, vertical, verticalSum, horizontalSum) = (columns, vertical, verticalSum, horizontalSum)
        let (load, store) = (load, store)
        for slice in unit.slices {
            let (from, to) = (base(source, slice), base(target, slice))
            let rowBytes = (rowAxis.map { source.strides[$0] } ?? 0) * source.elementType.size
            let targetBytes = (rowAxis.map { target.strides[$0] } ?? 0) * target.elementType.size
            if let vertical {
                // All rows of the first window but the last.
                for position in unit.rows.lowerBound..<unit.rows.lowerBound + vertical.reach {
                    pack(position, from, rowBytes, vertical, columns, load)
                }
            }
            for output in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                let line = row + columns.offset
                if let vertical, let verticalSum {
                    pack(output + vertical.reach, from, rowBytes, vertical, columns, load)
                    sum(verticalSum, output, vertical.dilation, columns, horizontalSum == nil ? result : line)
                } else {
                    read(from + output * rowBytes, line, extra, columns, load)
                }
                finish(to + output * targetBytes, columns, horizontalSum, store)
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

    /// Sums the rows of the ring, and their extra columns.
    @inline(__always)
    private func sum(
        _ vertical: TileSum<Number>, _ output: Int, _ dilation: Int, _ columns: TileColumns, _ target: Target
    ) {
        let window = UnsafePointer(slots + output % ringRows)
        vertical.down(window, offset: 0, dilation: dilation, into: target, count: wholeVectors(columns.count))
        if columns.extraCount > 0 {
            let count = wholeVectors(columns.extraCount)
            vertical.down(window, offset: rowLength, dilation: dilation, into: extra, count: count)
        }
    }

    /// Makes the row of the result.
    @inline(__always)
    private func finish(
        _ target: UnsafeMutableRawPointer, _ columns: TileColumns, _ horizontal: TileSum<Number>?,
        _ store: LineKernelTable<Number>.Store
    ) {
        let place = target + columns.firstOutput * targetStride * outputSize
        if let horizontal {
            fill(columns)
            if isPlain, targetStride == 1, columns.outputCount == wholeVectors(columns.outputCount) {
                let target = place.assumingMemoryBound(to: Number.self)
                return horizontal.along(row, into: target, count: columns.outputCount)
            }
            horizontal.along(row, into: result, count: wholeVectors(columns.outputCount))
        }
        store(result, place, targetStride, columns.outputCount)
    }

    /// A count up to which a line of our own may be computed, so that only whole vectors are.
    @inline(__always)
    private func wholeVectors(_ count: Int) -> Int { (count &+ 15) & ~15 }

    /// Puts the row that stands at a position of the vertical pass into the ring.
    @inline(__always)
    private func pack(
        _ position: Int, _ source: UnsafeMutableRawPointer, _ rowBytes: Int, _ pass: TilePass<Number>,
        _ columns: TileColumns, _ load: LineKernelTable<Number>.Load
    ) {
        let slot = slots[position % ringRows]
        let index = position - pass.before
        if index >= 0, index < pass.inputCount {
            return read(source + index * rowBytes, slot, slot + rowLength, columns, load)
        }
        switch pass.source(at: index) {
        case .sample(let index): read(source + index * rowBytes, slot, slot + rowLength, columns, load)
        case .outside(let value):
            slot.update(repeating: Number(number: value), count: columns.count)
            (slot + rowLength).update(repeating: Number(number: value), count: columns.extraCount)
        case .stuffed: break
        }
    }

    /// Reads the tile's part of a row, and its extra columns.
    @inline(__always)
    private func read(
        _ row: UnsafeMutableRawPointer, _ line: Target, _ extra: Target, _ columns: TileColumns,
        _ load: LineKernelTable<Number>.Load
    ) {
        let size = inputSize * sourceStride
        load(row + columns.first * size, sourceStride, line, columns.count)
        for run in columns.extras {
            load(row + run.first * size, sourceStride, extra + run.offset, run.count)
        }
    }

    /// Fills what lies outside the row.
    @inline(__always)
    private func fill(_ columns: TileColumns) {
        let step = layout.step
        for (place, content) in columns.fillings {
            let target = row + place
            switch content {
            case .own(let other): for lane in 0..<step { target[lane] = row[other + lane] }
            case .extra(let other): for lane in 0..<step { target[lane] = extra[other + lane] }
            case .number(let value): target.update(repeating: Number(number: value), count: step)
            }
        }
    }
}
