import PointSpreadKernelTable

/// What one thread needs to sum boxes of bytes down columns first, in 16 bits: small ones, whose rows follow each other in memory.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ByteColumnWorker: @unchecked Sendable {
    private typealias Line = UnsafePointer<UInt16>

    private let vertical: TilePass<Float>?
    private let kernels: ByteBoxTable
    private let work: BoxWork
    private let columnsOf: (Int) -> TileColumns
    private let height: Int
    private let divisor: Float
    private let words: WordMean?
    private let distance: Int
    /// The columns of a tile, each summed.
    private let edges: BoxEdges<UInt16>
    /// Sums of 2, 4, 8, … neighbours, and of the pieces of a part.
    private let lines: Scratch<UInt16>
    private let doublings: Scratch<Doubling>
    private let joins: Scratch<Join>
    private let pieces: [Scratch<UnsafePointer<UInt16>>]
    /// The parts of a sum.
    private let parts: Scratch<UnsafePointer<UInt16>>
    /// What stands before the first row, and after the last, where that is a number.
    private let outside: (Scratch<UInt8>, Scratch<UInt8>)
    private let result: Scratch<UInt8>
    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)
    /// The numbers of the tile's columns, which are quicker to reach than the columns.
    private var (firstOutput, outputCount, firstInput, inputCount, inputOffset, extraCount) = (0, 0, 0, 0, 0, 0)

    /// The sum of a line and itself, so many numbers further on.
    private struct Doubling {
        let source: UnsafePointer<UInt16>
        let target: UnsafeMutablePointer<UInt16>
        let offset: Int
        /// By how many sums there are more than results.
        let excess: Int
    }

    /// Several lines that are added up.
    private struct Join {
        let pieces: UnsafeMutablePointer<UnsafePointer<UInt16>>
        let count: Int
        let target: UnsafeMutablePointer<UInt16>
    }

    /// What the counts of sums are multiples of.
    private static let unit = 64

    init(_ run: ByteBoxRun, _ plan: ByteParts) throws(FilterError) {
        let sizes = BoxRowSizes(run.passes.horizontal, run.work, unit: Self.unit)
        work = run.work
        kernels = run.kernels
        vertical = run.passes.vertical
        (height, divisor, words) = (run.height, run.divisor, run.words)
        distance = (run.passes.horizontal?.dilation ?? 1) * run.work.layout.step
        // The run owns its workers: it would never be given back if they held on to it.
        columnsOf = { [unowned run] in run.columns($0) }
        edges = try BoxEdges(sizes, zero: 0)
        let lines = try Scratch<UInt16>(repeating: 0, count: Self.lineCount(plan) * sizes.row)
        self.lines = lines
        result = try Scratch(repeating: 0, count: sizes.row)
        func byte(_ border: Border?) -> UInt8 {
            if case .constant(let value)? = border { UInt8(value) } else { 0 }
        }
        outside = (
            try Scratch(repeating: byte(run.passes.vertical?.border.before), count: sizes.row),
            try Scratch(repeating: byte(run.passes.vertical?.border.after), count: sizes.row)
        )
        var sums = [UnsafePointer(edges.row)]
        var doublings: [Doubling] = []
        for level in 0..<plan.levels {
            let target = lines.base + level * sizes.row
            doublings.append(
                Doubling(
                    source: sums[level], target: target, offset: distance << level,
                    excess: (run.width - 2 << level) * distance))
            sums.append(UnsafePointer(target))
        }
        self.doublings = try Scratch(doublings)
        var joins: [Join] = []
        var memory: [Scratch<UnsafePointer<UInt16>>] = []
        var parts: [UnsafePointer<UInt16>] = []
        for part in plan.parts {
            let pieces = part.map { [distance] in sums[$0.level] + $0.start * distance }
            // Lines of one part are added up as they are divided.
            guard pieces.count > 1, run.words == nil else {
                parts += pieces
                continue
            }
            let target = lines.base + (plan.levels + joins.count) * sizes.row
            let list = try Scratch(pieces)
            memory.append(list)
            joins.append(Join(pieces: list.base, count: pieces.count, target: target))
            parts.append(UnsafePointer(target))
        }
        self.joins = try Scratch(joins)
        pieces = memory
        self.parts = try Scratch(parts)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: ByteBoxRun, _ plan: ByteParts) -> Int {
        let sizes = BoxRowSizes(run.passes.horizontal, run.work, unit: unit)
        let edges = BoxEdges<UInt16>.byteCount(sizes)
        return 2 * lineCount(plan) * sizes.row + 3 * sizes.row + edges
    }

    /// How many lines of sums there are.
    private static func lineCount(_ plan: ByteParts) -> Int { plan.levels + plan.parts.count { $0.count > 1 } }

    /// Computes a part of the result.
    func run(
        _ unit: BoxWork.Unit, from source: ArrayBuffer, into target: ArrayBuffer, cancellation: Cancellation?
    ) {
        if unit.tile != tile {
            tile = unit.tile
            columns = columnsOf(tile)
            (firstOutput, outputCount) = (columns.firstOutput, columns.outputCount)
            (firstInput, inputCount, inputOffset) = (columns.first, columns.count, columns.offset)
            extraCount = columns.extraCount
            edges.prepare(columns) { UInt16($0) }
        }
        let targetStride = work.layout.stride(of: target) ?? 1
        let rowBytes = work.rowAxis.map { source.strides[$0] } ?? 0
        let targetBytes = work.rowAxis.map { target.strides[$0] } ?? 0
        let count = outputCount
        let sums = edges.row + max(0, inputOffset)
        for slice in unit.slices {
            let from = UnsafePointer(work.base(source, slice).assumingMemoryBound(to: UInt8.self))
            let to = work.base(target, slice).assumingMemoryBound(to: UInt8.self) + firstOutput * targetStride
            sums.update(repeating: 0, count: inputCount)
            edges.extra.update(repeating: 0, count: extraCount)
            let first = unit.rows.lowerBound
            for position in first..<first + height - 1 {
                slide(row(position, from, rowBytes), nil, sums)
            }
            for output in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                let leaving = output == first ? nil : row(output - 1, from, rowBytes)
                let entering = row(output + height - 1, from, rowBytes)
                let place = to + output * targetBytes
                // Where a number stands there is nothing to read.
                var ahead = RowsAhead(
                    reading: UnsafeRawPointer(entering.from(firstInput)) + rowBytes,
                    byteCount: entering.isNumber ? 0 : inputCount,
                    writing: UnsafeRawPointer(place) + targetBytes, byteCount: targetStride == 1 ? count : 0)
                slide(entering, leaving, sums)
                edges.fill()
                ahead.ask()
                if targetStride == 1 {
                    means(count, into: place, &ahead)
                } else {
                    means(count, into: result.base, &ahead)
                    for index in 0..<count { place[index * targetStride] = result.base[index] }
                }
            }
        }
    }

    /// A row of the input, or a number that stands in its place.
    private struct Row {
        let line: UnsafePointer<UInt8>
        let isNumber: Bool

        /// The samples from one of them on.
        func from(_ place: Int) -> UnsafePointer<UInt8> { isNumber ? line : line + place }
    }

    /// The row that stands at a position of the vertical pass.
    private func row(_ position: Int, _ source: UnsafePointer<UInt8>, _ rowBytes: Int) -> Row {
        guard let vertical else { return Row(line: source + position * rowBytes, isNumber: false) }
        let place = position - vertical.before
        if place >= 0, place < vertical.inputCount { return Row(line: source + place * rowBytes, isNumber: false) }
        if case .sample(let index) = vertical.source(at: place) {
            return Row(line: source + index * rowBytes, isNumber: false)
        }
        return Row(line: UnsafePointer((place < 0 ? outside.0 : outside.1).base), isNumber: true)
    }

    /// Takes a row into the sums of its columns, and another one out of them.
    private func slide(_ entering: Row, _ leaving: Row?, _ sums: UnsafeMutablePointer<UInt16>) {
        kernels.slideBytes(entering.from(firstInput), leaving?.from(firstInput), sums, inputCount)
        guard extraCount > 0 else { return }
        for run in columns.extras {
            kernels.slideBytes(
                entering.from(run.first), leaving?.from(run.first), edges.extra + run.offset, run.count)
        }
    }

    /// Sums neighbours, and makes the means of the boxes.
    private func means(_ count: Int, into target: UnsafeMutablePointer<UInt8>, _ ahead: inout RowsAhead) {
        for place in 0..<doublings.count {
            let doubling = doublings.base[place]
            kernels.join(
                doubling.source, doubling.source + doubling.offset, nil, 0, doubling.target,
                whole(count + doubling.excess))
        }
        for place in 0..<joins.count {
            let join = joins.base[place]
            kernels.join(
                join.pieces[0], join.pieces[1], join.pieces + 2, join.count - 2, join.target, whole(count))
        }
        ahead.ask()
        if let words {
            kernels.meansOfWords(
                parts.base, parts.count, words.term, words.factor, Int32(truncatingIfNeeded: words.shift), target, count
            )
        } else {
            kernels.meansOfParts(parts.base, parts.count, divisor, target, count)
        }
        ahead.ask()
    }

    private func whole(_ count: Int) -> Int { (count + Self.unit - 1) / Self.unit * Self.unit }
}
