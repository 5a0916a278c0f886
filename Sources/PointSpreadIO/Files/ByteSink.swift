/// Takes the bytes of a file, in order, and passes them on in large pieces.
package final class ByteSink {
    /// The file's name in messages.
    package let subject: String
    /// What has not been passed on yet; everything where there is no file.
    package private(set) var bytes: [UInt8] = []
    /// The file, where the bytes are not to be collected.
    let file: OpenFile?

    private static let bufferSize = 1 << 16

    /// Writes to a file, or collects the bytes where there is none.
    package init(_ file: OpenFile?, named subject: String) {
        self.file = file
        self.subject = subject
    }

    /// Writes bytes.
    ///
    /// - Throws: `FileError` with code `writeFailed`.
    package func write(_ source: UnsafeRawBufferPointer) throws(FileError) {
        if let file, bytes.count + source.count > Self.bufferSize {
            try flush()
            if source.count >= Self.bufferSize { return try file.write(source, for: subject) }
        }
        bytes.append(contentsOf: source)
    }

    /// Writes text, one byte a character.
    package func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Writes bytes.
    package func write(_ source: [UInt8]) throws(FileError) {
        try source.withUnsafeBufferPointer { (bytes) throws(FileError) in try write(UnsafeRawBufferPointer(bytes)) }
    }

    /// Passes on what is left.
    package func flush() throws(FileError) {
        guard let file, !bytes.isEmpty else { return }
        try bytes.withUnsafeBufferPointer { (rest) throws(FileError) in
            try file.write(UnsafeRawBufferPointer(rest), for: subject)
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
