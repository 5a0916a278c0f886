/// A width and a height, which are never told apart by their order.
///
/// ```swift
/// try OpenCV.gaussianBlur(ksize: Size(width: 23, height: 5), sigmaX: 2)
/// ```
public struct Size: Hashable, Sendable, CustomStringConvertible {
    /// Along the innermost of the two axes, x.
    public var width: Int
    /// Along the other, y.
    public var height: Int

    /// States the numbers.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The width, then the height.
    public var description: String { "width \(width), height \(height)" }
}
