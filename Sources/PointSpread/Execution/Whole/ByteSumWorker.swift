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
    /// The groups of taps along a row, and for each byte of a vector the place of its sample.
    private let distances: Scratch<Int>
    private let weights: Scratch<Int32>
    private let places: Scratch<UInt8>
    /// The last two rows, summed; pairs of them; and the pairs and weights of a window.
    private let last: Scratch<Int16>
    private let ring: Scratch<Int16>
    private let ringRows: Int
    private let pairs: Scratch<UnsafePointer<Int16>>
    private let pairWeights: Scratch<Int32>
    private let pitch: Int
    private let result: Scratch<UInt8>
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
        let distance = run.passes.horizontal == nil ? 1 : (run.passes.horizontal?.dilation ?? 1) * run.work.layout.step
        let groups = run.along.groups
        distances = try Scratch(groups.map { $0.tap * distance })
        weights = try Scratch(groups.map(\.weights))
        places = try Scratch((0..<64).map { UInt8(truncatingIfNeeded: ($0 / 4 + $0 % 4 * distance) & 63) })
        last = try Scratch(repeating: 0, count: 2 * sizes.pitch)
        ringRows = sizes.ringRows
        ring = try Scratch(repeating: 0, count: sizes.ringRows * 2 * sizes.pitch)
        pairWeights = try Scratch(run.down.pairs)
        pairs = try Scratch(count: run.down.pairs.count)
        result = try Scratch(repeating: 0, count: sizes.pitch)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: ByteSumRun) -> Int {
        let sizes = Sizes(run)
        let edges = BoxEdges<UInt8>.byteCount(sizes.edges)
        return edges + (4 * sizes.ringRows + 5) * sizes.pitch
    }

    /// How many numbers rows take, in whole units.
    private struct Sizes {
        let edges: BoxRowSizes
        let pitch: Int
        let ringRows: Int

        init(_ run: ByteSumRun) {
            // Groups of four taps and whole vectors read beyond the last sample.
            edges = BoxRowSizes(run.passes.horizontal, run.work, unit: unit, beyond: 4 * 16)
            pitch = BoxRowSizes.padded(run.work.tileWidth, unit) / unit * unit + unit / 2
            ringRows = run.down.weights.count + 1
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
        for slice in unit.slices {
            let from = work.base(source, slice)
            let to = work.base(target, slice) + firstOutput * targetStride
            for position in unit.rows.lowerBound..<unit.rows.lowerBound + taps - 1 {
                enter(position, from, rowBytes, sourceStride, count)
            }
            for output in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                enter(output + taps - 1, from, rowBytes, sourceStride, count)
                for pair in 0..<pairWeights.count {
                    // The newest pair is that of the last two rows.
                    let row = output &+ taps &- 2 &* (pairWeights.count &- pair)
                    pairs.base[pair] = UnsafePointer(slot(row))
                }
                let place = (to + output * targetBytes).assumingMemoryBound(to: UInt8.self)
                let isDirect = targetStride == 1 && count == outputCount
                kernels.columns(
                    pairs.base, pairWeights.base, pairWeights.count, start, shift, isDirect ? place : result.base, count
                )
                if isDirect { continue }
                if targetStride == 1 {
                    place.update(from: result.base, count: outputCount)
                } else {
                    for index in 0..<outputCount { place[index * targetStride] = result.base[index] }
                }
            }
        }
    }

    /// The pairs of the row at a position and of the next one.
    @inline(__always)
    private func slot(_ position: Int) -> UnsafeMutablePointer<Int16> {
        ring.base + (position &+ ringRows) % ringRows &* (2 &* pitch)
    }

    /// Sums the row that stands at a position of the vertical pass, and pairs it with the one before it.
    private func enter(
        _ position: Int, _ source: UnsafeMutableRawPointer, _ rowBytes: Int, _ stride: Int, _ count: Int
    ) {
        let row = edges.row
        var index: Int? = position
        if let vertical {
            switch vertical.source(at: position - vertical.before) {
            case .sample(let place): index = place
            case .outside(let value):
                index = nil
                row.update(repeating: UInt8(value), count: max(0, inputOffset + inputCount))
                edges.extra.update(repeating: UInt8(value), count: extraCount)
            case .stuffed: break
            }
        }
        if let index {
            let line = (source + index * rowBytes).assumingMemoryBound(to: UInt8.self)
            read(line + firstInput * stride, stride, row + inputOffset, inputCount)
            if extraCount > 0 {
                for run in columns.extras {
                    read(line + run.first * stride, stride, edges.extra + run.offset, run.count)
                }
            }
        }
        edges.fill()
        let sums = last.base + (position & 1) * pitch
        kernels.rows(row, distances.base, weights.base, weights.count, places.base, bias, sums, count)
        kernels.pairs(last.base + (~position & 1) * pitch, sums, slot(position - 1), count)
    }

    private func read(
        _ source: UnsafePointer<UInt8>, _ stride: Int, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
    ) {
        if stride == 1 { return target.update(from: source, count: count) }
        for place in 0..<count { target[place] = source[place * stride] }
    }
}
