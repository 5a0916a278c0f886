/// How the sum of neighbours that are below 2¹⁶ is made in numbers of 16 bits: sums of 2, 4, 8, … of them, which are joined to parts
/// as large as 16 bits hold.
struct ByteParts: Sendable {
    /// A sum of 2^level neighbours, and how many taps of the box lie before it.
    struct Piece: Sendable {
        let level: Int
        let start: Int
    }

    /// The number of doublings.
    let levels: Int
    /// The pieces of each part.
    let parts: [[Piece]]

    /// More parts than this take longer than rows that are summed before columns.
    private static let mostParts = 4
    /// So few neighbours are added up as they are.
    private static let fewNeighbours = 9

    /// The parts of so many neighbours, each of which is the sum of so many bytes, or nothing where there would be too many.
    init?(width: Int, height: Int) {
        // So many neighbours have a sum of 16 bits.
        let most = Int(UInt16.max) / 255 / height
        guard most > 0 else { return nil }
        let isDirect = width <= min(most, Self.fewNeighbours)
        let highest = isDirect ? 0 : Int.bitWidth - 1 - min(most, width).leadingZeroBitCount
        var parts: [[Piece]] = []
        var (start, room) = (0, 0)
        while start < width {
            var level = highest
            while 1 << level > width - start { level -= 1 }
            if 1 << level > room {
                parts.append([])
                room = most
            }
            parts[parts.count - 1].append(Piece(level: level, start: start))
            start += 1 << level
            room -= 1 << level
        }
        guard parts.count <= Self.mostParts else { return nil }
        self.parts = parts
        levels = highest
    }
}
