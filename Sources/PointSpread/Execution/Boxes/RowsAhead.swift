import PointSpreadShims

/// The rows that are read and written next, asked for in portions between the steps that the row before them takes.
///
/// Rows of a page at most end before the processor has seen how they go on. A core has about a dozen lines of the cache on their way
/// at a time: more of them wait for each other, and all else waits with them.
struct RowsAhead {
    /// Some memory, which may be anything: asking costs nothing but time.
    private struct Row {
        private var next: UnsafeRawPointer
        private var rest: Int
        private let portion: Int

        init(_ first: UnsafeRawPointer, _ byteCount: Int) {
            next = first
            rest = byteCount <= TileBlock.page ? byteCount : 0
            portion = (rest + RowsAhead.portions - 1) / RowsAhead.portions
        }

        mutating func ask() {
            let count = min(portion, rest)
            pointspread_ask(next, count)
            next += count
            rest -= count
        }
    }

    /// How often a row is asked for.
    private static let portions = 3

    private var reading: Row
    private var writing: Row

    init(reading: UnsafeRawPointer, byteCount readCount: Int, writing: UnsafeRawPointer, byteCount writtenCount: Int) {
        self.reading = Row(reading, readCount)
        self.writing = Row(writing, writtenCount)
    }

    /// Asks for the next portion.
    mutating func ask() {
        reading.ask()
        writing.ask()
    }
}
