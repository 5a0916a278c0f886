#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a file in any order, for formats whose parts may lie anywhere.
///
/// A file on a disk is read where it is; what comes through a pipe is gathered in memory first.
final class RandomAccessSource {
    /// The file's name in messages.
    let subject: String
    /// How many bytes there are.
    let byteCount: Int
    /// The file, where the bytes are not in memory, and the place in it where reading begins.
    private let file: (file: OpenFile, start: Int)?
    private let bytes: ArraySlice<UInt8>

    /// Takes over a source of which nothing has been read yet.
    ///
    /// - Throws: `FileError` with code `limitExceeded` where a pipe delivers more than the limits allow for samples.
    init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        subject = source.subject
        if source.bytesInMemory == nil, let file = source.file, let count = source.remaining,
            case .regular(let size) = file.kind
        {
            self.file = (file, size - count)
            byteCount = count
            bytes = []
            return
        }
        try source.gather { (count) throws(FileError) in
            try limits.check(bytes: count, as: "still in the file", in: source)
        }
        bytes = source.bytesInMemory ?? []
        byteCount = bytes.count
        file = nil
    }

    /// Copies bytes from a place in the file; fewer than asked for only at its end.
    func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard offset >= 0, offset < byteCount else { return 0 }
        let count = min(target.count, byteCount - offset)
        let part = UnsafeMutableRawBufferPointer(rebasing: target[..<count])
        guard let file else {
            bytes.withUnsafeBytes { bytes in
                part.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
            }
            return count
        }
        return try file.file.read(at: file.start + offset, into: part, for: subject)
    }

    /// The bytes at a place in the file.
    ///
    /// - Throws: `FileError` with code `truncated` where the file ends before.
    func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        try require(count, at: offset)
        var bytes = [UInt8](repeating: 0, count: count)
        let received = try bytes.withUnsafeMutableBufferPointer { (target) throws(FileError) in
            try read(at: offset, into: UnsafeMutableRawBufferPointer(target))
        }
        guard received == count else { throw truncated(count, at: offset) }
        return bytes
    }

    /// Makes sure that so many bytes lie at a place in the file.
    ///
    /// - Throws: `FileError` with code `truncated`.
    func require(_ count: Int, at offset: Int) throws(FileError) {
        guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else {
            throw truncated(count, at: offset)
        }
    }

    private func truncated(_ count: Int, at offset: Int) -> FileError {
        FileError(
            .truncated, subject, expected: "\(count) bytes from byte \(offset) on",
            found: "a file of \(byteCount) bytes", remedy: "get a complete copy of the file")
    }
}

extension OpenFile {
    /// Fills the target from a place in the file; fewer bytes mean its end.
    fileprivate func read(
        at offset: Int, into target: UnsafeMutableRawBufferPointer, for subject: String
    ) throws(FileError) -> Int {
        var filled = 0
        while filled < target.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: target[filled...])
            let count = pread(number, rest.baseAddress, min(rest.count, 1 << 30), off_t(offset + filled))
            if count == 0 { break }
            if count > 0 {
                filled += count
            } else if errno != EINTR {
                throw FileError(
                    .unreadable, subject, expected: "a file that can be read", found: systemMessage(errno),
                    remedy: "check the path and its permissions")
            }
        }
        return filled
    }
}
