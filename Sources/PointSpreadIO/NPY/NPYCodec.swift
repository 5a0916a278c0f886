import PointSpread

/// NumPy's `.npy`: one array of numbers, versions 1.0, 2.0 and 3.0.
///
/// - Reading: all eleven types of element, and truth values as `uint8`; either byte order; row-major order and Fortran's, the
///   latter as a view with the first axis fastest. Elements in this processor's byte order can stay in the file.
/// - Writing: version 1.0, row-major, this processor's byte order.
enum NPYCodec: Codec {
    private static let pieceSize = 1 << 20

    static func recognises(_ start: [UInt8]) -> Bool { start.starts(with: NPYHeader.magic) }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        let header = try NPYHeader(source, limits: options.limits)
        let (shape, type) = (header.shape, header.elementType)
        let byteCount = saturatedProduct([shape.elementCount, type.size])
        try source.require(byteCount)

        let storage: Storage
        var offset = 0
        if options.mapped, byteCount > 0, !header.isSwapped, let mapped = try map(source, elementSize: type.size) {
            (storage, offset) = mapped
        } else {
            try options.limits.check(bytes: byteCount, as: "\(shape) of \(type.rawValue)", in: source)
            storage = try inFile(source.subject) { () throws(FilterError) in try Storage(byteCount: byteCount) }
            let target = UnsafeMutableRawBufferPointer(start: storage.base, count: byteCount)
            try source.read(exactly: target)
            if header.isSwapped { swapBytes(target, elementSize: type.size) }
        }
        let strides = header.isFortranOrder ? fortranStrides(shape) : shape.contiguousStrides
        return FileContents(
            AnyArray(ArrayBuffer(storage: storage, elementType: type, shape: shape, strides: strides, offset: offset)))
    }

    /// Maps the whole file, or nothing where it is no file or the elements do not lie at multiples of their size.
    private static func map(
        _ source: ByteSource, elementSize: Int
    ) throws(FileError) -> (Storage, offset: Int)? {
        guard let file = source.file, case .regular(let fileSize) = file.kind, let byteCount = source.byteCount else {
            return nil
        }
        // Reading may have begun somewhere inside the file.
        let position = fileSize - byteCount + source.position
        guard position.isMultiple(of: elementSize) else { return nil }
        let storage = try inFile(source.subject) { () throws(FilterError) in
            try Storage(mapping: file.number, byteCount: fileSize)
        }
        return (storage, position / elementSize)
    }

    private static func fortranStrides(_ shape: Shape) -> [Int] {
        Shape(unchecked: shape.sizes.reversed()).contiguousStrides.reversed()
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let buffer = contents.samples.buffer
        try sink.write(NPYHeader(buffer.elementType, buffer.shape).encoded())
        try forEachPiece(of: buffer, for: sink.subject) { (bytes) throws(FileError) in try sink.write(bytes) }
    }

    /// Hands out the elements in row-major order: all at once where they lie so, otherwise in pieces through a small copy.
    private static func forEachPiece(
        of buffer: ArrayBuffer, for subject: String, _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        let size = buffer.elementType.size
        guard buffer.shape.elementCount > 0 else { return }
        defer { withExtendedLifetime(buffer.storage) {} }
        if buffer.isContiguous {
            return try body(UnsafeRawBufferPointer(start: buffer.base, count: buffer.shape.elementCount * size))
        }
        // Not contiguous, hence of rank 1 or more: take apart the first axis, in parts of about `pieceSize`.
        let inner = Array(buffer.shape.dropFirst())
        let bytesPerStep = inner.reduce(size, *)
        let stepsAtOnce = max(1, pieceSize / bytesPerStep)
        if stepsAtOnce == 1, !inner.isEmpty {
            for index in 0..<buffer.shape[0] {
                let part = buffer.viewed(
                    shape: Shape(unchecked: inner), strides: Array(buffer.strides.dropFirst()),
                    offset: buffer.offset + index * buffer.strides[0])
                try forEachPiece(of: part, for: subject, body)
            }
            return
        }
        let scratch = try inFile(subject) { () throws(FilterError) in
            try Storage(byteCount: stepsAtOnce * bytesPerStep)
        }
        defer { withExtendedLifetime(scratch) {} }
        for index in stride(from: 0, to: buffer.shape[0], by: stepsAtOnce) {
            let piece = Shape(unchecked: [min(stepsAtOnce, buffer.shape[0] - index)] + inner)
            copyElements(
                shape: piece.sizes, elementSize: size, from: buffer.base + index * buffer.strides[0] * size,
                strides: buffer.strides, to: scratch.base, strides: piece.contiguousStrides)
            try body(UnsafeRawBufferPointer(start: scratch.base, count: piece.elementCount * size))
        }
    }
}
