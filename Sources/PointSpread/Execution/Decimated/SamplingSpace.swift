/// The memory of one run: two arrays that take turns between stages, and the workers of each stage.
///
/// Unchecked, because a plan leases it to one run at a time.
final class SamplingSpace<Number: LineNumber>: @unchecked Sendable {
    let threads: Int
    let between: [UnsafeMutablePointer<Number>]
    let thinning: [[ThinningWorker<Number>]]
    let thinningWork: [SamplingWork]
    let filling: [[FillingWorker<Number>]]
    let fillingWork: [SamplingWork]
    private let storage: [Storage]

    init(_ run: SamplingRun<Number>, threads: Int) throws(FilterError) {
        self.threads = threads
        let counts = run.betweenCounts
        storage = try [counts.0, counts.1].map { (count) throws(FilterError) in
            try Storage(byteCount: count * MemoryLayout<Number>.stride)
        }
        between = zip(storage, [counts.0, counts.1]).map { storage, count in
            let base = storage.base.bindMemory(to: Number.self, capacity: count)
            // What lies behind an array is read, though never used.
            (base + max(0, count - 16)).update(repeating: .zero, count: min(16, count))
            return base
        }
        thinningWork = run.thinning.map { SamplingWork(thinning: $0, threads: threads) }
        fillingWork = run.filling.map { SamplingWork(filling: $0, threads: threads) }
        var thinning: [[ThinningWorker<Number>]] = []
        for (place, stage) in run.thinning.enumerated() {
            let work = thinningWork[place]
            thinning.append(
                try (0..<work.threads).map { (_) throws(FilterError) in
                    try ThinningWorker(
                        stage, lanes: work.lanes, kernels: run.kernels, load: run.load(forStage: place))
                })
        }
        self.thinning = thinning
        var filling: [[FillingWorker<Number>]] = []
        for (place, stage) in run.filling.enumerated() {
            let work = fillingWork[place]
            let (isPlain, store) = run.store(forStage: place)
            filling.append(
                try (0..<work.threads).map { (_) throws(FilterError) in
                    try FillingWorker(stage, lanes: work.lanes, kernels: run.kernels, isPlain: isPlain, store: store)
                })
        }
        self.filling = filling
    }

    /// One of the two arrays in a shape that it has room for.
    func array(_ number: Int, _ sizes: [Int]) throws(FilterError) -> ArrayBuffer {
        let shape = try Shape(sizes)
        return ArrayBuffer(
            storage: storage[number], elementType: Number.elementType, shape: shape, strides: shape.contiguousStrides,
            offset: 0)
    }
}
