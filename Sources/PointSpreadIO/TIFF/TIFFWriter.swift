import CTIFFShim
import PointSpread

/// Writes a TIFF file page by page, and each page row by row.
///
/// libtiff writes every page as if it were the only one of a file; the directories are joined to a chain here. Nothing has to
/// be read back, and the time does not grow with the number of pages before.
final class TIFFWriter: RowWriter {
    private let form: TIFFForm
    private let options: WriteOptions
    private let drain: Drain
    private let isBig: Bool
    private let strip: Storage
    private var page: TIFFPageWriter?
    private var pagesDone = 0
    private var rowsInStrip = 0
    private var stripsDone = 0

    /// Refuses what TIFF cannot hold, before the first byte.
    init(_ form: TIFFForm, to sink: ByteSink, _ options: EncodingOptions) throws(FileError) {
        try form.check(for: sink.subject)
        let compression = options.options.tiffCompression
        guard ctiff_knows_compression(compression.number) else {
            throw FileError(
                .invalidParameter, sink.subject, expected: "a compression that the installed libtiff knows",
                found: compression.rawValue, remedy: "choose deflate, lzw or none")
        }
        self.form = form
        self.options = options.options
        isBig = form.isBig || options.fileExtension == "btf"
        drain = Drain(RandomAccessSink(sink), isBig: isBig)
        strip = try inFile(sink.subject) { () throws(FilterError) in
            try Storage(byteCount: form.rowsPerStrip * form.bytesPerRow)
        }
    }

    /// Writes the next rows; after the last of a page the first of the next follows.
    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError) {
        var (source, rest) = (source, count)
        while rest > 0 {
            let page = try openPage()
            let missing = form.height - stripsDone * form.rowsPerStrip
            let room = min(form.rowsPerStrip, missing) - rowsInStrip
            let taken = min(rest, room)
            (strip.base + rowsInStrip * form.bytesPerRow).copyMemory(
                from: source, byteCount: taken * form.bytesPerRow)
            source += taken * form.bytesPerRow
            rest -= taken
            rowsInStrip += taken
            guard taken == room else { continue }
            try page.write(
                strip: stripsDone,
                UnsafeMutableRawBufferPointer(start: strip.base, count: rowsInStrip * form.bytesPerRow))
            rowsInStrip = 0
            stripsDone += 1
            if stripsDone * form.rowsPerStrip >= form.height { try finish(page) }
        }
    }

    private func openPage() throws(FileError) -> TIFFPageWriter {
        if let page { return page }
        let new = try TIFFPageWriter(drain, isBig: isBig)
        try form.withSettings(page: pagesDone, options) { (settings) throws(FileError) in try new.start(&settings) }
        page = new
        return new
    }

    private func finish(_ finished: TIFFPageWriter) throws(FileError) {
        try finished.finish()
        page = nil
        stripsDone = 0
        pagesDone += 1
    }

    /// Writes what follows the last page.
    func finish() throws(FileError) { try drain.sink.finish() }
}

/// Where the bytes of all pages go; keeps the place of each directory for the one before.
private final class Drain {
    let sink: RandomAccessSink
    var failure: FileError?
    /// How large the file is.
    private(set) var byteCount = 0
    private let offsetSize: Int
    private var isFirstPage = true
    /// Where the page's directory lies, and where in it the place of the next is to be written.
    private var directory: Int?
    private var nextPlace: Int?
    private var lastNextPlace: Int?

    init(_ sink: RandomAccessSink, isBig: Bool) {
        self.sink = sink
        offsetSize = isBig ? 8 : 4
    }

    /// Stores bytes of the page that is being written.
    func write(_ source: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
        // The header ends with the place of the first directory, which only the first page may write there.
        if offset < 2 * offsetSize {
            if offset == offsetSize, source.count == offsetSize {
                directory =
                    offsetSize == 8
                    ? Int(clamping: source.loadUnaligned(as: UInt64.self)) : Int(source.loadUnaligned(as: UInt32.self))
            }
            guard isFirstPage else { return }
        } else if offset == directory {
            nextPlace = offset + source.count - offsetSize
        }
        try sink.write(source, at: offset)
        byteCount = max(byteCount, offset + source.count)
    }

    /// Hangs the directory of the finished page on the one before.
    func link() throws(FileError) {
        if let directory, let place = lastNextPlace {
            if offsetSize == 8 {
                let value = UInt64(directory)
                try withUnsafeBytes(of: value) { (bytes) throws(FileError) in try sink.write(bytes, at: place) }
            } else {
                let value = UInt32(directory)
                try withUnsafeBytes(of: value) { (bytes) throws(FileError) in try sink.write(bytes, at: place) }
            }
        }
        lastNextPlace = nextPlace
        directory = nil
        nextPlace = nil
        isFirstPage = false
    }
}

/// Writes one page.
private final class TIFFPageWriter {
    private let drain: Drain
    private let writer: OpaquePointer

    init(_ drain: Drain, isBig: Bool) throws(FileError) {
        let made = ctiff_writer_make(
            { context, offset, source, count in
                let drain = Unmanaged<Drain>.fromOpaque(context).takeUnretainedValue()
                do throws(FileError) {
                    try drain.write(UnsafeRawBufferPointer(start: source, count: count), at: Int(clamping: offset))
                    return true
                } catch {
                    drain.failure = error
                    return false
                }
            }, Unmanaged.passUnretained(drain).toOpaque(), UInt64(drain.byteCount), isBig)
        guard let made else {
            throw drain.failure
                ?? FileError(
                    .outOfMemory, drain.sink.subject, expected: "memory for a TIFF file", found: "less",
                    remedy: "use a smaller image, or a computer with more memory")
        }
        self.drain = drain
        writer = made
    }

    deinit { ctiff_writer_free(writer) }

    func start(_ settings: inout ctiff_settings) throws(FileError) { try check(ctiff_writer_start(writer, &settings)) }

    func write(strip: Int, _ rows: UnsafeMutableRawBufferPointer) throws(FileError) {
        guard let start = rows.baseAddress else { return }
        try check(ctiff_writer_write_strip(writer, UInt32(strip), start, rows.count))
    }

    func finish() throws(FileError) {
        try check(ctiff_writer_finish(writer))
        try drain.link()
    }

    private func check(_ isDone: Bool) throws(FileError) {
        guard !isDone else { return }
        throw drain.failure
            ?? FileError(
                .writeFailed, drain.sink.subject, expected: "an image that libtiff can write",
                found: "'\(printable(String(cString: ctiff_writer_message(writer)).utf8))'",
                remedy: "write another format")
    }
}
