/// How rows are cut into tiles.
struct DenseTiles<Number: LineNumber>: Sendable {
    /// One or two ranges of the numbers of a row of the result, which are summed as one.
    struct Tile: Sendable {
        let ranges: [Range<Int>]
        /// Whether the row of the input holds all that the tile is made of.
        let isInside: Bool
        /// Where each range begins in a row of the tile, in which all that the ranges are made of lies side by side.
        let offsets: [Int]
        /// The numbers of a row of the tile's result.
        let width: Int
    }

    /// Tiles that are gone through together, row by row.
    let groups: [[Tile]]
    /// The numbers of the widest tile.
    let width: Int

    /// Cuts rows so that a window of packed rows fits into the cache next to the processor; where rows need no packing, only
    /// what the border reaches is cut off, and goes with the rest of the row if it is narrow.
    ///
    /// - Parameters:
    ///   - outputWidth: the numbers of a row of the result.
    ///   - pass: what runs along the rows.
    ///   - step: the distance in numbers between its neighbours.
    ///   - rows: the rows of a window.
    ///   - needsPacking: whether the samples are of another type than the sums.
    ///   - tileWidth: the samples of a tile's row, where it is not to be chosen.
    init(
        _ outputWidth: Int, pass: TilePass<Number>?, step: Int, rows: Int, needsPacking: Bool, tileWidth: Int?
    ) {
        let reach = (pass?.reach ?? 0) * step
        // Where rows hold all that their outputs are made of.
        var inside = 0..<outputWidth
        if let pass {
            let lower = min(max(pass.before, 0), pass.outputCount)
            inside = lower * step..<max(min(pass.inputCount - pass.reach + pass.before, pass.outputCount), lower) * step
        }
        func tile(_ ranges: [Range<Int>]) -> Tile {
            var (offsets, end) = ([Int](), 0)
            for range in ranges {
                offsets.append(end)
                end += range.count + reach
            }
            let isInside = !needsPacking && ranges.count == 1 && ranges.allSatisfy { inside.clamped(to: $0) == $0 }
            return Tile(ranges: ranges, isInside: isInside, offsets: offsets, width: end - reach)
        }
        let fitting = max(Self.firstCache / rows - reach, 2 * reach, 256)
        let edges = [0..<inside.lowerBound, inside.upperBound..<outputWidth].filter { !$0.isEmpty }
        if let tileWidth {
            groups = Self.cut(0..<outputWidth, tileWidth * step).map { [tile([$0])] }
        } else if needsPacking || inside.count < 256 {
            groups = Self.even(0..<outputWidth, fitting, step).map { [tile([$0])] }
        } else {
            var groups = Self.even(inside, max(Self.secondCache / rows, 256), step).map { [tile([$0])] }
            if edges.reduce(0, { $0 + $1.count + reach }) > 256 {
                groups += edges.flatMap { Self.even($0, fitting, step) }.map { [tile([$0])] }
            } else if groups.count == 1, !edges.isEmpty {
                // Two narrow edges take no longer than one, and little more than nothing while their rows are in the cache.
                groups[0].append(tile(edges))
            } else {
                for edge in edges { groups[edge.lowerBound == 0 ? 0 : groups.count - 1].append(tile([edge])) }
            }
            self.groups = groups
        }
        width = groups.joined().reduce(1) { max($0, $1.width) }
    }

    /// So many numbers fit into parts of the first and the second cache.
    private static var firstCache: Int { (32 << 10) / MemoryLayout<Number>.stride }
    private static var secondCache: Int { (512 << 10) / MemoryLayout<Number>.stride }

    private static func cut(_ range: Range<Int>, _ width: Int) -> [Range<Int>] {
        stride(from: range.lowerBound, to: range.upperBound, by: width).map { $0..<min($0 + width, range.upperBound) }
    }

    /// Pieces of nearly one width: whole samples, and what the widest vectors take.
    private static func even(_ range: Range<Int>, _ width: Int, _ step: Int) -> [Range<Int>] {
        let unit = step * 64 / greatestCommonDivisor(step, 64)
        let pieces = max(1, (range.count + width - 1) / width)
        return cut(range, max(unit, ((range.count + pieces - 1) / pieces + unit - 1) / unit * unit))
    }
}
