import PointSpreadShims

/// The rows that are read and written next, asked for in portions between other work.
///
/// Rows shorter than a page end before the processor has seen how they go on. A core has about a dozen lines of the cache on their
/// way at a time: more of them wait for each other, and all else waits with them.
struct RowsAhead {
    private var reading: Row
    private var writing: Row

    private static let page = 4096

    /// Some memory, which may be anything: asking costs nothing but time.
    private struct Row {
        var next: UnsafeRawPointer
        var rest: Int
        let portion: Int

        init(_ first: UnsafeRawPointer, _ byteCount: Int, portions: Int) {
            next = first
            rest = byteCount <= RowsAhead.page ? max(0, byteCount) : 0
            portion = (byteCount / portions + 63) & ~63
        }

        mutating func ask() {
            let count = min(portion, rest)
            pointspread_ask(next, count)
            next += count
            rest -= count
        }
    }

    /// - Parameter portions: how often there is time to ask.
    init(
        reading: UnsafeRawPointer, _ readCount: Int, writing: UnsafeRawPointer, _ writtenCount: Int, portions: Int
    ) {
        self.reading = Row(reading, readCount, portions: portions)
        self.writing = Row(writing, writtenCount, portions: portions)
    }

    /// Asks for the next portion.
    mutating func ask() {
        reading.ask()
        writing.ask()
    }
}
