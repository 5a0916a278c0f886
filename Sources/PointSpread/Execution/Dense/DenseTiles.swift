/// How rows are cut into tiles.
struct DenseTiles<Number: LineNumber>: Sendable {
    /// A range of the numbers of a row of the result.
    struct Tile: Sendable {
        let first: Int
        let count: Int
        /// Whether the row of the input holds all that the tile is made of.
        let isInside: Bool
    }

    let tiles: [Tile]
    /// The numbers of the widest tile.
    let width: Int

    /// Cuts rows so that a window of packed rows fits into the cache next to the processor; where rows need no packing, only
    /// what the border reaches is cut off.
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
        // Where rows hold all that their outputs are made of.
        var inside = 0..<outputWidth
        if let pass {
            let lower = min(max(pass.before, 0), pass.outputCount)
            inside = lower * step..<max(min(pass.inputCount - pass.reach + pass.before, pass.outputCount), lower) * step
        }
        // Whole samples, and what the widest vectors take.
        let unit = step * 64 / Self.greatestCommonDivisor(step, 64)
        func cut(_ range: Range<Int>, _ width: Int) -> [Range<Int>] {
            stride(from: range.lowerBound, to: range.upperBound, by: width).map {
                $0..<min($0 + width, range.upperBound)
            }
        }
        /// Pieces of nearly one width.
        func even(_ range: Range<Int>, _ width: Int) -> [Range<Int>] {
            let pieces = max(1, (range.count + width - 1) / width)
            return cut(range, max(unit, (range.count / pieces + unit - 1) / unit * unit))
        }
        let fitting = max(Self.firstCache / rows - (pass?.reach ?? 0) * step, 2 * (pass?.reach ?? 0) * step, 256)
        var ranges: [Range<Int>]
        if let tileWidth {
            ranges = cut(0..<outputWidth, tileWidth * step)
        } else {
            let left = (inside.lowerBound + unit - 1) / unit * unit
            let right = left + max(inside.upperBound - left, 0) / unit * unit
            if !needsPacking, right - left >= 4 * unit {
                ranges = even(left..<right, max(Self.secondCache / rows, 4 * unit))
                ranges += even(0..<left, fitting) + even(right..<outputWidth, fitting)
            } else {
                ranges = even(0..<outputWidth, fitting)
            }
        }
        tiles = ranges.filter { !$0.isEmpty }.map { range in
            let isInside =
                !needsPacking && range.lowerBound >= inside.lowerBound && range.upperBound <= inside.upperBound
            return Tile(first: range.lowerBound, count: range.count, isInside: isInside)
        }
        width = tiles.reduce(1) { max($0, $1.count) }
    }

    /// So many numbers fit into parts of the first and the second cache.
    private static var firstCache: Int { (32 << 10) / MemoryLayout<Number>.stride }
    private static var secondCache: Int { (512 << 10) / MemoryLayout<Number>.stride }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }
}
