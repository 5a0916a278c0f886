import CPNGShim
import PointSpread

extension PNGReader {
    /// What the file says beside the samples; complete after the last row, or before it where the epilogue is known.
    ///
    /// The orientation is that of the rows as stored.
    var metadata: ImageMetadata {
        let hasChannels = header.channels > 1
        var metadata = ImageMetadata(roles: hasChannels ? [.y, .x, .channel] : [.y, .x])
        metadata.alpha = header.channels.isMultiple(of: 2) ? .straight : .none
        if header.significant_bits < header.bit_depth { metadata.significantBits = Int(header.significant_bits) }
        if header.x_per_metre > 0, header.y_per_metre > 0 {
            metadata.spacing[0] = try? Spacing(1000 / Double(header.y_per_metre), .millimetre)
            metadata.spacing[1] = try? Spacing(1000 / Double(header.x_per_metre), .millimetre)
        }
        var count = 0
        if let profile = cpng_reader_profile(reader, &count) {
            metadata.profile = Array(UnsafeBufferPointer(start: profile, count: count))
        } else {
            metadata.colorimetry = colorimetry
        }
        metadata.texts = texts + (epilogue?.texts ?? [])
        if let index = metadata.texts.firstIndex(where: { $0.keyword == PNGText.summaryKeyword }) {
            metadata.summary = metadata.texts.remove(at: index).text
        }
        if let exif = exif ?? epilogue?.exif { metadata.adopt(exif: exif) }
        return metadata
    }

    private var exif: [UInt8]? {
        var count = 0
        return cpng_reader_exif(reader, &count).map { Array(UnsafeBufferPointer(start: $0, count: count)) }
    }

    private var colorimetry: ImageMetadata.Colorimetry? {
        let colours = cpng_reader_colours(reader)
        if let intent = ImageMetadata.Colorimetry.RenderingIntent(rawValue: Int(colours.intent)) {
            return ImageMetadata.Colorimetry(intent: intent)
        }
        let gamma = colours.gamma > 0 ? Double(colours.gamma) / PNGColours.one : nil
        let primaries = colours.has_primaries ? ImageMetadata.Colorimetry.Primaries(colours.primaries) : nil
        guard gamma != nil || primaries != nil else { return nil }
        return ImageMetadata.Colorimetry(gamma: gamma, primaries: primaries)
    }

    private var texts: [ImageMetadata.Text] {
        var texts: [ImageMetadata.Text] = []
        var text = cpng_text()
        while cpng_reader_text(reader, Int32(texts.count), &text) {
            let keyword = UnsafeRawBufferPointer(start: text.keyword, count: text.keyword_byte_count)
            let bytes = UnsafeRawBufferPointer(start: text.text, count: text.text_byte_count)
            texts.append(
                ImageMetadata.Text(
                    keyword: String(latin1: keyword),
                    text: text.is_utf8 ? String(decoding: bytes, as: UTF8.self) : String(latin1: bytes)))
        }
        return texts
    }
}
