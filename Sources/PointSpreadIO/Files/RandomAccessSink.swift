#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Takes the bytes of a file in any order, for formats that go back to what they have written.
///
/// They go to a file on a disk at once. For a pipe they are gathered in memory, and passed on in the end.
final class RandomAccessSink {
    /// The file's name in messages.
    var subject: String { sink.subject }
    private let sink: ByteSink
    /// The file, and the place in it where writing begins.
    private let file: (file: OpenFile, start: Int)?
    private var gathered: [UInt8] = []
    private var byteCount = 0

    /// Takes over a sink to which nothing has been written yet.
    init(_ sink: ByteSink) {
        self.sink = sink
        // What is opened for appending does not go where it is sent.
        if let file = sink.file, case .regular = file.kind, fcntl(file.number, F_GETFL) & O_APPEND == 0 {
            self.file = (file, file.offset)
        } else {
            file = nil
        }
    }

    /// Stores bytes at a place in the file, over what was there, or behind its end.
    ///
    /// - Throws: `FileError` with code `writeFailed`.
    func write(_ source: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
        byteCount = max(byteCount, offset + source.count)
        if let file { return try file.file.write(source, at: file.start + offset, for: subject) }
        if gathered.count < byteCount {
            gathered.append(contentsOf: repeatElement(0, count: byteCount - gathered.count))
        }
        gathered.withUnsafeMutableBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + source.count]).copyMemory(from: source)
        }
    }

    /// Passes on what was gathered.
    func finish() throws(FileError) {
        if let file {
            _ = lseek(file.file.number, off_t(file.start + byteCount), SEEK_SET)
        } else {
            try sink.write(gathered)
            gathered = []
        }
    }
}

extension OpenFile {
    /// Writes everything at a place in the file.
    fileprivate func write(_ source: UnsafeRawBufferPointer, at offset: Int, for subject: String) throws(FileError) {
        var done = 0
        while done < source.count {
            let rest = UnsafeRawBufferPointer(rebasing: source[done...])
            let count = pwrite(number, rest.baseAddress, min(rest.count, 1 << 30), off_t(offset + done))
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw writeError(subject)
            }
        }
    }
}
