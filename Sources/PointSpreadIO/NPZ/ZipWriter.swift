/// Writes a zip archive of one deflated member, in order, so that it can go into a pipe.
package final class ZipWriter {
    private let sink: ByteSink
    private let name: [UInt8]
    private let isLarge: Bool
    private let deflater: Deflater
    private let headerCount: Int
    private var sum: UInt32 = 0
    private var byteCount = 0

    /// Begins the archive.
    ///
    /// - Parameters:
    ///   - sink: the file.
    ///   - name: the name of the member.
    ///   - size: how large the member will be, or more.
    ///   - level: how hard it is compressed, from 0 to 9.
    package init(_ sink: ByteSink, name: String, size: Int, level: Int) throws(FileError) {
        self.sink = sink
        self.name = Array(name.utf8)
        // Compression may make it larger by a little.
        isLarge = size >= 0xF000_0000
        var header = LittleEndianBytes()
        header.append(0x0403_4B50, 4)
        header.append(Self.version(isLarge), 2)
        header.append(Self.flags, 2)
        header.append(Self.deflated, 2)
        header.append(Self.date, 4)
        header.append(0, 4)
        header.append(isLarge ? 0xFFFF_FFFF_FFFF_FFFF : 0, 8)
        header.append(UInt64(self.name.count), 2)
        header.append(isLarge ? 20 : 0, 2)
        header.bytes += self.name
        if isLarge {
            header.append(1, 2)
            header.append(16, 2)
            header.bytes += [UInt8](repeating: 0, count: 16)
        }
        headerCount = header.bytes.count
        try sink.write(header.bytes)
        deflater = try Deflater(sink, .none, level: level)
    }

    /// Sizes and checksum follow the member; its name is in UTF-8.
    private static let flags: UInt64 = 1 << 3 | 1 << 11
    private static let deflated: UInt64 = 8
    /// Midnight of 1 January 1980, so that the same array gives the same file.
    private static let date: UInt64 = 0x0021_0000

    private static func version(_ isLarge: Bool) -> UInt64 { isLarge ? 45 : 20 }

    /// Writes a part of the member.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        sum = checksum(bytes, after: sum)
        byteCount += bytes.count
        try deflater.write(bytes)
    }

    /// Writes what follows the member: its sizes, and the table of the archive.
    package func finish() throws(FileError) {
        try deflater.finish()
        let sizes = [UInt64(deflater.byteCount), UInt64(byteCount)]
        var bytes = LittleEndianBytes()
        bytes.append(0x0807_4B50, 4)
        bytes.append(UInt64(sum), 4)
        for size in sizes { bytes.append(size, isLarge ? 8 : 4) }
        let tableOffset = UInt64(headerCount + deflater.byteCount + bytes.bytes.count)
        let tableStart = bytes.bytes.count
        bytes.append(0x0201_4B50, 4)
        bytes.append(Self.version(isLarge), 2)
        bytes.append(Self.version(isLarge), 2)
        bytes.append(Self.flags, 2)
        bytes.append(Self.deflated, 2)
        bytes.append(Self.date, 4)
        bytes.append(UInt64(sum), 4)
        for size in sizes { bytes.append(isLarge ? 0xFFFF_FFFF : size, 4) }
        bytes.append(UInt64(name.count), 2)
        bytes.append(isLarge ? 20 : 0, 2)
        bytes.bytes += [UInt8](repeating: 0, count: 14)
        bytes.bytes += name
        if isLarge {
            bytes.append(1, 2)
            bytes.append(16, 2)
            for size in sizes.reversed() { bytes.append(size, 8) }
        }
        appendEnd(to: &bytes, tableOffset, UInt64(bytes.bytes.count - tableStart))
        try sink.write(bytes.bytes)
    }

    /// The last records, which say where the table is.
    private func appendEnd(to bytes: inout LittleEndianBytes, _ tableOffset: UInt64, _ tableCount: UInt64) {
        if isLarge {
            bytes.append(0x0606_4B50, 4)
            bytes.append(44, 8)
            bytes.append(45, 2)
            bytes.append(45, 2)
            bytes.append(0, 8)
            for number in [1, 1, tableCount, tableOffset] { bytes.append(number, 8) }
            bytes.append(0x0706_4B50, 4)
            bytes.append(0, 4)
            bytes.append(tableOffset + tableCount, 8)
            bytes.append(1, 4)
        }
        bytes.append(0x0605_4B50, 4)
        bytes.append(0, 4)
        bytes.append(1, 2)
        bytes.append(1, 2)
        bytes.append(tableCount, 4)
        bytes.append(isLarge ? 0xFFFF_FFFF : tableOffset, 4)
        bytes.append(0, 2)
    }
}

/// Bytes that numbers are appended to, least significant byte first.
private struct LittleEndianBytes {
    var bytes: [UInt8] = []

    mutating func append(_ number: UInt64, _ count: Int) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index))) }
    }
}
