import CWebPShim
import PointSpread

/// Writes a WebP file, which libwebp encodes as a whole.
final class WebPWriter: RowWriter {
    private let sink: ByteSink
    private let writer: OpaquePointer
    private let rows: RowsToWrite
    private let options: WriteOptions
    private var next: UInt32 = 0

    /// Takes memory for the image.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for samples that WebP cannot hold.
    init(_ rows: RowsToWrite, to sink: ByteSink, _ options: WriteOptions) throws(FileError) {
        try WebPCodec.require(rows.elementType, for: sink.subject)
        let hasAlpha = rows.metadata.alpha != .none
        guard rows.channels <= 4, hasAlpha == rows.channels.isMultiple(of: 2) else {
            throw Raster.unrepresentable(
                sink.subject, "grey or RGB, with or without alpha",
                "\(rows.channels) channels\(hasAlpha ? ", the last of which is alpha" : "")",
                "write some of the channels, or say that the last is alpha")
        }
        let size = try rows.size(atMost: Int(cwebp_largest_size), in: "WebP", for: sink.subject)
        guard let made = cwebp_writer_make(size.width, size.height, hasAlpha) else { throw outOfMemory(sink.subject) }
        self.sink = sink
        self.rows = rows
        self.options = options
        writer = made
    }

    deinit { cwebp_writer_free(writer) }

    /// Takes the next rows.
    func write(rows count: Int, from source: UnsafeRawPointer) {
        let start = source.assumingMemoryBound(to: UInt8.self)
        for row in 0..<count {
            cwebp_writer_set_row(writer, next, start + row * rows.bytesPerRow, Int32(rows.channels))
            next += 1
        }
    }

    /// Encodes and writes the file.
    func finish() throws(FileError) {
        let drain = CallbackSink(sink)
        var settings = cwebp_settings()
        settings.is_lossless = options.lossless
        // Of lossless files, quality is how hard to try: libwebp's usual value.
        settings.quality = options.lossless ? 75 : Float(options.quality)
        // All colours are RGB in the file; a profile for grey would be an error there.
        let profile = rows.channels < 3 ? [] : rows.fittingProfile
        let exif = rows.metadata.completeEXIF
        let status = profile.withUnsafeBufferPointer { profile in
            exif.withUnsafeBufferPointer { exif in
                settings.profile = profile.baseAddress
                settings.profile_byte_count = profile.count
                settings.exif = exif.baseAddress
                settings.exif_byte_count = exif.count
                return cwebp_writer_finish(
                    writer, &settings,
                    { CallbackSink.write($0, $1, $2) }, drain.context)
            }
        }
        if let failure = drain.failure { throw failure }
        switch status {
        case .ok: return
        case .out_of_memory: throw outOfMemory(sink.subject)
        default:
            throw FileError(
                .writeFailed, sink.subject, expected: "an image that libwebp can write", found: "\(rows.shape)",
                remedy: "write another format")
        }
    }
}
