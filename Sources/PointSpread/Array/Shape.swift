/// The size of an array along each axis, outermost first.
///
/// ```swift
/// let shape: Shape = [480, 640, 3]
/// shape.rank    // 3
/// shape.count   // 921600
/// ```
///
/// A shape has at most eight axes, no negative size, and as many elements as an `Int` can count.
public struct Shape: Hashable, Sendable, RandomAccessCollection, ExpressibleByArrayLiteral, CustomStringConvertible {
    /// The largest number of axes.
    public static let maximumRank = 8

    /// The size along each axis.
    public let sizes: [Int]
    /// How many elements an array of this shape has.
    public let elementCount: Int

    /// Makes a shape from sizes that come from data.
    ///
    /// - Throws: `FilterError` with code `invalidShape` for more than eight axes, a negative size, or a product of 2^63 or more.
    public init(_ sizes: [Int]) throws(FilterError) {
        guard sizes.count <= Self.maximumRank else {
            throw FilterError(
                .invalidShape, "shape", expected: "at most \(Self.maximumRank) axes", found: "\(sizes.count) axes",
                remedy: "merge axes or filter a part")
        }
        guard let count = Self.product(sizes) else {
            throw FilterError(
                .invalidShape, "shape", expected: "sizes of 0 or more whose product is below 2^63", found: "\(sizes)",
                remedy: "check where the sizes come from")
        }
        self.sizes = sizes
        elementCount = count
    }

    /// Makes a shape that the code itself states.
    ///
    /// Traps where `init(_:)` throws.
    public init(arrayLiteral sizes: Int...) {
        guard sizes.count <= Self.maximumRank, let count = Self.product(sizes) else {
            preconditionFailure("no array has the shape \(sizes)")
        }
        self.sizes = sizes
        elementCount = count
    }

    /// Makes a shape whose sizes are a part or a reordering of a sound one.
    package init(unchecked sizes: [Int]) {
        self.sizes = sizes
        elementCount = sizes.reduce(1, *)
    }

    /// The product of all sizes; the sizes other than 0 may not overflow either, because strides are made of them.
    private static func product(_ sizes: [Int]) -> Int? {
        var product = 1
        for size in sizes {
            guard size >= 0 else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: Swift.max(size, 1))
            guard !overflow else { return nil }
            product = next
        }
        return sizes.contains(0) ? 0 : product
    }

    /// The number of axes.
    public var rank: Int { sizes.count }
    /// The index of the first axis.
    public var startIndex: Int { 0 }
    /// One past the index of the last axis.
    public var endIndex: Int { sizes.count }
    /// The size along one axis.
    public subscript(axis: Int) -> Int { sizes[axis] }
    /// The sizes, as in `480×640×3`.
    public var description: String { sizes.isEmpty ? "scalar" : sizes.map(String.init).joined(separator: "×") }

    /// The strides, in elements, of an array of this shape whose last axis varies fastest and that has no gaps.
    public var contiguousStrides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in stride(from: rank - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * Swift.max(sizes[axis + 1], 1)
        }
        return strides
    }

    /// The shape with one axis of another size.
    ///
    /// - Throws: `FilterError` with code `invalidShape`.
    package func replacing(axis: Int, with size: Int) throws(FilterError) -> Shape {
        var sizes = sizes
        sizes[axis] = size
        return try Shape(sizes)
    }
}
