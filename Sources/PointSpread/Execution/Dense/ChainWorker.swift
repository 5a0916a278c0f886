import PointSpreadKernelTable

/// What one thread needs to make rows of sums that are added up and joined.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ChainWorker<Number: LineNumber>: @unchecked Sendable {
    /// A chain where it is quick to reach.
    private final class Chain {
        let parts: Scratch<ChainPart>
        let starts: Scratch<Number>
        let weights: Scratch<Number>
        let start: Number
        /// The row of the window, counted through all planes, and the place in it where the samples under each tap begin.
        let places: Scratch<(row: Int, offset: Int)>
        let samples: Scratch<UnsafePointer<Number>>
        let steps: [Store.Step]
        let storage: NumberStorage<Number>?
        let line: Scratch<Number>

        init(_ chain: ChainSums<Number>.Chain, _ frame: DenseFrame<Number>, length: Int) throws(FilterError) {
            parts = try Scratch(chain.parts)
            starts = try Scratch(chain.starts + [-0.0])
            weights = try Scratch(chain.weights)
            start = chain.start
            places = try Scratch(
                chain.samples.map { (row: $0.plane * 2 * frame.windowRows + $0.row, offset: $0.offset) })
            samples = try Scratch(count: chain.samples.count)
            steps = chain.steps
            storage = try chain.between.map { (store) throws(FilterError) in
                try NumberStorage(store, kernels: frame.kernels)
            }
            line = try Scratch(repeating: .zero, count: length)
        }
    }

    private let window: DenseWindow<Number>
    private let chains: [Chain]
    private let join: LineJoin<Number>?
    private let noPlace: Scratch<Int>
    /// How many numbers are made before they are stored.
    private let length: Int

    /// So many bytes of each line stay in the first cache.
    private static var lineBytes: Int { 4096 }

    private static func length(_ frame: DenseFrame<Number>) -> Int {
        max(lineBytes / MemoryLayout<Number>.stride, frame.kernels.dense.width)
    }

    init(_ run: ChainRun<Number>) throws(FilterError) {
        let frame = run.frame
        window = try DenseWindow(frame)
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
        let frame = run.frame
        let tile = frame.tiles.tiles[unit.tile]
        let isWide = tile.width >= frame.kernels.dense.width
        window.begin(unit.tile, of: frame.tiles, in: source, isDirect: tile.isInside && isWide)
        let results = Results(target, tile, run)
        let reach = frame.pass.rowAxis.reach
        for slice in unit.slices {
            let offset = window.locate(slice, frame.sliceAxes, in: source, target)
            var entered = unit.rows.lowerBound
            for row in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                window.enter(entered..<row + reach + 1)
                entered = row + reach + 1
                sum(row, frame, results, offset + row * results.pitch)
            }
        }
    }

    /// Where a tile's results go.
    private struct Results {
        let base: UnsafeMutableRawPointer
        let tile: DenseTiles<Number>.Tile
        let stride: Int
        let pitch: Int
        let size: Int
        let store: LineKernelTable<Number>.Store
        let isPlain: Bool

        init(_ target: ArrayBuffer, _ tile: DenseTiles<Number>.Tile, _ run: ChainRun<Number>) {
            (base, self.tile, store, size) = (target.base, tile, run.store, run.resultType.size)
            stride = run.frame.layout.stride(of: target) ?? 1
            pitch = target.strides[run.frame.pass.rowAxis.axis]
            isPlain = run.resultType == Number.elementType && stride == 1
        }

        /// Stores the numbers that are made from a place of the tile's row on, but for what lies between its parts.
        func write(_ numbers: UnsafePointer<Number>, _ count: Int, from first: Int, at place: Int) {
            for (range, start) in zip(tile.ranges, tile.offsets) {
                let part = (start..<start + range.count).clamped(to: first..<first + count)
                guard !part.isEmpty else { continue }
                let index = place + (range.lowerBound + part.lowerBound - start) * stride
                store(numbers + (part.lowerBound - first), base + index * size, stride, part.count)
            }
        }
    }

    /// Makes a row of a tile.
    private func sum(_ row: Int, _ frame: DenseFrame<Number>, _ results: Results, _ place: Int) {
        let rows = window.rows(from: row)
        let tile = results.tile
        let least = frame.kernels.dense.width
        for chain in chains {
            for sample in 0..<chain.samples.count {
                let place = chain.places.base[sample]
                chain.samples.base[sample] = rows[place.row] + place.offset
            }
        }
        if let only = chains.first, join == nil, only.storage == nil, results.isPlain, tile.ranges.count == 1,
            tile.width >= least
        {
            let index = place + tile.ranges[0].lowerBound
            let target = (results.base + index * results.size).assumingMemoryBound(to: Number.self)
            make(only, 0, tile.width, frame, into: target)
            return
        }
        for start in stride(from: 0, to: tile.width, by: length) {
            let count = max(least, min(length, tile.width - start))
            // The last numbers may be made twice; of a narrow tile, more than it has.
            let first = max(0, min(start, tile.width - count))
            for chain in chains { make(chain, first, count, frame, into: chain.line.base) }
            join?.evaluate(at: noPlace.base, count: count)
            results.write(join?.result ?? chains[0].line.base, min(count, tile.width - first), from: first, at: place)
        }
    }

    /// Makes some numbers of a chain.
    private func make(
        _ chain: Chain, _ first: Int, _ count: Int, _ frame: DenseFrame<Number>,
        into target: UnsafeMutablePointer<Number>
    ) {
        frame.kernels.dense.chain(
            chain.parts.base, chain.parts.count, chain.samples.base, first, chain.weights.base, chain.starts.base,
            chain.start, target, count)
        chain.steps.apply(to: target, count: count, by: frame.kernels.pointwise)
        chain.storage?.apply(to: target, count: count)
    }
}
