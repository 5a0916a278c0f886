import PointSpread

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a file that can be read in any order.
package final class SeekableBytes {
    /// The file's name in messages.
    package let subject: String
    /// How many bytes there are.
    package let byteCount: Int
    private let place: Place

    private enum Place {
        case file(OpenFile, start: Int)
        case memory(Storage)
    }

    /// Takes the rest of a source: in the file where it is one, otherwise read into memory.
    ///
    /// - Throws: `FileError` with code `limitExceeded` for more bytes from a pipe than the samples may take.
    package init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        subject = source.subject
        if let file = source.file, let count = source.byteCount, case .regular(let size) = file.kind {
            byteCount = max(0, count - source.position)
            place = .file(file, start: size - byteCount)
            return
        }
        var (storage, count) = (try Self.memory(source.remaining ?? 1 << 20, subject), 0)
        while true {
            if count == storage.byteCount {
                if source.remaining == 0 { break }
                try limits.check(bytes: count + 1, as: "and more", in: source)
                let larger = try Self.memory(max(2 * count, 1 << 20), subject)
                larger.base.copyMemory(from: storage.base, byteCount: count)
                storage = larger
            }
            let free = UnsafeMutableRawBufferPointer(start: storage.base + count, count: storage.byteCount - count)
            let received = try source.read(into: free)
            if received == 0 { break }
            count += received
        }
        byteCount = count
        place = .memory(storage)
    }

    private static func memory(_ byteCount: Int, _ subject: String) throws(FileError) -> Storage {
        try inFile(subject) { () throws(FilterError) in try Storage(byteCount: byteCount) }
    }

    /// Fills as much of the target as can be at once from a place on; 0 bytes mean the end.
    package func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let count = min(target.count, byteCount - offset, 1 << 30)
        guard offset >= 0, count > 0, let base = target.baseAddress else { return 0 }
        switch place {
        case .memory(let storage):
            base.copyMemory(from: storage.base + offset, byteCount: count)
            return count
        case .file(let file, let start):
            while true {
                let received = pread(file.number, base, count, off_t(start + offset))
                if received >= 0 { return received }
                guard errno == EINTR else {
                    throw FileError(
                        .unreadable, subject, expected: "a file that can be read", found: systemMessage(errno),
                        remedy: "check the path and its permissions")
                }
            }
        }
    }

    /// The bytes of a part; meant for headers, whose size has been checked.
    ///
    /// - Throws: `FileError` with code `truncated` where the part is not all there.
    package func bytes(_ part: Range<Int>) throws(FileError) -> [UInt8] {
        let source = try self.part(part)
        return try source.read(count: part.count)
    }

    /// A part, to be read in order.
    ///
    /// - Throws: `FileError` with code `truncated` where the part is not all there.
    package func part(_ part: Range<Int>) throws(FileError) -> ByteSource {
        guard part.lowerBound >= 0, part.upperBound <= byteCount else {
            throw FileError(
                .truncated, subject, expected: "\(part.count) bytes from byte \(part.lowerBound) on",
                found: "a file of \(byteCount)", remedy: "get a complete copy of the file")
        }
        return ByteSource(reading: PartReader(self, part), named: subject, byteCount: part.count)
    }
}

/// Reads a part of a file in order.
private final class PartReader: ByteReader {
    private let bytes: SeekableBytes
    private var rest: Range<Int>

    init(_ bytes: SeekableBytes, _ part: Range<Int>) {
        self.bytes = bytes
        rest = part
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let wanted = UnsafeMutableRawBufferPointer(rebasing: target.prefix(rest.count))
        let count = try bytes.read(at: rest.lowerBound, into: wanted)
        rest = rest.lowerBound + count..<rest.upperBound
        return count
    }
}
