import PointSpread

/// NIfTI-1 and NIfTI-2, the formats of neuroimaging, in one file (`.nii`), also compressed (`.nii.gz`).
///
/// - Reading: integers and floating-point numbers up to 64 bits, RGB and RGBA of 8 bits, in either byte order; several gzip
///   members, whose checksums are verified. Samples in this processor's byte order can stay in an uncompressed file.
/// - Writing: the version and byte order that the image was read with, otherwise version 1 in this processor's; version 2
///   where an axis is longer than 32767.
/// - Kept: spacing, slope and intercept, the description, and the whole header with its extensions, which says how the volume
///   lies in space.
enum NIfTICodec: Codec {
    static let keepsScaling = true
    static let elementTypes = [.float32] + ElementType.allCases.filter { $0 != .float32 && $0 != .float16 }

    static func recognises(_ start: [UInt8]) -> Bool { isGzip(start) || NIfTIHeader.recognise(start) != nil }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        guard isGzip(try source.peek(2)) else { return try decode(source, compressed: nil, options) }
        let contents = try ByteSource.inflating(source, limits: options.limits)
        guard NIfTIHeader.recognise(try contents.peek(4)) != nil else {
            throw FileError(
                .unsupportedFormat, source.subject, expected: "a NIfTI volume inside the gzip file",
                found: "another file", remedy: "unpack it (gunzip) and read what is inside")
        }
        return try decode(contents, compressed: source, options)
    }

    private static func decode(
        _ source: ByteSource, compressed: ByteSource?, _ options: DecodingOptions
    ) throws(FileError) -> FileContents {
        let limits = options.limits
        let header = try NIfTIHeader(source, limits: limits)
        let type = try NIfTIDataType(header, in: source)
        let axes = try NIfTIAxes.read(header, type, in: source)
        let metadata = try header.metadata(roles: axes.map(\.role), type, in: source)
        let shape = try inFile(source.subject) { () throws(FilterError) in try Shape(axes.map(\.size)) }
        let (storage, offset) = try source.storedElements(
            shape, of: type.elementType, isSwapped: header.isSwapped, isMapped: options.mapped
        ) { () throws(FileError) in
            let places = axes.filter(\.role.isSpatial).map(\.size)
            let others = axes.filter { !$0.role.isSpatial }.map(\.size)
            let bytesPerPlace = saturatedProduct(others + [type.elementType.size])
            try limits.check(places: places, bytesPerPlace: bytesPerPlace, in: source)
            if let stored = compressed?.byteCount {
                try limits.checkRatio(
                    decoded: saturatedProduct(places + [bytesPerPlace]), encoded: stored, in: source)
            }
        }
        if compressed != nil { try source.drain() }
        return FileContents(
            AnyArray(
                ArrayBuffer(
                    storage: storage, elementType: type.elementType, shape: shape, strides: shape.contiguousStrides,
                    offset: offset)),
            metadata)
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let (samples, metadata) = try upright(contents, for: sink.subject)
        let type = try NIfTIHeader.dataType(samples, metadata, for: sink.subject)
        let header = NIfTIHeader(for: samples, metadata, type)
        let ordered = NIfTIAxes.ordered(samples, metadata, colours: type.channels > 1)
        guard options.fileExtension == "nii.gz" else {
            return try write(header, ordered, for: sink.subject) { (bytes) throws(FileError) in try sink.write(bytes) }
        }
        let deflater = try Deflater(sink, .gzip, level: options.options.compressionLevel)
        try write(header, ordered, for: sink.subject) { (bytes) throws(FileError) in try deflater.write(bytes) }
        try deflater.finish()
    }

    private static func write(
        _ header: NIfTIHeader, _ samples: ArrayBuffer, for subject: String,
        _ write: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        try header.bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try write(UnsafeRawBufferPointer(bytes))
        }
        let size = samples.elementType.size
        let swap = { (bytes: UnsafeMutableRawBufferPointer) in swapBytes(bytes, elementSize: size) }
        try samples.forEachPiece(for: subject, preparing: header.isSwapped && size > 1 ? swap : nil, write)
    }

    /// What is to be written, with metadata, and turned the way it is displayed.
    private static func upright(
        _ contents: FileContents, for subject: String
    ) throws(FileError) -> (ArrayBuffer, ImageMetadata) {
        let samples = contents.samples.buffer
        guard samples.shape.elementCount > 0 else {
            throw Raster.unrepresentable(subject, "at least one sample", "\(samples.shape)", "write npy")
        }
        guard let roles = contents.metadata?.roles ?? NIfTIAxes.usual(rank: samples.shape.rank) else {
            throw Raster.unrepresentable(subject, "at most 6 axes", "\(samples.shape)", "write a part, or npy")
        }
        let metadata = contents.metadata ?? ImageMetadata(roles: roles)
        guard metadata.orientation != .upright else { return (samples, metadata) }
        let raster = try Raster(contents, for: subject)
        var turned = ImageMetadata(roles: [.y, .x, .channel])
        turned.spacing = [raster.rowSpacing, raster.columnSpacing, nil]
        turned.alpha = metadata.alpha
        turned.summary = metadata.summary
        turned.scaling = metadata.scaling
        return (raster.samples, turned)
    }
}
