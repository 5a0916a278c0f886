/// How many numbers a tile's row and its extra columns take, in whole units, with room for two more behind them.
struct BoxRowSizes {
    /// A row with what lies outside.
    let row: Int
    /// Columns from elsewhere in the row, which the border asks for.
    let extra: Int
    /// How many positions lie outside, and how many numbers each has.
    let positionsOutside: Int
    let step: Int

    /// - Parameters:
    ///   - pass: the pass along the row, where there is one.
    ///   - unit: what counts are multiples of.
    ///   - beyond: how many numbers behind the last are read too.
    init<Number>(_ pass: TilePass<Number>?, _ work: BoxWork, unit: Int, beyond: Int = 0) {
        step = work.layout.step
        positionsOutside = pass?.positionsOutside ?? 0
        let reached = work.tileWidth + (pass?.reach ?? 0) * step
        row = Self.padded(reached + beyond, unit)
        extra = Self.padded(min(positionsOutside * step, reached), unit)
    }

    static func padded(_ count: Int, _ unit: Int) -> Int { (count + unit - 1) / unit * unit + 2 * unit }
}
