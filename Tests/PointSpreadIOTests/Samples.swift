import PointSpread
import TestSupport

/// An array of random bits.
func randomArray(
    _ elementType: ElementType, _ sizes: [Int], using generator: inout SeededGenerator
) throws -> AnyArray {
    let buffer = try ArrayBuffer(uninitialized: Shape(sizes), of: elementType)
    for index in 0..<buffer.shape.elementCount * elementType.size {
        buffer.base.storeBytes(of: UInt8.random(in: 0...255, using: &generator), toByteOffset: index, as: UInt8.self)
    }
    return AnyArray(buffer)
}

/// The bytes of all elements in row-major order.
func bytes(of array: some StridedArray) throws -> [UInt8] {
    let buffer = try array.contiguous().buffer
    defer { withExtendedLifetime(buffer) {} }
    return Array(UnsafeRawBufferPointer(start: buffer.base, count: buffer.shape.elementCount * buffer.elementType.size))
}

/// A way to look at an array that lies in memory otherwise than row by row.
enum View: CaseIterable {
    case whole
    case transposed
    case reversed
    case everySecond
    case inside
    case empty
    case single

    func of(_ array: AnyArray) throws -> AnyArray {
        switch self {
        case .whole: array
        case .transposed: array.transposed
        case .reversed: try array.sliced(array.shape.map { _ in .reversed })
        case .everySecond: try array.sliced(array.shape.map { _ in .every(2) })
        case .inside: try array.sliced(array.shape.map { .range(min(1, $0)..<max(1, $0 - 1)) })
        case .empty: try array.sliced([.range(0..<0)])
        case .single: try array.sliced(array.shape.map { .range(0..<min(1, $0)) })
        }
    }
}
