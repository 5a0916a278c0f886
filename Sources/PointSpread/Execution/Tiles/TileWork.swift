/// The work of a run, as units that are counted through: tile by tile, in each slice by slice, in each band by band of rows.
struct TileWork: Sendable {
    struct Unit {
        let tile: Int
        /// The first number of a row that the tile makes, and how many there are.
        let firstOutput: Int
        let outputCount: Int
        let slices: Range<Int>
        let rows: Range<Int>
    }

    private(set) var threads = 1
    private(set) var unitCount = 0
    private let tiles: Int
    private let tileWidth: Int
    private let outputWidth: Int
    private let sliceCount: Int
    private let rowCount: Int
    /// The rows that one result is made of.
    private let window: Int
    private let operations: Double
    /// How many slices a unit takes, and into how many bands it cuts the rows.
    private var slicesPerUnit = 1
    private var bands = 1
    private var unitsPerTile = 1

    /// The work of one thread.
    init(tileWidth: Int, outputWidth: Int, slices: Int, rows: Int, window: Int, operations: Double) {
        // Samples of no numbers make tiles of none.
        tiles = (outputWidth + tileWidth - 1) / max(tileWidth, 1)
        self.tileWidth = tileWidth
        self.outputWidth = outputWidth
        sliceCount = slices
        rowCount = rows
        self.window = window
        self.operations = operations
        divide(1)
    }

    /// The work divided for so many threads at most.
    func shared(by threads: Int) -> TileWork {
        // A thread that has to be woken comes late, and is not worth it for less than some 10⁶ operations.
        guard threads > 1, operations >= 2e6 else { return self }
        var work = self
        work.divide(min(threads, Int(min(operations / 1e6, 1e6))))
        return work
    }

    private mutating func divide(_ useful: Int) {
        let wanted = useful == 1 ? 1 : 8 * useful
        // A band begins with as many rows as the window has: it should be several times as high.
        let highest = max(1, rowCount / (4 * window))
        if tiles * sliceCount >= wanted {
            bands = 1
            slicesPerUnit = max(1, min(sliceCount, tiles * sliceCount / wanted))
        } else {
            bands = min(highest, (wanted + tiles * sliceCount - 1) / max(tiles * sliceCount, 1))
            slicesPerUnit = 1
        }
        unitsPerTile = (sliceCount + slicesPerUnit - 1) / slicesPerUnit * bands
        unitCount = tiles * unitsPerTile
        threads = max(1, min(useful, unitCount))
    }

    func unit(_ number: Int) -> Unit {
        let (tile, rest) = number.quotientAndRemainder(dividingBy: unitsPerTile)
        let (group, band) = rest.quotientAndRemainder(dividingBy: bands)
        let firstOutput = tile * tileWidth
        return Unit(
            tile: tile, firstOutput: firstOutput, outputCount: min(tileWidth, outputWidth - firstOutput),
            slices: group * slicesPerUnit..<min(sliceCount, (group + 1) * slicesPerUnit),
            rows: rowCount * band / bands..<rowCount * (band + 1) / bands)
    }
}
