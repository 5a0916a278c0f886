import CPNGShim
import PointSpread

/// Reads a PNG file row by row.
///
/// The memory it takes does not depend on the height, unless the file is interlaced.
final class PNGReader {
    /// What the file's header says.
    let header: cpng_header
    private let source: ByteSource
    private let limits: ReadLimits
    /// libpng's side of the reader.
    let reader: OpaquePointer
    private let feed: CallbackSource
    /// What the file says behind its samples, as long as they have not been read.
    private(set) var epilogue: PNGReader?

    /// Reads the header and checks it against the limits.
    ///
    /// - Parameter epilogue: what is known of the texts and EXIF that follow the samples.
    init(_ source: ByteSource, limits: ReadLimits, epilogue: PNGReader? = nil) throws(FileError) {
        let feed = CallbackSource(source)
        let made = cpng_reader_make({ CallbackSource.read($0, $1, $2) }, feed.context, limits.metadata)
        guard let made else { throw outOfMemory(source.subject) }
        var header = cpng_header()
        let status = cpng_reader_read_header(made, &header)
        self.source = source
        self.limits = limits
        self.feed = feed
        self.epilogue = epilogue
        self.header = header
        reader = made
        try check(status)
        try limits.check(
            places: [Int(header.width), Int(header.height)], bytesPerPlace: bytesPerPixel, in: source)
        if source.byteCount == nil {
            // Nothing to compare with yet but the header: for what is taken before the samples come, that has to do. An
            // interlaced file touches all rows at once.
            let rowsAtOnce = header.passes > 1 ? Int(header.height) : 1
            try limits.checkRatio(decoded: rowsAtOnce * bytesPerRow, encoded: source.position, in: source)
        }
        try check(cpng_reader_start(reader))
    }

    deinit { cpng_reader_free(reader) }

    private var bytesPerPixel: Int { Int(header.channels) * Int(header.bit_depth) / 8 }

    /// The bytes of one row.
    var bytesPerRow: Int { Int(header.width) * bytesPerPixel }

    /// Reads the next rows to contiguous memory; after the last row of a pass the first follows.
    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        try check(cpng_reader_read_rows(reader, target, bytesPerRow, UInt32(count)))
    }

    /// Makes sure that the file is intact to its end.
    func finish() throws(FileError) {
        try check(cpng_reader_finish(reader))
        epilogue = nil
    }

    /// Reads the whole image, and makes sure that the file is intact to its end.
    func readAll() throws(FileError) -> FileContents {
        let (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
        let samples = try inFile(source.subject) { () throws(FilterError) in
            try ArrayBuffer(
                uninitialized: Shape(channels == 1 ? [height, width] : [height, width, channels]),
                of: header.bit_depth == 16 ? .uint16 : .uint8)
        }
        let rowsAtOnce = max(1, (1 << 20) / bytesPerRow)
        for _ in 0..<header.passes {
            for row in stride(from: 0, to: height, by: rowsAtOnce) {
                if source.byteCount == nil {
                    try limits.checkRatio(decoded: row * bytesPerRow, encoded: source.position, in: source)
                }
                try read(rows: min(rowsAtOnce, height - row), to: samples.base + row * bytesPerRow)
            }
        }
        try finish()
        return FileContents(AnyArray(samples), metadata)
    }

    private func check(_ status: cpng_status) throws(FileError) {
        switch status {
        case .ok: return
        case .truncated: throw source.truncated(expected: 1)
        case .out_of_memory: throw outOfMemory(source.subject)
        case .metadata_limit: throw limits.metadataRefusal(source, "more")
        case .stopped: throw feed.failure ?? source.truncated(expected: 1)
        default:
            throw source.malformed(
                expected: "an intact PNG file", found: "'\(String(cString: cpng_reader_message(reader)))'")
        }
    }
}

/// The error for memory that a library did not get.
func outOfMemory(_ subject: String) -> FileError {
    FileError(
        .outOfMemory, subject, expected: "memory for the file", found: "less",
        remedy: "use a smaller image, or a computer with more memory")
}
