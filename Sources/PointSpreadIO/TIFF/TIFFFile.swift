import CTIFFShim
import PointSpread

/// A TIFF file that libtiff decodes.
final class TIFFFile {
    /// The file's name and size, for messages and limits.
    let source: ByteSource
    /// How much the file may hold.
    let limits: ReadLimits
    /// The bytes, in any order.
    let bytes: RandomAccessSource
    private let reader: OpaquePointer
    private let feed: Feed

    /// What libtiff's callback works on: it cannot throw, so it keeps the error.
    private final class Feed {
        let bytes: RandomAccessSource
        var failure: FileError?
        var hasReachedEnd = false

        init(_ bytes: RandomAccessSource) { self.bytes = bytes }
    }

    init(_ bytes: RandomAccessSource, _ source: ByteSource, limits: ReadLimits) throws(FileError) {
        let feed = Feed(bytes)
        // As much as is in the file or as may be decoded without regard to its size, whichever is more.
        let memory = max(bytes.byteCount, limits.metadata, ReadLimits.ratioFloor)
        let made = ctiff_reader_make(
            { context, offset, target, count in
                let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
                do throws(FileError) {
                    let received = try feed.bytes.read(
                        at: Int(clamping: offset), into: UnsafeMutableRawBufferPointer(start: target, count: count))
                    if received < count { feed.hasReachedEnd = true }
                    return received
                } catch {
                    feed.failure = error
                    return -1
                }
            }, Unmanaged.passUnretained(feed).toOpaque(), UInt64(bytes.byteCount), memory)
        guard let made else {
            throw feed.failure ?? source.malformed(expected: "an intact TIFF file", found: "a broken header")
        }
        self.source = source
        self.limits = limits
        self.bytes = bytes
        self.feed = feed
        reader = made
    }

    deinit { ctiff_reader_free(reader) }

    /// Goes to a directory, and returns what libtiff makes of it.
    func select(_ directory: TIFFDirectory) throws(FileError) -> ctiff_layout {
        var layout = ctiff_layout()
        feed.hasReachedEnd = false
        try check(ctiff_reader_select(reader, UInt64(directory.offset), &layout))
        return layout
    }

    /// The bytes of a row of one strip or tile.
    var bytesPerRow: Int { ctiff_reader_bytes_per_row(reader) }

    /// The bytes of one strip or tile.
    var bytesPerBlock: Int { ctiff_reader_bytes_per_block(reader) }

    /// Reads a row of an image in strips whose channels lie together.
    func read(row: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        feed.hasReachedEnd = false
        try check(ctiff_reader_read_row(reader, target, UInt32(row)))
    }

    /// Reads a strip or tile.
    func read(block: Int, to target: UnsafeMutableRawBufferPointer) throws(FileError) {
        guard let start = target.baseAddress, let number = UInt32(exactly: block) else { return }
        feed.hasReachedEnd = false
        try check(ctiff_reader_read_block(reader, start, target.count, number))
    }

    /// Where the first strip begins in the file.
    var firstBlockOffset: Int { Int(clamping: ctiff_reader_block_offset(reader, 0)) }

    /// The colours of a palette: red, green and blue of each, in 16 bits.
    func palette(bits: Int) -> [[UInt16]]? {
        var (red, green, blue): (UnsafePointer<UInt16>?, UnsafePointer<UInt16>?, UnsafePointer<UInt16>?)
        guard ctiff_reader_colour_map(reader, &red, &green, &blue), let red, let green, let blue else { return nil }
        return (0..<1 << bits).map { [red[$0], green[$0], blue[$0]] }
    }

    /// The ICC profile of the directory, empty where there is none.
    var profile: [UInt8] {
        var count = 0
        guard let profile = ctiff_reader_profile(reader, &count) else { return [] }
        return Array(UnsafeBufferPointer(start: profile, count: count))
    }

    /// The description of the directory, empty where there is none.
    var summary: String { ctiff_reader_description(reader).map { String(cString: $0) } ?? "" }

    /// The error for a part of the format that is not read here.
    func unsupported(_ expected: String, _ found: String) -> FileError {
        FileError(
            .unsupportedFormat, source.subject, expected: expected, found: found,
            remedy: "convert the file with another program first")
    }

    private func check(_ isDone: Bool) throws(FileError) {
        guard !isDone else { return }
        if let failure = feed.failure { throw failure }
        let message = printable(String(cString: ctiff_reader_message(reader)).utf8)
        if feed.hasReachedEnd {
            throw FileError(
                .truncated, source.subject, expected: "a complete TIFF file",
                found: "one of \(bytes.byteCount) bytes ('\(message)')", remedy: "get a complete copy of the file")
        }
        throw source.malformed(expected: "an intact TIFF file", found: "'\(message)'")
    }
}
