/// Whether this processor stores the least significant byte first.
package let isLittleEndianProcessor = 1.littleEndian == 1

/// Turns the order of the bytes of each element around, in place.
///
/// - Parameters:
///   - bytes: elements without gaps.
///   - size: the bytes of one element: 1, 2, 4 or 8.
package func swapBytes(_ bytes: UnsafeMutableRawBufferPointer, elementSize size: Int) {
    switch size {
    case 2: swapEach(bytes, as: UInt16.self)
    case 4: swapEach(bytes, as: UInt32.self)
    case 8: swapEach(bytes, as: UInt64.self)
    default: return
    }
}

private func swapEach<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeMutableRawBufferPointer, as type: Bits.Type
) {
    let elements = bytes.assumingMemoryBound(to: type)
    for index in elements.indices { elements[index] = elements[index].byteSwapped }
}
