import ArgumentParser
import PointSpread
import PointSpreadIO

/// Tells what files hold.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Tell what files hold: format, shape, axes, spacing and the range of the samples.",
        discussion: """
            EXAMPLES
              pointspread info photo.png
              pointspread info scans/ --json
            """)

    @OptionGroup(title: "Input") var input: InputOptions

    @Flag(help: "Print one JSON object for each input.")
    var json = false

    func run() throws {
        let reader = try input.reader()
        let list = try InputList(input.inputs)
        for error in list.errors { Console.report(error.description) }
        var hasFailed = !list.errors.isEmpty
        for (index, input) in list.inputs.enumerated() {
            do throws(FileError) {
                // Axes by number, of which there are none: arrays are described whether their axes are known or not.
                let picture = try reader.read(input, axes: [])
                let statistics = try about(input.name) { () throws(FilterError) in try Statistics(picture.samples) }
                let facts = Facts(input: input, picture: picture, statistics: statistics)
                Console.print(json ? facts.json.description : (index > 0 ? "\n" : "") + facts.words)
            } catch {
                Console.report(error.description)
                if json { Console.print(Report.failure(error, of: input).description) }
                hasFailed = true
            }
        }
        if hasFailed { throw ExitCode(Console.Status.someFailed) }
    }
}

/// What there is to tell of a file.
private struct Facts {
    let input: Input
    let picture: Picture
    let statistics: Statistics

    /// One line for each fact.
    var words: String {
        var lines = [
            input.name, "  format       \(picture.format)", "  shape        \(picture.samples.shape)",
            "  axes         \(picture.metadata?.letters ?? "not known; say --roles")",
            "  type         \(picture.samples.elementType.rawValue)",
        ]
        let distances = picture.spacing.enumerated().compactMap { axis, spacing in
            spacing.map { "\(name(of: axis)) \($0)" }
        }
        lines.append("  spacing      \(distances.isEmpty ? "not known" : distances.joined(separator: ", "))")
        if let metadata = picture.metadata {
            lines.append("  alpha        \(metadata.alpha.rawValue)")
            lines.append("  orientation  \(metadata.orientation)")
            lines.append("  profile      \(metadata.profile.isEmpty ? "none" : "\(metadata.profile.count) bytes")")
            if let bits = metadata.significantBits { lines.append("  depth        \(bits) bits") }
            if !metadata.exif.isEmpty { lines.append("  EXIF         \(metadata.exif.count) bytes") }
            if let colours = metadata.colorimetry { lines.append("  colours      \(colours.words)") }
            lines += metadata.texts.map { "  text         " + Self.short("\($0.keyword): \($0.text)") }
            if let scaling = metadata.scaling { lines.append("  scaling      \(scaling)") }
            if let directions = metadata.bodyDirections { lines.append("  directions   \(directions)") }
            if !metadata.summary.isEmpty { lines.append("  summary      \(Console.inOneLine(metadata.summary))") }
        }
        if let range = statistics.range, let mean = statistics.mean {
            lines += [
                "  minimum      \(range.lowerBound)", "  maximum      \(range.upperBound)", "  mean         \(mean)",
            ]
        }
        if statistics.nonFiniteCount > 0 {
            lines.append("  not finite   \(statistics.nonFiniteCount) samples")
        }
        return lines.joined(separator: "\n")
    }

    /// The same facts in one object.
    var json: JSON {
        let metadata = picture.metadata
        let spacing = picture.spacing.map { $0.map { JSON.number($0.millimetres) } ?? .null }
        return [
            "input": .string(input.name), "format": .string(picture.format.name),
            "shape": .array(picture.samples.shape.map(JSON.integer)),
            "roles": metadata.map { .string($0.letters) } ?? .null,
            "type": .string(picture.samples.elementType.rawValue), "spacingInMillimetres": .array(spacing),
            "alpha": metadata.map { .string($0.alpha.rawValue) } ?? .null,
            "orientation": metadata.map { .integer($0.orientation.rawValue) } ?? .null,
            "profileBytes": metadata.map { .integer($0.profile.count) } ?? .null,
            "exifBytes": metadata.map { .integer($0.exif.count) } ?? .null,
            "colours": metadata?.colorimetry.map { .string($0.words) } ?? .null,
            "summary": metadata.map { .string($0.summary) } ?? .null,
            "texts": .array(
                (metadata?.texts ?? []).map { ["keyword": .string($0.keyword), "text": .string($0.text)] }),
            "slope": metadata?.scaling.map { .number($0.slope) } ?? .null,
            "intercept": metadata?.scaling.map { .number($0.intercept) } ?? .null,
            "directions": metadata?.bodyDirections.map(JSON.string) ?? .null,
            "minimum": statistics.range.map { .number($0.lowerBound) } ?? .null,
            "maximum": statistics.range.map { .number($0.upperBound) } ?? .null,
            "mean": statistics.mean.map(JSON.number) ?? .null, "notFinite": .integer(statistics.nonFiniteCount),
        ]
    }

    /// The beginning of a text that may be of any length.
    private static func short(_ text: String) -> String {
        let line = Console.inOneLine(String(text.prefix(200)))
        return line + (text.count > 200 ? "…" : "")
    }

    private func name(of axis: Int) -> String { picture.metadata.map { String($0.roles[axis].letter) } ?? "\(axis)" }
}

extension ImageMetadata.Colorimetry {
    /// What is known, in one line.
    fileprivate var words: String {
        var parts: [String] = []
        if let intent { parts.append("sRGB, \(intent)") }
        if let gamma { parts.append("gamma \(gamma)") }
        if let primaries {
            let places = [
                ("white", primaries.white), ("red", primaries.red), ("green", primaries.green),
                ("blue", primaries.blue),
            ]
            parts += places.map { "\($0) (\($1.x), \($1.y))" }
        }
        return parts.joined(separator: ", ")
    }
}
