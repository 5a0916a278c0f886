extension ArrayBuffer {
    /// A range along one axis of the same memory.
    func part(_ range: Range<Int>, along axis: Int) throws(FilterError) -> ArrayBuffer {
        viewed(
            shape: try shape.replacing(axis: axis, with: range.count), strides: strides,
            offset: offset + range.lowerBound * strides[axis])
    }
}
