/// An array of numbers of one type, with up to eight axes.
///
/// ```swift
/// var ramp = try NDArray<Float>(shape: [2, 3]) { Float(10 * $0[0] + $0[1]) }
/// ramp[1, 2]                      // 12.0
/// let column = ramp[.all, .index(1)]
/// column.shape                    // 2
/// let copy = ramp
/// ramp[0, 0] = 7                  // copy[0, 0] is still 0
/// ```
///
/// Arrays are values: a copy shares memory with its original until one of them is written to, and a slice, a transposed or a
/// reshaped array shares memory with the array it was made from. Elements may lie at any strides, also negative ones.
/// Memory is 64-byte aligned, or a private mapping of a file.
public struct NDArray<Element: Sample>: StridedArray {
    /// The memory, and where in it the elements lie.
    public private(set) var buffer: ArrayBuffer

    /// Takes over a buffer whose elements are of this array's type.
    ///
    /// Traps when they are not.
    public init(_ buffer: ArrayBuffer) {
        precondition(
            buffer.elementType == Element.elementType,
            "an array of \(Element.elementType.rawValue) cannot hold elements of \(buffer.elementType.rawValue)")
        self.buffer = buffer
    }

    /// Makes an array of elements that all have one value.
    ///
    /// - Throws: `FilterError` with code `invalidShape` or `outOfMemory`.
    public init(repeating value: Element, shape: Shape) throws(FilterError) {
        buffer = try ArrayBuffer(uninitialized: shape, of: Element.elementType)
        buffer.base.initializeMemory(as: Element.self, repeating: value, count: shape.elementCount)
    }

    /// Makes an array from elements in row-major order (the last axis varies fastest).
    ///
    /// - Throws: `FilterError` with code `invalidShape` when their number does not fit the shape, or `outOfMemory`.
    public init(_ elements: some Collection<Element>, shape: Shape) throws(FilterError) {
        guard elements.count == shape.elementCount else {
            throw FilterError(
                .invalidShape, "elements", expected: "\(shape.elementCount) elements for shape \(shape)",
                found: "\(elements.count)", remedy: "give one element per place")
        }
        buffer = try ArrayBuffer(uninitialized: shape, of: Element.elementType)
        let target = buffer.base.bindMemory(to: Element.self, capacity: shape.elementCount)
        for (place, element) in elements.enumerated() { target[place] = element }
    }

    /// Makes an array whose elements are computed from their indices, one per axis.
    ///
    /// - Throws: `FilterError` with code `invalidShape` or `outOfMemory`.
    public init(shape: Shape, _ element: (_ index: [Int]) -> Element) throws(FilterError) {
        buffer = try ArrayBuffer(uninitialized: shape, of: Element.elementType)
        let target = buffer.base.bindMemory(to: Element.self, capacity: shape.elementCount)
        var index = [Int](repeating: 0, count: shape.rank)
        for place in 0..<shape.elementCount {
            target[place] = element(index)
            var axis = shape.rank - 1
            while axis >= 0 {
                index[axis] += 1
                if index[axis] < shape[axis] { break }
                index[axis] = 0
                axis -= 1
            }
        }
    }

    /// One element.
    ///
    /// Traps when the number of indices is not the rank, or an index lies outside its axis.
    public subscript(_ indices: Int...) -> Element {
        get { buffer.base.load(fromByteOffset: byteOffset(of: indices), as: Element.self) }
        set {
            do {
                try buffer.makeUnique()
            } catch {
                preconditionFailure(error.description)
            }
            buffer.base.storeBytes(of: newValue, toByteOffset: byteOffset(of: indices), as: Element.self)
        }
    }

    private func byteOffset(of indices: [Int]) -> Int {
        precondition(indices.count == shape.rank, "\(indices.count) indices for an array of rank \(shape.rank)")
        var offset = 0
        for (axis, index) in indices.enumerated() {
            precondition(
                index >= 0 && index < shape[axis], "index \(index) outside axis \(axis) of size \(shape[axis])")
            offset += index * strides[axis]
        }
        return offset * Element.elementType.size
    }

    /// The elements in row-major order, as a standard array.
    public var elements: [Element] {
        // All empty arrays share one block of memory, which the initialiser below would write to.
        guard shape.elementCount > 0 else { return [] }
        return [Element](unsafeUninitializedCapacity: shape.elementCount) { target, count in
            count = shape.elementCount
            guard let start = target.baseAddress else { return }
            copyElements(
                shape: shape.sizes, elementSize: Element.elementType.size, from: buffer.base, strides: strides,
                to: start, strides: shape.contiguousStrides)
        }
    }

    /// Lends the elements in row-major order.
    ///
    /// Traps when they are not contiguous: call `contiguous()` first.
    public func withSpan<Result, Failure: Error>(
        _ body: (Span<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(isContiguous, "only a contiguous array can be lent as a span")
        defer { withExtendedLifetime(buffer.storage) {} }
        let start = buffer.base.assumingMemoryBound(to: Element.self)
        return try body(UnsafeBufferPointer(start: start, count: shape.elementCount).span)
    }

    /// Lends the elements in row-major order for writing, after making them contiguous and this array their only holder.
    ///
    /// - Throws: what the body throws. Traps when memory for a copy is short.
    public mutating func withMutableSpan<Result, Failure: Error>(
        _ body: (inout MutableSpan<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        do {
            if isContiguous { try buffer.makeUnique() } else { buffer = try buffer.copied() }
        } catch {
            preconditionFailure(error.description)
        }
        defer { withExtendedLifetime(buffer.storage) {} }
        let start = buffer.base.assumingMemoryBound(to: Element.self)
        var span = UnsafeMutableBufferPointer(start: start, count: shape.elementCount).mutableSpan
        return try body(&span)
    }

    /// Lends the buffer for writing, after making this array the only holder of its memory.
    public mutating func withUniqueBuffer<Result>(
        _ body: (ArrayBuffer) throws(FilterError) -> Result
    ) throws(FilterError) -> Result {
        try buffer.makeUnique()
        return try body(buffer)
    }
}

extension NDArray: Equatable {
    /// Whether shapes are equal and all elements are; a NaN equals nothing.
    public static func == (first: NDArray, second: NDArray) -> Bool {
        first.shape == second.shape && first.elements == second.elements
    }
}

extension NDArray: CustomStringConvertible {
    /// Type and shape, as in `480×640×3 of uint8`.
    public var description: String { "\(shape) of \(Element.elementType.rawValue)" }
}
