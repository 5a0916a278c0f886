/// Memory for numbers that a run needs while it lasts.
final class Scratch<Element: BitwiseCopyable> {
    private let storage: Storage
    /// The first element; holds nothing in particular until it is written.
    let base: UnsafeMutablePointer<Element>
    /// How many elements there are.
    let count: Int

    /// Allocates memory.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(count: Int) throws(FilterError) {
        storage = try Storage(byteCount: count * MemoryLayout<Element>.stride)
        base = storage.base.bindMemory(to: Element.self, capacity: count)
        self.count = count
    }

    /// Allocates memory that holds one value everywhere.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    convenience init(repeating element: Element, count: Int) throws(FilterError) {
        try self.init(count: count)
        base.update(repeating: element, count: count)
    }

    /// Allocates memory that holds the given elements.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    convenience init(_ elements: [Element]) throws(FilterError) {
        try self.init(count: elements.count)
        for (place, element) in elements.enumerated() { base[place] = element }
    }
}
