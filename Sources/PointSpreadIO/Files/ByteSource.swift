/// Where bytes come from that are neither those of a file as they are nor in memory.
package protocol ByteReader: AnyObject {
    /// Fills as much of the target as can be at once; 0 bytes mean the end.
    func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int
}

/// The bytes of a file, in order, whether they come from a disk, a pipe or memory.
package final class ByteSource {
    /// The file's name in messages.
    package let subject: String
    /// The file, where the bytes are its own.
    package let file: OpenFile?
    /// The name of the one array that is meant, where one was named.
    package let member: String?
    /// How many bytes there are from the start of reading, where that is known beforehand.
    package let byteCount: Int?
    /// How many bytes have been handed out.
    package private(set) var position = 0

    private let reader: (any ByteReader)?
    private var buffer: [UInt8]
    private var unread: Range<Int>
    private var isGathered = false

    private static let bufferSize = 1 << 16

    /// Opens a source.
    ///
    /// - Throws: `FileError` with code `notFound` or `unreadable`.
    package init(_ source: FileSource) throws(FileError) {
        reader = nil
        var source = source
        var member: String?
        while case .member(let name, let file) = source {
            member = member ?? name
            source = file
        }
        self.member = member
        switch source {
        case .bytes(let bytes, let name):
            subject = name
            file = nil
            byteCount = bytes.count
            buffer = bytes
            unread = 0..<bytes.count
            return
        case .path(let path), .member(let path, _):
            subject = path
            file = try OpenFile(reading: path)
        case .descriptor(let number, let name):
            subject = name
            file = OpenFile(number, isOwned: false)
        }
        buffer = [UInt8](repeating: 0, count: Self.bufferSize)
        unread = 0..<0
        switch file?.kind {
        case .regular(let size) where size > 0: byteCount = max(0, size - (file?.offset ?? 0))
        case .directory:
            throw FileError(
                .unreadable, subject, expected: "a file", found: "a directory", remedy: "name a file inside it")
        default: byteCount = nil  // Pipes, devices, and files that the system makes up as they are read.
        }
    }

    /// Bytes that are made as they are read.
    package init(reading reader: any ByteReader, named subject: String, byteCount: Int? = nil) {
        self.subject = subject
        self.byteCount = byteCount
        self.reader = reader
        file = nil
        member = nil
        buffer = [UInt8](repeating: 0, count: Self.bufferSize)
        unread = 0..<0
    }

    /// Reads once from where the bytes come from, past the buffer; 0 bytes mean the end.
    private func receive(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        if let reader { return try reader.read(into: target) }
        return try file?.read(into: target, for: subject) ?? 0
    }

    /// Whether all bytes were in the buffer from the start.
    private var isInMemory: Bool { file == nil && reader == nil }

    /// How many bytes are still to come, where that is known.
    package var remaining: Int? { byteCount.map { max(0, $0 - position) } }

    /// All bytes that are still to come, where they are in memory already.
    var bytesInMemory: ArraySlice<UInt8>? { isInMemory || isGathered ? buffer[unread] : nil }

    /// Brings all bytes that are still to come to memory, where they stay to be read.
    ///
    /// - Parameter check: refuses a number of bytes that is too large.
    func gather(_ check: (Int) throws(FileError) -> Void) throws(FileError) {
        guard !isInMemory, !isGathered else { return }
        var gathered = Array(buffer[unread])
        var count = 0
        repeat {
            count = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(FileError) in
                try receive(into: UnsafeMutableRawBufferPointer(bytes))
            }
            gathered.append(contentsOf: buffer[..<count])
            try check(gathered.count)
        } while count > 0
        buffer = gathered
        unread = 0..<gathered.count
        isGathered = true
    }

    /// Refills the empty buffer; false at the end.
    private func fill() throws(FileError) -> Bool {
        guard unread.isEmpty, !isInMemory else { return !unread.isEmpty }
        let count = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(FileError) in
            try receive(into: UnsafeMutableRawBufferPointer(bytes))
        }
        unread = 0..<count
        return count > 0
    }

    /// Up to `count` of the next bytes, which stay to be read; fewer only at the end.
    ///
    /// To be called before anything is read, and for a few bytes.
    package func peek(_ count: Int) throws(FileError) -> [UInt8] {
        while unread.count < count, !isInMemory {
            let end = unread.upperBound
            let received = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(FileError) in
                let free = UnsafeMutableBufferPointer(rebasing: bytes[end...])
                return try receive(into: UnsafeMutableRawBufferPointer(free))
            }
            if received == 0 { break }
            unread = unread.lowerBound..<end + received
        }
        return Array(buffer[unread].prefix(count))
    }

    /// The next byte, or nothing at the end.
    package func next() throws(FileError) -> UInt8? {
        guard try fill() else { return nil }
        let byte = buffer[unread.lowerBound]
        unread = unread.lowerBound + 1..<unread.upperBound
        position += 1
        return byte
    }

    /// Fills as much of the target as there are bytes at hand; 0 bytes mean the end.
    package func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard !target.isEmpty else { return 0 }
        if unread.isEmpty, target.count >= Self.bufferSize, !isInMemory {
            let count = try receive(into: target)
            position += count
            return count
        }
        guard try fill() else { return 0 }
        let count = min(target.count, unread.count)
        buffer.withUnsafeBytes { bytes in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[unread.prefix(count)]))
        }
        unread = unread.lowerBound + count..<unread.upperBound
        position += count
        return count
    }

    /// Fills the target.
    ///
    /// - Throws: `FileError` with code `truncated` when there are too few bytes.
    package func read(exactly target: UnsafeMutableRawBufferPointer) throws(FileError) {
        var filled = 0
        while filled < target.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: target[filled...]))
            guard count > 0 else { throw truncated(expected: target.count - filled) }
            filled += count
        }
    }

    /// The next bytes; meant for headers, whose size has been checked.
    ///
    /// - Throws: `FileError` with code `truncated` when there are too few bytes.
    package func read(count: Int) throws(FileError) -> [UInt8] {
        try require(count)
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBufferPointer { (target) throws(FileError) in
            try read(exactly: UnsafeMutableRawBufferPointer(target))
        }
        return bytes
    }

    /// Makes sure, where the size is known, that so many bytes are still to come.
    ///
    /// - Throws: `FileError` with code `truncated`.
    package func require(_ count: Int) throws(FileError) {
        if let remaining, remaining < count { throw truncated(expected: count, found: remaining) }
    }

    /// The error for contents that end too early.
    package func truncated(expected: Int, found: Int = 0) -> FileError {
        FileError(
            .truncated, subject, expected: "\(expected) more bytes after byte \(position)",
            found: found == 0 ? "the end of the file" : "\(found)", remedy: "get a complete copy of the file")
    }

    /// The error for contents that break the rules of their format.
    package func malformed(expected: String, found: String) -> FileError {
        FileError(.malformed, subject, expected: expected, found: found, remedy: "get an intact copy of the file")
    }
}

extension ByteSource: ByteReader {}
