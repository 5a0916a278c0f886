import PointSpreadKernelTable

/// The rows of a tile that are computed at once.
enum TileBlock {
    /// How many rows a block has: as many as the widest vector has numbers.
    static var rows: Int { 16 }
}

/// What one thread needs to compute tiles, block of rows by block of rows.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class TileWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>

    private let vertical: TilePass<Number>?
    private let verticalSum: TileSum<Number>?
    private let horizontalSum: TileSum<Number>?
    private let turn: TileTurn<Number>?
    private let load: LineKernelTable<Number>.Load
    private let store: LineKernelTable<Number>.Store
    /// How rows are read that need no conversion.
    private let copy: BlockKernelTable<Number>.Copy?
    private let layout: LineLayout
    private let rowAxis: Int?
    private let sliceAxes: [Int]
    private let sliceSizes: [Int]
    private let columnsOf: (Int) -> TileColumns
    private let isPlain: Bool
    private let outputSize: Int
    private let inputSize: Int

    /// The rows of the vertical window, each with its extra columns behind it, in turn: where each and where its extra columns
    /// begin, twice over, so that a window is always a run of them.
    private let ring: UnsafeMutablePointer<UnsafePointer<Number>>
    private let extraRing: UnsafeMutablePointer<UnsafePointer<Number>>
    private let ringRows: Int
    /// A block of rows between the passes, with what lies outside; their extra columns; and the rows after them.
    private let block: UnsafeMutablePointer<Number>
    private let extra: UnsafeMutablePointer<Number>
    private let result: UnsafeMutablePointer<Number>
    private let blockPitch: Int
    private let extraPitch: Int
    private let resultPitch: Int
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]

    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    private var sourceStride = 1
    private var targetStride = 1
    private var sourcePitch = 0
    private var targetPitch = 0

    init(_ run: TileRun<Number>) throws(FilterError) {
        layout = run.layout
        vertical = run.vertical
        verticalSum = try run.vertical.map { (pass) throws(FilterError) in
            try TileSum(pass, step: run.layout.step, kernels: run.kernels)
        }
        let horizontalSum = try run.horizontal.map { (pass) throws(FilterError) in
            try TileSum(pass, step: run.layout.step, kernels: run.kernels)
        }
        if let horizontalSum, let pass = run.horizontal {
            turn = try TileTurn(
                horizontalSum, pass, step: run.layout.step, tileWidth: run.tileWidth, kernels: run.kernels)
        } else {
            turn = nil
        }
        self.horizontalSum = horizontalSum
        load = run.load
        store = run.store
        copy = run.program.inputType == Number.elementType ? run.kernels.blocks.copy : nil
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
        (blockPitch, extraPitch, resultPitch) = (sizes.row, sizes.extra, sizes.result)
        // Places that no column reaches are read all the same, and must be numbers.
        let rows = try Scratch(repeating: Number.zero, count: sizes.ringRows * sizes.pitch)
        let block = try Scratch(repeating: Number.zero, count: TileBlock.rows * sizes.row)
        let extra = try Scratch(repeating: Number.zero, count: TileBlock.rows * sizes.extra)
        let result = try Scratch(repeating: Number.zero, count: TileBlock.rows * sizes.result)
        let ring = try Scratch(
            (0..<2 * sizes.ringRows).map { UnsafePointer(rows.base + $0 % sizes.ringRows * sizes.pitch) })
        let extraRing = try Scratch((0..<2 * sizes.ringRows).map { ring.base[$0] + sizes.row })
        (self.ring, self.extraRing) = (ring.base, extraRing.base)
        (self.block, self.extra, self.result) = (block.base, extra.base, result.base)
        memory = [rows, ring, extraRing, block, extra, result]
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: TileRun<Number>) -> Int {
        let sizes = Sizes(run)
        let numbers = sizes.ringRows * sizes.pitch + TileBlock.rows * (sizes.row + sizes.extra + sizes.result)
        let turn =
            run.horizontal.map { TileTurn.byteCount($0, step: run.layout.step, tileWidth: run.tileWidth) } ?? 0
        return numbers * MemoryLayout<Number>.stride + 4 * sizes.ringRows * MemoryLayout<Int>.stride + turn
    }

    /// How many numbers each part takes, in whole vectors.
    private struct Sizes {
        let row: Int
        let extra: Int
        let pitch: Int
        let ringRows: Int
        let result: Int

        init(_ run: TileRun<Number>) {
            func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 + 16 }
            let reach = (run.horizontal?.reach ?? 0) * run.layout.step
            row = padded(run.tileWidth + reach)
            let outside = run.horizontal.map { $0.positionsOutside * run.layout.step } ?? 0
            extra = padded(min(outside, run.tileWidth + reach))
            // Rows lie next to each other, not as far apart as in the image, where they can fall on the same sets of a cache.
            pitch = row + extra
            ringRows = run.vertical.map { $0.reach + TileBlock.rows } ?? 0
            result = padded(run.tileWidth + TileTurn<Number>.padding(step: run.layout.step))
        }
    }

    /// Makes ready for a run.
    ///
    /// - Parameters:
    ///   - stride: the distance in elements between neighbours in a line of the input.
    ///   - targetStride: the same of the result.
    func prepare(for source: ArrayBuffer, stride: Int, _ target: ArrayBuffer, targetStride: Int) {
        sourceStride = stride
        self.targetStride = targetStride
        guard let rowAxis else { return }
        sourcePitch = source.strides[rowAxis] * inputSize
        targetPitch = target.strides[rowAxis] * outputSize
    }

    /// Computes a part of the result.
    func run(
        _ unit: TileWork.Unit, from source: ArrayBuffer, into target: ArrayBuffer, cancellation: Cancellation?
    ) {
        if unit.tile != tile {
            tile = unit.tile
            columns = columnsOf(tile)
        }
        // What every row needs is handed down, so that it is not kept alive anew for each.
        let columns = columns
        for slice in unit.slices {
            let (from, to) = (base(source, slice), base(target, slice))
            // The next row of the vertical window, and where it goes.
            var packed = unit.rows.lowerBound
            var slot = 0
            for first in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: TileBlock.rows) {
                if let cancellation, cancellation.isCancelled { return }
                let count = min(TileBlock.rows, unit.rows.upperBound - first)
                if let vertical, let verticalSum {
                    let needed = first + count + vertical.reach
                    while packed < needed {
                        pack(packed, slot, from, vertical, columns)
                        packed += 1
                        slot = slot + 1 == ringRows ? 0 : slot + 1
                    }
                    // The window ends with the row that came last.
                    let start = slot - (count + vertical.reach)
                    let window = start < 0 ? start + ringRows : start
                    sum(verticalSum, window, count, vertical.dilation, columns)
                } else {
                    for row in 0..<count {
                        let line = block + row * blockPitch + columns.offset
                        read(from + (first + row) * sourcePitch, line, extra + row * extraPitch, columns)
                    }
                }
                finish(to + first * targetPitch, count, columns)
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
    private func sum(_ vertical: TileSum<Number>, _ window: Int, _ rows: Int, _ dilation: Int, _ columns: TileColumns) {
        vertical.down(
            ring + window, dilation: dilation, into: block + columns.offset, pitch: blockPitch, rows: rows,
            count: wholeVectors(columns.count))
        guard columns.extraCount > 0 else { return }
        vertical.down(
            extraRing + window, dilation: dilation, into: extra, pitch: extraPitch, rows: rows,
            count: wholeVectors(columns.extraCount))
    }

    /// Makes rows of the result from the block.
    private func finish(_ target: UnsafeMutableRawPointer, _ rows: Int, _ columns: TileColumns) {
        let target = target + columns.firstOutput * targetStride * outputSize
        let count = columns.outputCount
        var lines = UnsafePointer(block)
        var pitch = blockPitch
        if let horizontalSum {
            columns.fill(block, pitch: blockPitch, from: extra, extraPitch: extraPitch, rows: rows)
            if let turn, rows == TileBlock.rows, isPlain, targetStride == 1, count % turn.chunk == 0 {
                let line = target.assumingMemoryBound(to: Number.self)
                return turn.along(
                    lines, pitch: pitch, into: line, targetPitch: targetPitch / outputSize, count: count)
            } else if let turn {
                turn.along(lines, pitch: pitch, into: result, targetPitch: resultPitch, count: count)
            } else if isPlain, targetStride == 1, count == wholeVectors(count) {
                return horizontalSum.along(
                    lines, pitch: pitch, into: target.assumingMemoryBound(to: Number.self),
                    targetPitch: targetPitch / outputSize, rows: rows, count: count)
            } else {
                horizontalSum.along(
                    lines, pitch: pitch, into: result, targetPitch: resultPitch, rows: rows, count: wholeVectors(count))
            }
            (lines, pitch) = (UnsafePointer(result), resultPitch)
        }
        for row in 0..<rows { store(lines + row * pitch, target + row * targetPitch, targetStride, count) }
    }

    /// A count up to which a line of our own may be computed, so that only whole vectors are.
    @inline(__always)
    private func wholeVectors(_ count: Int) -> Int { (count &+ 15) & ~15 }

    /// Puts the row that stands at a position of the vertical pass into a slot of the ring.
    private func pack(
        _ position: Int, _ slot: Int, _ source: UnsafeMutableRawPointer, _ pass: TilePass<Number>,
        _ columns: TileColumns
    ) {
        let (line, extra) = (Target(mutating: ring[slot]), Target(mutating: extraRing[slot]))
        let index = position - pass.before
        if index >= 0, index < pass.inputCount {
            return read(source + index * sourcePitch, line, extra, columns)
        }
        switch pass.source(at: index) {
        case .sample(let index): read(source + index * sourcePitch, line, extra, columns)
        case .outside(let value):
            line.update(repeating: Number(number: value), count: columns.count)
            extra.update(repeating: Number(number: value), count: columns.extraCount)
        case .stuffed: break
        }
    }

    /// Reads the tile's part of a row, and its extra columns.
    @inline(__always)
    private func read(_ row: UnsafeMutableRawPointer, _ line: Target, _ extra: Target, _ columns: TileColumns) {
        let size = inputSize * sourceStride
        let first = row + columns.first * size
        if let copy, sourceStride == 1 {
            let numbers = UnsafeRawPointer(first).assumingMemoryBound(to: Number.self)
            copy(numbers, line, columns.count, numbers + sourcePitch / inputSize)
        } else {
            load(first, sourceStride, line, columns.count)
        }
        guard columns.extraCount > 0 else { return }
        for run in columns.extras {
            load(row + run.first * size, sourceStride, extra + run.offset, run.count)
        }
    }
}
