import PointSpreadKernelTable

/// Sums down the columns of a tile, row by row: each row that enters completes one sum of 2, 4, 8, … rows, which are kept in
/// rings for as long as later sums are made of them.
final class BoxColumns<Number: LineNumber> {
    private typealias Target = UnsafeMutablePointer<Number>

    private let kernels: BoxKernelTable<Number>
    private let levels: Int
    private let pitch: Int
    /// For each level, where the ring of its sums begins, how many rows it has, and how many rows ago that sum was completed
    /// which the newest one follows without a gap.
    private let rings: [UnsafeMutablePointer<Number>]
    private let capacities: [Int]
    private let gaps: [Int]
    /// The blocks of a window: their level, and how many rows ago they were completed.
    private let blocks: [(level: Int, age: Int)]
    private let newest: Int
    private let end: (age: Int, weight: Number)?
    private let older: Scratch<UnsafePointer<Number>>
    private let kept: Scratch<UnsafeMutablePointer<Number>>
    private let block: Scratch<UnsafePointer<Number>>
    private let memory: Scratch<Number>
    private var rows = 0

    /// Prepares the sums of a pass, or of single rows where there is none.
    ///
    /// - Parameter pitch: the numbers of a row, and how far rows lie apart.
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(_ pass: TilePass<Number>?, pitch: Int, kernels: BoxKernelTable<Number>) throws(FilterError) {
        self.kernels = kernels
        self.pitch = pitch
        let shape = Shape(pass)
        (levels, capacities, gaps, blocks) = (shape.levels, shape.capacities, shape.gaps, shape.blocks)
        (newest, end) = (shape.newest, shape.end)
        memory = try Scratch(repeating: .zero, count: shape.capacities.reduce(0, +) * pitch)
        var rings: [UnsafeMutablePointer<Number>] = []
        var row = 0
        for capacity in shape.capacities {
            rings.append(memory.base + row * pitch)
            row += capacity
        }
        self.rings = rings
        older = try Scratch(count: shape.levels + 1)
        kept = try Scratch(count: shape.levels + 1)
        block = try Scratch(count: shape.blocks.count)
    }

    /// How many rows the rings of a pass have.
    static func rowCount(_ pass: TilePass<Number>?) -> Int { Shape(pass).capacities.reduce(0, +) }

    /// Where the next row is to be written.
    var entering: UnsafeMutablePointer<Number> { rings[0] + rows % capacities[0] * pitch }

    /// Takes in the row that has been written, and makes the row of the windows that end with it.
    ///
    /// - Parameters:
    ///   - offset: where the numbers lie in the row.
    ///   - target: where the sums go; nowhere before the first window is complete.
    ///   - count: how many numbers there are, a multiple of 16.
    func sum(offset: Int, into target: UnsafeMutablePointer<Number>?, count: Int) {
        for level in 0..<levels {
            older.base[level] = UnsafePointer(slot(level, age: gaps[level]) + offset)
            if level + 1 < capacities.count { kept.base[level] = slot(level + 1, age: 0) + offset }
        }
        for (place, part) in blocks.enumerated() {
            block.base[place] = UnsafePointer(slot(part.level, age: part.age) + offset)
        }
        kernels.step(
            .init(
                row: slot(0, age: 0) + offset, older: older.base, kept: kept.base, levels: levels,
                keptLevels: capacities.count - 1, blocks: block.base, blockCount: blocks.count, newest: newest,
                firstEnd: end.map { UnsafePointer(slot(0, age: $0.age) + offset) }, endWeight: end?.weight ?? .zero),
            target, count)
    }

    /// Makes place for the next row.
    func advance() { rows &+= 1 }

    @inline(__always)
    private func slot(_ level: Int, age: Int) -> Target {
        // Rows from before the first belong to no window: any slot will do.
        rings[level] + (rows &- age &+ capacities[level]) % capacities[level] &* pitch
    }

    /// Which sums are kept, and for how long.
    private struct Shape {
        let levels: Int
        let capacities: [Int]
        let gaps: [Int]
        let blocks: [(level: Int, age: Int)]
        let newest: Int
        let end: (age: Int, weight: Number)?

        init(_ pass: TilePass<Number>?) {
            let (width, weight) = pass?.box ?? (1, nil)
            let dilation = pass?.dilation ?? 1
            let digits = BoxDigits(width)
            levels = digits.levels
            gaps = (0..<digits.levels).map { dilation << $0 }
            // With ends of their own, windows end one tap after the box.
            let delay = weight == nil ? 0 : 1
            var blocks = digits.blocks.map { (level: $0.level, age: ($0.after + delay) * dilation) }
            newest = blocks.last.map { $0.age == 0 ? $0.level : -1 } ?? -1
            if newest >= 0 { blocks.removeLast() }
            self.blocks = blocks
            end = weight.map { ((width + 1) * dilation, $0) }
            var ages = gaps + [blocks.first { $0.level == digits.levels }?.age ?? -1]
            for block in blocks { ages[block.level] = max(ages[block.level], block.age) }
            if let end { ages[0] = max(ages[0], end.age) }
            // The row itself always has a place; the largest sum needs none where it is the window.
            ages[0] = max(ages[0], 0)
            if ages.last == -1 { ages.removeLast() }
            capacities = ages.map { $0 + 1 }
        }
    }
}
