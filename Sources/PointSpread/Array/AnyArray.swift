/// An array whose type of element is known only when the program runs, such as one that was read from a file.
///
/// ```swift
/// let array = try AnyArray(contentsOf: "volume.npy")
/// if let floats = array.typed(Float.self) { print(floats[0, 0, 0]) }
/// ```
public struct AnyArray: StridedArray {
    /// The memory, and where in it the elements lie.
    public private(set) var buffer: ArrayBuffer

    /// Takes over a buffer.
    public init(_ buffer: ArrayBuffer) { self.buffer = buffer }

    /// Forgets the type of the elements; the memory is shared.
    public init<Element>(_ array: NDArray<Element>) { buffer = array.buffer }

    /// The array with its type of element known again, or nothing where that type is another.
    public func typed<Element: Sample>(_ type: Element.Type) -> NDArray<Element>? {
        elementType == Element.elementType ? NDArray(buffer) : nil
    }

    /// Lends the buffer for writing, after making this array the only holder of its memory.
    public mutating func withUniqueBuffer<Result>(
        _ body: (ArrayBuffer) throws(FilterError) -> Result
    ) throws(FilterError) -> Result {
        try buffer.makeUnique()
        return try body(buffer)
    }
}

extension AnyArray: CustomStringConvertible {
    /// Type and shape, as in `480×640×3 of uint8`.
    public var description: String { "\(shape) of \(elementType.rawValue)" }
}
