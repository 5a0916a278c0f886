import PointSpreadKernelTable

/// Sums down the columns of a tile, some rows at a time: each row that enters completes one sum of 2, 4, 8, … rows, which are
/// kept in rings for as long as later sums are made of them.
final class BoxColumns<Number: LineNumber> {
    private typealias Column = BoxKernelTable<Number>.Column

    /// The sums of one size, in plain memory, because rows come too often to go through arrays.
    private struct Ring {
        let base: UnsafeMutablePointer<Number>
        let capacity: Int
        /// How many rows ago that sum was completed which the newest one follows without a gap.
        let gap: Int
        /// Where the next row goes.
        var next = 0

        /// Says of each row that enters where the row is that was completed so many rows before it.
        @inline(__always)
        func point(
            _ rows: Int, age: Int, pitch: Int, offset: Int, _ body: (Int, UnsafeMutablePointer<Number>) -> Void
        ) {
            var place = next &- age
            if place < 0 { place &+= capacity }
            for row in 0..<rows {
                body(row, base + (place &* pitch &+ offset))
                place = place &+ 1 == capacity ? 0 : place &+ 1
            }
        }
    }

    /// A sum that windows are made of: its size, and how many rows ago it was completed.
    private struct Block {
        let level: Int
        let age: Int
    }

    /// How many rows enter at a time, at most.
    static var rowsAtATime: Int { 8 }

    private let kernels: BoxKernelTable<Number>
    /// How far rows lie apart.
    let pitch: Int
    private let levels: Int
    private let ringCount: Int
    private let newest: Int
    private let end: (age: Int, weight: Number)?
    private let memory: Scratch<Number>
    private let rings: Scratch<Ring>
    private let blocks: Scratch<Block>
    /// What the kernels take, for each of the rows that enter.
    private let older: Scratch<UnsafePointer<Number>>
    private let kept: Scratch<UnsafeMutablePointer<Number>>
    private let parts: Scratch<UnsafePointer<Number>>
    private let columns: Scratch<Column>

    /// Prepares the sums of a pass, or of single rows where there is none.
    ///
    /// - Parameter pitch: the numbers of a row, and how far rows lie apart.
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(_ pass: TilePass<Number>?, pitch: Int, kernels: BoxKernelTable<Number>) throws(FilterError) {
        self.kernels = kernels
        self.pitch = pitch
        let shape = Shape(pass)
        (levels, ringCount) = (shape.levels, shape.capacities.count)
        (newest, end) = (shape.newest, shape.end)
        memory = try Scratch(repeating: .zero, count: shape.capacities.reduce(0, +) * pitch)
        var rings: [Ring] = []
        var row = 0
        for (level, capacity) in shape.capacities.enumerated() {
            let gap = level < shape.gaps.count ? shape.gaps[level] : 0
            rings.append(Ring(base: memory.base + row * pitch, capacity: capacity, gap: gap))
            row += capacity
        }
        self.rings = try Scratch(rings)
        blocks = try Scratch(shape.blocks.map { Block(level: $0.level, age: $0.age) })
        older = try Scratch(count: Self.rowsAtATime * shape.levels)
        kept = try Scratch(count: Self.rowsAtATime * shape.levels)
        parts = try Scratch(count: Self.rowsAtATime * shape.blocks.count)
        columns = try Scratch(count: Self.rowsAtATime)
    }

    /// How many rows the rings of a pass have.
    static func rowCount(_ pass: TilePass<Number>?) -> Int { Shape(pass).capacities.reduce(0, +) }

    /// Where one of the next rows is to be written, and how many lie next to each other from there on.
    func entering(_ row: Int) -> (line: UnsafeMutablePointer<Number>, rows: Int) {
        let ring = rings.base[0]
        let place = ring.next + row < ring.capacity ? ring.next + row : ring.next + row - ring.capacity
        return (ring.base + place * pitch, ring.capacity - place)
    }

    /// Takes in rows that have been written, and makes the rows of the windows that end with them.
    ///
    /// - Parameters:
    ///   - rows: how many rows there are, no more than may enter at a time.
    ///   - offset: where the numbers lie in each row.
    ///   - target: where the sums go; nowhere before the first window is complete.
    ///   - targetPitch: how far the rows of the target lie apart.
    ///   - count: how many numbers there are, a multiple of 16.
    func sum(rows: Int, offset: Int, into target: UnsafeMutablePointer<Number>?, targetPitch: Int, count: Int) {
        let (rings, blocks, columns, blockCount) = (rings.base, blocks.base, columns.base, self.blocks.count)
        for level in 0..<levels {
            rings[level].point(rows, age: rings[level].gap, pitch: pitch, offset: offset) {
                older.base[$0 &* levels &+ level] = UnsafePointer($1)
            }
            guard level &+ 1 < ringCount else { continue }
            rings[level &+ 1].point(rows, age: 0, pitch: pitch, offset: offset) {
                kept.base[$0 &* levels &+ level] = $1
            }
        }
        for part in 0..<blockCount {
            rings[blocks[part].level].point(rows, age: blocks[part].age, pitch: pitch, offset: offset) {
                parts.base[$0 &* blockCount &+ part] = UnsafePointer($1)
            }
        }
        rings[0].point(rows, age: 0, pitch: pitch, offset: offset) { row, line in
            columns[row] = Column(
                row: UnsafePointer(line), older: older.base + row &* levels, kept: kept.base + row &* levels,
                levels: levels, keptLevels: ringCount &- 1, blocks: parts.base + row &* blockCount,
                blockCount: blockCount, newest: newest, firstEnd: nil, endWeight: .zero)
        }
        if let end {
            rings[0].point(rows, age: end.age, pitch: pitch, offset: offset) { row, line in
                (columns[row].firstEnd, columns[row].endWeight) = (UnsafePointer(line), end.weight)
            }
        }
        kernels.step(columns, rows, target, targetPitch, count)
    }

    /// Makes place for further rows.
    func advance(rows: Int) {
        for level in 0..<ringCount {
            rings.base[level].next = (rings.base[level].next &+ rows) % rings.base[level].capacity
        }
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
            // Rows enter together before the sums are made that still need older ones.
            ages[0] += BoxColumns.rowsAtATime - 1
            capacities = ages.map { $0 + 1 }
        }
    }
}
