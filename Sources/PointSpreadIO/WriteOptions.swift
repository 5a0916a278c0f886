/// How a file is written, where its format leaves a choice.
///
/// ```swift
/// try photo.write(to: "small.png", options: WriteOptions(compressionLevel: 9))
/// try photo.write(to: "small.jpg", options: WriteOptions(quality: 80))
/// ```
public struct WriteOptions: Hashable, Sendable {
    /// How many samples share one value of colour, where a format stores brightness and colour apart.
    public enum ChromaSubsampling: String, Hashable, Sendable, CaseIterable {
        /// None, 4:4:4.
        case none
        /// Two columns, 4:2:2.
        case horizontal
        /// Two columns and two rows, 4:2:0.
        case both
    }

    /// How hard a lossless format compresses: 0 not at all, 9 as small as it can.
    ///
    /// At the usual 4, photographs come out as small as at 6, within a few percent, in about half the time.
    public var compressionLevel: Int
    /// How well a lossy format keeps the samples: 1 barely, 100 as well as it can; 92 unless said otherwise.
    public var quality: Int
    /// How many samples of a JPEG file share one value of colour; `none` from quality 90 on and `both` below, unless said
    /// otherwise.
    public var chromaSubsampling: ChromaSubsampling?
    /// Whether a format that can be written with or without losses (WebP) is written without; not unless said otherwise.
    public var lossless: Bool
    /// The name that an array gets in a file of arrays (`.npz`).
    public var memberName: String

    /// Makes options; those not named have their usual values.
    public init(
        compressionLevel: Int = 4, quality: Int = 92, chromaSubsampling: ChromaSubsampling? = nil,
        lossless: Bool = false, memberName: String = "arr_0"
    ) {
        self.compressionLevel = compressionLevel
        self.quality = quality
        self.chromaSubsampling = chromaSubsampling
        self.lossless = lossless
        self.memberName = memberName
    }

    /// Refuses options that have no meaning.
    package func check(for subject: String) throws(FileError) {
        guard 0...9 ~= compressionLevel else {
            throw FileError(
                .invalidParameter, subject, expected: "a compression level from 0 to 9", found: "\(compressionLevel)",
                remedy: "4 is a good compromise")
        }
        guard 1...100 ~= quality else {
            throw FileError(
                .invalidParameter, subject, expected: "a quality from 1 to 100", found: "\(quality)",
                remedy: "92 shows no loss in most photographs")
        }
        guard 1...1000 ~= memberName.utf8.count, !memberName.utf8.contains(0) else {
            throw FileError(
                .invalidParameter, subject, expected: "a name of 1 to 1000 bytes for the array",
                found: "'\(printable(memberName.utf8.prefix(80)))'", remedy: "arr_0 is NumPy's own choice")
        }
    }
}
