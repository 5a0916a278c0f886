import PointSpreadKernelTable

/// Makes the rows that sums slide down, of one strip of columns, block by block, and keeps as many of them as a window has.
///
/// What is made stays in the cache: a second array is never written.
final class SlideFeed<Number: LineNumber> {
    private typealias Target = UnsafeMutablePointer<Number>

    /// How many numbers each part takes.
    struct Sizes {
        /// Of the rows that are kept, in whole blocks, and of one of them.
        let ringRows: Int
        let ringPitch: Int
        /// Of a row of samples, and of those from elsewhere in it.
        let pitch: Int
        let extra: Int
        /// Where sums slide along rows: of one sum in each row of a block, of all samples, of all sums, and how many sums are
        /// remembered.
        let width: Int
        let turned: Int
        let turnedSums: Int
        let carried: Int

        init(_ rows: SlideRows<Number>, _ blocks: SlideBlocks) {
            ringRows = TileBlock.whole(blocks.taps + SlideBlocks.rows)
            // Not a power of two, whose rows would fall on the same sets of a cache.
            ringPitch = TileBlock.padded(rows.strip)
            let samples = rows.strip + (rows.sum.reach + 1) * rows.step
            pitch = TileBlock.padded(samples)
            extra = TileBlock.padded(samples)
            guard rows.sum.isSliding else {
                (width, turned, turnedSums, carried) = (0, 0, 0, 0)
                return
            }
            width = TileBlock.rows * rows.step
            turned = (samples + 4) * TileBlock.rows
            turnedSums = (TileBlock.padded(rows.strip) + rows.step) * TileBlock.rows
            carried = blocks.count * width
        }

        /// Blocks are turned by fours of rows, some behind the last.
        var ring: Int { (ringRows + 4) * ringPitch }
        var numbers: Int {
            ring + TileBlock.rows * (pitch + extra) + 2 * width + turned + turnedSums + carried
        }
    }

    private let rows: SlideRows<Number>
    private let blocks: SlideBlocks
    private let sizes: Sizes
    private let columns: [TileColumns]
    private let sum: TileSum<Number>?
    private let ring: Scratch<Number>
    private let samples: Scratch<Number>
    private let extra: Scratch<Number>
    private let sums: Scratch<Number>
    private let squares: Scratch<Number>
    private let turned: Scratch<Number>
    private let turnedSums: Scratch<Number>
    /// The last sums of each row of the strip before, block by block, which those of the next one go on from.
    private let carried: Scratch<Number>

    init(_ rows: SlideRows<Number>, _ blocks: SlideBlocks) throws(FilterError) {
        (self.rows, self.blocks) = (rows, blocks)
        sizes = Sizes(rows, blocks)
        columns = (0..<rows.strips).map { rows.columns(of: $0) }
        if case .taps(let pass) = rows.sum {
            sum = try TileSum(pass, step: rows.step, kernels: rows.kernels, length: sizes.pitch)
        } else {
            sum = nil
        }
        // Places that hold no samples are summed all the same, and must be numbers.
        ring = try Scratch(repeating: .zero, count: sizes.ring)
        samples = try Scratch(repeating: .zero, count: TileBlock.rows * sizes.pitch)
        extra = try Scratch(repeating: .zero, count: TileBlock.rows * sizes.extra)
        sums = try Scratch(repeating: .zero, count: sizes.width)
        squares = try Scratch(repeating: .zero, count: sizes.width)
        turned = try Scratch(repeating: .zero, count: sizes.turned)
        turnedSums = try Scratch(repeating: .zero, count: sizes.turnedSums)
        carried = try Scratch(repeating: .zero, count: sizes.carried)
    }

    /// How many sums are carried on in a block.
    var carriedCount: Int { sizes.width }

    /// The sums along the rows of a block that the next strip goes on from.
    func carried(ofBlock block: Int) -> UnsafeMutablePointer<Number> { carried.base + block * sizes.width }

    /// Where a row is kept, and how many lie behind it without a gap.
    func kept(_ position: Int) -> (row: UnsafePointer<Number>, pitch: Int, count: Int) {
        let slot = self.slot(of: position)
        return (UnsafePointer(ring.base + slot * sizes.ringPitch), sizes.ringPitch, sizes.ringRows - slot)
    }

    /// Blocks behind the first window fill whole parts of the ring.
    private func slot(of position: Int) -> Int {
        (position - blocks.start + sizes.ringRows) % sizes.ringRows
    }

    /// Makes a block of rows of a strip.
    ///
    /// - Parameter keepsRows: whether the rows are wanted, not only what the next strip goes on from.
    func make(_ block: Int, of strip: Int, from source: SlideSource, keepsRows: Bool = true) {
        let columns = columns[strip]
        let positions = blocks.positions(of: block)
        let target = ring.base + slot(of: positions.lowerBound) * sizes.ringPitch
        switch rows.sum {
        case .taps:
            guard let sum else { return }
            let count = sum.count(columns.outputCount)
            // So few rows at once that they stay in the first cache.
            for row in stride(from: 0, to: positions.count, by: SlideBlocks.group) {
                let part = positions.dropFirst(row).prefix(SlideBlocks.group)
                read(part, source, columns)
                sum.along(
                    samples.base, pitch: sizes.pitch, into: target + row * sizes.ringPitch,
                    targetPitch: sizes.ringPitch, rows: part.count, count: count)
            }
        case .sliding(let pass):
            read(positions, source, columns)
            slide(pass, block, of: strip, columns)
            if keepsRows { turnBack(columns, of: strip, positions.count, into: target) }
        }
        for (row, position) in positions.enumerated() {
            guard case .outside(let value) = blocks.source(at: position) else { continue }
            (target + row * sizes.ringPitch).update(repeating: Number(number: value), count: rows.strip)
        }
    }

    /// Reads the strip's part of some rows, and what the border takes from elsewhere.
    private func read(_ positions: Range<Int>, _ source: SlideSource, _ columns: TileColumns) {
        let (load, stride, count) = (rows.load, source.stride, columns.count)
        var line = samples.base + columns.offset
        var other = extra.base
        for position in positions {
            if case .sample(let index) = blocks.source(at: position) {
                load(source.row(index, from: columns.first), stride, line, count)
                if columns.extraCount > 0 {
                    for run in columns.extras {
                        load(source.row(index, from: run.first), stride, other + run.offset, run.count)
                    }
                }
            }
            line += sizes.pitch
            other += sizes.extra
        }
        columns.fill(
            samples.base, pitch: sizes.pitch, from: extra.base, extraPitch: sizes.extra, rows: positions.count)
    }

    /// Turns the rows of a block, and slides along them.
    private func slide(
        _ pass: SlidePass<Number>, _ block: Int, of strip: Int, _ columns: TileColumns
    ) {
        let width = sizes.width
        let numbers = columns.outputCount + pass.reach * rows.step
        rows.kernels.blocks.turn(
            samples.base, sizes.pitch, TileBlock.rows, (numbers + 3) & ~3, turned.base, TileBlock.rows, false)
        let sums = carried(ofBlock: block)
        if strip == 0 {
            sums.update(repeating: .zero, count: width)
            for tap in 0..<pass.taps { pass.add(turned.base + tap * width, to: sums, squares.base, count: width) }
            turnedSums.base.update(from: sums, count: width)
        }
        pass.slide(
            turned.base + pass.taps * width, width, turned.base, width, sums, turnedSums.base + width, width,
            columns.outputCount / rows.step - 1, width, 1, nil, nil)
    }

    /// Writes columns of sums as rows.
    private func turnBack(_ columns: TileColumns, of strip: Int, _ count: Int, into target: Target) {
        // The sums that these go on from belong to the strip before.
        let lead = strip == 0 ? 0 : rows.step
        rows.kernels.blocks.turn(
            turnedSums.base + lead * TileBlock.rows, TileBlock.rows, TileBlock.whole(columns.outputCount - lead),
            (count + 3) & ~3, target, sizes.ringPitch, false)
    }
}
