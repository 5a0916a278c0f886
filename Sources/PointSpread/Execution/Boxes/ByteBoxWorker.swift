import PointSpreadKernelTable

/// What one thread needs to sum boxes of bytes in whole numbers.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ByteBoxWorker: @unchecked Sendable {
    private let vertical: TilePass<Float>?
    private let along: BoxRow<UInt16>
    private let kernels: ByteBoxTable
    private let work: BoxWork
    private let columnsOf: (Int) -> TileColumns
    private let height: Int
    private let divisor: Float
    /// A row of the tile.
    private let edges: BoxEdges<UInt16>
    /// The rows of the window, each summed, the one that has left it last, and one of zeros.
    private let ring: Scratch<UInt16>
    private let zeros: Scratch<UInt16>
    private let pitch: Int
    private let sums: Scratch<Int32>
    private let result: Scratch<UInt8>
    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    /// The numbers of the tile's columns, which are quicker to reach than the columns.
    private var (firstOutput, outputCount, firstInput, inputCount, inputOffset, extraCount) = (0, 0, 0, 0, 0, 0)

    /// What the counts of sums are multiples of.
    private static let unit = 64

    init(_ run: ByteBoxRun) throws(FilterError) {
        let sizes = Sizes(run)
        work = run.work
        kernels = run.kernels
        vertical = run.passes.vertical
        (height, divisor, pitch) = (run.height, run.divisor, sizes.pitch)
        let distance = (run.passes.horizontal?.dilation ?? 1) * run.work.layout.step
        along = try BoxRow(
            width: run.width, distance: distance, longest: sizes.edges.row, unit: Self.unit, zero: 0,
            join: { [join = run.kernels.join] in join($0, $1, $2, $3, $4, $5) })
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        edges = try BoxEdges(sizes.edges, zero: 0)
        ring = try Scratch(repeating: 0, count: (run.height + 1) * sizes.pitch)
        zeros = try Scratch(repeating: 0, count: sizes.pitch)
        sums = try Scratch(repeating: 0, count: sizes.pitch)
        result = try Scratch(repeating: 0, count: sizes.pitch)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: ByteBoxRun) -> Int {
        let sizes = Sizes(run)
        let edges = BoxEdges<UInt16>.byteCount(sizes.edges)
        let shorts = BoxRow<UInt16>.lineCount(run.width) * sizes.edges.row + (run.height + 2) * sizes.pitch
        return 2 * shorts + 5 * sizes.pitch + edges
    }

    /// How many numbers rows take, in whole units.
    private struct Sizes {
        let edges: BoxRowSizes
        let pitch: Int

        init(_ run: ByteBoxRun) {
            edges = BoxRowSizes(run.passes.horizontal, run.work, unit: unit)
            // Rows that are a power of two apart would fall on the same sets of the cache.
            pitch = (BoxRowSizes.padded(run.work.tileWidth, unit) / (2 * unit)) * 2 * unit + unit / 2
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
            edges.prepare(columns) { [height] in UInt16($0 / Double(height)) }
        }
        let sourceStride = work.layout.stride(of: source) ?? 1
        let targetStride = work.layout.stride(of: target) ?? 1
        let rowBytes = work.rowAxis.map { source.strides[$0] } ?? 0
        let targetBytes = work.rowAxis.map { target.strides[$0] } ?? 0
        let count = outputCount
        for slice in unit.slices {
            let from = work.base(source, slice)
            let to = work.base(target, slice) + firstOutput * targetStride
            sums.base.update(repeating: 0, count: count)
            var leaving = UnsafePointer(zeros.base)
            for position in unit.rows.lowerBound..<unit.rows.lowerBound + height - 1 {
                kernels.slide(entering(position, from, rowBytes, sourceStride), leaving, sums.base, count)
            }
            for output in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                let entering = entering(output + height - 1, from, rowBytes, sourceStride)
                let place = (to + output * targetBytes).assumingMemoryBound(to: UInt8.self)
                if targetStride == 1 {
                    kernels.means(entering, leaving, sums.base, divisor, place, count)
                } else {
                    kernels.means(entering, leaving, sums.base, divisor, result.base, count)
                    for index in 0..<count { place[index * targetStride] = result.base[index] }
                }
                leaving = slot(output)
            }
        }
    }

    private func slot(_ position: Int) -> UnsafePointer<UInt16> {
        UnsafePointer(ring.base + position % (height + 1) * pitch)
    }

    /// The row that stands at a position of the vertical pass, its neighbours summed.
    private func entering(
        _ position: Int, _ source: UnsafeMutableRawPointer, _ rowBytes: Int, _ stride: Int
    ) -> UnsafePointer<UInt16> {
        let row = edges.row
        var index: Int? = position
        if let vertical {
            switch vertical.source(at: position - vertical.before) {
            case .sample(let place): index = place
            case .outside(let value):
                index = nil
                row.update(repeating: UInt16(value), count: max(0, inputOffset + inputCount))
                edges.extra.update(repeating: UInt16(value), count: extraCount)
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
        let result = slot(position)
        let count = (outputCount + Self.unit - 1) / Self.unit * Self.unit
        along.sum(row, into: UnsafeMutablePointer(mutating: result), count: count)
        return result
    }

    private func read(
        _ source: UnsafePointer<UInt8>, _ stride: Int, _ target: UnsafeMutablePointer<UInt16>, _ count: Int
    ) {
        if stride == 1 { return kernels.widen(source, target, count) }
        for place in 0..<count { target[place] = UInt16(source[place * stride]) }
    }
}
