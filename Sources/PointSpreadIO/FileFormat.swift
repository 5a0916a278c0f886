package import PointSpread

/// A format of files.
///
/// ```swift
/// FileFormat(extensionOf: "scan.pgm")   // .pnm
/// FileFormat(named: "npy")              // .npy
/// ```
///
/// Files are recognised by their first bytes when they are read, and get the format of their name's extension when they are
/// written.
public struct FileFormat: Hashable, Sendable, CustomStringConvertible {
    /// The name, in lower case.
    public let name: String
    /// The extensions of file names, in lower case and without a dot.
    public let extensions: [String]
    /// What reads and writes the format.
    package let codec: any Codec.Type

    /// Portable Network Graphics: 8 or 16 bits, grey or RGB, with or without alpha.
    public static let png = FileFormat(name: "png", extensions: ["png"], codec: PNGCodec.self)
    /// JPEG: 8 bits, grey or RGB, with losses.
    public static let jpeg = FileFormat(
        name: "jpeg", extensions: ["jpg", "jpeg", "jpe", "jfif"], codec: JPEGCodec.self)
    /// WebP: 8 bits, RGB, with or without alpha, with or without losses.
    public static let webp = FileFormat(name: "webp", extensions: ["webp"], codec: WebPCodec.self)
    /// NumPy's format for one array of any type and shape.
    public static let npy = FileFormat(name: "npy", extensions: ["npy"], codec: NPYCodec.self)
    /// The portable any-map family: PBM, PGM, PPM and PAM.
    public static let pnm = FileFormat(
        name: "pnm", extensions: ["pnm", "pgm", "ppm", "pam", "pbm"], codec: PNMCodec.self)
    /// Portable float map: 32-bit floating-point samples, grey or RGB.
    public static let pfm = FileFormat(name: "pfm", extensions: ["pfm"], codec: PFMCodec.self)
    /// NIfTI-1 and NIfTI-2: volumes of any type with spacing and orientation, also compressed.
    public static let nifti = FileFormat(name: "nifti", extensions: ["nii", "nii.gz"], codec: NIfTICodec.self)
    /// NumPy's archive of arrays, of which one is read or written.
    public static let npz = FileFormat(name: "npz", extensions: ["npz"], codec: NPZCodec.self)

    /// Tagged Image File Format: images and volumes of every type of sample.
    public static let tiff = FileFormat(name: "tiff", extensions: ["tif", "tiff", "btf"], codec: TIFFCodec.self)

    /// Every format.
    public static let all: [FileFormat] = [.png, .jpeg, .webp, .tiff, .npy, .pnm, .pfm, .nifti, .npz]

    /// The format with a name or extension, in upper or lower case.
    public init?(named name: String) {
        let name = name.lowercased()
        guard let format = Self.all.first(where: { $0.name == name || $0.extensions.contains(name) }) else {
            return nil
        }
        self = format
    }

    /// The format that a path's extension stands for.
    public init?(extensionOf path: String) {
        guard let ending = Self.fileExtension(of: path) else { return nil }
        self.init(named: ending)
    }

    /// The extension of a path, without its dot; of a compressed file, with what it is inside, as in `nii.gz`.
    package static func fileExtension(of path: String) -> String? {
        let name = path.split(separator: "/", omittingEmptySubsequences: true).last ?? ""
        guard var dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        if name[dot...].lowercased() == ".gz", let first = name[..<dot].lastIndex(of: "."), first != name.startIndex,
            name[first..<dot].lowercased() == ".nii"
        {
            dot = first
        }
        return String(name[name.index(after: dot)...])
    }

    private init(name: String, extensions: [String], codec: any Codec.Type) {
        self.name = name
        self.extensions = extensions
        self.codec = codec
    }

    /// The name.
    public var description: String { name }

    /// Two formats are the same when their names are.
    public static func == (first: FileFormat, second: FileFormat) -> Bool { first.name == second.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension FileFormat {
    /// The format of a file, by its first bytes.
    ///
    /// - Throws: `FileError` with code `unsupportedFormat` for bytes that begin no known format, or `truncated` for no bytes.
    private static func recognising(_ source: ByteSource) throws(FileError) -> FileFormat {
        let start = try source.peek(16)
        guard !start.isEmpty else {
            throw FileError(
                .truncated, source.subject, expected: "a file in one of the formats \(allNames)",
                found: "an empty file", remedy: "get a complete copy of the file")
        }
        guard let format = all.first(where: { $0.codec.recognises(start) }) else {
            let bytes = start.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
            throw FileError(
                .unsupportedFormat, source.subject, expected: "a file in one of the formats \(allNames)",
                found: "one that begins with the bytes \(bytes)", remedy: "convert it to one of these formats")
        }
        return format
    }

    /// The format that a file is read in.
    ///
    /// - Parameters:
    ///   - source: a file of which nothing has been read yet.
    ///   - known: the format, where it is not to be recognised.
    ///   - page: the page that will be asked for.
    /// - Throws: `FileError`, with code `mismatch` where an array is named or a page is numbered, and the format has none.
    package static func reading(
        _ source: ByteSource, as known: FileFormat? = nil, page: Int? = nil
    ) throws(FileError) -> FileFormat {
        let format = if let known { known } else { try recognising(source) }
        if let member = source.member, !format.codec.hasMembers {
            throw FileError(
                .mismatch, source.subject,
                expected: "a file of several arrays (.npz), since '\(printable(member.utf8))' is named",
                found: "\(format)", remedy: "name no array (--member, FileSource.member)")
        }
        if let page, page != 1, !format.codec.hasPages {
            throw FileError(
                .mismatch, source.subject, expected: "a file of several pages (.tif), since page \(page) is asked for",
                found: "\(format)", remedy: "ask for no page (--page)")
        }
        return format
    }

    /// The format to write a file in, by the extension of its name.
    ///
    /// - Throws: `FileError` with code `unsupportedFormat`.
    package static func forWriting(_ path: String) throws(FileError) -> FileFormat {
        guard let format = FileFormat(extensionOf: path) else {
            let extensions = all.flatMap(\.extensions).joined(separator: ", ")
            throw FileError(
                .unsupportedFormat, path, expected: "a name that ends in one of the extensions \(extensions)",
                found: fileExtension(of: path).map { ".\($0)" } ?? "no extension",
                remedy: "change the name, or name the format")
        }
        return format
    }

    /// Whether files say what their samples stand for, where that is not the samples themselves.
    package var keepsScaling: Bool { codec.keepsScaling }

    /// The types of samples that can be written, the one for samples of other types first.
    package var elementTypes: [ElementType] { codec.elementTypes }

    /// The names of all formats.
    package static var allNames: String { all.map(\.name).joined(separator: ", ") }
}
