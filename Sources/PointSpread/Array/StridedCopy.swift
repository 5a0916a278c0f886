/// Copies elements between two places in memory that do not overlap.
///
/// - Parameters:
///   - shape: the size along each axis.
///   - elementSize: the bytes of one element: 1, 2, 4 or 8.
///   - source: the address of the first element to read.
///   - sourceStrides: distances in elements.
///   - target: the address of the first element to write.
///   - targetStrides: distances in elements.
package func copyElements(
    shape: [Int], elementSize: Int, from source: UnsafeRawPointer, strides sourceStrides: [Int],
    to target: UnsafeMutableRawPointer, strides targetStrides: [Int]
) {
    switch elementSize {
    case 1: copyElements(UInt8.self, shape, source, sourceStrides, target, targetStrides)
    case 2: copyElements(UInt16.self, shape, source, sourceStrides, target, targetStrides)
    case 4: copyElements(UInt32.self, shape, source, sourceStrides, target, targetStrides)
    default: copyElements(UInt64.self, shape, source, sourceStrides, target, targetStrides)
    }
}

private func copyElements<Bits: BitwiseCopyable>(
    _ type: Bits.Type, _ shape: [Int], _ source: UnsafeRawPointer, _ sourceStrides: [Int],
    _ target: UnsafeMutableRawPointer, _ targetStrides: [Int]
) {
    let source = source.assumingMemoryBound(to: Bits.self)
    let target = target.assumingMemoryBound(to: Bits.self)
    forEachLine(shape, sourceStrides, targetStrides) { sourceOffset, targetOffset, count, sourceStride, targetStride in
        if sourceStride == 1, targetStride == 1 {
            (target + targetOffset).update(from: source + sourceOffset, count: count)
        } else {
            for index in 0..<count {
                target[targetOffset &+ index &* targetStride] = source[sourceOffset &+ index &* sourceStride]
            }
        }
    }
}

/// Walks two arrays of one shape line by line.
///
/// Neighbouring axes that lie without gaps in both arrays are walked as one, so that a contiguous array is a single line.
///
/// - Parameter body: called for each line with the offset of its first element in either array, the number of elements and
///   their distance in either array.
package func forEachLine(
    _ shape: [Int], _ firstStrides: [Int], _ secondStrides: [Int],
    _ body: (_ first: Int, _ second: Int, _ count: Int, _ firstStride: Int, _ secondStride: Int) -> Void
) {
    guard !shape.contains(0) else { return }
    var axes: [(size: Int, first: Int, second: Int)] = []
    for axis in shape.indices where shape[axis] != 1 {
        let size = shape[axis]
        if let outer = axes.last, outer.first == firstStrides[axis] * size, outer.second == secondStrides[axis] * size {
            axes[axes.count - 1] = (outer.size * size, firstStrides[axis], secondStrides[axis])
        } else {
            axes.append((size, firstStrides[axis], secondStrides[axis]))
        }
    }
    guard let line = axes.popLast() else { return body(0, 0, 1, 1, 1) }
    var index = [Int](repeating: 0, count: axes.count)
    var first = 0
    var second = 0
    while true {
        body(first, second, line.size, line.first, line.second)
        var axis = axes.count - 1
        while axis >= 0 {
            index[axis] += 1
            first += axes[axis].first
            second += axes[axis].second
            if index[axis] < axes[axis].size { break }
            first -= axes[axis].first * axes[axis].size
            second -= axes[axis].second * axes[axis].size
            index[axis] = 0
            axis -= 1
        }
        if axis < 0 { return }
    }
}
