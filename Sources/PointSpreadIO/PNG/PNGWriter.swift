import CPNGShim
import PointSpread

/// Writes a PNG file row by row.
final class PNGWriter: RowWriter {
    private let sink: ByteSink
    private let writer: OpaquePointer
    private let drain: CallbackSink
    private let bytesPerRow: Int

    /// Begins a file.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for samples that PNG cannot hold, before the first byte.
    init(
        _ raster: Raster, _ metadata: ImageMetadata?, compressionLevel: Int, to sink: ByteSink
    ) throws(FileError) {
        let drain = CallbackSink(sink)
        let made = cpng_writer_make({ CallbackSink.write($0, $1, $2) }, drain.context)
        guard let made else { throw outOfMemory(sink.subject) }
        self.sink = sink
        self.drain = drain
        writer = made
        bytesPerRow = raster.width * raster.channels * raster.elementType.size
        try start(raster, metadata, compressionLevel: compressionLevel)
    }

    deinit { cpng_writer_free(writer) }

    /// Writes the header and what precedes the rows.
    ///
    /// `significantBits` is not written: once filtered, samples use all their bits.
    private func start(
        _ raster: Raster, _ metadata: ImageMetadata?, compressionLevel: Int
    ) throws(FileError) {
        try PNGCodec.require(raster.elementType, for: sink.subject)
        guard raster.channels <= 4, raster.hasAlpha == raster.channels.isMultiple(of: 2) else {
            throw Raster.unrepresentable(
                sink.subject, "grey or RGB, with or without alpha",
                "\(raster.channels) channels\(raster.hasAlpha ? ", the last of which is alpha" : "")",
                "write some of the channels, or say that the last is alpha")
        }
        guard let width = UInt32(exactly: raster.width), let height = UInt32(exactly: raster.height),
            max(width, height) < 1 << 31
        else {
            throw Raster.unrepresentable(
                sink.subject, "fewer than 2^31 rows and columns", "\(raster.samples.shape)", "write a part")
        }
        var settings = cpng_settings()
        settings.width = width
        settings.height = height
        settings.channels = Int32(raster.channels)
        settings.bit_depth = Int32(raster.elementType.size * 8)
        settings.compression_level = Int32(compressionLevel)
        settings.x_per_metre = samplesPerMetre(raster.columnSpacing)
        settings.y_per_metre = samplesPerMetre(raster.rowSpacing)
        let profile = metadata?.profile ?? []
        let exif = metadata?.exif ?? []
        settings.colours = PNGColours.stated(metadata?.colorimetry)
        for text in PNGText.all(of: metadata) { try add(text) }
        let status = profile.withUnsafeBufferPointer { profile in
            exif.withUnsafeBufferPointer { exif in
                settings.profile = profile.baseAddress
                settings.profile_byte_count = profile.count
                settings.exif = exif.baseAddress
                settings.exif_byte_count = exif.count
                return cpng_writer_start(writer, &settings)
            }
        }
        try check(status)
    }

    private func add(_ text: PNGText) throws(FileError) {
        let status = text.keyword.withUnsafeBytes { keyword in
            text.text.withUnsafeBytes { bytes in
                var entry = cpng_text()
                entry.keyword = keyword.baseAddress?.assumingMemoryBound(to: CChar.self)
                entry.text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                entry.is_utf8 = text.isUTF8
                return cpng_writer_add_text(writer, &entry)
            }
        }
        try check(status)
    }

    /// Writes the next rows.
    func write(rows count: Int, from source: UnsafeRawPointer) throws(FileError) {
        try check(cpng_writer_write_rows(writer, source, bytesPerRow, UInt32(count)))
    }

    /// Writes what follows the rows.
    func finish() throws(FileError) { try check(cpng_writer_finish(writer)) }

    private func check(_ status: cpng_status) throws(FileError) {
        guard status != .ok else { return }
        throw drain.failure
            ?? FileError(
                .writeFailed, sink.subject, expected: "an image that libpng can write",
                found: "'\(String(cString: cpng_writer_message(writer)))'", remedy: "write another format")
    }
}

/// The resolution as PNG states it, or 0 where it is unknown or no such number.
private func samplesPerMetre(_ spacing: Spacing?) -> UInt32 {
    guard let spacing else { return 0 }
    let count = (1000 / spacing.millimetres).rounded()
    return count < 0x1p31 ? UInt32(count) : 0
}
