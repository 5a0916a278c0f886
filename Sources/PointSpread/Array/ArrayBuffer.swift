/// What every array is made of: memory, and where in it the elements lie.
///
/// Arrays hand it to each other when they share memory; code outside this package has no use for it but to pass it on.
public struct ArrayBuffer: Sendable {
    /// The memory, shared until somebody writes.
    package var storage: Storage
    /// The type of the elements.
    public let elementType: ElementType
    /// The size along each axis.
    public let shape: Shape
    /// The distance from one element to the next along each axis, in elements; may be negative.
    public let strides: [Int]
    /// Where the element [0, 0, …] lies, in elements from the start of the memory.
    package let offset: Int

    package init(storage: Storage, elementType: ElementType, shape: Shape, strides: [Int], offset: Int) {
        self.storage = storage
        self.elementType = elementType
        self.shape = shape
        self.strides = strides
        self.offset = offset
    }

    /// Allocates a contiguous buffer that holds nothing in particular.
    ///
    /// - Parameter isKept: whether memory that nobody uses any more may serve, and this one's may serve later.
    /// - Throws: `FilterError` with code `invalidShape` or `outOfMemory`.
    package init(
        uninitialized shape: Shape, of elementType: ElementType, isKept: Bool = false
    ) throws(FilterError) {
        let (bytes, overflow) = shape.elementCount.multipliedReportingOverflow(by: elementType.size)
        guard !overflow else {
            throw FilterError(
                .invalidShape, "shape", expected: "fewer than 2^63 bytes", found: "\(shape) of \(elementType.rawValue)",
                remedy: "check where the sizes come from")
        }
        self.init(
            storage: try Storage(byteCount: bytes, isKept: isKept), elementType: elementType, shape: shape,
            strides: shape.contiguousStrides, offset: 0)
    }

    /// The address of the element [0, 0, …].
    ///
    /// The storage must be kept alive while it is used.
    package var base: UnsafeMutableRawPointer { storage.base + offset * elementType.size }

    /// Whether the elements follow each other without gaps, the last axis fastest.
    package var isContiguous: Bool {
        var expected = 1
        for axis in stride(from: shape.rank - 1, through: 0, by: -1) where shape[axis] != 1 {
            if strides[axis] != expected { return shape.elementCount == 0 }
            expected *= shape[axis]
        }
        return true
    }

    /// The same memory, seen with another shape.
    package func viewed(shape: Shape, strides: [Int], offset: Int) -> ArrayBuffer {
        ArrayBuffer(storage: storage, elementType: elementType, shape: shape, strides: strides, offset: offset)
    }

    /// A contiguous copy in memory of its own.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    package func copied() throws(FilterError) -> ArrayBuffer {
        let copy = try ArrayBuffer(uninitialized: shape, of: elementType)
        copyElements(
            shape: shape.sizes, elementSize: elementType.size, from: base, strides: strides, to: copy.base,
            strides: copy.strides)
        return copy
    }

    /// Makes this buffer the only holder of its memory, by a contiguous copy where it is not.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    package mutating func makeUnique() throws(FilterError) {
        if !isKnownUniquelyReferenced(&storage) { self = try copied() }
    }
}
