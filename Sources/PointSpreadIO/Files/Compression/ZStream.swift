import CZlib

/// What lies around compressed bytes.
package enum CompressionWrapper: Sendable {
    /// The header and checksum of gzip.
    case gzip
    /// Nothing, as inside a zip archive.
    case none

    /// How zlib is told.
    var windowBits: Int32 {
        switch self {
        case .gzip: 15 + 16
        case .none: -15
        }
    }
}

/// zlib's state, which must not move in memory while it is used.
final class ZStream {
    /// What zlib works on.
    let state: UnsafeMutablePointer<z_stream>
    private let end: (UnsafeMutablePointer<z_stream>) -> Void

    private init(
        _ subject: String, begin: (UnsafeMutablePointer<z_stream>) -> Int32,
        end: @escaping (UnsafeMutablePointer<z_stream>) -> Void
    ) throws(FileError) {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        let status = begin(state)
        self.end = status == Z_OK ? end : { _ in }
        guard status == Z_OK else { throw compressionOutOfMemory(subject) }
    }

    deinit {
        end(state)
        state.deallocate()
    }

    private static let stateSize = Int32(MemoryLayout<z_stream>.size)

    /// A state for decompression.
    static func inflating(_ wrapper: CompressionWrapper, for subject: String) throws(FileError) -> ZStream {
        try ZStream(
            subject, begin: { inflateInit2_($0, wrapper.windowBits, ZLIB_VERSION, stateSize) }, end: { inflateEnd($0) })
    }

    /// A state for compression, from level 0 (none) to 9 (most).
    static func deflating(
        _ wrapper: CompressionWrapper, level: Int, for subject: String
    ) throws(FileError) -> ZStream {
        try ZStream(
            subject,
            begin: {
                deflateInit2_(
                    $0, Int32(level), Z_DEFLATED, wrapper.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, stateSize)
            }, end: { deflateEnd($0) })
    }

    /// What zlib says of its last error.
    var message: String { state.pointee.msg.map { String(cString: $0) } ?? "no message" }
}

/// The error for memory that zlib did not get.
func compressionOutOfMemory(_ subject: String) -> FileError {
    FileError(
        .outOfMemory, subject, expected: "memory for compression", found: "less",
        remedy: "use a computer with more memory")
}

/// The checksum of gzip and zip, continued from that of what came before.
package func checksum(_ bytes: UnsafeRawBufferPointer, after sum: UInt32 = 0) -> UInt32 {
    guard let start = bytes.baseAddress else { return sum }
    return UInt32(truncatingIfNeeded: crc32_z(UInt(sum), start.assumingMemoryBound(to: UInt8.self), bytes.count))
}
