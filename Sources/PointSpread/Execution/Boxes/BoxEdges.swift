/// Rows of a tile, and what fills the places in them that lie outside the array: copies of other places, or numbers.
///
/// All lies in one piece of memory: a row, then its extra columns, then the numbers. Fillings are plain memory, because rows
/// come too often to keep arrays alive for each.
final class BoxEdges<Number: BitwiseCopyable> {
    /// Samples outside that are copies of others: as distances from the row where the first of them goes and what it is a copy of,
    /// how many there are, and how far each source lies behind the one before it.
    private struct Filling {
        let place: Int
        let source: Int
        var count: Int
        var step: Int
    }

    /// The first row with what lies outside.
    let row: UnsafeMutablePointer<Number>
    /// Numbers from elsewhere in the row, which the border asks for.
    let extra: UnsafeMutablePointer<Number>
    /// How far rows lie apart.
    let pitch: Int
    private let rows: Int
    private let memory: Scratch<Number>
    private let step: Int
    private let fillings: Scratch<Filling>
    private var count = 0
    private let numbers: Int

    /// Takes the memory for so many rows.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(_ sizes: BoxRowSizes, rows: Int = 1, zero: Number) throws(FilterError) {
        (self.rows, step) = (rows, sizes.step)
        pitch = Self.pitch(sizes)
        numbers = sizes.row + sizes.extra
        // Two ends may have different numbers. Places that no column reaches are read all the same, and must be numbers.
        memory = try Scratch(repeating: zero, count: rows * pitch)
        fillings = try Scratch(count: sizes.positionsOutside)
        row = memory.base
        extra = memory.base + sizes.row
    }

    /// The memory that such rows take, in bytes.
    static func byteCount(_ sizes: BoxRowSizes, rows: Int = 1) -> Int {
        rows * pitch(sizes) * MemoryLayout<Number>.stride + sizes.positionsOutside * MemoryLayout<Filling>.stride
    }

    /// Rows that are a power of two apart would fall on the same sets of the cache.
    private static func pitch(_ sizes: BoxRowSizes) -> Int {
        (sizes.row + sizes.extra + 2 * sizes.step) / 32 * 32 + 48
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

    /// Adds a sample, to the filling before it where it goes on as that does.
    private func add(_ place: Int, from source: Int) {
        let fillings = fillings.base
        if count > 0, fillings[count - 1].place + fillings[count - 1].count * step == place {
            let last = fillings[count - 1]
            let distance = source - (last.source + (last.count - 1) * last.step)
            if last.count == 1 || distance == last.step {
                (fillings[count - 1].count, fillings[count - 1].step) = (last.count + 1, distance)
                return
            }
        }
        guard count < self.fillings.count else { return }
        fillings[count] = Filling(place: place, source: source, count: 1, step: 0)
        count += 1
    }

    /// Fills what lies outside the first rows.
    func fill(rows: Int = 1) {
        let (step, pitch, fillings) = (step, pitch, fillings.base)
        for filling in 0..<count {
            let filling = fillings[filling]
            for line in 0..<rows {
                let row = row + line &* pitch
                let (target, source) = (row + filling.place, row + filling.source)
                if filling.step == step {
                    target.update(from: source, count: filling.count &* step)
                } else if step == 1, filling.step == -1 {
                    for sample in 0..<filling.count { target[sample] = source[0 &- sample] }
                } else {
                    for sample in 0..<filling.count {
                        for lane in 0..<step {
                            target[sample &* step &+ lane] = source[sample &* filling.step &+ lane]
                        }
                    }
                }
            }
        }
    }
}
