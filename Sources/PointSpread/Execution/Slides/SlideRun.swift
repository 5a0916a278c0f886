import PointSpreadKernelTable

/// A program of a pass whose sums are made from the ones before them, prepared to run along its axis.
///
/// A pass along rows may come before one down columns: its sums are made when they are needed. Down columns a strip of some hundred
/// of them goes through all rows; along rows sixteen at a time are turned by 90°, so that either way many sums slide side by side.
final class SlideRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let layout: LineLayout
    let kernels: LineKernelTable<Number>
    let pass: SlidePass<Number>
    /// What makes the rows that sums slide down, where they are not those of the input.
    let rows: SlideRows<Number>?
    let blocks: SlideBlocks
    /// Whether sums slide along the rows of the input.
    let isAlongLine: Bool
    let load: LineKernelTable<Number>.Load
    let store: LineKernelTable<Number>.Store
    /// What sums are multiplied by when they are written, and what happens to them afterwards.
    let factor: Number
    let steps: [Store.Step]
    /// The axes outside the axis and the lines, along which slices lie, or, along rows, all those outside the lines.
    let outerSizes: [Int]
    let outerAxes: [Int]
    /// The numbers of a line of results; down columns, those of a strip.
    let lineLength: Int
    let strip: Int
    private let pool = WorkerPool<SlideWorker<Number>>()

    private static var usualStrip: Int { 512 }

    /// Prepares a program, or gives up where it is another one.
    init?(_ program: FilterProgram, instructions: InstructionSet) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].count <= 2, let last = program.branches[0].last,
            last.load.maps.isEmpty, last.store.isLinear(in: Number.elementType), program.outputShape.elementCount > 0
        else { return nil }
        self.program = program
        layout = LineLayout(program)
        kernels = Number.kernels(for: instructions)
        let hasRows = program.branches[0].count == 2
        rows =
            hasRows ? SlideRows(program.branches[0][0], of: program, layout, kernels: kernels) : nil
        guard let pass = SlidePass<Number>(last, inputSizes: program.inputShape.sizes, kernels: kernels),
            !hasRows || rows != nil && pass.axis < layout.lineAxis && pass.taps <= Self.usualStrip
        else { return nil }
        self.pass = pass
        isAlongLine = layout.isFilteredAlongLine && !hasRows
        blocks = SlideBlocks(pass)
        load = kernels.load(from: program.inputType)
        store = kernels.store(to: last.store.type, last.store.rounding, last.store.overflow)
        if case .multiply(let factor) = last.store.steps.first {
            self.factor = Number(number: factor)
            steps = Array(last.store.steps.dropFirst())
        } else {
            factor = 1
            steps = last.store.steps
        }
        outerAxes = layout.outerAxes.filter { $0 != pass.axis }
        outerSizes = outerAxes.map { program.outputShape[$0] }
        lineLength = program.outputShape.sizes[layout.lineAxis...].reduce(1, *)
        strip = isAlongLine ? lineLength : rows?.strip ?? min(lineLength, Self.usualStrip)
        guard !isAlongLine || holdsItsBorder else { return nil }
    }

    /// Whether the samples that the border repeats along a row are among those that sums are made of anyway.
    private var holdsItsBorder: Bool {
        let positions = -pass.before..<pass.geometry.outputCount + pass.reach - pass.before
        return positions.allSatisfy { position in
            guard position < 0 || position >= pass.inputCount, case .sample(let index) = pass.source(at: position)
            else { return true }
            return positions.contains(index)
        }
    }

    /// How many slices there are, or rows.
    private var outerCount: Int { outerSizes.reduce(1, *) }

    private var strips: Int { (lineLength + strip - 1) / strip }

    /// How many parts a slice is cut into for so many threads: one where all strips begin where those before them end, and no other
    /// thread waits for work.
    private func shares(_ threads: Int) -> Int {
        guard let rows, rows.sum.isSliding else { return strips }
        return min(strips, max(1, threads / outerCount))
    }

    /// The strips of a part of a slice.
    func strips(of share: Int, _ shares: Int) -> Range<Int> {
        share * strips / shares..<(share + 1) * strips / shares
    }

    private func threads(_ most: Int) -> Int {
        let units = isAlongLine ? (outerCount + TileBlock.rows - 1) / TileBlock.rows : outerCount * strips
        return max(1, min(most, units, program.outputShape.elementCount / 100_000))
    }

    /// How many numbers the sums take that shares begin with, those of the first aside.
    private func startCount(_ shares: Int) -> Int {
        guard let rows, rows.sum.isSliding else { return 0 }
        return outerCount * (shares - 1) * blocks.count * TileBlock.rows * rows.step
    }

    func scratchBytes(threads: Int) -> Int {
        let threads = self.threads(threads)
        let feed = rows.map { SlideFeed<Number>.Sizes($0, blocks).numbers } ?? 0
        let numbers = threads * (SlideWorker<Number>.Sizes(self).numbers + feed) + startCount(shares(threads))
        return numbers * MemoryLayout<Number>.stride
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try withEvenLines(input, outputs[0], layout) { (source, target) throws(FilterError) in
            let workers = try pool.lease(self.threads(threads)) { () throws(FilterError) in try SlideWorker(self) }
            if isAlongLine {
                share((outerCount + TileBlock.rows - 1) / TileBlock.rows, workers, cancellation) { worker, unit in
                    worker.along(unit, self, source, target)
                }
            } else {
                try down(source, target, workers, cancellation)
            }
            pool.give(back: workers)
            try cancellation?.check()
        }
    }

    /// Slides down the columns of all slices.
    private func down(
        _ source: ArrayBuffer, _ target: ArrayBuffer, _ workers: [SlideWorker<Number>], _ cancellation: Cancellation?
    ) throws(FilterError) {
        let shares = shares(workers.count)
        // Sums along rows go on from those of the share before, which another thread has yet to make: they are made twice.
        let starts = try Scratch<Number>(count: startCount(shares))
        if starts.count > 0 {
            share(outerCount * blocks.count, workers, cancellation) { worker, unit in
                let (slice, block) = unit.quotientAndRemainder(dividingBy: self.blocks.count)
                worker.findStarts(of: block, shares, slice, self, source, starts.base)
            }
        }
        share(outerCount * shares, workers, cancellation) { worker, unit in
            let (slice, share) = unit.quotientAndRemainder(dividingBy: shares)
            worker.down(share, of: shares, slice, self, source, target, starts.base)
        }
    }

    /// Spreads units of work over workers.
    private func share(
        _ units: Int, _ workers: [SlideWorker<Number>], _ cancellation: Cancellation?,
        _ body: (_ worker: SlideWorker<Number>, _ unit: Int) -> Void
    ) {
        Threads.run(workers.count, units: units, cancellation: cancellation) { body(workers[$0], $1) }
    }
}
