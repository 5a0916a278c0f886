import CWebPShim
import PointSpread

/// Writes a WebP file, which libwebp encodes as a whole.
final class WebPWriter {
    private let sink: ByteSink
    private let writer: OpaquePointer
    private let rows: RowsToWrite
    private let options: WriteOptions
    private var next: UInt32 = 0

    /// Takes memory for the image.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for samples that WebP cannot hold.
    init(_ rows: RowsToWrite, to sink: ByteSink, _ options: WriteOptions) throws(FileError) {
        guard rows.elementType == .uint8 else {
            throw Raster.unrepresentable(
                sink.subject, "uint8 samples, which WebP holds", rows.elementType.rawValue,
                "convert the samples first, or write another format such as png")
        }
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

    /// Takes the next row.
    func write(_ row: UnsafeRawBufferPointer) {
        guard let start = row.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        cwebp_writer_set_row(writer, next, start, Int32(rows.channels))
        next += 1
    }

    /// Encodes and writes the file.
    func finish() throws(FileError) {
        let drain = Drain(sink)
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
                    { context, source, count in
                        Unmanaged<Drain>.fromOpaque(context).takeUnretainedValue().take(source, count)
                    }, Unmanaged.passUnretained(drain).toOpaque())
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

    /// What the callback works on: it cannot throw, so it keeps the error.
    private final class Drain {
        let sink: ByteSink
        var failure: FileError?

        init(_ sink: ByteSink) { self.sink = sink }

        func take(_ source: UnsafeRawPointer, _ count: Int) -> Bool {
            do throws(FileError) {
                try sink.write(UnsafeRawBufferPointer(start: source, count: count))
                return true
            } catch {
                failure = error
                return false
            }
        }
    }
}
