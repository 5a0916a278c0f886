import PointSpread

/// NumPy's `.npz`: a zip archive of arrays, each an `.npy` file.
///
/// - Reading: the only array, or the one that is named; stored or deflated, also beyond 4 GiB. Size and checksum are verified.
/// - Writing: one deflated array.
enum NPZCodec: Codec {
    static let hasMembers = true

    static func recognises(_ start: [UInt8]) -> Bool {
        start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        let archive = try ZipArchive(source, limits: options.limits)
        let arrays = archive.members.filter { $0.name.hasSuffix(ending) }
        let member = try chosen(arrays, source)
        let contents = try archive.contents(of: member, limits: options.limits)
        let array = try NPYCodec.decode(contents, DecodingOptions(limits: options.limits))
        try contents.drain()
        return array
    }

    private static let ending = ".npy"

    private static func chosen(
        _ arrays: [ZipArchive.Member], _ source: ByteSource
    ) throws(FileError) -> ZipArchive.Member {
        let named = arrays.filter { member in
            source.member.map { member.name == $0 || member.name == $0 + ending } ?? true
        }
        if named.count == 1 { return named[0] }
        guard !arrays.isEmpty else {
            throw FileError(
                .unsupportedFormat, source.subject, expected: "at least one array (.npy) in the archive", found: "none",
                remedy: "save arrays with numpy.savez")
        }
        let names = arrays.prefix(20).map { printable($0.name.dropLast(ending.count).utf8.prefix(80)) }
        let list = names.joined(separator: ", ") + (arrays.count > names.count ? ", …" : "")
        guard let member = source.member else {
            throw FileError(
                .mismatch, source.subject, expected: "one array", found: "\(arrays.count): \(list)",
                remedy: "name the one that is meant (--member, FileSource.member)")
        }
        throw FileError(
            .mismatch, source.subject, expected: "one array named '\(printable(member.utf8))'",
            found: "\(named.isEmpty ? "only" : "\(named.count) of them among") \(list)",
            remedy: "name another (--member, FileSource.member)")
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let buffer = contents.samples.buffer
        let header = NPYHeader(buffer.elementType, buffer.shape).encoded()
        let name = options.options.memberName + ending
        let writer = try ZipWriter(
            sink, name: name, size: saturatedProduct([buffer.shape.elementCount, buffer.elementType.size]),
            level: options.options.compressionLevel)
        try header.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try writer.write(UnsafeRawBufferPointer(bytes))
        }
        try buffer.forEachPiece(for: sink.subject) { (bytes) throws(FileError) in try writer.write(bytes) }
        try writer.finish()
    }
}
