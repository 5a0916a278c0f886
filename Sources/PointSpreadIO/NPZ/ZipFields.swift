/// Takes the records of a zip archive apart, least significant byte first.
struct ZipFields {
    private let bytes: [UInt8]
    private let source: ByteSource
    private var place = 0

    init(_ bytes: [UInt8], _ source: ByteSource) {
        self.bytes = bytes
        self.source = source
    }

    /// How many bytes are still to come.
    var remaining: Int { bytes.count - place }

    /// The next bytes.
    mutating func take(_ count: Int) throws(FileError) -> ArraySlice<UInt8> {
        guard count <= remaining else {
            throw source.malformed(expected: "\(count) more bytes in a record of the archive", found: "\(remaining)")
        }
        place += count
        return bytes[place - count..<place]
    }

    /// Leaves the next bytes out.
    mutating func skip(_ count: Int) throws(FileError) { _ = try take(count) }

    /// The number in the next bytes.
    mutating func number(_ count: Int) throws(FileError) -> Int {
        let value = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Sizes and places beyond 2^62 are in no file; below that, sums of a few do not overflow.
        guard value < 1 << 61 else {
            throw source.malformed(expected: "a size below 2^61 in the archive", found: "\(value)")
        }
        return Int(value)
    }

    /// Makes sure that a record begins here.
    mutating func expect(_ signature: Int) throws(FileError) {
        let found = try number(4)
        guard found == signature else {
            throw source.malformed(
                expected: "a record that begins with \(String(signature, radix: 16))", found: String(found, radix: 16))
        }
    }

    /// The entry of a member in the table of the archive.
    mutating func member() throws(FileError) -> ZipArchive.Member {
        try expect(0x0201_4B50)
        try skip(4)
        let (flags, method) = (try number(2), try number(2))
        try skip(4)
        let sum = UInt32(truncatingIfNeeded: try number(4))
        // Stored size, size, and later place; all bits set where the number is in the zip64 part.
        var sizes = (stored: try number(4), actual: try number(4))
        let lengths = (name: try number(2), extra: try number(2), comment: try number(2))
        try skip(8)
        var offset = try number(4)
        let name = String(decoding: try take(lengths.name), as: UTF8.self)
        var extra = ZipFields(Array(try take(lengths.extra)), source)
        try skip(lengths.comment)
        while extra.remaining >= 4 {
            let (kind, length) = (try extra.number(2), try extra.number(2))
            var part = ZipFields(Array(try extra.take(length)), source)
            guard kind == 1 else { continue }
            let unknown = 0xFFFF_FFFF
            if sizes.actual == unknown { sizes.actual = try part.number(8) }
            if sizes.stored == unknown { sizes.stored = try part.number(8) }
            if offset == unknown { offset = try part.number(8) }
        }
        return ZipArchive.Member(
            name: name, flags: flags, method: method, checksum: sum, storedCount: sizes.stored,
            byteCount: sizes.actual, offset: offset)
    }
}
