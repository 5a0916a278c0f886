/// Where the rows of an array lie that a stage reads or writes.
struct SamplingField {
    private let base: UnsafeMutableRawPointer
    private let elementSize: Int
    /// The distance between neighbours of a row, in elements.
    let stride: Int
    /// The distance between rows, in elements.
    let rowStride: Int
    private let sliceSizes: [Int]
    private let sliceStrides: [Int]

    /// Finds the rows of a buffer whose rows lie evenly.
    init(_ buffer: ArrayBuffer, lineAxis: Int) {
        base = buffer.base
        elementSize = buffer.elementType.size
        stride = Self.stride(of: buffer, lineAxis: lineAxis) ?? 1
        rowStride = lineAxis > 0 ? buffer.strides[lineAxis - 1] : 0
        sliceSizes = Array(buffer.shape.sizes.prefix(max(lineAxis - 1, 0)))
        sliceStrides = Array(buffer.strides.prefix(max(lineAxis - 1, 0)))
    }

    /// The first row of a slice.
    func slice(_ number: Int) -> UnsafeMutableRawPointer {
        var offset = 0
        var rest = number
        for axis in sliceSizes.indices.reversed() {
            offset += rest % sliceSizes[axis] * sliceStrides[axis]
            rest /= sliceSizes[axis]
        }
        return base + offset * elementSize
    }

    /// The distance between rows, and between neighbours of a row, in bytes.
    var rowBytes: Int { rowStride * elementSize }
    var strideBytes: Int { stride * elementSize }

    /// The stride, in elements, of all axes from one on taken as one, or nothing where they do not lie evenly.
    static func stride(of buffer: ArrayBuffer, lineAxis: Int) -> Int? {
        var stride: Int?
        var span = 1
        for axis in (lineAxis..<buffer.shape.rank).reversed() where buffer.shape[axis] != 1 {
            if let stride {
                guard buffer.strides[axis] == stride * span else { return nil }
            } else {
                stride = buffer.strides[axis]
            }
            span *= buffer.shape[axis]
        }
        return stride ?? 1
    }
}
