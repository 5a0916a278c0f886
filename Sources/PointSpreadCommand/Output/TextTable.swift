/// Rows of words below each other.
enum TextTable {
    /// The lines of a table whose columns are as wide as their longest word.
    static func lines(_ rows: [[String]], alignedRight: Set<Int> = []) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, word in
                let gap = String(repeating: " ", count: widths[column] - word.count)
                return alignedRight.contains(column) ? gap + word : word + gap
            }
            return String(cells.joined(separator: "  ").reversed().drop(while: \.isWhitespace).reversed())
        }
    }
}
