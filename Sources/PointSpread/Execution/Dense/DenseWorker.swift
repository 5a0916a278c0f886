import PointSpreadKernelTable

/// What one thread needs to sum blocks of rows.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class DenseWorker<Number: LineNumber>: @unchecked Sendable {
    /// A block where it is quick to reach.
    private final class Sums {
        let rows: Int
        let parts: UnsafeMutablePointer<DensePart>
        let partCount: Int
        private let steps: UnsafeMutablePointer<DenseBlock<Number>.Step>
        private let stepCount: Int
        let weights: UnsafeMutablePointer<Number>
        let samples: UnsafeMutablePointer<UnsafePointer<Number>>
        let sampleCount: Int
        /// What owns the memory behind the pointers.
        private let memory: [AnyObject]

        /// - Parameter ones: where a row is summed by itself and has a start: samples of which the start is the weight.
        init(_ block: DenseBlock<Number>, start: Number?, ones: Scratch<Number>) throws(FilterError) {
            let parts = try Scratch(block.parts)
            let steps = try Scratch(block.steps)
            let begin = block.rows == 1 ? start.map { [$0] } ?? [] : []
            let weights = try Scratch(begin + block.weights)
            let samples = try Scratch(repeating: UnsafePointer(ones.base), count: begin.count + block.steps.count)
            (rows, self.parts, partCount) = (block.rows, parts.base, parts.count)
            (self.steps, stepCount, self.weights) = (steps.base, steps.count, weights.base)
            (self.samples, sampleCount) = (samples.base, samples.count)
            memory = [parts, steps, weights, samples]
        }

        /// Finds the samples of the steps, which come after the ones.
        func locate(_ rows: UnsafePointer<UnsafePointer<Number>>) {
            let samples = samples + (sampleCount - stepCount)
            for step in 0..<stepCount { samples[step] = rows[steps[step].row] + steps[step].offset }
        }

        /// The memory that a block takes, in bytes.
        static func byteCount(_ block: DenseBlock<Number>) -> Int {
            block.steps.count * 3 * MemoryLayout<Int>.stride + block.weights.count * MemoryLayout<Number>.stride
        }
    }

    private let windows: [DenseWindow<Number>]
    private let block: Sums
    private let single: Sums
    private let ones: Scratch<Number>
    /// The rows of a result that does not go where it belongs at once.
    private let result: Scratch<Number>

    init(_ run: DenseRun<Number>) throws(FilterError) {
        windows = try DenseWindow.all(run.frame)
        ones = try Scratch(repeating: 1, count: run.pass.start == nil ? 0 : run.frame.paddedWidth)
        block = try Sums(run.block, start: run.pass.start, ones: ones)
        single = try Sums(run.single, start: run.pass.start, ones: ones)
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
        let sums = unit.rows.count >= block.rows ? block : single
        let parts = zip(windows, run.frame.tiles.groups[unit.tileGroup]).map { window, tile in
            // Blocks of several rows are summed strip by strip, single rows vector by vector.
            let isWide = sums.rows > 1 ? tile.width >= run.kernels.dense.width : tile.width % 16 == 0
            window.begin(unit.tileGroup, tile, in: source, isDirect: tile.isInside && (isWide || sums.rows == 1))
            return DenseTileAccess(
                window, tile, of: run.frame, into: target, store: run.store, isWide: isWide)
        }
        let reach = run.pass.rowAxis.reach
        for slice in unit.slices {
            var offset = 0
            for part in parts { offset = part.window.locate(slice, run.frame.sliceAxes, in: source, target) }
            var entered = unit.rows.lowerBound
            var row = unit.rows.lowerBound
            while row < unit.rows.upperBound {
                if let cancellation, cancellation.isCancelled { return }
                // The last block may overlap the one before it, and computes the same numbers there.
                let first = min(row, unit.rows.upperBound - sums.rows)
                for part in parts {
                    part.window.enter(entered..<first + reach + sums.rows)
                    sum(sums, first, part, run, offset)
                }
                entered = first + reach + sums.rows
                row = first + sums.rows
            }
        }
    }

    /// Sums the rows of a block and stores them.
    @inline(__always)
    private func sum(
        _ sums: Sums, _ first: Int, _ part: DenseTileAccess<Number>, _ run: DenseRun<Number>, _ offset: Int
    ) {
        sums.locate(part.window.rows(from: first))
        let place = offset + first * part.rowStride
        var (target, pitch, width) = (result.base, run.frame.paddedWidth, part.tile.width)
        if part.isDirect {
            (target, pitch) = (part.results(at: place), part.rowStride)
        } else if sums.rows > 1 {
            width = max(width, run.kernels.dense.width)
        } else if !part.window.isDirect {
            // Rows of our own hold whole vectors.
            width = (width + 15) & ~15
        }
        if sums.rows > 1 {
            run.kernels.dense.sum(
                sums.parts, sums.partCount, sums.samples, sums.weights, target, pitch, width, run.pass.start ?? -0.0,
                run.pass.isFused)
        } else {
            run.kernels.productSum(
                sums.samples, sums.weights, sums.sampleCount, run.pass.isFused, 0, target, 0, 1, width)
        }
        if !run.pass.steps.isEmpty {
            for row in 0..<sums.rows {
                run.pass.steps.apply(to: target + row * pitch, count: part.tile.width, by: run.kernels.pointwise)
            }
        }
        guard !part.isDirect else { return }
        for row in 0..<sums.rows {
            part.write(target + row * pitch, part.tile.width, at: place + row * part.rowStride)
        }
    }
}
