import PointSpreadKernelTable

/// Where results are written: beside the array, in it, or past the caches.
enum TileWriting { case besides, intoArray, pastCaches }

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
    /// The columns of the block as rows, and the extra ones, and rows of one number.
    private let turned: UnsafeMutablePointer<Number>
    private let turnedExtra: UnsafeMutablePointer<Number>
    private let constants: UnsafeMutablePointer<Number>
    /// Where the rows under the taps lie, channel by channel, and how many each has: what stands outside the row is the same as
    /// another one.
    private let rows: UnsafeMutablePointer<UnsafePointer<Number>>
    private let rowsOfChannel: Int
    /// How many columns are turned at first, at least: those that stand before the first one too.
    private var leastTurned = 0
    /// How many columns of the block have been turned.
    private var turnedCount = 0
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
        let extra = try Scratch(repeating: Number.zero, count: sizes.extra)
        let constants = try Scratch<Number>(count: Self.constantRows * TileBlock.rows)
        let sums = try Scratch<Number>(count: sizes.sums)
        let rows = try Scratch<UnsafePointer<Number>>(count: sizes.rows)
        (self.turned, turnedExtra, self.constants) = (turned.base, extra.base, constants.base)
        (self.sums, self.rows) = (sums.base, rows.base)
        memory = [turned, extra, constants, sums, rows]
    }

    /// What stands outside a row are two numbers at most, and zero.
    private static var constantRows: Int { 3 }

    /// Below such a reach rows are summed as they are; so are a few rows, since a block is turned as a whole.
    private static func isWorthwhile(_ pass: TilePass<Number>, rows: Int) -> Bool {
        pass.reach >= 32 && rows >= TileBlock.rows / 2
    }

    private static func sizes(_ pass: TilePass<Number>, step: Int, tileWidth: Int) -> (
        rows: Int, turned: Int, extra: Int, sums: Int
    ) {
        let chunk = 2 * TileBlock.vector * step
        let rows = (tileWidth + chunk - 1) / chunk * chunk + pass.reach * step
        let extra = min(pass.positionsOutside, tileWidth / step + pass.reach) * step
        return (rows, (rows + 4) * TileBlock.rows, (extra + 4) * TileBlock.rows, chunk * TileBlock.rows)
    }

    /// The memory that the sums of a pass take, in bytes.
    static func byteCount(_ pass: TilePass<Number>, step: Int, tileWidth: Int, rows: Int) -> Int {
        guard pass.dilation == 1, isWorthwhile(pass, rows: rows) else { return 0 }
        let sizes = sizes(pass, step: step, tileWidth: tileWidth)
        return (sizes.turned + sizes.extra + constantRows * TileBlock.rows + sizes.sums) * MemoryLayout<Number>.stride
            + sizes.rows * MemoryLayout<Int>.stride
    }

    /// By how much longer than the sums that are wanted a row of the target has to be.
    static func padding(_ pass: TilePass<Number>, step: Int, rows: Int) -> Int {
        isWorthwhile(pass, rows: rows) ? TileBlock.vector * step : 0
    }

    /// Says where the columns of a tile lie once they are turned, and those that stand outside the row.
    func begin(_ columns: TileColumns) {
        for row in 0..<rowsOfChannel {
            for channel in 0..<step {
                rows[channel * rowsOfChannel + row] = UnsafePointer(turned + (row * step + channel) * TileBlock.rows)
            }
        }
        func stand(_ place: Int, _ row: UnsafeMutablePointer<Number>, distance: Int = TileBlock.rows) {
            for channel in 0..<step {
                rows[channel * rowsOfChannel + place / step] = UnsafePointer(row + channel * distance)
            }
        }
        leastTurned = 0
        for copy in columns.ownCopies {
            stand(copy.place, turned + copy.source * TileBlock.rows)
            if copy.place < columns.offset { leastTurned = max(leastTurned, copy.source + step - columns.offset) }
        }
        for copy in columns.extraCopies { stand(copy.place, turnedExtra + copy.source * TileBlock.rows) }
        var numbers: [UInt64] = []
        for constant in columns.constants {
            let known = numbers.firstIndex(of: constant.number.bitPattern)
            let place = known ?? min(numbers.count, Self.constantRows - 1)
            let row = constants + place * TileBlock.rows
            if known == nil {
                numbers.append(constant.number.bitPattern)
                row.update(repeating: Number(number: constant.number), count: TileBlock.rows)
            }
            stand(constant.place, row, distance: 0)
        }
    }

    /// Sums along the rows of a block.
    ///
    /// - Parameters:
    ///   - block: the rows; readable to a multiple of four numbers behind the last that a sum needs.
    ///   - extra: their extra columns, as readable.
    ///   - columns: what was begun with; the target has room for `leastCount` results in a row.
    ///   - writing: past the caches only whole lines of them.
    func along(
        _ block: UnsafePointer<Number>, pitch: Int, extra: UnsafePointer<Number>, extraPitch: Int,
        _ columns: TileColumns, into target: UnsafeMutablePointer<Number>, targetPitch: Int, _ writing: TileWriting
    ) {
        let count = columns.outputCount
        let start = writing == .pastCaches ? countToLine(target) : nil
        let streams = start != nil
        let asks = writing == .intoArray && count &* MemoryLayout<Number>.size < TileBlock.page
        if columns.extraCount > 0 {
            kernels.turn(
                extra, extraPitch, TileBlock.rows, (columns.extraCount &+ 3) & ~3, turnedExtra, TileBlock.rows, false)
        }
        turnedCount = 0
        var first = 0
        // What lies in a line that is in a cache, too, would be slow to write past it: pieces of lines are written as they are.
        if let start, start > 0 {
            first = start
            makeSums(0, TileBlock.vector, block, pitch, columns)
            writePiece(0, target, targetPitch, count: first)
        }
        while first < count {
            let rest = count &- first
            if streams, rest < leastCount {
                makeSums(count &- leastCount, TileBlock.vector, block, pitch, columns)
                writePiece(leastCount &- rest, target + first, targetPitch, count: rest)
                break
            }
            let results = rest >= 2 &* leastCount ? 2 &* TileBlock.vector : TileBlock.vector
            let end = first &+ results &* step
            // What is written next: beside these results, or those of the next block below the first of this one.
            let next = target + (end < count ? end : TileBlock.rows &* targetPitch)
            makeSums(
                first, results, block, pitch, columns, soon: asks ? .init(line: next, pitch: targetPitch) : nil)
            kernels.turn(
                sums, TileBlock.rows, results &* step, TileBlock.rows, target + first, targetPitch, streams)
            guard end < count else { break }
            // From the second on they begin with a line of the cache, and the last ends with the row: some sums are made twice.
            first =
                streams
                ? end : min(step == 1 ? end &- Self.misalignment(target + first) : end, count &- leastCount)
        }
        if streams { kernels.finishStreams() }
    }

    /// Makes so many sums in each row, of each channel, once what they are made of has been turned.
    @inline(__always)
    private func makeSums(
        _ first: Int, _ results: Int, _ block: UnsafePointer<Number>, _ pitch: Int, _ columns: TileColumns,
        soon: BlockKernelTable<Number>.Soon? = nil
    ) {
        let end = min(first &+ results &* step, columns.outputCount)
        let reached = max(end &+ reach &- columns.offset, leastTurned)
        let needed = (min(reached, columns.count) &+ 3) & ~3
        if needed > turnedCount {
            let start = columns.offset &+ turnedCount
            kernels.turn(
                block + start, pitch, TileBlock.rows, needed &- turnedCount, turned + start &* TileBlock.rows,
                TileBlock.rows, false)
            turnedCount = needed
        }
        for channel in 0..<step {
            sum.down(
                rows + (channel &* rowsOfChannel &+ first / step), dilation: 1,
                into: sums + channel &* TileBlock.rows, pitch: step &* TileBlock.rows, rows: results,
                count: TileBlock.rows, finishes: false,
                soon: soon.map { .init(line: $0.line + channel &* results, pitch: $0.pitch) })
        }
        // All at once: rows of a block are short.
        sum.finish(sums, count: results &* step &* TileBlock.rows)
    }

    /// Writes some of the sums of the fewest results in each row, which are not whole lines of the cache.
    private func writePiece(_ place: Int, _ target: UnsafeMutablePointer<Number>, _ targetPitch: Int, count: Int) {
        let piece = sums + leastCount &* TileBlock.rows
        kernels.turn(sums, TileBlock.rows, leastCount, TileBlock.rows, piece, leastCount, false)
        kernels.copy(piece + place, leastCount, target, targetPitch, TileBlock.rows, count)
    }

    /// How many numbers there are, in whole samples, before one begins with a line of the cache, or nothing if none ever does.
    private func countToLine(_ target: UnsafeMutablePointer<Number>) -> Int? {
        stride(from: 0, to: leastCount, by: step).first { Self.misalignment(target + $0) == 0 }
    }

    /// How many numbers behind the beginning of a line of the cache something lies.
    private static func misalignment(_ target: UnsafeMutablePointer<Number>) -> Int {
        Int(bitPattern: target) / MemoryLayout<Number>.size & (TileBlock.vector &- 1)
    }
}
