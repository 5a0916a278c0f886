import CZlib

/// Decompresses what a source holds from its place onwards, as it is asked for.
///
/// The memory it takes does not depend on the size of the contents, and what comes out is held against the limit of
/// decoded to stored bytes all along.
package final class InflatingReader: ByteReader {
    private let source: ByteSource
    private let wrapper: CompressionWrapper
    private let limits: ReadLimits
    private let stream: ZStream
    private var input = [UInt8](repeating: 0, count: 1 << 16)
    /// The part of `input` that has not been decompressed yet.
    private var unread = 0..<0
    private var produced = 0
    private var isAtEnd = false

    /// Prepares for compressed bytes at the place of a source.
    package init(_ source: ByteSource, _ wrapper: CompressionWrapper, limits: ReadLimits) throws(FileError) {
        self.source = source
        self.wrapper = wrapper
        self.limits = limits
        stream = try .inflating(wrapper, for: source.subject)
    }

    /// Fills as much of the target as can be at once; 0 bytes mean the end of all compressed data.
    ///
    /// - Throws: `FileError` with code `malformed` for damage, also for a checksum that is wrong, `truncated`, or
    ///   `limitExceeded`.
    package func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard !target.isEmpty else { return 0 }
        while !isAtEnd {
            let (status, count) = inflateOnce(into: target)
            produced += count
            switch status {
            case Z_STREAM_END: try endMember()
            case Z_OK, Z_BUF_ERROR:
                if count == 0, unread.isEmpty, !(try fill()) { throw source.truncated(expected: 1) }
            case Z_MEM_ERROR: throw compressionOutOfMemory(source.subject)
            default: throw source.malformed(expected: "intact compressed data", found: "'\(stream.message)'")
            }
            if count > 0 {
                try limits.checkRatio(decoded: produced, encoded: source.position, in: source)
                return count
            }
        }
        return 0
    }

    private func inflateOnce(into target: UnsafeMutableRawBufferPointer) -> (status: Int32, count: Int) {
        let wanted = UInt32(min(target.count, 1 << 30))
        let state = stream.state
        state.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = wanted
        let status = input.withUnsafeMutableBufferPointer { bytes in
            state.pointee.next_in = bytes.baseAddress.map { $0 + unread.lowerBound }
            state.pointee.avail_in = UInt32(unread.count)
            return inflate(state, Z_NO_FLUSH)
        }
        unread = unread.upperBound - Int(state.pointee.avail_in)..<unread.upperBound
        return (status, Int(wanted - state.pointee.avail_out))
    }

    /// Refills the empty input; false at the end of the source.
    private func fill() throws(FileError) -> Bool {
        let count = try input.withUnsafeMutableBufferPointer { (bytes) throws(FileError) in
            try source.read(into: UnsafeMutableRawBufferPointer(bytes))
        }
        unread = 0..<count
        return count > 0
    }

    /// Goes on with the next member of a gzip file, which may have several, and be padded with zeros.
    private func endMember() throws(FileError) {
        guard wrapper == .gzip else {
            isAtEnd = true
            return
        }
        var isPadded = false
        while true {
            if unread.isEmpty, !(try fill()) { break }
            let byte = input[unread.lowerBound]
            if byte == 0x1F, !isPadded {
                inflateReset(stream.state)
                return
            }
            guard byte == 0 else {
                throw source.malformed(expected: "the end of the file after the compressed data", found: "more bytes")
            }
            isPadded = true
            unread = unread.lowerBound + 1..<unread.upperBound
        }
        isAtEnd = true
    }
}

extension ByteSource {
    /// The contents of a gzip file, decompressed as they are read.
    package static func inflating(_ source: ByteSource, limits: ReadLimits) throws(FileError) -> ByteSource {
        ByteSource(reading: try InflatingReader(source, .gzip, limits: limits), named: source.subject)
    }

    /// Reads on to the end, which shows whether all checksums are right.
    package func drain() throws(FileError) {
        var rest = [UInt8](repeating: 0, count: 1 << 16)
        var count = 1
        while count > 0 {
            count = try rest.withUnsafeMutableBufferPointer { (bytes) throws(FileError) in
                try read(into: UnsafeMutableRawBufferPointer(bytes))
            }
        }
    }
}

/// Whether a file that begins with these bytes is compressed by gzip.
package func isGzip(_ start: [UInt8]) -> Bool { start.starts(with: [0x1F, 0x8B]) }
