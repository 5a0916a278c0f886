/// How a file is written, where its format leaves a choice.
///
/// ```swift
/// try photo.write(to: "small.png", options: WriteOptions(compressionLevel: 9))
/// ```
public struct WriteOptions: Hashable, Sendable {
    /// How hard a lossless format compresses: 0 not at all, 9 as small as it can.
    ///
    /// At the usual 4, photographs come out as small as at 6, within a few percent, in about half the time.
    public var compressionLevel: Int
    /// How TIFF files are compressed.
    public var tiffCompression: TIFFCompression

    /// A compression of TIFF files; all of them are lossless.
    public enum TIFFCompression: String, Hashable, Sendable, CaseIterable {
        /// Not at all: fast, and any program can read it.
        case none
        /// Deflate, of the differences between neighbours.
        case deflate
        /// LZW, of the differences between neighbours, for programs that know no deflate.
        case lzw
        /// Zstandard, of the differences between neighbours: smaller and faster than deflate, but not known to all programs.
        case zstandard = "zstd"
    }

    /// The name that an array gets in a file of arrays (`.npz`).
    public var memberName: String

    /// Makes options; those not named have their usual values.
    public init(
        compressionLevel: Int = 4, tiffCompression: TIFFCompression = .deflate, memberName: String = "arr_0"
    ) {
        self.compressionLevel = compressionLevel
        self.tiffCompression = tiffCompression
        self.memberName = memberName
    }

    /// Refuses options that have no meaning.
    package func check(for subject: String) throws(FileError) {
        guard 0...9 ~= compressionLevel else {
            throw FileError(
                .invalidParameter, subject, expected: "a compression level from 0 to 9", found: "\(compressionLevel)",
                remedy: "4 is a good compromise")
        }
        guard 1...1000 ~= memberName.utf8.count, !memberName.utf8.contains(0) else {
            throw FileError(
                .invalidParameter, subject, expected: "a name of 1 to 1000 bytes for the array",
                found: "'\(printable(memberName.utf8.prefix(80)))'", remedy: "arr_0 is NumPy's own choice")
        }
    }
}
