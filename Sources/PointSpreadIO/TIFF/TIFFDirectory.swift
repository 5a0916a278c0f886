import PointSpread

/// A directory of a TIFF file: where it lies, and what is known of its image without decoding it.
struct TIFFDirectory {
    /// Where in the file the directory begins.
    let offset: Int
    /// What kind of image it describes: bit 0 a smaller copy of another, bit 2 a mask.
    private(set) var kind = 0
    /// Which way rows and columns run.
    private(set) var orientation = ImageMetadata.Orientation.upright
    /// Samples per unit, from left to right and from top to bottom.
    private(set) var resolution: (x: Double?, y: Double?) = (nil, nil)
    /// The unit of the resolution: 1 none, 2 inches, 3 centimetres.
    private(set) var resolutionUnit = 2

    /// Whether the image is one of its own, and not a smaller copy or a mask of another.
    var isMain: Bool { kind & 0b101 == 0 }
}

extension TIFFDirectory {
    /// All directories of the main chain, in order.
    ///
    /// Nothing but the directories themselves is read. What they refer to must lie inside the file and within the limits.
    ///
    /// - Throws: `FileError`, with code `malformed` for a chain that bites its tail.
    static func all(
        of file: RandomAccessSource, _ source: ByteSource, limits: ReadLimits
    ) throws(FileError) -> [TIFFDirectory] {
        let scanner = try TIFFScanner(file, source, limits: limits)
        var directories: [TIFFDirectory] = []
        var seen: Set<Int> = []
        var next = try scanner.firstOffset()
        while next != 0 {
            guard seen.insert(next).inserted else {
                throw source.malformed(expected: "directories in a chain", found: "one that comes twice")
            }
            try limits.check(pages: seen.count, in: source)
            let (directory, following) = try scanner.directory(at: next)
            directories.append(directory)
            next = following
        }
        guard !directories.isEmpty else { throw source.malformed(expected: "at least one image", found: "none") }
        return directories
    }
}

/// Reads the directories of a TIFF file, classic or big, in either byte order.
private struct TIFFScanner {
    private let file: RandomAccessSource
    private let source: ByteSource
    private let limits: ReadLimits
    private let isBigEndian: Bool
    private let isBig: Bool

    /// As many as libtiff puts up with.
    private static let mostEntries = 4096
    /// Where samples lie and how many bytes they take: not metadata.
    private static let blockTags: Set<Int> = [273, 279, 324, 325]

    init(_ file: RandomAccessSource, _ source: ByteSource, limits: ReadLimits) throws(FileError) {
        self.file = file
        self.source = source
        self.limits = limits
        let start = try file.read(at: 0, count: 4)
        guard TIFFCodec.recognises(start) else {
            throw source.malformed(expected: "the beginning of a TIFF file", found: "'\(printable(start))'")
        }
        isBigEndian = start[0] == UInt8(ascii: "M")
        isBig = start.contains(43)
    }

    /// Where the first directory lies.
    func firstOffset() throws(FileError) -> Int {
        guard isBig else { return number(try file.read(at: 4, count: 4)[...]) }
        let header = try file.read(at: 4, count: 12)
        guard number(header[0..<2]) == 8, number(header[2..<4]) == 0 else {
            throw source.malformed(expected: "offsets of 8 bytes", found: "\(number(header[0..<2])) bytes")
        }
        return number(header[4..<12])
    }

    /// The directory at a place in the file, and the place of the next, 0 where there is none.
    func directory(at offset: Int) throws(FileError) -> (TIFFDirectory, next: Int) {
        let countSize = isBig ? 8 : 2
        let entrySize = isBig ? 20 : 12
        let count = number(try file.read(at: offset, count: countSize)[...])
        guard 1...Self.mostEntries ~= count else {
            throw source.malformed(expected: "1 to \(Self.mostEntries) entries in a directory", found: "\(count)")
        }
        let entries = try file.read(at: offset + countSize, count: count * entrySize + (isBig ? 8 : 4))
        var directory = TIFFDirectory(offset: offset)
        var metadata = 0
        for start in stride(from: 0, to: count * entrySize, by: entrySize) {
            let entry = try Entry(entries[start..<start + entrySize], self)
            if !Self.blockTags.contains(entry.tag) { metadata += entry.byteCount }
            try limits.check(metadata: metadata, in: source)
            try directory.take(entry)
        }
        return (directory, number(entries[(count * entrySize)...]))
    }

    /// One entry of a directory.
    struct Entry {
        let tag: Int
        let type: Int
        /// How many bytes the values take.
        let byteCount: Int
        private let scanner: TIFFScanner
        private let place: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>, _ scanner: TIFFScanner) throws(FileError) {
            let start = bytes.startIndex
            self.scanner = scanner
            tag = scanner.number(bytes[start..<start + 2])
            type = scanner.number(bytes[start + 2..<start + 4])
            let valueSize = scanner.isBig ? 8 : 4
            place = bytes[(start + 4 + valueSize)...]
            byteCount = saturatedProduct([
                scanner.number(bytes[start + 4..<start + 4 + valueSize]), Self.size(of: type),
            ])
            if byteCount > valueSize { try scanner.file.require(byteCount, at: scanner.number(place)) }
        }

        /// The first value, where it is a whole number.
        func firstNumber() throws(FileError) -> Int? {
            switch type {
            case 1, 3, 4, 13, 16: return byteCount == 0 ? nil : scanner.number(try bytes(Self.size(of: type)))
            default: return nil
            }
        }

        /// The first value, where it is a fraction above 0.
        func firstFraction() throws(FileError) -> Double? {
            guard type == 5, byteCount >= 8 else { return nil }
            let bytes = try bytes(8)
            let middle = bytes.startIndex + 4
            let value = Double(scanner.number(bytes[..<middle])) / Double(scanner.number(bytes[middle...]))
            return value.isFinite && value > 0 ? value : nil
        }

        private func bytes(_ count: Int) throws(FileError) -> ArraySlice<UInt8> {
            guard byteCount > place.count else { return place.prefix(count) }
            return try scanner.file.read(at: scanner.number(place), count: count)[...]
        }

        /// The bytes of one value; 0 for a type that does not exist.
        private static func size(of type: Int) -> Int {
            switch type {
            case 1, 2, 6, 7: 1
            case 3, 8: 2
            case 4, 9, 11, 13: 4
            case 5, 10, 12, 16, 17, 18: 8
            default: 0
            }
        }
    }

    /// Bytes as a number; what no `Int` holds becomes the largest.
    func number(_ bytes: ArraySlice<UInt8>) -> Int {
        var value: UInt64 = 0
        for byte in isBigEndian ? Array(bytes) : bytes.reversed() { value = value << 8 | UInt64(byte) }
        return Int(clamping: value)
    }
}

extension TIFFDirectory {
    fileprivate mutating func take(_ entry: TIFFScanner.Entry) throws(FileError) {
        switch entry.tag {
        case 254: kind = try entry.firstNumber() ?? kind
        case 274: orientation = try entry.firstNumber().flatMap(ImageMetadata.Orientation.init) ?? orientation
        case 282: resolution.x = try entry.firstFraction()
        case 283: resolution.y = try entry.firstFraction()
        case 296: resolutionUnit = try entry.firstNumber() ?? resolutionUnit
        default: break
        }
    }
}
