import ArgumentParser
import PointSpread
import PointSpreadIO

/// Which files are read, and how.
struct InputOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, folders, or - for the standard input.",
            discussion: "Of a folder, the files in it that have an extension of a known format are read."),
        completion: .file())
    var inputs: [String]

    @Option(
        help: ArgumentHelp(
            "What the axes mean, outermost first, where the file does not say, or is wrong.",
            discussion: """
                One letter for each axis: x, y, z, t (time), n (batch), c (channel), as in yxc or zyx. Pages of a TIFF file \
                that says nothing of them are slices (zyx); nyx keeps them apart.
                """,
            valueName: "letters"))
    var roles: String?

    @Option(
        help: ArgumentHelp(
            "The distance between samples, where it is not that of the file.",
            discussion: "One distance for all spatial axes, or by name, as in z=3mm,y=1mm,x=1mm.",
            valueName: "distance"))
    var spacing: String?

    @Option(
        help: ArgumentHelp(
            "The only page to read of files with several, counted from 1; all of them where it is not given.",
            valueName: "number"))
    var page: Int?

    @Option(
        help: ArgumentHelp(
            "The array to read, where a file holds several by name (.npz).", valueName: "name"))
    var member: String?

    @Option(help: ArgumentHelp("The most pixels that an input may have.", valueName: "count"))
    var maxPixels: Int?

    @Option(help: ArgumentHelp("The most bytes that the samples of an input may take.", valueName: "count"))
    var maxBytes: Int?

    @Option(help: ArgumentHelp("The most bytes of metadata that an input may have.", valueName: "count"))
    var maxMetadata: Int?

    @Option(help: ArgumentHelp("The most pages that an input may have.", valueName: "count"))
    var maxPages: Int?

    @Option(help: ArgumentHelp("How many times larger than its file an input may be.", valueName: "factor"))
    var maxRatio: Int?

    /// What to read files with.
    func reader() throws -> PictureReader {
        var limits = ReadLimits.standard
        limits.pixels = try Self.limit(maxPixels, "max-pixels") ?? limits.pixels
        limits.bytes = try Self.limit(maxBytes, "max-bytes") ?? limits.bytes
        limits.metadata = try Self.limit(maxMetadata, "max-metadata") ?? limits.metadata
        limits.pages = try Self.limit(maxPages, "max-pages") ?? limits.pages
        limits.ratio = try Self.limit(maxRatio, "max-ratio") ?? limits.ratio
        return PictureReader(
            roles: try roles.map { (letters) throws(FileError) in try AxisRole.roles(fromLetters: letters) },
            spacing: try spacing.map { (text) throws(FilterError) in
                try NamedValues(text, option: "spacing") { (text) throws(FilterError) in
                    try Texts.spacing(text, option: "spacing")
                }
            },
            limits: limits, page: page, member: member)
    }

    private static func limit(_ value: Int?, _ name: String) throws(FilterError) -> Int? {
        guard let value, value < 1 else { return value }
        throw FilterError(
            .invalidParameter, name, expected: "a number of 1 or more", found: "\(value)", remedy: "give a larger one")
    }
}
