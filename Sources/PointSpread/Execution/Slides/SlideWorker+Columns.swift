import PointSpreadKernelTable

extension SlideWorker {
    private typealias Soon = SlideKernelTable<Number>.Soon

    /// Slides down the strips of a part of a slice.
    ///
    /// - Parameter starts: the sums along rows that the parts begin with.
    func down(
        _ share: Int, of shares: Int, _ slice: Int, _ run: SlideRun<Number>, _ source: ArrayBuffer,
        _ target: ArrayBuffer, _ starts: UnsafeMutablePointer<Number>
    ) {
        if let feed, share > 0, feed.carriedCount > 0 {
            for block in 0..<run.blocks.count {
                let start = starts + start(of: share, shares, slice, block, run) * feed.carriedCount
                feed.carried(ofBlock: block).update(from: start, count: feed.carriedCount)
            }
        }
        for strip in run.strips(of: share, shares) { down(strip, slice, run, source, target) }
    }

    /// Makes the sums along the rows of a block that the parts of a slice begin with.
    func findStarts(
        of block: Int, _ shares: Int, _ slice: Int, _ run: SlideRun<Number>, _ source: ArrayBuffer,
        _ starts: UnsafeMutablePointer<Number>
    ) {
        guard let feed else { return }
        let rows = rows(slice, run, source)
        for share in 1..<shares {
            for strip in run.strips(of: share - 1, shares) { feed.make(block, of: strip, from: rows, keepsRows: false) }
            let start = starts + start(of: share, shares, slice, block, run) * feed.carriedCount
            start.update(from: feed.carried(ofBlock: block), count: feed.carriedCount)
        }
    }

    /// The place of the sums that a block of a part of a slice begins with.
    private func start(of share: Int, _ shares: Int, _ slice: Int, _ block: Int, _ run: SlideRun<Number>) -> Int {
        (slice * (shares - 1) + share - 1) * run.blocks.count + block
    }

    private func down(
        _ strip: Int, _ slice: Int, _ run: SlideRun<Number>, _ source: ArrayBuffer, _ target: ArrayBuffer
    ) {
        let first = strip * run.strip
        let count = min(run.strip, run.lineLength - first)
        let width = TileBlock.whole(count)
        let rows = rows(slice, run, source)
        let targetStride = run.layout.stride(of: target) ?? 1
        let size = target.elementType.size
        let to = target.base + (base(slice, run, target) + first * targetStride) * size
        let pitch = target.strides[run.pass.axis] * size
        let (steps, store, pointwise) = (run.steps, run.store, run.kernels.pointwise)
        let blocks = run.blocks

        /// The rows of a block, or some samples of them, where they lie if they can be used there.
        func read(_ positions: Range<Int>, in memory: Target) -> (UnsafePointer<Number>, Int) {
            if rows.stride == 1, source.elementType == Number.elementType, count == width,
                positions.lowerBound >= 0, positions.upperBound <= run.pass.inputCount
            {
                let place = rows.row(positions.lowerBound, from: first)
                return (UnsafePointer(place.assumingMemoryBound(to: Number.self)), rows.pitch / rows.size)
            }
            for (row, position) in positions.enumerated() {
                let line = memory + row * sizes.pitch
                switch run.pass.source(at: position) {
                case .sample(let index):
                    run.load(rows.row(index, from: first), rows.stride, line, count)
                case .outside(let value): line.update(repeating: Number(number: value), count: count)
                case .stuffed: break
                }
            }
            return (UnsafePointer(memory), sizes.pitch)
        }
        func enter(_ block: Int) -> (row: UnsafePointer<Number>, pitch: Int) {
            guard let feed else { return read(blocks.positions(of: block), in: entering.base) }
            feed.make(block, of: strip, from: rows)
            let kept = feed.kept(blocks.positions(of: block).lowerBound)
            return (kept.row, kept.pitch)
        }
        /// Rows that leave: as many as lie below each other.
        func leave(_ position: Int, _ count: Int) -> (row: UnsafePointer<Number>, pitch: Int, count: Int) {
            if let kept = feed?.kept(position) { return kept }
            let (row, pitch) = read(position..<position + count, in: leaving.base)
            return (row, pitch, count)
        }
        func write(_ line: Target, _ output: Int) {
            if !steps.isEmpty { steps.apply(to: line, count: count, by: pointwise) }
            store(line, to + output * pitch, targetStride, count)
        }
        let isEven = rows.stride == 1 && targetStride == 1

        sums.base.update(repeating: .zero, count: width)
        for block in 0..<blocks.window {
            let (line, linePitch) = enter(block)
            for row in 0..<blocks.positions(of: block).count {
                run.pass.add(line + row * linePitch, to: sums.base, leaving.base, count: width)
            }
        }
        begin(run, count: count)
        write(results.base, 0)
        for block in blocks.window..<blocks.count {
            let (line, linePitch) = enter(block)
            let positions = blocks.positions(of: block)
            var row = 0
            while row < positions.count {
                let wanted = min(SlideBlocks.group, positions.count - row)
                let gone = leave(positions.lowerBound + row - blocks.taps, wanted)
                let made = min(wanted, gone.count)
                let output = positions.lowerBound + row - blocks.start + 1
                // What is read for the next block, and where the next rows are written.
                let next = rows.row(positions.lowerBound + row + SlideBlocks.rows, from: first)
                let reading = Soon(row: next, size: rows.size, pitch: rows.pitch)
                let writing = Soon(row: to + (output + made) * pitch, size: size, pitch: pitch)
                run.pass.slide(
                    line + row * linePitch, linePitch, gone.row, gone.pitch, sums.base, results.base, sizes.pitch, made,
                    width, run.factor, isEven ? reading : nil, isEven ? writing : nil)
                for place in 0..<made { write(results.base + place * sizes.pitch, output + place) }
                row += made
            }
        }
    }
}
