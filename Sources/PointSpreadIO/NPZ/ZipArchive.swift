import PointSpread

/// The table of contents of a zip archive, which stands at its end.
///
/// Archives and members larger than 4 GiB (zip64) are read; those in several parts are not.
struct ZipArchive {
    /// One file in the archive.
    struct Member: Hashable {
        let name: String
        let flags: Int
        let method: Int
        let checksum: UInt32
        let storedCount: Int
        let byteCount: Int
        /// Where the member's own header begins.
        let offset: Int
    }

    /// The members, in the order of the table.
    let members: [Member]
    private let bytes: SeekableBytes
    private let source: ByteSource

    /// Reads the table.
    ///
    /// - Throws: `FileError` with code `truncated`, `malformed`, `limitExceeded` or `unsupportedFormat`.
    init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        bytes = try SeekableBytes(source, limits: limits)
        self.source = source
        let (table, count) = try Self.table(bytes, source)
        try limits.check(metadata: table.count, in: source)
        var fields = ZipFields(try bytes.bytes(table), source)
        var members: [Member] = []
        while fields.remaining > 0 { members.append(try fields.member()) }
        guard members.count == count else {
            throw source.malformed(expected: "\(count) members in the table of the archive", found: "\(members.count)")
        }
        self.members = members
    }

    /// Where the table lies, and how many members it has.
    private static func table(
        _ bytes: SeekableBytes, _ source: ByteSource
    ) throws(FileError) -> (Range<Int>, count: Int) {
        // The last record has 22 bytes and a comment of at most 65535.
        let start = max(0, bytes.byteCount - 22 - 65535)
        let tail = try bytes.bytes(start..<bytes.byteCount)
        let isEnd = { (place: Int) in
            tail[place...].starts(with: [0x50, 0x4B, 0x05, 0x06])
                && Int(tail[place + 20]) + Int(tail[place + 21]) << 8 == tail.count - place - 22
        }
        guard tail.count >= 22, let end = (0...tail.count - 22).last(where: isEnd) else {
            throw FileError(
                .truncated, source.subject, expected: "the table of the archive at the end", found: "none",
                remedy: "get a complete copy of the file")
        }
        var fields = ZipFields(Array(tail[(end + 4)...]), source)
        var disks = [try fields.number(2), try fields.number(2)]
        var counts = [try fields.number(2), try fields.number(2)]
        var (size, offset) = (try fields.number(4), try fields.number(4))
        var limit = start + end
        if end >= 20, tail[(end - 20)...].starts(with: [0x50, 0x4B, 0x06, 0x07]) {
            var locator = ZipFields(Array(tail[(end - 16)..<end]), source)
            disks.append(try locator.number(4))
            let place = try locator.number(8)
            guard place <= limit - 76 else {
                throw source.malformed(expected: "the large table inside the archive", found: "byte \(place)")
            }
            var record = ZipFields(try bytes.bytes(place..<place + 56), source)
            try record.expect(0x0606_4B50)
            try record.skip(12)
            disks += [try record.number(4), try record.number(4)]
            counts = [try record.number(8), try record.number(8)]
            (size, offset) = (try record.number(8), try record.number(8))
            limit = place
        }
        guard disks.allSatisfy({ $0 == 0 }), counts[0] == counts[1] else {
            throw FileError(
                .unsupportedFormat, source.subject, expected: "an archive in one file", found: "a part of several",
                remedy: "join the parts first")
        }
        guard offset <= limit, size <= limit - offset else {
            throw source.malformed(
                expected: "a table inside the archive", found: "\(size) bytes from byte \(offset) on")
        }
        return (offset..<offset + size, counts[0])
    }

    /// The contents of a member, decompressed as they are read; at their end size and checksum are verified.
    ///
    /// - Throws: `FileError`.
    func contents(of member: Member, limits: ReadLimits) throws(FileError) -> ByteSource {
        guard member.flags & 1 == 0, member.method == 0 || member.method == 8 else {
            throw FileError(
                .unsupportedFormat, source.subject, expected: "members that are stored or deflated",
                found: member.flags & 1 == 0 ? "compression method \(member.method)" : "an encrypted member",
                remedy: "save the arrays again with NumPy")
        }
        try limits.checkRatio(decoded: member.byteCount, encoded: member.storedCount, in: source)
        var header = ZipFields(try bytes.bytes(member.offset..<member.offset + 30), source)
        try header.expect(0x0403_4B50)
        try header.skip(22)
        let lengths = (name: try header.number(2), extra: try header.number(2))
        let start = member.offset + 30 + lengths.name + lengths.extra
        let stored = try bytes.part(start..<start + member.storedCount)
        let reader: any ByteReader =
            member.method == 0 ? stored : try InflatingReader(stored, .none, limits: limits)
        return ByteSource(
            reading: VerifyingReader(reader, member, source), named: source.subject, byteCount: member.byteCount)
    }
}

/// Passes bytes on and makes sure that they are those that the table promised.
private final class VerifyingReader: ByteReader {
    private let reader: any ByteReader
    private let member: ZipArchive.Member
    private let source: ByteSource
    private var count = 0
    private var sum: UInt32 = 0

    init(_ reader: any ByteReader, _ member: ZipArchive.Member, _ source: ByteSource) {
        self.reader = reader
        self.member = member
        self.source = source
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let received = try reader.read(into: target)
        count += received
        sum = checksum(UnsafeRawBufferPointer(rebasing: target.prefix(received)), after: sum)
        let isTooLong = count > member.byteCount
        guard !isTooLong, received > 0 || target.isEmpty || count == member.byteCount else {
            throw source.malformed(
                expected: "\(member.byteCount) bytes in \(printable(member.name.utf8))",
                found: isTooLong ? "more" : "\(count)")
        }
        guard received > 0 || target.isEmpty || sum == member.checksum else {
            throw source.malformed(
                expected: "the checksum of \(printable(member.name.utf8))", found: "that of other contents")
        }
        return received
    }
}
