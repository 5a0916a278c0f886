/// Rows of a tile, and what fills the places in them that lie outside the array: copies of other places, or numbers.
///
/// All lies in one piece of memory: a row, then its extra columns, then the numbers. Fillings are plain memory, because rows
/// come too often to keep arrays alive for each.
final class BoxEdges<Number: BitwiseCopyable> {
    /// The first row with what lies outside.
    let row: UnsafeMutablePointer<Number>
    /// Numbers from elsewhere in the row, which the border asks for.
    let extra: UnsafeMutablePointer<Number>
    /// How far rows lie apart.
    let pitch: Int
    private let rows: Int
    private let memory: Scratch<Number>
    private let step: Int
    /// Where each filling goes and what it is a copy of, as distances from the row.
    private let places: Scratch<Int>
    private let sources: Scratch<Int>
    private var count = 0
    private let numbers: Int

    /// Takes the memory for rows of so many numbers, of which so many positions, of `step` numbers each, lie outside.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(
        rows: Int, rowLength: Int, extraLength: Int, positionsOutside: Int, step: Int, zero: Number
    ) throws(FilterError) {
        (self.rows, self.step) = (rows, step)
        pitch = Self.pitch(rowLength, extraLength, step)
        numbers = rowLength + extraLength
        // Two ends may have different numbers. Places that no column reaches are read all the same, and must be numbers.
        memory = try Scratch(repeating: zero, count: rows * pitch)
        places = try Scratch(count: positionsOutside)
        sources = try Scratch(count: positionsOutside)
        row = memory.base
        extra = memory.base + rowLength
    }

    /// How many numbers the memory holds.
    static func numberCount(rows: Int, rowLength: Int, extraLength: Int, step: Int) -> Int {
        rows * pitch(rowLength, extraLength, step)
    }

    /// Rows that are a power of two apart would fall on the same sets of the cache.
    private static func pitch(_ rowLength: Int, _ extraLength: Int, _ step: Int) -> Int {
        (rowLength + extraLength + 2 * step) / 32 * 32 + 48
    }

    /// Prepares the fillings of a tile.
    func prepare(_ columns: TileColumns, number: (Double) -> Number) {
        count = 0
        for copy in columns.ownCopies { add(copy.place, from: copy.source) }
        for copy in columns.extraCopies { add(copy.place, from: extra - row + copy.source) }
        var last: Double?
        var place = numbers - step
        for constant in columns.constants {
            if last != constant.number {
                // There is at most one number before the row and one after it.
                place = min(place + step, numbers + step)
                for line in 0..<rows {
                    (row + line * pitch + place).update(repeating: number(constant.number), count: step)
                }
                last = constant.number
            }
            add(constant.place, from: place)
        }
    }

    private func add(_ place: Int, from source: Int) {
        guard count < places.count else { return }
        places.base[count] = place
        sources.base[count] = source
        count += 1
    }

    /// Fills what lies outside one of the rows.
    func fill(_ line: Int = 0) {
        let (row, step, places, sources) = (row + line * pitch, step, places.base, sources.base)
        for filling in 0..<count {
            let (target, source) = (row + places[filling], row + sources[filling])
            for lane in 0..<step { target[lane] = source[lane] }
        }
    }
}
