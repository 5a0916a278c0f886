/// The rows of a slice of the input that sums slide down.
struct SlideSource {
    private let first: UnsafeMutableRawPointer
    /// The distance in elements between neighbours in a row, the size of one, and the distance in bytes between rows.
    let stride: Int
    let size: Int
    let pitch: Int

    /// - Parameter base: where the slice begins, in elements.
    init(_ buffer: ArrayBuffer, base: Int, stride: Int, axis: Int) {
        size = buffer.elementType.size
        first = buffer.base + base * size
        self.stride = stride
        pitch = buffer.strides[axis] * size
    }

    /// Where a number of a row lies.
    func row(_ index: Int, from number: Int) -> UnsafeMutableRawPointer {
        first + (index * pitch + number * stride * size)
    }
}
