import PointSpreadKernelTable

/// What one thread needs to slide sums.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class SlideWorker<Number: LineNumber>: @unchecked Sendable {
    typealias Target = UnsafeMutablePointer<Number>

    /// How many numbers each part takes.
    struct Sizes {
        /// Of sums side by side, and of a row of a block.
        let width: Int
        let pitch: Int
        /// Along rows: the samples that are turned at once, and all positions of sixteen rows.
        let chunk: Int
        let turned: Int

        init(_ run: SlideRun<Number>) {
            if run.isAlongLine {
                width = TileBlock.rows * run.layout.step
                chunk = max(TileBlock.rows, 256 / run.layout.step / TileBlock.rows * TileBlock.rows)
                pitch = TileBlock.padded(chunk * run.layout.step)
                let positions = run.pass.geometry.outputCount + run.pass.taps - 1
                // Columns are turned by fours.
                turned = positions * width + 4 * TileBlock.rows
            } else {
                // Not a power of two, whose rows would fall on the same sets of a cache.
                (width, chunk, turned) = (TileBlock.whole(run.strip), 0, 0)
                pitch = width + TileBlock.rows
            }
        }

        /// The memory of a block: some rows, or along rows so many chunks of them.
        var block: Int { max(TileBlock.rows * pitch, chunk * width) }
        var numbers: Int { width + 3 * block + turned }
    }

    let sums: Scratch<Number>
    let entering: Scratch<Number>
    let leaving: Scratch<Number>
    let results: Scratch<Number>
    let turned: Scratch<Number>
    let sizes: Sizes
    let bases: Scratch<Int>
    let feed: SlideFeed<Number>?

    init(_ run: SlideRun<Number>) throws(FilterError) {
        sizes = Sizes(run)
        // Places that hold no samples are summed all the same, and must be numbers.
        sums = try Scratch(repeating: .zero, count: sizes.width)
        entering = try Scratch(repeating: .zero, count: sizes.block)
        leaving = try Scratch(repeating: .zero, count: sizes.block)
        results = try Scratch(repeating: .zero, count: sizes.block)
        turned = try Scratch(repeating: .zero, count: sizes.turned)
        bases = try Scratch(repeating: 0, count: 2 * TileBlock.rows)
        feed = try run.rows.map { (rows) throws(FilterError) in try SlideFeed(rows, run.blocks) }
    }

    /// Where a slice begins, in elements.
    func base(_ slice: Int, _ run: SlideRun<Number>, _ buffer: ArrayBuffer) -> Int {
        var (offset, rest) = (0, slice)
        for place in run.outerAxes.indices.reversed() {
            offset += rest % run.outerSizes[place] * buffer.strides[run.outerAxes[place]]
            rest /= run.outerSizes[place]
        }
        return offset
    }

    func rows(_ slice: Int, _ run: SlideRun<Number>, _ source: ArrayBuffer) -> SlideSource {
        SlideSource(
            source, base: base(slice, run, source), stride: run.layout.stride(of: source) ?? 1, axis: run.pass.axis)
    }

    /// Makes the first results of the first sums.
    func begin(_ run: SlideRun<Number>, count: Int) {
        for place in 0..<count { results.base[place] = .product(sums.base[place], run.factor) }
    }
}
