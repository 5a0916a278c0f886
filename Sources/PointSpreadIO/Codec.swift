package import PointSpread

/// What reads and writes the files of one format.
package protocol Codec: SendableMetatype {
    /// Whether files say what their samples stand for, where that is not the samples themselves.
    static var keepsScaling: Bool { get }

    /// Whether files hold arrays by name, of which one can be chosen.
    static var hasMembers: Bool { get }

    /// Whether files hold pages, of which one can be chosen.
    static var hasPages: Bool { get }

    /// The types of samples that can be written, the one for samples of other types first.
    static var elementTypes: [ElementType] { get }

    /// The memory that writing takes beside the samples, in bytes, as far as it grows with the image.
    ///
    /// - Parameter places: how many pixels or voxels there are.
    static func encodingBytes(places: Int, _ options: WriteOptions) -> Int

    /// Whether a file that begins with these bytes is of the format.
    static func recognises(_ start: [UInt8]) -> Bool

    /// Reads a file.
    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents

    /// Writes a file. What the format cannot hold is refused before the first byte.
    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError)
}

extension Codec {
    /// Most formats do not.
    package static var keepsScaling: Bool { false }
    /// Most formats do not.
    package static var hasMembers: Bool { false }
    /// Most formats do not.
    package static var hasPages: Bool { false }
    /// Most formats are written piece by piece.
    package static func encodingBytes(places: Int, _ options: WriteOptions) -> Int { 0 }
    /// Formats for arrays hold every type.
    package static var elementTypes: [ElementType] { ElementType.allCases }

    /// Refuses samples of a type that the format cannot hold.
    static func require(_ type: ElementType, for subject: String) throws(FileError) {
        guard elementTypes.contains(type) else {
            throw Raster.unrepresentable(
                subject, elementTypes.map(\.rawValue).joined(separator: " or ") + " samples", type.rawValue,
                "convert the samples first, or write a format for arrays such as npy")
        }
    }
}

/// What codecs hand over and take: samples, and what is known of them where the format says so.
package struct FileContents {
    package var samples: AnyArray
    /// Nothing where all that is known are samples.
    package var metadata: ImageMetadata?

    package init(_ samples: AnyArray, _ metadata: ImageMetadata? = nil) {
        self.samples = samples
        self.metadata = metadata
    }
}

/// What a codec needs to know for reading.
package struct DecodingOptions {
    package var limits = ReadLimits.standard
    /// Whether samples may stay in the file.
    package var mapped = false
    /// The only page to read, counted from 1; nothing for all of them.
    package var page: Int?

    package init(limits: ReadLimits = .standard, mapped: Bool = false, page: Int? = nil) {
        self.limits = limits
        self.mapped = mapped
        self.page = page
    }
}

/// What a codec needs to know for writing.
package struct EncodingOptions {
    package var options = WriteOptions()
    /// The extension of the file's name, in lower case, where there is one that belongs to the format.
    package var fileExtension: String?

    package init(options: WriteOptions = WriteOptions(), fileExtension: String? = nil) {
        self.options = options
        self.fileExtension = fileExtension
    }
}
