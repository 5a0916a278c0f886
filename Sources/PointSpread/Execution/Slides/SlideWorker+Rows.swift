import PointSpreadKernelTable

extension SlideWorker {
    /// Slides along sixteen rows.
    func along(_ unit: Int, _ run: SlideRun<Number>, _ source: ArrayBuffer, _ target: ArrayBuffer) {
        let first = unit * TileBlock.rows
        let rows = min(TileBlock.rows, run.outerSizes.reduce(1, *) - first)
        for row in 0..<rows {
            bases.base[row] = base(first + row, run, source)
            bases.base[TileBlock.rows + row] = base(first + row, run, target)
        }
        turn(run, source, rows)
        fillOutside(run)
        sums.base.update(repeating: .zero, count: sizes.width)
        for tap in 0..<run.pass.taps {
            run.pass.add(turned.base + tap * sizes.width, to: sums.base, leaving.base, count: sizes.width)
        }
        begin(run, count: sizes.width)
        let (enter, leave) = (turned.base + run.pass.taps * sizes.width, turned.base)
        for output in Swift.stride(from: 0, to: run.pass.geometry.outputCount, by: sizes.chunk) {
            let count = min(sizes.chunk, run.pass.geometry.outputCount - output)
            // The first sum of all is there.
            let begun = output == 0 ? 1 : 0
            run.pass.slide(
                enter + (output + begun - 1) * sizes.width, sizes.width,
                leave + (output + begun - 1) * sizes.width, sizes.width, sums.base,
                results.base + begun * sizes.width, sizes.width, count - begun, sizes.width, run.factor, nil, nil)
            turnBack(count, from: output, run, target, rows)
        }
    }

    /// Reads rows as columns.
    private func turn(_ run: SlideRun<Number>, _ source: ArrayBuffer, _ rows: Int) {
        let (step, before) = (run.layout.step, run.pass.before)
        let positions = run.pass.geometry.outputCount + run.pass.taps - 1
        let stride = run.layout.stride(of: source) ?? 1
        let size = source.elementType.size
        let end = min(run.pass.inputCount, positions - before)
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
        for place in 0..<run.pass.geometry.outputCount + run.pass.taps - 1 {
            let position = place - run.pass.before
            if position >= 0, position < run.pass.inputCount { continue }
            let column = turned.base + place * sizes.width
            switch run.pass.source(at: position) {
            case .sample(let index):
                column.update(
                    from: turned.base + (index + run.pass.before) * sizes.width, count: sizes.width)
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
            run.steps.apply(to: line, count: numbers, by: run.kernels.pointwise)
            let place = bases.base[TileBlock.rows + row] + output * step * stride
            run.store(line, target.base + place * target.elementType.size, stride, numbers)
        }
    }
}
