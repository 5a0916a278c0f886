import CJPEGShim
import PointSpread

/// Writes a JPEG file row by row.
final class JPEGWriter: RowWriter {
    private let sink: ByteSink
    private let writer: OpaquePointer
    private let drain: CallbackSink
    private let bytesPerRow: Int

    /// Writes what precedes the rows.
    ///
    /// An EXIF block or a text too long for JPEG is left out, and so is a profile for other colours.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for samples that JPEG cannot hold, before the first byte.
    init(_ rows: RowsToWrite, to sink: ByteSink, _ options: WriteOptions) throws(FileError) {
        try Self.check(rows, for: sink.subject)
        let size = try rows.size(atMost: Int(cjpeg_largest_size), in: "JPEG", for: sink.subject)
        let drain = CallbackSink(sink)
        let made = cjpeg_writer_make({ CallbackSink.write($0, $1, $2) }, drain.context)
        guard let made else { throw outOfMemory(sink.subject) }
        self.sink = sink
        self.drain = drain
        writer = made
        bytesPerRow = rows.width * rows.channels

        var settings = cjpeg_settings()
        (settings.width, settings.height) = size
        settings.channels = Int32(rows.channels)
        settings.quality = Int32(options.quality)
        let chroma = options.chromaSubsampling ?? (options.quality >= 90 ? .none : .both)
        settings.columns_per_chroma = chroma == .none ? 1 : 2
        settings.rows_per_chroma = chroma == .both ? 2 : 1
        (settings.unit, settings.x_density, settings.y_density) = density(rows.metadata)
        try start(settings, rows, comment: Self.comment(rows.metadata))
    }

    deinit { cjpeg_writer_free(writer) }

    private func start(_ settings: cjpeg_settings, _ rows: RowsToWrite, comment: [UInt8]) throws(FileError) {
        var settings = settings
        let (profile, exif) = (rows.fittingProfile, rows.metadata.exif)
        let status = profile.withUnsafeBufferPointer { profile in
            exif.withUnsafeBufferPointer { exif in
                comment.withUnsafeBufferPointer { comment in
                    settings.profile = profile.baseAddress
                    settings.profile_byte_count = profile.count
                    settings.exif = exif.baseAddress
                    settings.exif_byte_count = exif.count
                    settings.comment = comment.baseAddress
                    settings.comment_byte_count = comment.count
                    return cjpeg_writer_start(writer, &settings)
                }
            }
        }
        try check(status)
    }

    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError) {
        try check(cjpeg_writer_write_rows(writer, source, bytesPerRow, UInt32(count)))
    }

    func finish() throws(FileError) { try check(cjpeg_writer_finish(writer)) }

    private func check(_ status: cjpeg_status) throws(FileError) {
        guard status != .ok else { return }
        throw drain.failure
            ?? FileError(
                status == .out_of_memory ? .outOfMemory : .writeFailed, sink.subject,
                expected: "an image that libjpeg can write",
                found: "'\(String(cString: cjpeg_writer_message(writer)))'", remedy: "write another format")
    }

    private static func check(_ rows: RowsToWrite, for subject: String) throws(FileError) {
        try JPEGCodec.require(rows.elementType, for: subject)
        guard rows.metadata.alpha == .none else {
            throw Raster.unrepresentable(
                subject, "an image without alpha, which JPEG cannot hold", "one with alpha",
                "flatten it onto a background first, or write another format such as png")
        }
        guard rows.channels == 1 || rows.channels == 3 else {
            throw Raster.unrepresentable(
                subject, "grey or RGB", "\(rows.channels) channels", "write some of the channels")
        }
    }

    /// The description in UTF-8, unless the EXIF block says the same.
    private static func comment(_ metadata: ImageMetadata) -> [UInt8] {
        let text = metadata.summary
        if !metadata.exif.isEmpty, EXIFBlock(metadata.exif)?.summary == text { return [] }
        return text.utf8.count <= Int(cjpeg_longest_comment) ? Array(text.utf8) : []
    }
}

/// The resolution as JPEG states it: whole numbers per inch or per centimetre, whichever are closer.
private func density(_ metadata: ImageMetadata) -> (cjpeg_unit, x: UInt16, y: UInt16) {
    guard let x = metadata.spacing[1]?.millimetres, let y = metadata.spacing[0]?.millimetres else {
        return (.none, 0, 0)
    }
    let candidates = [(cjpeg_unit.inch, 25.4), (.centimetre, 10)].compactMap { unit, length in
        let (exactX, exactY) = (length / x, length / y)
        let (wholeX, wholeY) = (exactX.rounded(), exactY.rounded())
        guard 1...65535 ~= wholeX, 1...65535 ~= wholeY else { return nil as (cjpeg_unit, UInt16, UInt16, Double)? }
        let error = max(abs(wholeX / exactX - 1), abs(wholeY / exactY - 1))
        return (unit, UInt16(wholeX), UInt16(wholeY), error)
    }
    // Of two that are exact but for rounding, the inch.
    guard let best = candidates.min(by: { $0.3 < $1.3 - 1e-9 }) else { return (.none, 0, 0) }
    return (best.0, best.1, best.2)
}
