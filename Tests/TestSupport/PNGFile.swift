/// The bytes of a PNG file, to which chunks can be added.
public struct PNGFile {
    /// The whole file.
    public private(set) var bytes: [UInt8]

    /// Takes a file without anything behind its last chunk.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Adds a chunk behind the samples, before the end.
    public mutating func insert(_ kind: String, _ contents: [UInt8]) {
        let body = Array(kind.utf8) + contents
        let chunk = bigEndian(UInt32(contents.count)) + body + bigEndian(crc32(body))
        bytes.insert(contentsOf: chunk, at: bytes.count - 12)
    }

    private func bigEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}

/// The checksum of PNG, zip and gzip.
public func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
        (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
}
