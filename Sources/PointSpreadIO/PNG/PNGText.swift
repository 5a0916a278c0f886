import PointSpread

/// A text in the form in which PNG stores it.
struct PNGText {
    /// The keyword of the text that describes the image.
    static let summaryKeyword = "Description"
    /// The keyword of the only text that must be stored as UTF-8 whatever it holds: other programs look for it there.
    private static let xmpKeyword = "XML:com.adobe.xmp"

    /// In Latin-1, with a zero byte at its end.
    let keyword: [UInt8]
    /// In Latin-1 where that is possible, otherwise in UTF-8, with a zero byte at its end.
    let text: [UInt8]
    let isUTF8: Bool

    /// Encodes a text, or nothing where PNG does not allow the keyword, or there is no text.
    init?(_ text: ImageMetadata.Text) {
        let scalars = text.text.unicodeScalars.prefix { $0.value != 0 }
        let word = text.keyword.unicodeScalars
        guard !scalars.isEmpty, 1...79 ~= word.count,
            word.allSatisfy({ 0x20...0x7E ~= $0.value || 0xA1...0xFF ~= $0.value }), word.first != " ", word.last != " "
        else { return nil }
        keyword = word.map { UInt8(truncatingIfNeeded: $0.value) } + [0]
        isUTF8 = text.keyword == Self.xmpKeyword || !scalars.allSatisfy { $0.value < 256 }
        self.text = (isUTF8 ? Array(String(scalars).utf8) : scalars.map { UInt8(truncatingIfNeeded: $0.value) }) + [0]
    }

    /// The texts of an image in the order in which they are written.
    static func all(of metadata: ImageMetadata?) -> [PNGText] {
        guard let metadata else { return [] }
        let summary = ImageMetadata.Text(keyword: summaryKeyword, text: metadata.summary)
        return ([summary] + metadata.texts).compactMap(PNGText.init)
    }
}
