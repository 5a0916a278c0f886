import CJPEGShim
import PointSpread

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a JPEG file row by row.
///
/// The memory it takes does not depend on the height, unless the image is sent in several scans.
final class JPEGReader: RowReader {
    let shape: Shape
    let elementType = ElementType.uint8
    /// What the file says beside the samples; rows come as they are stored, whatever the orientation.
    private(set) var metadata: ImageMetadata
    /// The memory that reading takes beside the rows that are handed out, in bytes.
    let workingBytes: Int
    private let source: ByteSource
    private let limits: ReadLimits
    private let reader: OpaquePointer
    private let feed: CallbackSource

    /// Reads the header and checks it against the limits.
    init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        let feed = CallbackSource(source)
        let made = cjpeg_reader_make({ CallbackSource.read($0, $1, $2) }, feed.context, limits.metadata)
        guard let made else { throw outOfMemory(source.subject) }
        var header = cjpeg_header()
        let status = cjpeg_reader_read_header(made, &header)
        self.source = source
        self.limits = limits
        self.feed = feed
        reader = made
        let (height, width, channels) = (Int(header.height), Int(header.width), Int(header.channels))
        shape = Shape(unchecked: channels == 1 ? [height, width] : [height, width, channels])
        metadata = ImageMetadata(roles: channels == 1 ? [.y, .x] : [.y, .x, .channel])
        let working = Int(clamping: header.working_bytes)
        workingBytes = working + 8 * width * channels + 1 << 20
        try check(status)

        try limits.check(places: [width, height], bytesPerPlace: channels, in: source)
        if working > 0 {
            // The first row comes after the last scan: both the samples and what they are made of are in memory.
            let total = working + height * width * channels
            try limits.check(bytes: total, as: "\(width)×\(height) in several scans", in: source)
        }
        if source.byteCount == nil {
            // Nothing to compare with yet but the header.
            try limits.checkRatio(decoded: working + width * channels, encoded: source.position, in: source)
        }
        readMetadata(header)
        try check(cjpeg_reader_start(reader))
    }

    deinit { cjpeg_reader_free(reader) }

    /// The bytes of one row.
    private var bytesPerRow: Int { shape[1] * (shape.rank > 2 ? shape[2] : 1) }

    func read(rows count: Int, to target: UnsafeMutableRawPointer) throws(FileError) {
        try check(cjpeg_reader_read_rows(reader, target, bytesPerRow, UInt32(count)))
    }

    func finish() throws(FileError) { try check(cjpeg_reader_finish(reader)) }

    /// Reads the whole image as it is stored, and makes sure that the file is intact to its end.
    func readAll() throws(FileError) -> FileContents {
        let samples = try inFile(source.subject) { () throws(FilterError) in
            try ArrayBuffer(uninitialized: shape, of: elementType)
        }
        let rowsAtOnce = max(1, (1 << 20) / bytesPerRow)
        for row in stride(from: 0, to: shape[0], by: rowsAtOnce) {
            if source.byteCount == nil {
                try limits.checkRatio(decoded: row * bytesPerRow, encoded: source.position, in: source)
            }
            try read(rows: min(rowsAtOnce, shape[0] - row), to: samples.base + row * bytesPerRow)
        }
        try finish()
        return FileContents(AnyArray(samples), metadata)
    }

    private func readMetadata(_ header: cjpeg_header) {
        // In tenths of a millimetre, so that the quotient is rounded once.
        let unit: Double? =
            switch header.unit {
            case .none: nil
            case .inch: 254
            case .centimetre: 100
            }
        if let unit {
            metadata.spacing[0] = try? Spacing(unit / Double(10 * header.y_density), .millimetre)
            metadata.spacing[1] = try? Spacing(unit / Double(10 * header.x_density), .millimetre)
        }
        var count = 0
        let comment = UnsafeRawBufferPointer(start: cjpeg_reader_comment(reader, &count), count: count)
        metadata.summary = String(utf8OrLatin1: comment.prefix { $0 != 0 })
        if let exif = cjpeg_reader_exif(reader, &count) {
            metadata.adopt(exif: Array(UnsafeBufferPointer(start: exif, count: count)))
        }
        if !header.is_cmyk, let profile = cjpeg_reader_copy_profile(reader, &count) {
            metadata.profile = Array(UnsafeBufferPointer(start: profile, count: count))
            free(profile)
        }
    }

    private func check(_ status: cjpeg_status) throws(FileError) {
        switch status {
        case .ok: return
        case .truncated: throw source.truncated(expected: 1)
        case .out_of_memory: throw outOfMemory(source.subject)
        case .metadata_limit: throw limits.metadataRefusal(source, "more")
        case .scan_limit: throw source.malformed(expected: "at most 256 scans of an image", found: "more")
        case .stopped: throw feed.failure ?? source.truncated(expected: 1)
        case .unsupported:
            throw FileError(
                .unsupportedFormat, source.subject, expected: "a JPEG file of 8-bit grey, RGB, YCbCr, CMYK or YCCK",
                found: "'\(String(cString: cjpeg_reader_message(reader)))'", remedy: "convert it to such a file")
        default:
            throw source.malformed(
                expected: "an intact JPEG file", found: "'\(String(cString: cjpeg_reader_message(reader)))'")
        }
    }
}
