import PointSpreadKernelTable

/// What one thread needs to sum blocks of rows.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class DenseWorker<Number: LineNumber>: @unchecked Sendable {
    /// A block where it is quick to reach.
    private final class Sums {
        let rows: Int
        let parts: Scratch<DensePart>
        let steps: Scratch<DenseBlock<Number>.Step>
        let weights: Scratch<Number>
        let samples: Scratch<UnsafePointer<Number>>

        /// How many samples come before those of the steps: ones, which the start is the weight of where a row is summed by itself.
        let lead: Int

        init(_ block: DenseBlock<Number>, start: Number?) throws(FilterError) {
            rows = block.rows
            parts = try Scratch(block.parts)
            steps = try Scratch(block.steps)
            let begin = block.rows == 1 ? start.map { [$0] } ?? [] : []
            lead = begin.count
            weights = try Scratch(begin + block.weights)
            samples = try Scratch(count: begin.count + block.steps.count)
        }

        /// The memory that a block takes, in bytes.
        static func byteCount(_ block: DenseBlock<Number>) -> Int {
            block.steps.count * 3 * MemoryLayout<Int>.stride + block.weights.count * MemoryLayout<Number>.stride
        }
    }

    /// How the rows of a tile are written.
    private struct Results {
        let target: ArrayBuffer
        let tile: DenseTiles<Number>.Tile
        let stride: Int
        let elementSize: Int
        let rowStride: Int
        /// Whether sums go where the results belong, and whether past the caches, which they would only fill.
        let isDirect: Bool
        let isStreamed: Bool

        /// Results of so many bytes are no longer in the caches when somebody reads them.
        private static var streamedBytes: Int { 8 << 20 }

        init(_ run: DenseRun<Number>, _ target: ArrayBuffer, _ tile: DenseTiles<Number>.Tile, isWide: Bool) {
            self.target = target
            self.tile = tile
            stride = run.frame.layout.stride(of: target) ?? 1
            elementSize = target.elementType.size
            rowStride = target.strides[run.pass.rowAxis.axis]
            isDirect =
                isWide && tile.ranges.count == 1 && target.elementType == Number.elementType && stride == 1
            isStreamed =
                isDirect && run.pass.steps.isEmpty && rowStride * elementSize % 64 == 0
                && target.shape.elementCount * elementSize >= Self.streamedBytes
        }
    }

    private let window: DenseWindow<Number>
    private let block: Sums
    private let single: Sums
    private let ones: Scratch<Number>
    /// The rows of a result that does not go where it belongs at once.
    private let result: Scratch<Number>

    init(_ run: DenseRun<Number>) throws(FilterError) {
        window = try DenseWindow(run.frame)
        block = try Sums(run.block, start: run.pass.start)
        single = try Sums(run.single, start: run.pass.start)
        ones = try Scratch(repeating: 1, count: run.pass.start == nil ? 0 : run.frame.paddedWidth)
        result = try Scratch(repeating: .zero, count: run.block.rows * run.frame.paddedWidth)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: DenseRun<Number>) -> Int {
        DenseWindow.byteCount(run.frame) + Sums.byteCount(run.block) + Sums.byteCount(run.single)
            + (run.block.rows + (run.pass.start == nil ? 0 : 1)) * run.frame.paddedWidth * MemoryLayout<Number>.stride
    }

    /// Computes a part of the result.
    func run(
        _ unit: DenseWork.Unit, of run: DenseRun<Number>, from source: ArrayBuffer, into target: ArrayBuffer,
        _ cancellation: Cancellation?
    ) {
        let tile = run.frame.tiles.tiles[unit.tile]
        let sums = unit.rows.count >= block.rows ? block : single
        // Blocks of several rows are summed strip by strip, single rows vector by vector.
        let isWide = sums.rows > 1 ? tile.width >= run.kernels.dense.width : tile.width % 16 == 0
        window.begin(
            unit.tile, of: run.frame.tiles, in: source, isDirect: tile.isInside && (isWide || sums.rows == 1))
        let results = Results(run, target, tile, isWide: isWide)
        let reach = run.pass.rowAxis.reach
        for slice in unit.slices {
            let offset = window.locate(slice, run.frame.sliceAxes, in: source, target)
            var entered = unit.rows.lowerBound
            var row = unit.rows.lowerBound
            while row < unit.rows.upperBound {
                if let cancellation, cancellation.isCancelled { return }
                // The last block may overlap the one before it, and computes the same numbers there.
                let first = min(row, unit.rows.upperBound - sums.rows)
                window.enter(entered..<first + reach + sums.rows)
                entered = first + reach + sums.rows
                sum(sums, first, run, results, offset)
                row = first + sums.rows
            }
        }
    }

    /// Sums the rows of a block and stores them.
    @inline(__always)
    private func sum(
        _ sums: Sums, _ first: Int, _ run: DenseRun<Number>, _ results: Results, _ offset: Int
    ) {
        let rows = window.rows(from: first)
        let (steps, weights, count) = (sums.steps.base, sums.weights.base, sums.steps.count)
        let (all, samples) = (sums.samples.base, sums.samples.base + sums.lead)
        for step in 0..<count { samples[step] = rows[steps[step].row] + steps[step].offset }
        let place = offset + first * results.rowStride
        var (target, pitch, width) = (result.base, run.frame.paddedWidth, results.tile.width)
        if results.isDirect {
            let start = place + results.tile.ranges[0].lowerBound
            target = (results.target.base + start * results.elementSize).assumingMemoryBound(to: Number.self)
            pitch = results.rowStride
        } else if sums.rows > 1 {
            width = max(width, run.kernels.dense.width)
        } else if !window.isDirect {
            // Rows of our own hold whole vectors.
            width = (width + 15) & ~15
        }
        if sums.rows > 1 {
            run.kernels.dense.sum(
                sums.parts.base, sums.parts.count, samples, weights, target, pitch, width, results.isStreamed,
                run.pass.start ?? -0.0, run.pass.isFused)
        } else {
            if sums.lead > 0 { all[0] = UnsafePointer(ones.base) }
            run.kernels.productSum(all, weights, sums.lead + count, run.pass.isFused, 0, target, 0, 1, width)
        }
        for row in 0..<sums.rows {
            run.pass.steps.apply(to: target + row * pitch, count: results.tile.width, by: run.kernels.pointwise)
        }
        guard !results.isDirect else { return }
        for row in 0..<sums.rows {
            for (range, start) in zip(results.tile.ranges, results.tile.offsets) {
                let index = place + row * results.rowStride + range.lowerBound * results.stride
                run.store(
                    target + (row * pitch + start), results.target.base + index * results.elementSize, results.stride,
                    range.count)
            }
        }
    }
}
