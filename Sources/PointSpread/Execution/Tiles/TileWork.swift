import Synchronization

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
    /// The rows that are computed at once, and the least height of a band.
    private let blockRows: Int
    private let leastRows: Int
    private let operations: Double
    /// How many slices a unit takes, and into how many bands it cuts the rows.
    private var slicesPerUnit = 1
    private var bands = 1
    private var unitsPerTile = 1

    /// The work of one thread.
    ///
    /// - Parameters:
    ///   - blockRows: how many rows are computed at once: bands have whole blocks.
    ///   - leastRows: how many a band should have for what it takes to begin one.
    init(
        tileWidth: Int, outputWidth: Int, slices: Int, rows: Int, blockRows: Int, leastRows: Int, operations: Double
    ) {
        // Samples of no numbers make tiles of none.
        tiles = (outputWidth + tileWidth - 1) / max(tileWidth, 1)
        self.tileWidth = tileWidth
        self.outputWidth = outputWidth
        sliceCount = slices
        rowCount = rows
        self.blockRows = max(1, blockRows)
        self.leastRows = max(1, blockRows, leastRows)
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
        let wanted = useful == 1 ? 1 : 32 * useful
        if tiles * sliceCount >= wanted {
            bands = 1
            slicesPerUnit = max(1, min(sliceCount, tiles * sliceCount / wanted))
        } else {
            bands = min(max(1, rowCount / leastRows), (wanted + tiles * sliceCount - 1) / max(tiles * sliceCount, 1))
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
            rows: row(band)..<row(band + 1))
    }

    /// The first row of a band.
    private func row(_ band: Int) -> Int {
        band == bands ? rowCount : rowCount / blockRows * band / bands * blockRows
    }

    /// Carries out all units on as many threads as there are for it.
    ///
    /// Each thread takes many neighbours at first, which can go on from each other, and few in the end, so that none waits long
    /// for the others.
    func run(cancellation: Cancellation?, _ body: (_ thread: Int, _ unit: Unit) -> Void) {
        let next = Atomic<Int>(0)
        Threads.run(threads) { thread in
            while true {
                var first = next.load(ordering: .relaxed)
                var count = 0
                repeat {
                    guard first < unitCount else { return }
                    count = max(1, (unitCount - first) / (2 * threads))
                    let (isOurs, current) = next.compareExchange(
                        expected: first, desired: first + count, ordering: .relaxed)
                    if isOurs { break }
                    first = current
                } while true
                for number in first..<first + count {
                    if let cancellation, cancellation.isCancelled { return }
                    body(thread, unit(number))
                }
            }
        }
    }
}
