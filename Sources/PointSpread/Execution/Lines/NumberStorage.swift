import PointSpreadKernelTable

/// What becomes of numbers that a pass stores in another type before they are taken up again.
struct NumberStorage<Number: LineNumber>: Sendable {
    private let store: LineKernelTable<Number>.Store
    private let load: LineKernelTable<Number>.Load

    private static var chunk: Int { 512 }

    init(_ store: Store, kernels: LineKernelTable<Number>) {
        self.store = kernels.store(to: store.type, store.rounding, store.overflow)
        load = kernels.load(from: store.type)
    }

    /// Stores the numbers of a line and takes them up again.
    func apply(to line: UnsafeMutablePointer<Number>, count: Int) {
        withUnsafeTemporaryAllocation(byteCount: Self.chunk * 8, alignment: 64) { elements in
            guard let elements = elements.baseAddress else { return }
            for place in stride(from: 0, to: count, by: Self.chunk) {
                let part = min(Self.chunk, count - place)
                store(line + place, elements, 1, part)
                load(elements, 1, line + place, part)
            }
        }
    }
}
