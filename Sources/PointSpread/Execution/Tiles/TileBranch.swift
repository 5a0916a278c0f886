import PointSpreadKernelTable

/// What one thread needs to compute a branch, block of rows by block of rows.
final class TileBranch<Number: LineNumber> {
    typealias Target = UnsafeMutablePointer<Number>

    private let passes: TileBranchPasses<Number>
    private let verticalSum: TileSum<Number>?
    private let horizontalSum: TileSum<Number>?
    private let turn: TileTurn<Number>?
    private let load: LineKernelTable<Number>.Load
    /// How rows are read that need no conversion.
    private let copy: BlockKernelTable<Number>.Copy?
    private let step: Int
    private let inputSize: Int

    /// The rows of the vertical window, in turn: where each and where its extra columns begin, twice over, so that a window is
    /// always a run of them.
    ///
    /// Rows that need no conversion stay where they are; others are copied, their extra columns behind them. Rows that have been
    /// summed along have no extra columns.
    private let ring: UnsafeMutablePointer<UnsafePointer<Number>>
    private let extraRing: UnsafeMutablePointer<UnsafePointer<Number>>
    private let copies: Target
    private let ringRows: Int
    private let ringPitch: Int
    private let extraOffset: Int
    /// A block of rows between the passes, with what lies outside, and their extra columns.
    private let block: Target
    private let extra: Target
    private let blockPitch: Int
    private let extraPitch: Int
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]

    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    /// Where rows can be summed along as they lie in the array, the outputs for which they cannot.
    private var edges: TileEdges?
    /// Whether rows can be turned as they lie in the array.
    private var turnsInPlace = false
    private var stride = 1
    private var pitch = 0
    /// Whether the rows of the vertical window stay where they are, in the array.
    private var readsInPlace = false
    /// The next row of the vertical window, and where it goes.
    private var packed = 0
    private var slot = 0

    init(_ passes: TileBranchPasses<Number>, _ run: TileRun<Number>) throws(FilterError) {
        self.passes = passes
        step = run.layout.step
        let sizes = Sizes(passes, run)
        verticalSum = try passes.vertical.map { (pass) throws(FilterError) in
            try TileSum(pass, step: run.layout.step, kernels: run.kernels, length: sizes.longest)
        }
        let horizontalSum = try passes.horizontal.map { (pass) throws(FilterError) in
            try TileSum(pass, step: run.layout.step, kernels: run.kernels, length: sizes.longest)
        }
        if let horizontalSum, let pass = passes.horizontal {
            turn = try TileTurn(
                horizontalSum, pass, step: run.layout.step, tileWidth: run.tileWidth, rows: run.rows,
                kernels: run.kernels)
        } else {
            turn = nil
        }
        self.horizontalSum = horizontalSum
        load = run.kernels.load(from: run.program.inputType, mapped: passes.maps)
        copy = run.program.inputType == Number.elementType && passes.maps.isEmpty ? run.kernels.blocks.copy : nil
        inputSize = run.program.inputType.size

        (ringRows, ringPitch) = (sizes.ringRows, sizes.pitch)
        (blockPitch, extraPitch) = (sizes.blockRow, sizes.extra)
        // Places that no column reaches are read all the same, and must be numbers.
        let rows = try Scratch(repeating: Number.zero, count: sizes.ringCount)
        let block = try Scratch(repeating: Number.zero, count: sizes.blockRows * sizes.blockRow)
        let extra = try Scratch(repeating: Number.zero, count: sizes.blockRows * sizes.extra)
        let ring = try Scratch(
            (0..<2 * sizes.ringRows).map { UnsafePointer(rows.base + $0 % sizes.ringRows * sizes.pitch) })
        extraOffset = min(sizes.row, sizes.pitch)
        let extraRing = try Scratch((0..<2 * sizes.ringRows).map { [extraOffset] in ring.base[$0] + extraOffset })
        copies = rows.base
        (self.ring, self.extraRing, self.block, self.extra) = (ring.base, extraRing.base, block.base, extra.base)
        memory = [rows, ring, extraRing, block, extra]
    }

    /// Makes ready for a run, and for the rows of a slice.
    ///
    /// - Parameters:
    ///   - stride: the distance in elements between neighbours in a line of the input.
    ///   - pitch: the distance in bytes between its rows.
    func prepare(stride: Int, pitch: Int) {
        self.stride = stride
        self.pitch = pitch
    }

    func begin(_ columns: TileColumns) {
        self.columns = columns
        turn?.begin(columns)
        edges = nil
        guard copy != nil, passes.isRowsFirst, let pass = passes.horizontal, let horizontalSum else { return }
        let rowLength = pass.inputCount * step
        edges = TileEdges(
            columns, reach: pass.reach * step, rowLength: rowLength, step: step, least: horizontalSum.count(1))
        // Columns are turned four at a time.
        turnsInPlace = columns.first + (columns.count + 3) & ~3 <= rowLength
    }

    func beginRows(at row: Int) {
        packed = row
        slot = 0
        readsInPlace = canReadInPlace
    }

    /// Whether the rows of a window can be read where they are.
    ///
    /// Those whose distance is a multiple of a high power of two fall on the same sets of a cache; they are copied next to each
    /// other.
    private var canReadInPlace: Bool {
        guard copy != nil, stride == 1, !passes.isRowsFirst, columns.count >= TileBlock.vector,
            let pass = passes.vertical, pass.dilation == 1, verticalSum?.isDense == true
        else { return false }
        return (pass.reach + TileBlock.rows) * (pitch & -pitch) <= 1 << 20
    }

    /// Whether so many rows of the current tile can be computed without writing anything beyond them.
    func writesExactly(rows: Int) -> Bool {
        let count = columns.outputCount
        if let turn, !passes.isRowsFirst { return rows == TileBlock.rows && count >= turn.leastCount }
        let sum = passes.isRowsFirst ? verticalSum : horizontalSum ?? verticalSum
        return (sum?.count(count) ?? count) == count && (horizontalSum != nil && !passes.isRowsFirst || rows % 4 == 0)
    }

    /// Computes rows of the current tile.
    ///
    /// - Parameters:
    ///   - first: the first row.
    ///   - rows: how many rows, at most those of a block.
    ///   - source: the first row of the slice that they lie in.
    ///   - target: room for whole vectors and rows, unless exactly what is wanted is written.
    ///   - writing: where results are written.
    func compute(
        _ first: Int, rows: Int, from source: UnsafeMutableRawPointer, into target: Target, pitch targetPitch: Int,
        writing: TileWriting
    ) {
        let columns = columns
        guard let horizontalSum, !passes.isRowsFirst else {
            return down(first, rows, source, columns, target, targetPitch, streams: writing == .pastCaches)
        }
        var block = block
        if readsInPlace {
            let number = MemoryLayout<Number>.size
            let (row, own) = (
                Int(bitPattern: source) / number + columns.first, Int(bitPattern: block) / number + columns.offset
            )
            block += (row - own) & (TileBlock.vector - 1)
        }
        down(first, rows, source, columns, block + columns.offset, blockPitch)
        along(horizontalSum, turn, block, columns, rows, target, targetPitch, writing)
    }

    /// The rows that the next block begins with, where they are read in place and too short for the processor to look ahead by
    /// itself.
    @inline(__always)
    private func nextRows(
        _ source: UnsafeMutableRawPointer, _ pass: TilePass<Number>, _ columns: TileColumns
    ) -> BlockKernelTable<Number>.Soon? {
        guard readsInPlace, columns.count * inputSize < TileBlock.page else { return nil }
        let row = source + (packed - pass.before) * pitch
        return .init(line: row.assumingMemoryBound(to: Number.self) + columns.first, pitch: pitch / inputSize)
    }

    /// Sums along rows as they lie in the array; only what the border reaches is copied.
    private func sumInPlace(
        _ source: UnsafeMutableRawPointer, _ edges: TileEdges, _ sum: TileSum<Number>, _ rows: Int, _ target: Target
    ) {
        let (row, rowPitch) = rowInPlace(source)
        for part in edges.copied {
            copy?(row + part.lowerBound, rowPitch, block + part.lowerBound, blockPitch, rows, part.count)
        }
        readExtras(source, extra, extraPitch, rows, columns)
        columns.fill(block, pitch: blockPitch, from: extra, extraPitch: extraPitch, rows: rows)
        func sums(_ outputs: Range<Int>, _ samples: UnsafePointer<Number>, _ samplePitch: Int) {
            guard !outputs.isEmpty else { return }
            sum.along(
                samples + outputs.lowerBound, pitch: samplePitch, into: target + outputs.lowerBound,
                targetPitch: ringPitch, rows: rows, count: outputs.count)
        }
        sums(edges.inner, row, rowPitch)
        for part in edges.outer { sums(part, block, blockPitch) }
    }

    /// Turns rows as they lie in the array, and sums along them.
    private func turnInPlace(_ source: UnsafeMutableRawPointer, _ turn: TileTurn<Number>, _ target: Target) {
        let (row, rowPitch) = rowInPlace(source)
        readExtras(source, extra, extraPitch, TileBlock.rows, columns)
        turn.along(
            row, pitch: rowPitch, extra: extra, extraPitch: extraPitch, columns, into: target, targetPitch: ringPitch,
            .besides)
    }

    /// Where a row of the block would begin if it lay in the array, and the distance to the next.
    private func rowInPlace(_ source: UnsafeMutableRawPointer) -> (row: Target, pitch: Int) {
        (source.assumingMemoryBound(to: Number.self) + (columns.first - columns.offset), pitch / inputSize)
    }

    /// Sums along the rows of a block, turned or as they are.
    @inline(__always)
    private func along(
        _ sum: TileSum<Number>, _ turn: TileTurn<Number>?, _ block: Target, _ columns: TileColumns, _ rows: Int,
        _ target: Target, _ targetPitch: Int, _ writing: TileWriting
    ) {
        if let turn {
            turn.along(
                block, pitch: blockPitch, extra: extra, extraPitch: extraPitch, columns, into: target,
                targetPitch: targetPitch, writing)
        } else {
            columns.fill(block, pitch: blockPitch, from: extra, extraPitch: extraPitch, rows: rows)
            sum.along(
                block, pitch: blockPitch, into: target, targetPitch: targetPitch, rows: rows,
                count: sum.count(columns.outputCount))
        }
    }

    /// Makes rows after the vertical pass, and their extra columns.
    @inline(__always)
    private func down(
        _ first: Int, _ rows: Int, _ source: UnsafeMutableRawPointer, _ columns: TileColumns, _ target: Target,
        _ targetPitch: Int, streams: Bool = false
    ) {
        guard let pass = passes.vertical, let verticalSum else {
            read(source + first * pitch, target, targetPitch, extra, extraPitch, rows, columns)
            return
        }
        let needed = first + rows + pass.reach
        while packed < needed {
            let count = pack(packed, upTo: needed, source, pass, columns)
            packed += count
            slot = slot + count == ringRows ? 0 : slot + count
        }
        // The window ends with the row that came last; what stands for rows beyond it is computed, but nobody wants it.
        let start = slot - (rows + pass.reach)
        let window = start < 0 ? start + ringRows : start
        let end = window + rows + pass.reach
        for place in end..<end + (-rows & 3) { ring[place] = ring[end - 1] }
        let count = verticalSum.count(passes.isRowsFirst ? columns.outputCount : columns.count)
        // Whole lines of the cache only, of rows that begin with one: the ring's do.
        let isEven = passes.isRowsFirst && count % TileBlock.vector == 0 && Int(bitPattern: target) % 64 == 0
        verticalSum.down(
            ring + window, dilation: pass.dilation, into: target, pitch: targetPitch, rows: rows, count: count,
            streams: streams && isEven, soon: nextRows(source, pass, columns))
        guard columns.extraCount > 0, !passes.isRowsFirst else { return }
        verticalSum.down(
            extraRing + window, dilation: pass.dilation, into: extra, pitch: extraPitch, rows: rows,
            count: TileBlock.whole(columns.extraCount))
    }

    /// Puts the rows that stand at positions of the vertical pass into the ring: as many as lie below each other both in the input
    /// and in the ring.
    private func pack(
        _ position: Int, upTo end: Int, _ source: UnsafeMutableRawPointer, _ pass: TilePass<Number>,
        _ columns: TileColumns
    ) -> Int {
        let line = copies + slot * ringPitch
        let extra = line + extraOffset
        var index = position - pass.before
        var rows = 1
        if index >= 0, index < pass.inputCount {
            rows = min(end - position, pass.inputCount - index, ringRows - slot)
        } else {
            switch pass.source(at: index) {
            case .sample(let other): index = other
            case .outside(let value):
                point(slot, at: line)
                if passes.isRowsFirst {
                    line.update(repeating: Number(number: value), count: columns.outputCount)
                    return 1
                }
                line.update(repeating: Number(number: value), count: columns.count)
                extra.update(repeating: Number(number: value), count: columns.extraCount)
                return 1
            case .stuffed: return 1
            }
        }
        let first = source + index * pitch
        if readsInPlace {
            let numbers = first.assumingMemoryBound(to: Number.self) + columns.first
            for row in 0..<rows { point(slot + row, at: numbers + row * (pitch / inputSize)) }
            readExtras(first, extra, ringPitch, rows, columns)
            return rows
        }
        for row in 0..<rows { point(slot + row, at: line + row * ringPitch) }
        if let horizontalSum, passes.isRowsFirst {
            rows = min(rows, TileBlock.rows)
            // Blocks are turned as a whole; a few rows are summed as they are.
            let turn = rows >= TileBlock.rows / 2 ? turn : nil
            if let turn, turnsInPlace, stride == 1, rows == TileBlock.rows {
                turnInPlace(first, turn, line)
                return rows
            }
            if let edges, stride == 1, turn == nil {
                sumInPlace(first, edges, horizontalSum, rows, line)
                return rows
            }
            read(first, block + columns.offset, blockPitch, self.extra, extraPitch, rows, columns)
            along(horizontalSum, turn, block, columns, rows, line, ringPitch, .besides)
            return rows
        }
        read(first, line, ringPitch, extra, ringPitch, rows, columns)
        return rows
    }

    /// Says where a row of the window is.
    @inline(__always)
    private func point(_ slot: Int, at line: Target) {
        (ring[slot], ring[slot + ringRows]) = (UnsafePointer(line), UnsafePointer(line))
    }

    /// Reads the tile's part of rows, and their extra columns.
    @inline(__always)
    private func read(
        _ source: UnsafeMutableRawPointer, _ line: Target, _ linePitch: Int, _ extra: Target, _ extraPitch: Int,
        _ rows: Int, _ columns: TileColumns
    ) {
        let size = inputSize * stride
        let first = source + columns.first * size
        if let copy, stride == 1 {
            let numbers = UnsafeRawPointer(first).assumingMemoryBound(to: Number.self)
            copy(numbers, pitch / inputSize, line, linePitch, rows, columns.count)
        } else {
            for row in 0..<rows { load(first + row * pitch, stride, line + row * linePitch, columns.count) }
        }
        readExtras(source, extra, extraPitch, rows, columns)
    }

    /// Reads the extra columns of rows.
    @inline(__always)
    private func readExtras(
        _ source: UnsafeMutableRawPointer, _ extra: Target, _ extraPitch: Int, _ rows: Int, _ columns: TileColumns
    ) {
        guard columns.extraCount > 0 else { return }
        let size = inputSize * stride
        for row in 0..<rows {
            for run in columns.extras {
                load(
                    source + row * pitch + run.first * size, stride, extra + row * extraPitch + run.offset, run.count)
            }
        }
    }
}
