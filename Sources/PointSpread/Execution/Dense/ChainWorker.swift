import PointSpreadKernelTable

/// What one thread needs to make rows of sums that are added up and joined.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ChainWorker<Number: LineNumber>: @unchecked Sendable {
    /// A chain where it is quick to reach.
    private final class Chain {
        let parts: UnsafeMutablePointer<ChainPart>
        let partCount: Int
        let starts: UnsafeMutablePointer<Number>
        let weights: UnsafeMutablePointer<Number>
        let start: Number
        /// The row of the window, counted through all planes, and the place in it where the samples under each tap begin.
        let places: UnsafeMutablePointer<(row: Int, offset: Int)>
        let samples: UnsafeMutablePointer<UnsafePointer<Number>>
        let sampleCount: Int
        let steps: [Store.Step]
        let storage: NumberStorage<Number>?
        let line: Scratch<Number>
        /// What owns the memory behind the pointers.
        private let memory: [AnyObject]

        init(_ chain: ChainSums<Number>.Chain, _ frame: DenseFrame<Number>, length: Int) throws(FilterError) {
            let parts = try Scratch(chain.parts)
            let starts = try Scratch(chain.starts + [-0.0])
            let weights = try Scratch(chain.weights)
            let places = try Scratch(
                chain.samples.map { (row: $0.plane * 2 * frame.windowRows + $0.row, offset: $0.offset) })
            let samples = try Scratch<UnsafePointer<Number>>(count: chain.samples.count)
            (self.parts, partCount, self.starts) = (parts.base, parts.count, starts.base)
            (self.weights, start, self.places) = (weights.base, chain.start, places.base)
            (self.samples, sampleCount, steps) = (samples.base, samples.count, chain.steps)
            memory = [parts, starts, weights, places, samples]
            storage = try chain.between.map { (store) throws(FilterError) in
                try NumberStorage(store, kernels: frame.kernels)
            }
            line = try Scratch(repeating: .zero, count: length)
        }

        /// Finds the samples under the taps.
        func locate(_ rows: UnsafePointer<UnsafePointer<Number>>) {
            for sample in 0..<sampleCount {
                let place = places[sample]
                samples[sample] = rows[place.row] + place.offset
            }
        }
    }

    private let windows: [DenseWindow<Number>]
    private let chains: [Chain]
    private let join: LineJoin<Number>?
    private let noPlace: Scratch<Int>
    /// How many numbers are made before they are stored.
    private let length: Int

    /// So many rows of a tile are made before those of the next, and are in the second cache then.
    private static var rowsAtOnce: Int { 8 }
    /// So many bytes of each line stay in the first cache.
    private static var lineBytes: Int { 4096 }

    private static func length(_ frame: DenseFrame<Number>) -> Int {
        max(lineBytes / MemoryLayout<Number>.stride, frame.kernels.dense.width)
    }

    init(_ run: ChainRun<Number>) throws(FilterError) {
        let frame = run.frame
        windows = try DenseWindow.all(frame)
        let length = Self.length(frame)
        self.length = length
        let chains = try run.sums.chains.map { (chain) throws(FilterError) in
            try Chain(chain, frame, length: length)
        }
        self.chains = chains
        join = try run.sums.join.map { (join) throws(FilterError) in
            let operands = chains.enumerated().map { (LineJoin<Number>.Operand(branch: $0, channel: nil), $1.line) }
            return try LineJoin(
                join, operands: Dictionary(uniqueKeysWithValues: operands), layout: frame.layout,
                kernels: frame.kernels, encoder: nil, length: length)
        }
        noPlace = try Scratch(count: 1)
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: ChainRun<Number>) -> Int {
        let lines = run.sums.chains.count + (run.sums.join.map { $0.lineCount + 1 } ?? 0)
        return DenseWindow.byteCount(run.frame) + lines * length(run.frame) * MemoryLayout<Number>.stride
            + run.sums.products * 4 * MemoryLayout<Int>.stride
    }

    /// Computes a part of the result.
    func run(
        _ unit: DenseWork.Unit, of run: ChainRun<Number>, from source: ArrayBuffer, into target: ArrayBuffer,
        _ cancellation: Cancellation?
    ) {
        let parts = zip(windows, run.frame.tiles.groups[unit.tileGroup]).map { window, tile in
            let isWide = tile.width >= run.frame.kernels.dense.width
            window.begin(unit.tileGroup, tile, in: source, isDirect: tile.isInside && isWide)
            return DenseTileAccess(
                window, tile, of: run.frame, into: target, store: run.store, isWide: isWide)
        }
        for slice in unit.slices {
            var offset = 0
            for part in parts { offset = part.window.locate(slice, run.frame.sliceAxes, in: source, target) }
            for first in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: Self.rowsAtOnce) {
                if let cancellation, cancellation.isCancelled { return }
                let rows = first..<min(first + Self.rowsAtOnce, unit.rows.upperBound)
                for part in parts { sum(rows, part, run, offset, isFirst: first == unit.rows.lowerBound) }
            }
        }
    }

    /// Makes rows of a tile.
    ///
    /// - Parameter isFirst: whether the rows of the window before the last one are still to be brought into it.
    private func sum(
        _ rows: Range<Int>, _ part: DenseTileAccess<Number>, _ run: ChainRun<Number>, _ offset: Int, isFirst: Bool
    ) {
        let (window, rowStride, reach) = (part.window, part.rowStride, run.frame.pass.rowAxis.reach)
        if isFirst { window.enter(rows.lowerBound..<rows.lowerBound + reach) }
        for row in rows {
            window.enter(row + reach..<row + reach + 1)
            sum(row, part, run, offset + row * rowStride)
        }
    }

    /// Makes a row of a tile.
    private func sum(_ row: Int, _ part: DenseTileAccess<Number>, _ run: ChainRun<Number>, _ place: Int) {
        let rows = part.window.rows(from: row)
        let tile = part.tile
        let least = run.frame.kernels.dense.width
        for chain in chains { chain.locate(rows) }
        if let only = chains.first, join == nil, only.storage == nil, part.isDirect {
            make(only, 0, tile.width, run, into: part.results(at: place))
            return
        }
        for start in stride(from: 0, to: tile.width, by: length) {
            let count = max(least, min(length, tile.width - start))
            // The last numbers may be made twice; of a narrow tile, more than it has.
            let first = max(0, min(start, tile.width - count))
            for chain in chains { make(chain, first, count, run, into: chain.line.base) }
            join?.evaluate(at: noPlace.base, count: count)
            part.write(join?.result ?? chains[0].line.base, min(count, tile.width - first), from: first, at: place)
        }
    }

    /// Makes some numbers of a chain.
    private func make(
        _ chain: Chain, _ first: Int, _ count: Int, _ run: ChainRun<Number>,
        into target: UnsafeMutablePointer<Number>
    ) {
        run.frame.kernels.dense.chain(
            chain.parts, chain.partCount, chain.samples, first, chain.weights, chain.starts, chain.start, target, count)
        if !chain.steps.isEmpty { chain.steps.apply(to: target, count: count, by: run.frame.kernels.pointwise) }
        chain.storage?.apply(to: target, count: count)
    }
}
