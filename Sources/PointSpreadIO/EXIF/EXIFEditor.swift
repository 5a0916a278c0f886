/// Changes an EXIF block in place.
///
/// Nothing moves, because the notes of camera makers, whose form is secret, may count bytes from the start of the block. An
/// EXIF block has the form of a TIFF file: a header, then directories of twelve-byte entries.
struct EXIFEditor {
    /// The block.
    var bytes: [UInt8]
    private let isLittleEndian: Bool

    /// The tags that matter here.
    enum Tag {
        static let description = 0x010E
        static let orientation = 0x0112
        static let xResolution = 0x011A
        static let yResolution = 0x011B
        static let resolutionUnit = 0x0128
        static let thumbnailStart = 0x0201
        static let thumbnailByteCount = 0x0202
        static let details = 0x8769
        static let width = 0xA002
        static let height = 0xA003
    }

    /// A directory: where the entry of each tag begins, and where the number of the next directory is.
    struct Directory {
        var entries: [Int: Int] = [:]
        let next: Int
    }

    /// Looks at a block, or nothing where the bytes do not begin one.
    init?(_ bytes: [UInt8]) {
        switch bytes.prefix(4) {
        case [0x49, 0x49, 42, 0]: isLittleEndian = true
        case [0x4D, 0x4D, 0, 42]: isLittleEndian = false
        default: return nil
        }
        self.bytes = bytes
        guard bytes.count >= 8 else { return nil }
    }

    /// Says that rows and columns run as displayed, and that they have changed places where they have.
    mutating func makeUpright(swappingAxes: Bool) {
        guard let main = directory(at: number(at: 4)) else { return }
        if let entry = main.entries[Tag.orientation] { set(1, size: 2, at: entry + 8) }
        guard swappingAxes else { return }
        swap(main.entries[Tag.xResolution], main.entries[Tag.yResolution])
        if let start = number(at: main.entries[Tag.details], plus: 8), let details = directory(at: start) {
            swap(details.entries[Tag.width], details.entries[Tag.height])
        }
    }

    /// Exchanges type, count and value of two entries; the tags stay, in their order.
    private mutating func swap(_ first: Int?, _ second: Int?) {
        guard let first, let second else { return }
        for offset in 2..<12 { bytes.swapAt(first + offset, second + offset) }
    }

    /// Takes away the small copy of the image, which would show what it was before it was filtered.
    mutating func removeThumbnail() {
        guard let main = directory(at: number(at: 4)), let start = number(at: main.next) else { return }
        set(0, size: 4, at: main.next)
        guard let second = directory(at: start),
            let first = number(at: second.entries[Tag.thumbnailStart], plus: 8),
            let count = number(at: second.entries[Tag.thumbnailByteCount], plus: 8), first + count <= bytes.count
        else { return }
        bytes.replaceSubrange(first..<first + count, with: repeatElement(0, count: count))
        if first + count == bytes.count { bytes.removeLast(count) }
    }

    func directory(at start: Int?) -> Directory? {
        guard let start, let count = number(at: start, size: 2), start + 2 + 12 * count + 4 <= bytes.count else {
            return nil
        }
        var directory = Directory(next: start + 2 + 12 * count)
        for entry in stride(from: start + 2, to: directory.next, by: 12) {
            if let tag = number(at: entry, size: 2) { directory.entries[tag] = entry }
        }
        return directory
    }

    func number(at place: Int?, plus offset: Int = 0, size: Int = 4) -> Int? {
        guard let place, place + offset + size <= bytes.count else { return nil }
        let digits = bytes[place + offset..<place + offset + size]
        return (isLittleEndian ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func set(_ number: Int, size: Int, at place: Int) {
        bytes.replaceSubrange(place..<place + size, with: digits(number, size: size))
    }

    /// A number in the byte order of the block.
    func digits(_ number: Int, size: Int) -> [UInt8] {
        (0..<size).map { index in
            UInt8(truncatingIfNeeded: number >> (8 * (isLittleEndian ? index : size - 1 - index)))
        }
    }
}
