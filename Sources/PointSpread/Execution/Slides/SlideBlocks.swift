/// The positions that sums slide down, in blocks of rows: first those of the first window, of which the first block may be a smaller
/// one, then those that enter, of which the last may be.
struct SlideBlocks: Sendable {
    /// The rows of a block.
    static var rows: Int { TileBlock.rows }
    /// So many of them are worked on at once that they stay in the first cache.
    static var group: Int { 4 }

    let taps: Int
    /// How many blocks the first window has, and how many there are in all.
    let window: Int
    let count: Int
    private let geometry: AxisGeometry
    private let border: BorderPair
    private let inputCount: Int

    init<Number: LineNumber>(_ pass: SlidePass<Number>) {
        taps = pass.taps
        (geometry, border, inputCount) = (pass.geometry, pass.border, pass.inputCount)
        window = (taps + Self.rows - 1) / Self.rows
        count = window + (geometry.outputCount - 1 + Self.rows - 1) / Self.rows
    }

    /// The position of the first row that enters.
    var start: Int { taps - geometry.before }

    /// The positions of a block.
    func positions(of block: Int) -> Range<Int> {
        let first = start + (block - window) * Self.rows
        return max(first, -geometry.before)..<min(first + Self.rows, start + geometry.outputCount - 1)
    }

    /// What stands at a position.
    func source(at position: Int) -> AxisGeometry.Source {
        geometry.source(at: position, count: inputCount, border: border)
    }
}
