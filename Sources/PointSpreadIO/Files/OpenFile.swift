#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open file descriptor, closed at the end of its life where it was opened here.
package final class OpenFile {
    /// What a descriptor or path refers to.
    package enum Kind: Hashable, Sendable {
        case regular(byteCount: Int)
        case directory
        case other
    }

    package let number: Int32
    private let isOwned: Bool

    /// Takes a descriptor; it is closed in the end where `isOwned` says so.
    package init(_ number: Int32, isOwned: Bool) {
        self.number = number
        self.isOwned = isOwned
    }

    deinit {
        if isOwned { _ = close(number) }
    }

    /// Opens a file for reading.
    ///
    /// - Throws: `FileError` with code `notFound` or `unreadable`.
    package convenience init(reading path: String) throws(FileError) {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            let reason = errno
            throw FileError(
                reason == ENOENT ? .notFound : .unreadable, path, expected: "a file that can be read",
                found: systemMessage(reason), remedy: "check the path and its permissions")
        }
        self.init(number, isOwned: true)
    }

    /// Opens a pipe, a terminal or another device for writing.
    ///
    /// - Throws: `FileError` with code `writeFailed`.
    package convenience init(writing path: String) throws(FileError) {
        let number = open(path, O_WRONLY | O_CLOEXEC)
        guard number >= 0 else { throw writeError(path) }
        self.init(number, isOwned: true)
    }

    /// What the descriptor refers to.
    package var kind: Kind {
        var status = stat()
        return fstat(number, &status) == 0 ? Kind(status) : .other
    }

    /// How many bytes lie before the place where the next read or write happens; 0 where there is no such place.
    package var offset: Int { max(0, Int(lseek(number, 0, SEEK_CUR))) }

    /// Reads once; 0 bytes mean the end.
    package func read(into target: UnsafeMutableRawBufferPointer, for subject: String) throws(FileError) -> Int {
        guard let start = target.baseAddress, !target.isEmpty else { return 0 }
        while true {
            // Some systems refuse to move 2 GiB or more at once.
            let count = systemRead(number, start, min(target.count, 1 << 30))
            if count >= 0 { return count }
            guard errno == EINTR else {
                throw FileError(
                    .unreadable, subject, expected: "a file that can be read", found: systemMessage(errno),
                    remedy: "check the path and its permissions")
            }
        }
    }

    /// Writes everything.
    package func write(_ source: UnsafeRawBufferPointer, for subject: String) throws(FileError) {
        var rest = source
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = systemWrite(number, start, min(rest.count, 1 << 30))
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if count == 0 || errno != EINTR {
                throw writeError(subject)
            }
        }
    }
}

extension OpenFile.Kind {
    /// What a path leads to, if anything; it is not opened, which a pipe would notice.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .regular(byteCount: Int(status.st_size))
        case S_IFDIR: self = .directory
        default: self = .other
        }
    }
}

/// The error for a failed call, by the reason that the system keeps.
package func writeError(_ subject: String) -> FileError {
    FileError(
        .writeFailed, subject, expected: "a file that can be written", found: systemMessage(errno),
        remedy: "check the folder, its permissions and the free space")
}

/// What the system calls an error, in lower case as part of a sentence.
package func systemMessage(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    let message = String(cString: text)
    return message.prefix(1).lowercased() + message.dropFirst()
}

private func systemRead(_ number: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(number, target, count)
}

private func systemWrite(_ number: Int32, _ source: UnsafeRawPointer, _ count: Int) -> Int {
    write(number, source, count)
}
