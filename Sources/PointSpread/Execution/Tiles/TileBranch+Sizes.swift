extension TileBranch {
    /// The memory that a branch takes, in bytes.
    static func byteCount(_ passes: TileBranchPasses<Number>, _ run: TileRun<Number>) -> Int {
        let sizes = Sizes(passes, run)
        let numbers = sizes.ringCount + sizes.blockRows * (sizes.blockRow + sizes.extra)
        let turn = passes.horizontal.map {
            TileTurn.byteCount($0, step: run.layout.step, tileWidth: run.tileWidth, rows: run.rows)
        }
        let constants = [passes.vertical, passes.horizontal].compactMap { $0.map(TileSum.constants) }.reduce(0, +)
        return (numbers + constants * sizes.longest) * MemoryLayout<Number>.stride + 4 * sizes.ringRows
            * MemoryLayout<Int>.stride + (turn ?? 0)
    }

    /// How many numbers each part takes, in whole vectors.
    struct Sizes {
        let row: Int
        /// One vector more, so that a block can begin as far from the beginning of a line of the cache as a row of the array.
        let blockRow: Int
        let extra: Int
        let pitch: Int
        let ringRows: Int
        let ringCount: Int
        let blockRows: Int

        /// So many numbers of a row are summed at most.
        var longest: Int { max(row, pitch) + extra }

        init(_ passes: TileBranchPasses<Number>, _ run: TileRun<Number>) {
            let reach = (passes.horizontal?.reach ?? 0) * run.layout.step
            row = TileBlock.padded(run.tileWidth + reach)
            blockRow = row + TileBlock.vector
            let outside = passes.horizontal.map { $0.positionsOutside * run.layout.step } ?? 0
            extra = TileBlock.padded(min(outside, run.tileWidth + reach))
            // Rows lie next to each other, not as far apart as in the image, where they can fall on the same sets of a cache.
            let window = passes.vertical.map { $0.reach + TileBlock.rows } ?? 0
            if passes.isRowsFirst {
                // Blocks are turned back as a whole: behind the last rows, and behind the last row of all, is room for as many.
                let padding = passes.horizontal.map { TileTurn.padding($0, step: run.layout.step, rows: run.rows) } ?? 0
                pitch = TileBlock.padded(run.tileWidth + padding)
                ringRows = window + TileBlock.rows
                ringCount = (ringRows + TileBlock.rows) * pitch
            } else {
                pitch = row + extra
                ringRows = window
                ringCount = ringRows * pitch
            }
            // A vertical pass alone writes its results where they belong.
            blockRows = passes.horizontal == nil ? 0 : TileBlock.rows
        }
    }
}
