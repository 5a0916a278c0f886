import PointSpread

/// NumPy's `.npy`: one array of numbers, versions 1.0, 2.0 and 3.0.
///
/// - Reading: all eleven types of element, and truth values as `uint8`; either byte order; row-major order and Fortran's, the
///   latter as a view with the first axis fastest. Elements in this processor's byte order can stay in the file.
/// - Writing: version 1.0, row-major, this processor's byte order.
enum NPYCodec: Codec {
    static func recognises(_ start: [UInt8]) -> Bool { start.starts(with: NPYHeader.magic) }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        let header = try NPYHeader(source, limits: options.limits)
        let (shape, type) = (header.shape, header.elementType)
        let (storage, offset) = try source.storedElements(
            shape, of: type, isSwapped: header.isSwapped, isMapped: options.mapped
        ) { () throws(FileError) in
            try options.limits.check(
                bytes: saturatedProduct([shape.elementCount, type.size]), as: "\(shape) of \(type.rawValue)", in: source
            )
        }
        let strides = header.isFortranOrder ? fortranStrides(shape) : shape.contiguousStrides
        return FileContents(
            AnyArray(ArrayBuffer(storage: storage, elementType: type, shape: shape, strides: strides, offset: offset)))
    }

    private static func fortranStrides(_ shape: Shape) -> [Int] {
        Shape(unchecked: shape.sizes.reversed()).contiguousStrides.reversed()
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let buffer = contents.samples.buffer
        try sink.write(NPYHeader(buffer.elementType, buffer.shape).encoded())
        try buffer.forEachPiece(for: sink.subject) { (bytes) throws(FileError) in try sink.write(bytes) }
    }
}
