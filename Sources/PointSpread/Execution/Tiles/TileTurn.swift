import PointSpreadKernelTable

/// Sums along the rows of a block with the block turned by 90°, so that neighbours in a row lie one below the other.
///
/// Along a row every sum reads its samples at another offset from the beginning of a vector, which takes twice as long as from
/// the beginning; from some radius on turning the block twice takes less.
final class TileTurn<Number: LineNumber> {
    private let sum: TileSum<Number>
    private let kernels: BlockKernelTable<Number>
    private let step: Int
    /// How many numbers of a row are summed before they are turned back, at least; twice as many where there are.
    let leastCount: Int
    /// The distance in a row from the first tap of a result to the last.
    private let reach: Int
    /// The columns of the block as rows, where the rows of each channel begin, and how many each has.
    private let turned: UnsafeMutablePointer<Number>
    private let rows: UnsafeMutablePointer<UnsafePointer<Number>>
    private let rowsOfChannel: Int
    /// The sums of a chunk.
    private let sums: UnsafeMutablePointer<Number>
    private let memory: [AnyObject]

    /// Prepares the sums of a pass, or gives up where rows are summed faster as they are.
    init?(
        _ sum: TileSum<Number>, _ pass: TilePass<Number>, step: Int, tileWidth: Int, rows: Int,
        kernels: LineKernelTable<Number>
    ) throws(FilterError) {
        guard sum.isDense, pass.dilation == 1, Self.isWorthwhile(pass, rows: rows) else { return nil }
        self.sum = sum
        self.kernels = kernels.blocks
        self.step = step
        leastCount = TileBlock.vector * step
        reach = pass.reach * step
        let sizes = Self.sizes(pass, step: step, tileWidth: tileWidth)
        rowsOfChannel = sizes.rows / step
        let turned = try Scratch(repeating: Number.zero, count: sizes.turned)
        let sums = try Scratch<Number>(count: sizes.sums)
        let rows = try Scratch(
            (0..<sizes.rows).map { [rowsOfChannel] row in
                UnsafePointer(turned.base + (row / rowsOfChannel + row % rowsOfChannel * step) * TileBlock.rows)
            })
        (self.turned, self.sums, self.rows) = (turned.base, sums.base, rows.base)
        memory = [turned, sums, rows]
    }

    /// Below such a reach rows are summed as they are; so are a few rows, since a block is turned as a whole.
    private static func isWorthwhile(_ pass: TilePass<Number>, rows: Int) -> Bool {
        pass.reach >= 16 && rows >= TileBlock.rows / 2
    }

    private static func sizes(_ pass: TilePass<Number>, step: Int, tileWidth: Int) -> (
        rows: Int, turned: Int, sums: Int
    ) {
        let chunk = 2 * TileBlock.vector * step
        let rows = (tileWidth + chunk - 1) / chunk * chunk + pass.reach * step
        return (rows, (rows + 4) * TileBlock.rows, chunk * TileBlock.rows)
    }

    /// The memory that the sums of a pass take, in bytes.
    static func byteCount(_ pass: TilePass<Number>, step: Int, tileWidth: Int, rows: Int) -> Int {
        guard pass.dilation == 1, isWorthwhile(pass, rows: rows) else { return 0 }
        let sizes = sizes(pass, step: step, tileWidth: tileWidth)
        return (sizes.turned + sizes.sums) * MemoryLayout<Number>.stride + sizes.rows * MemoryLayout<Int>.stride
    }

    /// By how much longer than the sums that are wanted a row of the target has to be.
    static func padding(_ pass: TilePass<Number>, step: Int, rows: Int) -> Int {
        isWorthwhile(pass, rows: rows) ? TileBlock.vector * step : 0
    }

    /// Sums along the rows of a block.
    ///
    /// - Parameters:
    ///   - block: the rows; readable to a multiple of four numbers behind the last that a sum needs.
    ///   - count: how many sums to make in each row; the target has room for `leastCount`.
    ///   - streams: whether they are written past the caches, as far as they lie at multiples of a line's size.
    ///   - next: as many rows that are read soon, where it pays to ask for them, and their pitch.
    func along(
        _ block: UnsafePointer<Number>, pitch: Int, into target: UnsafeMutablePointer<Number>, targetPitch: Int,
        count: Int, streams: Bool, next: (rows: UnsafePointer<Number>, pitch: Int)?
    ) {
        var first = 0
        var turnedCount = 0
        while true {
            let results = count &- first >= 2 &* leastCount ? 2 &* TileBlock.vector : TileBlock.vector
            let end = first &+ results &* step
            let needed = (min(end, count) &+ reach &+ 3) & ~3
            kernels.turn(
                block + turnedCount, pitch, TileBlock.rows, needed &- turnedCount,
                turned + turnedCount &* TileBlock.rows, TileBlock.rows, false)
            turnedCount = needed
            if let next { kernels.fetch(next.rows + first, next.pitch, TileBlock.rows, end &- first) }
            for channel in 0..<step {
                sum.down(
                    rows + (channel &* rowsOfChannel &+ first / step), dilation: 1,
                    into: sums + channel &* TileBlock.rows,
                    pitch: step &* TileBlock.rows, rows: results, count: TileBlock.rows)
            }
            let misalignment = Self.misalignment(target + first)
            kernels.turn(
                sums, TileBlock.rows, results &* step, TileBlock.rows, target + first, targetPitch,
                streams && misalignment == 0)
            guard end < count else { break }
            // From the second on they begin with a line of the cache, and the last ends with the row: some sums are made twice.
            first = min(step == 1 ? end &- misalignment : end, count &- leastCount)
        }
        if streams { kernels.finishStreams() }
    }

    /// How many numbers behind the beginning of a line of the cache something lies.
    private static func misalignment(_ target: UnsafeMutablePointer<Number>) -> Int {
        Int(bitPattern: target) / MemoryLayout<Number>.size & (TileBlock.vector &- 1)
    }
}
