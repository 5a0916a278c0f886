/// What arrays of a known and of an unknown type of element have in common: slicing, reordering, picking.
///
/// Every operation here shares memory with the array it is called on, unless it says that it copies.
public protocol StridedArray: Sendable {
    /// The memory, and where in it the elements lie.
    var buffer: ArrayBuffer { get }
    /// Takes over a buffer.
    init(_ buffer: ArrayBuffer)
    /// Lends the buffer for writing, after making this array the only holder of its memory.
    mutating func withUniqueBuffer<Result>(
        _ body: (ArrayBuffer) throws(FilterError) -> Result
    ) throws(FilterError) -> Result
}

extension StridedArray {
    /// The type of the elements.
    public var elementType: ElementType { buffer.elementType }
    /// The size along each axis, outermost first.
    public var shape: Shape { buffer.shape }
    /// The distance from one element to the next along each axis, in elements; may be negative.
    public var strides: [Int] { buffer.strides }
    /// The number of axes.
    public var rank: Int { buffer.shape.rank }
    /// Whether the elements follow each other without gaps, the last axis fastest.
    public var isContiguous: Bool { buffer.isContiguous }

    /// The same elements without gaps in row-major order: the array itself where it is so already, otherwise a copy.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    public func contiguous() throws(FilterError) -> Self {
        isContiguous ? self : Self(try buffer.copied())
    }

    /// The array with its axes in the opposite order.
    public var transposed: Self {
        Self(
            buffer.viewed(
                shape: Shape(unchecked: shape.sizes.reversed()), strides: strides.reversed(), offset: buffer.offset))
    }

    /// The array with its axes in another order: axis i of the result is axis `order[i]` of this array.
    ///
    /// - Parameter order: each axis once; a negative axis counts from the end.
    /// - Throws: `FilterError` with code `invalidAxes`.
    public func transposed(_ order: [Int]) throws(FilterError) -> Self {
        let axes = try order.map { (axis) throws(FilterError) in try resolved(axis: axis) }
        guard axes.sorted() == Array(0..<rank) else {
            throw FilterError(
                .invalidAxes, "order of axes", expected: "each of the \(rank) axes once", found: "\(order)",
                remedy: "name every axis")
        }
        return Self(
            buffer.viewed(
                shape: Shape(unchecked: axes.map { shape[$0] }), strides: axes.map { strides[$0] },
                offset: buffer.offset))
    }

    /// The elements in row-major order under another shape; a copy where the array is not contiguous.
    ///
    /// - Throws: `FilterError` with code `invalidShape` when the number of elements differs, or `outOfMemory`.
    public func reshaped(to shape: Shape) throws(FilterError) -> Self {
        guard shape.elementCount == self.shape.elementCount else {
            throw FilterError(
                .invalidShape, "shape", expected: "\(self.shape.elementCount) elements, as in \(self.shape)",
                found: "\(shape.elementCount), as in \(shape)", remedy: "keep the number of elements")
        }
        let source = try contiguous().buffer
        return Self(source.viewed(shape: shape, strides: shape.contiguousStrides, offset: source.offset))
    }

    /// The slices at the given places along one axis, as a copy that keeps the axis where it was.
    ///
    /// ```swift
    /// // frames 2, 3, 4, 5 and 11 of an array of shape 2×3×50×25×1
    /// let picked = try frames.take([2, 3, 4, 5, 11], axis: 3)   // 2×3×50×5×1
    /// ```
    ///
    /// - Parameters:
    ///   - indices: places along the axis, in any order, also repeated; a negative one counts from the end.
    ///   - axis: an axis; a negative one counts from the end.
    /// - Throws: `FilterError` with code `invalidAxes`, `outOfRange` or `outOfMemory`.
    public func take(_ indices: [Int], axis: Int) throws(FilterError) -> Self {
        let axis = try resolved(axis: axis)
        let size = shape[axis]
        let result = try ArrayBuffer(
            uninitialized: try shape.replacing(axis: axis, with: indices.count), of: elementType)
        let part = try shape.replacing(axis: axis, with: 1)
        for (place, index) in indices.enumerated() {
            guard index >= -size, index < size else {
                throw FilterError(
                    .outOfRange, "index \(index)", expected: "an index from \(-size) to \(size - 1) along axis \(axis)",
                    found: "\(index)", remedy: "pick slices that the array has")
            }
            let source = (index < 0 ? index + size : index) * strides[axis]
            copyElements(
                shape: part.sizes, elementSize: elementType.size, from: buffer.base + source * elementType.size,
                strides: strides, to: result.base + place * result.strides[axis] * elementType.size,
                strides: result.strides)
        }
        return Self(result)
    }

    /// An axis that may be counted from the end, as an index.
    package func resolved(axis: Int) throws(FilterError) -> Int {
        guard axis >= -rank, axis < rank else {
            throw FilterError(
                .invalidAxes, "axis", expected: rank == 0 ? "no axis of a scalar" : "\(-rank) to \(rank - 1)",
                found: "\(axis)", remedy: "name an axis that the array has")
        }
        return axis < 0 ? axis + rank : axis
    }
}
