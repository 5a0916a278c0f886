import ArgumentParser
import PointSpread
import PointSpreadIO

/// Where results are written, and how.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write, a folder for many, or - for the standard output.",
            discussion: "Results in a folder, which is made where there is none, are named after their inputs.",
            valueName: "path"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp(
            "The format to write; by the extension of the name where it is not given.",
            discussion: "One of \(FileFormat.all.map(\.name).joined(separator: ", ")).", valueName: "name"),
        completion: .list(FileFormat.all.map(\.name)))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "How well formats with losses keep the samples: 1 to 100, 92 unless given.", valueName: "number"))
    var quality: Int?

    @Option(
        help: ArgumentHelp(
            "How many samples of JPEG files share one value of colour: none, horizontal or both.",
            discussion: """
                horizontal means two columns (4:2:2), both two columns and two rows (4:2:0). Without it, none from quality \
                90 on, and both below.
                """,
            valueName: "sharing"),
        completion: .list(WriteOptions.ChromaSubsampling.allCases.map(\.rawValue)))
    var chroma: String?

    @Flag(help: "Write WebP files without losses.")
    var lossless = false

    @Option(
        help: ArgumentHelp(
            "How TIFF files are compressed: \(compressions); deflate unless given.",
            discussion: "All of them are lossless.", valueName: "method"),
        completion: .list(WriteOptions.TIFFCompression.allCases.map(\.rawValue)))
    var compression: String?

    @Option(
        help: ArgumentHelp(
            "How hard PNG, TIFF, .nii.gz and .npz files are compressed: 0 (not at all) to 9; 4 unless given.",
            valueName: "number"))
    var compressionLevel: Int?

    @Option(
        help: ArgumentHelp(
            "The name that the array gets in a file of arrays (.npz); arr_0 unless given.", valueName: "name"))
    var outputMember: String?

    @Flag(help: "Overwrite existing files.")
    var force = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What samples are multiplied by when they are written: auto, none or a factor.",
            discussion: """
                PNG, JPEG, WebP and PNM hold whole numbers only. Derivatives are written to them as they are, rounded and saturated, \
                when the input's samples are of the same type, otherwise with auto. auto fills the range of the written \
                type. Blurs of floating-point numbers are written to them only when a scale is given.
                """,
            valueName: "scale"),
        completion: .list(["auto", "none"]))
    var scale: String?

    @Option(
        help: ArgumentHelp(
            "The type of the samples that are written; the usual one of the filter unless given.",
            discussion: """
                One of \(ElementType.allCases.map(\.rawValue).joined(separator: ", ")). Results are rounded to it once, and \
                saturate. Numbers stay what they are: to fill the range of another type, give a --scale too (from uint8 to \
                uint16, 257).
                """,
            valueName: "type"),
        completion: .list(ElementType.allCases.map(\.rawValue)))
    var dtype: String?

    @Option(
        help: ArgumentHelp(
            "How results become whole numbers of the --dtype; halfEven unless given.",
            discussion: "One of \(RoundingRule.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "rule"),
        completion: .list(RoundingRule.allCases.map(\.rawValue)))
    var round: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What is added to samples when they are written.",
            discussion: """
                0 unless given, but mid-grey (128, 32768) for results of either sign in formats of whole numbers: signed \
                derivatives, Laplacians and orientations, whose range of 2\u{3C0} fills that of the format.
                """,
            valueName: "number"))
    var displayOffset: Double?

    /// The format that was asked for.
    func fileFormat() throws(FilterError) -> FileFormat? {
        guard let format else { return nil }
        guard let known = FileFormat(named: format) else {
            throw FilterError(
                .invalidParameter, "format", expected: "one of \(FileFormat.all.map(\.name).joined(separator: ", "))",
                found: "'\(format)'", remedy: "name a format that can be written")
        }
        return known
    }

    /// How files are written, where their format leaves a choice.
    ///
    /// - Throws: `FilterError` or `FileError` for what has no meaning.
    func writeOptions() throws -> WriteOptions {
        var options = WriteOptions(lossless: lossless)
        if let quality {
            guard 1...100 ~= quality else {
                throw FilterError(
                    .invalidParameter, "quality", expected: "a number from 1 to 100", found: "\(quality)",
                    remedy: "leave it out for 92")
            }
            options.quality = quality
        }
        if let chroma {
            options.chromaSubsampling = WriteOptions.ChromaSubsampling(rawValue: chroma)
            guard options.chromaSubsampling != nil else {
                throw FilterError(
                    .invalidParameter, "chroma", expected: "none, horizontal or both", found: "'\(chroma)'",
                    remedy: "leave it out for what suits the quality")
            }
        }
        if let compression {
            options.tiffCompression = try Self.named(
                compression, of: WriteOptions.TIFFCompression.allCases, option: "compression")
        }
        options.compressionLevel = compressionLevel ?? options.compressionLevel
        options.memberName = outputMember ?? options.memberName
        try options.check(for: "output")
        return options
    }

    private static let compressions = WriteOptions.TIFFCompression.allCases.map(\.rawValue).joined(separator: ", ")

    /// How samples become those of a format.
    func display() throws(FilterError) -> Display {
        if let displayOffset, !displayOffset.isFinite {
            throw FilterError(
                .invalidParameter, "display-offset", expected: "a finite number", found: "\(displayOffset)",
                remedy: "leave it out for the usual offset")
        }
        let type = try dtype.map { (text) throws(FilterError) in
            try Self.named(text, of: ElementType.allCases, option: "dtype")
        }
        let rounding = try round.map { (text) throws(FilterError) in
            try Self.named(text, of: RoundingRule.allCases, option: "round")
        }
        if rounding != nil, type?.isInteger != true {
            throw FilterError(
                .invalidParameter, "round", expected: "a --dtype of whole numbers",
                found: type.map { "\($0.rawValue)" } ?? "none", remedy: "name one, or leave out --round")
        }
        return Display(
            scale: try scale.map { (text) throws(FilterError) in try Display.Scale(text) }, offset: displayOffset,
            type: type, rounding: rounding ?? .halfEven)
    }

    private static func named<Value: RawRepresentable<String>>(
        _ text: String, of values: [Value], option: String
    ) throws(FilterError) -> Value {
        guard let value = values.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
            throw FilterError(
                .invalidParameter, option,
                expected: "one of \(values.map(\.rawValue).joined(separator: ", "))", found: "'\(text)'",
                remedy: "name one of these")
        }
        return value
    }
}
