import PointSpreadKernelTable

/// What one thread needs to sum boxes of samples of 16 bits.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ShortBoxWorker: @unchecked Sendable {
    private typealias Samples = UnsafePointer<UInt16>

    private let vertical: TilePass<Float>?
    private let along: BoxRow<Int32>
    private let kernels: ShortBoxTable
    private let slideRow: ShortBoxTable.Slide
    private let floats: LineKernelTable<Float>
    private let factor: Float
    private let steps: [Store.Step]
    private let store: LineKernelTable<Float>.Store
    private let work: BoxWork
    private let columnsOf: (Int) -> TileColumns
    private let height: Int
    /// The columns of a tile, each summed.
    private let edges: BoxEdges<Int32>
    /// A row of the result.
    private let sums: Scratch<Int32>
    private let numbers: Scratch<Float>
    private let size: Int
    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    /// The numbers of the tile's columns, which are quicker to reach than the columns.
    private var (firstOutput, outputCount, firstInput, inputCount, inputOffset, extraCount) = (0, 0, 0, 0, 0, 0)

    /// What the counts of sums are multiples of.
    private static let unit = 32
    private static let sampleSize = MemoryLayout<UInt16>.size

    init(_ run: ShortBoxRun) throws(FilterError) {
        let sizes = Self.sizes(run)
        work = run.work
        (kernels, floats) = (run.kernels, run.floats)
        slideRow = run.program.inputType == .int16 ? kernels.slideSigned : kernels.slideUnsigned
        (factor, steps, store) = (run.factor, run.steps, run.store)
        vertical = run.passes.vertical
        height = run.height
        size = run.program.outputs[0].type.size
        let distance = (run.passes.horizontal?.dilation ?? 1) * run.work.layout.step
        along = try BoxRow(
            width: run.width, distance: distance, longest: sizes.row, unit: Self.unit, zero: 0,
            join: { [join = run.kernels.join] in join($0, $1, $2, $3, $4, $5) })
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        edges = try BoxEdges(sizes, zero: 0)
        sums = try Scratch(repeating: 0, count: sizes.row)
        numbers = try Scratch(repeating: 0, count: sizes.row)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: ShortBoxRun) -> Int {
        let sizes = sizes(run)
        return BoxEdges<Int32>.byteCount(sizes) + 4 * (BoxRow<Int32>.lineCount(run.width) + 2) * sizes.row
    }

    private static func sizes(_ run: ShortBoxRun) -> BoxRowSizes {
        BoxRowSizes(run.passes.horizontal, run.work, unit: unit)
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
            // Only zeros stand outside.
            edges.prepare(columns) { _ in 0 }
        }
        let targetStride = work.layout.stride(of: target) ?? 1
        let pitch = work.rowAxis.map { source.strides[$0] } ?? 0
        let targetPitch = work.rowAxis.map { target.strides[$0] } ?? 0
        let sums = edges.row + max(0, inputOffset)
        for slice in unit.slices {
            let from = UnsafePointer(work.base(source, slice).assumingMemoryBound(to: UInt16.self))
            let to = work.base(target, slice) + firstOutput * targetStride * size
            sums.update(repeating: 0, count: inputCount)
            edges.extra.update(repeating: 0, count: extraCount)
            let first = unit.rows.lowerBound
            for position in first..<first + height - 1 { slide(row(position, from, pitch), nil, sums) }
            for output in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                let leaving = output == first ? nil : row(output - 1, from, pitch)
                let entering = row(output + height - 1, from, pitch)
                let place = to + output * targetPitch * size
                // Where zeros stand there is nothing to read.
                let next = entering.map { UnsafeRawPointer($0) + (firstInput + pitch) * Self.sampleSize }
                var ahead = RowsAhead(
                    reading: next ?? UnsafeRawPointer(place), byteCount: next == nil ? 0 : inputCount * Self.sampleSize,
                    writing: place + targetPitch * size, byteCount: targetStride == 1 ? outputCount * size : 0)
                slide(entering, leaving, sums)
                ahead.ask()
                edges.fill()
                means(into: place, targetStride, &ahead)
            }
        }
    }

    /// The row that stands at a position of the vertical pass, or nothing where zeros do.
    private func row(_ position: Int, _ source: Samples, _ pitch: Int) -> Samples? {
        guard let vertical else { return source + position * pitch }
        guard case .sample(let index) = vertical.source(at: position - vertical.before) else { return nil }
        return source + index * pitch
    }

    /// Takes a row into the sums of its columns, and another one out of them.
    private func slide(_ entering: Samples?, _ leaving: Samples?, _ sums: UnsafeMutablePointer<Int32>) {
        func slide(_ first: Int, _ sums: UnsafeMutablePointer<Int32>, _ count: Int) {
            slideRow(entering.map { $0 + first }, leaving.map { $0 + first }, sums, count)
        }
        slide(firstInput, sums, inputCount)
        guard extraCount > 0 else { return }
        for run in columns.extras { slide(run.first, edges.extra + run.offset, run.count) }
    }

    /// Sums neighbours, and makes of the sums what the program does.
    private func means(into target: UnsafeMutableRawPointer, _ stride: Int, _ ahead: inout RowsAhead) {
        let count = outputCount
        along.sum(edges.row, into: sums.base, count: (count + Self.unit - 1) / Self.unit * Self.unit)
        ahead.ask()
        kernels.floats(sums.base, factor, numbers.base, count)
        ahead.ask()
        steps.apply(to: numbers.base, count: count, by: floats.pointwise)
        store(numbers.base, target, stride, count)
    }
}
