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
            discussion: "One of png, npy, pnm, pfm, nifti and npz.", valueName: "name"),
        completion: .list(FileFormat.all.map(\.name)))
    var format: String?

    @Flag(help: "Overwrite existing files.")
    var force = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What samples are multiplied by when they are written: auto, none or a factor.",
            discussion: """
                PNG and PNM hold whole numbers only. Derivatives are written to them as they are, rounded and saturated, \
                when the input's samples are of the same type, otherwise with auto. auto fills the range of the written \
                type. Blurs of floating-point numbers are written to them only when a scale is given.
                """,
            valueName: "scale"),
        completion: .list(["auto", "none"]))
    var scale: String?

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

    /// How samples become those of a format.
    func display() throws(FilterError) -> Display {
        if let displayOffset, !displayOffset.isFinite {
            throw FilterError(
                .invalidParameter, "display-offset", expected: "a finite number", found: "\(displayOffset)",
                remedy: "leave it out for the usual offset")
        }
        return Display(
            scale: try scale.map { (text) throws(FilterError) in try Display.Scale(text) }, offset: displayOffset)
    }
}
