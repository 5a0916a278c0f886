import PointSpreadKernelTable

/// What becomes of numbers that a pass stores in another type before they are taken up again.
///
/// A class with memory of its own, for one thread.
final class NumberStorage<Number: LineNumber> {
    private let elements: Scratch<UInt64>
    private let store: LineKernelTable<Number>.Store
    private let load: LineKernelTable<Number>.Load
    /// The same for numbers below 2³¹, where there is a quicker way.
    private let narrow: (store: LineKernelTable<Number>.Store, load: LineKernelTable<Number>.Load)?

    private static var chunk: Int { 512 }

    /// Prepares a conversion there and back.
    ///
    /// - Parameter isSmall: whether all numbers lie between −2³¹ and 2³¹.
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(_ store: Store, kernels: LineKernelTable<Number>, isSmall: Bool = false) throws(FilterError) {
        elements = try Scratch(count: Self.chunk)
        self.store = kernels.store(to: store.type, store.rounding, store.overflow, isSmall: isSmall)
        load = kernels.load(from: store.type)
        // What is cut off is the same in all types that hold it.
        let isWide = store.type == .int32 || store.type == .int64
        narrow =
            isWide && store.rounding == .towardZero
            ? kernels.int32.flatMap { conversion in conversion.storeCutOff.map { ($0, conversion.load) } } : nil
    }

    /// Stores the numbers of a line and takes them up again.
    func apply(to line: UnsafeMutablePointer<Number>, count: Int) {
        let elements = UnsafeMutableRawPointer(elements.base)
        for place in stride(from: 0, to: count, by: Self.chunk) {
            let part = min(Self.chunk, count - place)
            if let narrow, Self.isNarrow(line + place, part) {
                narrow.store(line + place, elements, 1, part)
                narrow.load(elements, 1, line + place, part)
                continue
            }
            store(line + place, elements, 1, part)
            load(elements, 1, line + place, part)
        }
    }

    /// Whether all numbers lie between −2³¹ and 2³¹.
    private static func isNarrow(_ line: UnsafeMutablePointer<Number>, _ count: Int) -> Bool {
        // Counted, because a loop that could end early is not made of vectors.
        var wide: Int32 = 0
        for place in 0..<count { wide |= line[place].magnitude < 0x1p31 ? 0 : 1 }
        return wide == 0
    }
}
