import CZlib

/// Compresses bytes on their way into a file.
package final class Deflater {
    private let sink: ByteSink
    private let stream: ZStream
    private var output = [UInt8](repeating: 0, count: 1 << 16)
    /// How many bytes have gone into the file.
    package private(set) var byteCount = 0

    /// Prepares for compression.
    ///
    /// - Parameter level: from 0, not at all, to 9, as much as possible.
    package init(_ sink: ByteSink, _ wrapper: CompressionWrapper, level: Int) throws(FileError) {
        self.sink = sink
        stream = try .deflating(wrapper, level: level, for: sink.subject)
    }

    /// Compresses bytes.
    ///
    /// - Throws: `FileError` with code `writeFailed`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
            // zlib does not write to its input, although the type would allow it.
            stream.state.pointee.next_in = UnsafeMutablePointer(
                mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.state.pointee.avail_in = UInt32(piece.count)
            while stream.state.pointee.avail_in > 0 { _ = try deflateOnce(Z_NO_FLUSH) }
        }
    }

    /// Writes what is left, and what follows the compressed bytes.
    package func finish() throws(FileError) {
        stream.state.pointee.next_in = nil
        stream.state.pointee.avail_in = 0
        while try deflateOnce(Z_FINISH) != Z_STREAM_END {}
    }

    /// One call of zlib, whose output goes into the file.
    private func deflateOnce(_ flush: Int32) throws(FileError) -> Int32 {
        let state = stream.state
        let status = output.withUnsafeMutableBufferPointer { target in
            state.pointee.next_out = target.baseAddress
            state.pointee.avail_out = UInt32(target.count)
            return deflate(state, flush)
        }
        guard status == Z_OK || status == Z_STREAM_END else { throw compressionOutOfMemory(sink.subject) }
        let count = output.count - Int(state.pointee.avail_out)
        byteCount += count
        try output.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try sink.write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes.prefix(count))))
        }
        return status
    }
}
