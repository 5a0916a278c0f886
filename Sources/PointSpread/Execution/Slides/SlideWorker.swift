import PointSpreadKernelTable

/// What one thread needs to slide sums.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class SlideWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>

    /// How many numbers each part takes.
    struct Sizes {
        /// Of sums side by side, and of a row of a block.
        let width: Int
        let pitch: Int
        /// Along rows: the samples that are turned at once, and all positions of sixteen rows.
        let chunk: Int
        let turned: Int

        init(_ run: SlideRun<Number>) {
            if run.layout.isFilteredAlongLine {
                width = TileBlock.rows * run.layout.step
                chunk = max(TileBlock.rows, 256 / run.layout.step / TileBlock.rows * TileBlock.rows)
                pitch = TileBlock.padded(chunk * run.layout.step)
                let positions = run.geometry.outputCount + run.taps - 1
                // Columns are turned by fours.
                turned = positions * width + 4 * TileBlock.rows
            } else {
                // Not a power of two, whose rows would fall on the same sets of a cache.
                (width, chunk, turned) = (TileBlock.whole(run.tileLength), 0, 0)
                pitch = width + TileBlock.rows
            }
        }

        /// The memory of a block: some rows, or along rows so many chunks of them.
        var block: Int { max(TileBlock.rows * pitch, chunk * width) }
        var numbers: Int { width + 3 * block + turned }
    }

    private let sums: Scratch<Number>
    private let entering: Scratch<Number>
    private let leaving: Scratch<Number>
    private let results: Scratch<Number>
    private let turned: Scratch<Number>
    private let sizes: Sizes
    private let bases: Scratch<Int>

    init(_ run: SlideRun<Number>) throws(FilterError) {
        sizes = Sizes(run)
        // Places that hold no samples are summed all the same, and must be numbers.
        sums = try Scratch(repeating: .zero, count: sizes.width)
        entering = try Scratch(repeating: .zero, count: sizes.block)
        leaving = try Scratch(repeating: .zero, count: sizes.block)
        results = try Scratch(repeating: .zero, count: sizes.block)
        turned = try Scratch(repeating: .zero, count: sizes.turned)
        bases = try Scratch(repeating: 0, count: 2 * TileBlock.rows)
    }

    /// Computes a unit of work.
    func run(_ unit: Int, of run: SlideRun<Number>, from source: ArrayBuffer, into target: ArrayBuffer) {
        if run.layout.isFilteredAlongLine {
            along(unit, run, source, target)
        } else {
            down(unit, run, source, target)
        }
    }

    /// Where a slice begins, in elements.
    private func base(_ slice: Int, _ run: SlideRun<Number>, _ buffer: ArrayBuffer) -> Int {
        var (offset, rest) = (0, slice)
        for place in run.outerAxes.indices.reversed() {
            offset += rest % run.outerSizes[place] * buffer.strides[run.outerAxes[place]]
            rest /= run.outerSizes[place]
        }
        return offset
    }

    /// Adds the terms of a sample to the sums.
    private func add(_ line: UnsafePointer<Number>, _ run: SlideRun<Number>) {
        var terms = line
        if run.isOfSquares {
            run.kernels.pointwise.product(line, line, leaving.base, sizes.width)
            terms = UnsafePointer(leaving.base)
        }
        run.kernels.pointwise.sum(sums.base, terms, sums.base, sizes.width)
    }

    // MARK: Down columns

    private func down(_ unit: Int, _ run: SlideRun<Number>, _ source: ArrayBuffer, _ target: ArrayBuffer) {
        let tiles = (run.lineLength + run.tileLength - 1) / run.tileLength
        let (slice, tile) = unit.quotientAndRemainder(dividingBy: tiles)
        let first = tile * run.tileLength
        let count = min(run.tileLength, run.lineLength - first)
        let stride = run.layout.stride(of: source) ?? 1
        let from = base(slice, run, source) + first * stride
        let targetStride = run.layout.stride(of: target) ?? 1
        let to = base(slice, run, target) + first * targetStride
        let size = source.elementType.size
        let rowStride = source.strides[run.axis]

        func read(_ position: Int, into line: Target) {
            switch run.geometry.source(at: position, count: run.count, border: run.border) {
            case .sample(let index): run.load(source.base + (from + index * rowStride) * size, stride, line, count)
            case .outside(let value): line.update(repeating: Number(number: value), count: count)
            case .stuffed: break
            }
        }
        /// Rows from a position on, where they lie if they can be used there.
        func rows(_ position: Int, _ rows: Int, in block: Target) -> (UnsafePointer<Number>, Int) {
            if stride == 1, source.elementType == Number.elementType, count == sizes.width, position >= 0,
                position + rows <= run.count
            {
                let place = source.base + (from + position * rowStride) * size
                return (UnsafePointer(place.assumingMemoryBound(to: Number.self)), rowStride)
            }
            for row in 0..<rows { read(position + row, into: block + row * sizes.pitch) }
            return (UnsafePointer(block), sizes.pitch)
        }
        func write(_ line: Target, _ output: Int) {
            run.steps.apply(to: line, count: count)
            let place = to + output * target.strides[run.axis]
            run.store(line, target.base + place * target.elementType.size, targetStride, count)
        }

        sums.base.update(repeating: .zero, count: sizes.width)
        for tap in 0..<run.taps {
            read(tap - run.geometry.before, into: entering.base)
            add(entering.base, run)
        }
        results.base.update(from: sums.base, count: count)
        write(results.base, 0)
        for output in Swift.stride(from: 1, to: run.geometry.outputCount, by: TileBlock.rows) {
            let block = min(TileBlock.rows, run.geometry.outputCount - output)
            let position = output - run.geometry.before
            let (enter, enterPitch) = rows(position + run.taps - 1, block, in: entering.base)
            let (leave, leavePitch) = rows(position - 1, block, in: leaving.base)
            run.slide(
                enter, enterPitch, leave, leavePitch, sums.base, results.base, sizes.pitch, block, sizes.width)
            for row in 0..<block { write(results.base + row * sizes.pitch, output + row) }
        }
    }

    // MARK: Along rows

    private func along(_ unit: Int, _ run: SlideRun<Number>, _ source: ArrayBuffer, _ target: ArrayBuffer) {
        let first = unit * TileBlock.rows
        let rows = min(TileBlock.rows, run.outerSizes.reduce(1, *) - first)
        for row in 0..<rows {
            bases.base[row] = base(first + row, run, source)
            bases.base[TileBlock.rows + row] = base(first + row, run, target)
        }
        turn(run, source, rows)
        fillOutside(run)
        sums.base.update(repeating: .zero, count: sizes.width)
        for tap in 0..<run.taps { add(turned.base + tap * sizes.width, run) }
        results.base.update(from: sums.base, count: sizes.width)
        let (enter, leave) = (turned.base + run.taps * sizes.width, turned.base)
        for output in Swift.stride(from: 0, to: run.geometry.outputCount, by: sizes.chunk) {
            let count = min(sizes.chunk, run.geometry.outputCount - output)
            // The first sum of all is there.
            let begun = output == 0 ? 1 : 0
            run.slide(
                enter + (output + begun - 1) * sizes.width, sizes.width,
                leave + (output + begun - 1) * sizes.width, sizes.width, sums.base,
                results.base + begun * sizes.width, sizes.width, count - begun, sizes.width)
            turnBack(count, from: output, run, target, rows)
        }
    }

    /// Reads rows as columns.
    private func turn(_ run: SlideRun<Number>, _ source: ArrayBuffer, _ rows: Int) {
        let (step, before) = (run.layout.step, run.geometry.before)
        let positions = run.geometry.outputCount + run.taps - 1
        let stride = run.layout.stride(of: source) ?? 1
        let size = source.elementType.size
        let end = min(run.count, positions - before)
        for sample in Swift.stride(from: max(0, -before), to: max(end, 0), by: sizes.chunk) {
            let count = min(sizes.chunk, end - sample) * step
            for row in 0..<rows {
                run.load(
                    source.base + (bases.base[row] + sample * step * stride) * size, stride,
                    entering.base + row * sizes.pitch, count)
            }
            run.kernels.blocks.turn(
                entering.base, sizes.pitch, TileBlock.rows, (count + 3) & ~3,
                turned.base + (sample + before) * sizes.width, TileBlock.rows, false)
        }
    }

    /// Fills what lies outside of rows.
    private func fillOutside(_ run: SlideRun<Number>) {
        for place in 0..<run.geometry.outputCount + run.taps - 1 {
            let position = place - run.geometry.before
            if position >= 0, position < run.count { continue }
            let column = turned.base + place * sizes.width
            switch run.geometry.source(at: position, count: run.count, border: run.border) {
            case .sample(let index):
                column.update(
                    from: turned.base + (index + run.geometry.before) * sizes.width, count: sizes.width)
            case .outside(let value): column.update(repeating: Number(number: value), count: sizes.width)
            case .stuffed: break
            }
        }
    }

    /// Writes columns as rows.
    private func turnBack(
        _ count: Int, from output: Int, _ run: SlideRun<Number>, _ target: ArrayBuffer, _ rows: Int
    ) {
        let step = run.layout.step
        let stride = run.layout.stride(of: target) ?? 1
        let numbers = count * step
        run.kernels.blocks.turn(
            results.base, TileBlock.rows, TileBlock.whole(numbers), TileBlock.rows, entering.base, sizes.pitch,
            false)
        for row in 0..<rows {
            let line = entering.base + row * sizes.pitch
            run.steps.apply(to: line, count: numbers)
            let place = bases.base[TileBlock.rows + row] + output * step * stride
            run.store(line, target.base + place * target.elementType.size, stride, numbers)
        }
    }
}
