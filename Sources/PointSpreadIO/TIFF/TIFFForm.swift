import CTIFFShim
import PointSpread

/// What the pages of a file are written as.
struct TIFFForm {
    let width: Int
    let height: Int
    let channels: Int
    let elementType: ElementType
    let alpha: ImageMetadata.Alpha
    /// How many pages there are.
    var pages = 1
    /// What describes the whole file, in its first page.
    var summary = ""
    var profile: [UInt8] = []
    /// Distances between columns and between rows.
    var spacing: (x: Spacing?, y: Spacing?) = (nil, nil)
    /// The unit of the resolution, where the description says it; otherwise centimetres.
    var unit: Spacing.Unit?

    /// The bytes of one row.
    var bytesPerRow: Int { width * channels * elementType.size }

    /// The rows of a strip: as many as make about 128 KB.
    var rowsPerStrip: Int { min(height, max(1, (1 << 17) / bytesPerRow)) }

    /// Whether offsets of 4 bytes might be too short.
    var isBig: Bool {
        // Incompressible samples grow a little, and every strip needs an entry of 8 bytes.
        let samples = saturatedProduct([bytesPerRow, height, pages])
        let most = (1 << 32) - (1 << 24) - profile.count - summary.utf8.count
        return samples > most - samples / 64 - saturatedProduct([pages, 512])
    }

    /// Refuses what TIFF cannot hold.
    func check(for subject: String) throws(FileError) {
        guard UInt32(exactly: width) != nil, UInt32(exactly: height) != nil, channels <= Int(UInt16.max) else {
            throw Raster.unrepresentable(
                subject, "fewer than 2^32 rows and columns and 2^16 channels", "\(height)×\(width)×\(channels)",
                "write a part")
        }
    }

    /// Three colours, beside which there may be one more channel; otherwise the first channel is grey.
    private var isColour: Bool {
        channels == 3 && alpha == .none || channels == 4
    }

    /// Hands out libtiff's settings for one page, which are valid during the call.
    func withSettings<Result>(
        page: Int, _ options: WriteOptions, _ body: (inout ctiff_settings) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        var settings = ctiff_settings()
        settings.width = UInt32(width)
        settings.height = UInt32(height)
        settings.bits = UInt16(elementType.size * 8)
        settings.channels = UInt16(channels)
        settings.format = !elementType.isInteger ? 3 : elementType.isSigned ? 2 : 1
        settings.photometric = isColour ? 2 : 1
        settings.rows_per_strip = UInt32(rowsPerStrip)
        let compression = options.compressionLevel == 0 ? .none : options.tiffCompression
        settings.compression = compression.number
        settings.compression_level = Int32(options.compressionLevel)
        settings.predictor = compression == .none ? 1 : elementType.isInteger ? 2 : 3
        let scale = unit?.inMillimetres ?? 10
        settings.x_resolution = spacing.x.map { scale / $0.millimetres } ?? 0
        settings.y_resolution = spacing.y.map { scale / $0.millimetres } ?? 0
        settings.resolution_unit = unit == nil ? 3 : 1
        var extras = [UInt16](repeating: 0, count: channels - (isColour ? 3 : 1))
        if alpha != .none, !extras.isEmpty { extras[extras.count - 1] = alpha == .premultiplied ? 1 : 2 }
        settings.extra_count = UInt16(extras.count)
        let text = page == 0 ? Array(summary.utf8.prefix { $0 != 0 }) + [0] : [0]
        return try extras.withUnsafeBufferPointer { (extras) throws(FileError) in
            try profile.withUnsafeBufferPointer { (profile) throws(FileError) in
                try text.withUnsafeBufferPointer { (text) throws(FileError) in
                    settings.extras = extras.baseAddress
                    settings.profile = profile.baseAddress
                    settings.profile_byte_count = profile.count
                    settings.description = UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self)
                    return try body(&settings)
                }
            }
        }
    }
}

extension WriteOptions.TIFFCompression {
    /// The number in the file.
    var number: UInt16 {
        switch self {
        case .none: 1
        case .deflate: 8
        case .lzw: 5
        case .zstandard: 50000
        }
    }
}
