/// The outputs of a tile's rows that are made of nothing but the tile's own samples, and those at its edges, which are not.
///
/// All places are those of the tile's row, in numbers: that under the first tap of the first output is 0.
struct TileEdges {
    /// The outputs that are made of the tile's own samples.
    let inner: Range<Int>
    /// The outputs at the edges; they may overlap with the others.
    let outer: [Range<Int>]
    /// The samples that those are made of and that lie in the row.
    let copied: [Range<Int>]

    /// Divides the outputs, or gives up where there are too few, or where the border reaches farther than the edges.
    ///
    /// - Parameters:
    ///   - reach: how many numbers lie between the first tap of an output and the last.
    ///   - rowLength: how many numbers a row of the array has.
    ///   - step: how many numbers a sample has.
    ///   - least: how many outputs are made at once, at least.
    init?(_ columns: TileColumns, reach: Int, rowLength: Int, step: Int, least: Int) {
        let count = columns.outputCount
        let own = columns.offset..<columns.offset + columns.count
        let before = own.lowerBound
        let after = max(0, count + reach - own.upperBound)
        // Up to three numbers behind the last one are read, too.
        let endsWithin = columns.first + columns.count + 3 <= rowLength
        let first = before > 0 ? max(before, least) : 0
        let last = after > 0 || !endsWithin ? max(after, least) : 0
        guard first + last + least <= count else { return nil }
        inner = first..<count - last
        outer = (first > 0 ? [0..<first] : []) + (last > 0 ? [count - last..<count] : [])
        copied = outer.map { ($0.lowerBound..<$0.upperBound + reach + 3).clamped(to: own) }
        let copied = copied
        let isWithin = columns.ownCopies.allSatisfy { copy in
            copied.contains { $0.contains(copy.source) && $0.contains(copy.source + step - 1) }
        }
        guard isWithin else { return nil }
    }
}
