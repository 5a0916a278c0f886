import PointSpread

extension ArrayBuffer {
    private static var pieceSize: Int { 1 << 20 }

    /// Hands out the elements in row-major order: all at once where they lie so, otherwise in pieces through a small copy.
    ///
    /// - Parameters:
    ///   - subject: the file, for messages.
    ///   - prepare: changes a piece before it is handed out, in a copy.
    package func forEachPiece(
        for subject: String, preparing prepare: ((UnsafeMutableRawBufferPointer) -> Void)? = nil,
        _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        let size = elementType.size
        guard shape.elementCount > 0 else { return }
        defer { withExtendedLifetime(storage) {} }
        if isContiguous, prepare == nil {
            return try body(UnsafeRawBufferPointer(start: base, count: shape.elementCount * size))
        }
        guard shape.rank > 0 else {
            let line = viewed(shape: Shape(unchecked: [1]), strides: [1], offset: offset)
            return try line.forEachPiece(for: subject, preparing: prepare, body)
        }
        // Take apart the first axis, in parts of about `pieceSize`.
        let inner = Array(shape.dropFirst())
        let bytesPerStep = inner.reduce(size, *)
        let stepsAtOnce = Swift.max(1, Self.pieceSize / bytesPerStep)
        if stepsAtOnce == 1, !inner.isEmpty {
            for index in 0..<shape[0] {
                let part = viewed(
                    shape: Shape(unchecked: inner), strides: Array(strides.dropFirst()),
                    offset: offset + index * strides[0])
                try part.forEachPiece(for: subject, preparing: prepare, body)
            }
            return
        }
        let scratch = try inFile(subject) { () throws(FilterError) in
            try Storage(byteCount: stepsAtOnce * bytesPerStep)
        }
        defer { withExtendedLifetime(scratch) {} }
        for index in stride(from: 0, to: shape[0], by: stepsAtOnce) {
            let piece = Shape(unchecked: [Swift.min(stepsAtOnce, shape[0] - index)] + inner)
            copyElements(
                shape: piece.sizes, elementSize: size, from: base + index * strides[0] * size, strides: strides,
                to: scratch.base, strides: piece.contiguousStrides)
            let bytes = UnsafeMutableRawBufferPointer(start: scratch.base, count: piece.elementCount * size)
            prepare?(bytes)
            try body(UnsafeRawBufferPointer(bytes))
        }
    }
}
