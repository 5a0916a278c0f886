/// How a program of a pass down columns and one along rows is cut into tiles, and these into units of work.
struct BoxWork: Sendable {
    /// A tile of some slices and rows.
    struct Unit {
        let tile: Int
        let slices: Range<Int>
        let rows: Range<Int>
    }

    let layout: LineLayout
    /// The axis of the rows, where there is one, and those outside of it.
    let rowAxis: Int?
    let rowCount: Int
    let sliceAxes: [Int]
    let sliceSizes: [Int]
    /// The numbers of a row of the result, and of a tile's.
    let outputWidth: Int
    let tileWidth: Int
    /// How many rows a window reaches beyond its first.
    private let reach: Int
    private let samples: Int

    /// - Parameters:
    ///   - rowAxis: the axis of the pass down columns, where there is one.
    ///   - reach: how many rows its window reaches beyond the first.
    ///   - rowReach: how many numbers a window along the row reaches beyond the first.
    ///   - numbersInCache: how many numbers of a row a tile should have, those that windows reach included.
    ///   - tileWidth: the samples of a tile's row, where it is not to be chosen.
    init(
        _ program: FilterProgram, _ layout: LineLayout, rowAxis: Int?, reach: Int, rowReach: Int, numbersInCache: Int,
        tileWidth: Int?
    ) {
        self.layout = layout
        let axis = rowAxis ?? (layout.lineAxis > 0 ? layout.lineAxis - 1 : nil)
        self.rowAxis = axis
        self.reach = reach
        rowCount = axis.map { program.outputShape[$0] } ?? 1
        sliceAxes = layout.outerAxes.filter { $0 != axis }
        sliceSizes = sliceAxes.map { program.outputShape[$0] }
        samples = program.outputShape.elementCount
        outputWidth = program.outputShape.sizes[layout.lineAxis...].reduce(1, *)
        if let tileWidth {
            self.tileWidth = tileWidth * layout.step
        } else {
            // Not so narrow that most columns are there for the reach of the windows only.
            let wanted = max(numbersInCache - rowReach, 2 * rowReach, 512)
            if outputWidth <= wanted {
                self.tileWidth = max(outputWidth, layout.step)
            } else {
                let unit = layout.step * 64 / greatestCommonDivisor(layout.step, 64)
                let widest = max(unit, wanted / unit * unit)
                let tiles = (outputWidth + widest - 1) / widest
                let even = (outputWidth + tiles - 1) / tiles
                self.tileWidth = (even + unit - 1) / unit * unit
            }
        }
    }

    /// Runs units on threads, each with a worker of its own.
    func run<Worker>(
        _ pool: WorkerPool<Worker>, threads: Int, cancellation: Cancellation?,
        make: () throws(FilterError) -> Worker, body: (Worker, Unit) -> Void
    ) throws(FilterError) {
        let cut = Cut(self, threads: threads)
        let workers = try pool.lease(cut.threads, make: make)
        Threads.run(cut.threads, units: cut.unitCount, cancellation: cancellation) { body(workers[$0], cut.unit($1)) }
        pool.give(back: workers)
        try cancellation?.check()
    }

    /// How many threads a run uses.
    func threads(_ threads: Int) -> Int { Cut(self, threads: threads).threads }

    /// The columns of a tile, made of those that a pass along the rows reaches where there is one.
    func columns<Number>(_ tile: Int, of pass: TilePass<Number>?) -> TileColumns {
        let first = tile * tileWidth
        let count = min(tileWidth, outputWidth - first)
        guard let pass else { return TileColumns(firstOutput: first, outputCount: count) }
        return TileColumns(firstOutput: first, outputCount: count, of: pass, step: layout.step)
    }

    /// Where a slice of a buffer begins.
    func base(_ buffer: ArrayBuffer, _ slice: Int) -> UnsafeMutableRawPointer {
        var offset = 0
        var rest = slice
        for place in sliceAxes.indices.reversed() {
            offset += rest % sliceSizes[place] * buffer.strides[sliceAxes[place]]
            rest /= sliceSizes[place]
        }
        return buffer.base + offset * buffer.elementType.size
    }

    /// The units of a run on so many threads.
    private struct Cut: Sendable {
        let threads: Int
        let unitCount: Int
        private let sliceCount: Int
        private let rowCount: Int
        private let slicesPerUnit: Int
        private let bands: Int
        private let unitsPerTile: Int

        init(_ work: BoxWork, threads: Int) {
            let tiles = (work.outputWidth + work.tileWidth - 1) / work.tileWidth
            rowCount = work.rowCount
            sliceCount = work.sliceSizes.reduce(1, *)
            // A thread costs about 50 µs, in which it makes some 10⁵ samples.
            let useful = max(1, min(threads, work.samples / 200_000))
            let wanted = useful == 1 ? 1 : 8 * useful
            // A band begins with as many rows as the window has: it should be several times as high.
            let highest = max(1, rowCount / max(16, 4 * (work.reach + 1)))
            if tiles * sliceCount >= wanted {
                bands = 1
                slicesPerUnit = max(1, min(sliceCount, tiles * sliceCount / wanted))
            } else {
                bands = min(highest, (wanted + tiles * sliceCount - 1) / max(1, tiles * sliceCount))
                slicesPerUnit = 1
            }
            unitsPerTile = (sliceCount + slicesPerUnit - 1) / slicesPerUnit * bands
            unitCount = tiles * unitsPerTile
            self.threads = max(1, min(useful, unitCount))
        }

        func unit(_ number: Int) -> Unit {
            // Tiles next to each other are worked on at the same time, so that rows are read and written in long runs.
            let (tile, rest) = number.quotientAndRemainder(dividingBy: unitsPerTile)
            let (group, band) = rest.quotientAndRemainder(dividingBy: bands)
            return Unit(
                tile: tile, slices: group * slicesPerUnit..<min(sliceCount, (group + 1) * slicesPerUnit),
                rows: rowCount * band / bands..<rowCount * (band + 1) / bands)
        }
    }
}
