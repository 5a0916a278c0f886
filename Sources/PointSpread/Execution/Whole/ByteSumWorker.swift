import PointSpreadKernelTable

/// What one thread needs to sum bytes in fixed point.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ByteSumWorker: @unchecked Sendable {
    private let vertical: TilePass<Float>?
    private let kernels: ByteSumTable
    private let work: BoxWork
    private let columnsOf: (Int) -> TileColumns
    private let bias: Int32
    private let start: Int32
    private let shift: Int32
    private let taps: Int
    private let total: Int
    /// A row of the tile.
    private let edges: BoxEdges<UInt8>
    /// How to find the windows of four taps, those of two rows, and how many a row has beyond the number of its sums.
    private let makeWindows: ByteSumTable.Windows
    private let fours: Scratch<Int32>
    private let places: Scratch<UInt8>
    private let windows: Scratch<UInt8>
    private let windowsBeyond: Int
    /// The groups of taps along a row.
    private let distances: Scratch<Int>
    private let weights: Scratch<Int32>
    /// Pairs of rows, summed; those of a window and their weights, for the upper row of the result and for the lower one.
    private let ring: Scratch<Int16>
    private let pairs: Scratch<UnsafePointer<Int16>>
    private let pairCount: Int
    private let upperWeights: Scratch<Int32>
    private let lowerWeights: Scratch<Int32>
    private let pitch: Int
    /// Two rows of the result.
    private let results: Scratch<UInt8>
    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    /// The numbers of the tile's columns, which are quicker to reach than the columns.
    private var (firstOutput, outputCount, firstInput, inputCount, inputOffset, extraCount) = (0, 0, 0, 0, 0, 0)

    private static let unit = 64

    init(_ run: ByteSumRun) throws(FilterError) {
        let sizes = Sizes(run)
        work = run.work
        kernels = run.kernels
        vertical = run.passes.vertical
        (bias, start) = (Int32(truncatingIfNeeded: run.bias), Int32(truncatingIfNeeded: run.start))
        shift = Int32(truncatingIfNeeded: run.shift)
        (taps, total, pitch) = (run.down.weights.count, run.down.total, sizes.pitch)
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        edges = try BoxEdges(sizes.edges, zero: 0)
        let groups = run.along.groups
        let distance = run.distance
        // Taps that lie no more than four bytes apart meet nothing beyond 16 bytes for four sums.
        let isNear = distance <= 4
        makeWindows = isNear ? run.kernels.nearWindows : run.kernels.farWindows
        let fours = (0..<16).map { four -> Int in
            let (group, tap) = (four / 4, four % 4)
            return isNear ? group + tap : 4 * group + tap * distance
        }
        let places = (0..<64).map { place -> Int in
            let (sum, tap) = (place % 16 / 4, place % 4)
            return isNear ? sum + tap * distance : 4 * tap + sum
        }
        self.fours = try Scratch(fours.map { Int32($0) })
        self.places = try Scratch(places.map { UInt8($0) })
        windowsBeyond = sizes.windowsBeyond
        windows = try Scratch(repeating: 0, count: 2 * sizes.windows)
        distances = try Scratch(groups.map { 4 * $0.tap * distance })
        weights = try Scratch(groups.map(\.weights))
        pairCount = sizes.pairCount
        ring = try Scratch(repeating: 0, count: pairCount * 2 * sizes.pitch)
        pairs = try Scratch(count: pairCount)
        upperWeights = try Scratch(run.down.pairs(from: 0))
        lowerWeights = try Scratch(run.down.pairs(from: 1))
        results = try Scratch(repeating: 0, count: 2 * sizes.pitch)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: ByteSumRun) -> Int {
        let sizes = Sizes(run)
        let edges = BoxEdges<UInt8>.byteCount(sizes.edges)
        return edges + 2 * sizes.windows + (4 * sizes.pairCount + 2) * sizes.pitch
    }

    /// How many numbers rows take, in whole units.
    private struct Sizes {
        let edges: BoxRowSizes
        let pitch: Int
        let windowsBeyond: Int
        let windows: Int
        let pairCount: Int

        init(_ run: ByteSumRun) {
            // Groups of four taps and whole vectors read beyond the last sample.
            edges = BoxRowSizes(run.passes.horizontal, run.work, unit: unit, beyond: 4 * max(run.distance, 16))
            pitch = BoxRowSizes.padded(run.work.tileWidth, unit) / unit * unit + unit / 2
            windowsBeyond = ((run.along.weights.count - 1) / 4 * 4 * run.distance + 15) / 16 * 16
            windows = 4 * (BoxRowSizes.padded(run.work.tileWidth, unit) + windowsBeyond)
            pairCount = run.down.pairs(from: 0).count
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
            // What stands outside stands beside columns that have been summed.
            edges.prepare(columns) { [total] in $0 == 0 ? 0 : UInt8($0 / Double(total)) }
        }
        let sourceStride = work.layout.stride(of: source) ?? 1
        let targetStride = work.layout.stride(of: target) ?? 1
        let rowBytes = work.rowAxis.map { source.strides[$0] } ?? 0
        let targetBytes = work.rowAxis.map { target.strides[$0] } ?? 0
        let count = (outputCount + Self.unit - 1) / Self.unit * Self.unit
        let result = results.base
        for slice in unit.slices {
            let from = Rows(
                base: work.base(source, slice), bytes: rowBytes, stride: sourceStride,
                positions: unit.rows.lowerBound..<unit.rows.upperBound + taps - 1)
            let to = work.base(target, slice) + firstOutput * targetStride
            for pair in 0..<pairCount - 1 { enter(pair, from, count) }
            for (number, output) in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: 2).enumerated() {
                if let cancellation, cancellation.isCancelled { return }
                enter(number + pairCount - 1, from, count)
                for pair in 0..<pairCount { pairs.base[pair] = UnsafePointer(slot(number &+ pair)) }
                let upper = (to + output * targetBytes).assumingMemoryBound(to: UInt8.self)
                let lower = upper + targetBytes
                let hasLower = output + 1 < unit.rows.upperBound
                let isDirect = targetStride == 1 && count == outputCount
                kernels.columns(
                    pairs.base, upperWeights.base, lowerWeights.base, pairCount, start, shift,
                    isDirect ? upper : result, isDirect && hasLower ? lower : result + pitch, count)
                if isDirect { continue }
                write(result, to: upper, targetStride)
                if hasLower { write(result + pitch, to: lower, targetStride) }
            }
        }
    }

    /// The rows of a slice that a unit needs.
    private struct Rows {
        let base: UnsafeMutableRawPointer
        let bytes: Int
        let stride: Int
        /// Positions of the vertical pass.
        let positions: Range<Int>
    }

    private func write(_ row: UnsafePointer<UInt8>, to place: UnsafeMutablePointer<UInt8>, _ stride: Int) {
        if stride == 1 { return place.update(from: row, count: outputCount) }
        for index in 0..<outputCount { place[index * stride] = row[index] }
    }

    /// The sums of a pair of rows.
    @inline(__always)
    private func slot(_ pair: Int) -> UnsafeMutablePointer<Int16> { ring.base + pair % pairCount &* (2 &* pitch) }

    /// Sums the two rows of a pair, where the unit needs them.
    private func enter(_ pair: Int, _ rows: Rows, _ count: Int) {
        let position = rows.positions.lowerBound + 2 * pair
        guard position < rows.positions.upperBound else { return }
        let upper = windows.base
        fill(position, rows)
        makeWindows(edges.row, fours.base, places.base, upper, count + windowsBeyond, ahead(of: position, rows))
        // Where there is no lower row, anything does: its weights are zero, or what comes of it is not wanted.
        var lower = upper
        if position + 1 < rows.positions.upperBound {
            lower += windows.count / 2
            fill(position + 1, rows)
            makeWindows(edges.row, fours.base, places.base, lower, count + windowsBeyond, ahead(of: position + 1, rows))
        }
        kernels.rows(upper, lower, distances.base, weights.base, weights.count, bias, slot(pair), count)
    }

    /// What is soon to be filled in after a position: memory that lies so far apart is not fetched ahead unasked.
    private func ahead(of position: Int, _ rows: Rows) -> UnsafePointer<UInt8> {
        let next = min(position + 4, rows.positions.upperBound - 1)
        guard let line = line(at: next, rows) else { return UnsafePointer(edges.row) }
        return UnsafePointer(line + firstInput * rows.stride)
    }

    /// The row of the array that stands at a position of the vertical pass, where that is not outside.
    private func line(at position: Int, _ rows: Rows) -> UnsafeMutablePointer<UInt8>? {
        var index = position
        if let vertical {
            guard case .sample(let place) = vertical.source(at: position - vertical.before) else { return nil }
            index = place
        }
        return (rows.base + index * rows.bytes).assumingMemoryBound(to: UInt8.self)
    }

    /// Takes the row that stands at a position of the vertical pass, with what lies outside of it.
    private func fill(_ position: Int, _ rows: Rows) {
        let row = edges.row
        if let line = line(at: position, rows) {
            read(line + firstInput * rows.stride, rows.stride, row + inputOffset, inputCount)
            if extraCount > 0 {
                for run in columns.extras {
                    read(line + run.first * rows.stride, rows.stride, edges.extra + run.offset, run.count)
                }
            }
        } else if let vertical, case .outside(let value) = vertical.source(at: position - vertical.before) {
            row.update(repeating: UInt8(value), count: max(0, inputOffset + inputCount))
            edges.extra.update(repeating: UInt8(value), count: extraCount)
        }
        edges.fill()
    }

    private func read(
        _ source: UnsafePointer<UInt8>, _ stride: Int, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
    ) {
        if stride == 1 { return target.update(from: source, count: count) }
        for place in 0..<count { target[place] = source[place * stride] }
    }
}
