import PointSpread

/// The lines in which ImageJ describes a stack, as in `ImageJ=1.54f`, `images=6`, `slices=3`, `unit=micron`.
struct ImageJDescription {
    /// How many images there are in all.
    let imageCount: Int
    /// Frames, slices and channels, outermost first.
    let axes: [(role: AxisRole, count: Int)]
    /// The distance between slices, in the unit.
    let spacing: Double?
    /// The unit of length of this and of the resolution.
    let unit: LengthUnit?
    /// A text for the reader.
    let summary: String

    /// Reads the lines, or nothing where they are not ImageJ's.
    init?(_ text: String) {
        guard text.hasPrefix("ImageJ=") else { return nil }
        var values: [Substring: Substring] = [:]
        for line in text.split(whereSeparator: \.isNewline).prefix(1000) {
            guard let sign = line.firstIndex(of: "=") else { continue }
            values[line[..<sign]] = line[line.index(after: sign)...]
        }
        func count(_ key: Substring) -> Int { values[key].flatMap { Int($0) }.map { max(1, $0) } ?? 1 }
        var stack: [(role: AxisRole, count: Int)] = [
            (.time, count("frames")), (.z, count("slices")), (.channel, count("channels")),
        ]
        let images = count("images")
        let counts = stack.map(\.count)
        if saturatedProduct(counts) != images {
            // Nothing is said of a plain stack, whose images are slices; what is said and wrong is not believed.
            stack = [(counts == [1, 1, 1] ? .z : .batch, images)]
        }
        imageCount = images
        axes = stack
        // Slices that run upwards have a distance below 0.
        spacing = values["spacing"].flatMap { Double($0) }.map(abs)
        unit = values["unit"].flatMap { LengthUnit(Self.unescaped($0)) }
        summary = values["description"].map(Self.unescaped) ?? ""
    }

    /// The lines for a stack that is to be written; separate images are frames.
    static func text(
        axes: [(role: AxisRole, count: Int)], spacing: Spacing?, unit: Spacing.Unit?, summary: String
    ) -> String {
        func count(_ role: AxisRole) -> Int {
            axes.first { ($0.role == .batch ? .time : $0.role) == role }?.count ?? 1
        }
        let images = axes.reduce(1) { $0 * $1.count }
        var lines = ["ImageJ=1.11a", "images=\(images)"]
        for (key, role) in [("channels", AxisRole.channel), ("slices", .z), ("frames", .time)] where count(role) > 1 {
            lines.append("\(key)=\(count(role))")
        }
        if axes.count > 1 { lines.append("hyperstack=true") }
        if axes.contains(where: { $0.role == .channel }) { lines.append("mode=grayscale") }
        if let unit { lines.append("unit=\(unit == .micrometre ? "micron" : unit.rawValue)") }
        if let unit, let spacing { lines.append("spacing=\(spacing.millimetres / unit.inMillimetres)") }
        if !summary.isEmpty { lines.append("description=\(escaped(summary))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func unescaped(_ text: Substring) -> String {
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let kind = rest.popFirst() else {
                result.unicodeScalars.append(scalar)
                continue
            }
            switch kind {
            case "n": result += "\n"
            case "r": result += "\r"
            case "u":
                let digits = rest.prefix(4)
                rest = rest.dropFirst(4)
                let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
                result.unicodeScalars.append(code.flatMap { Unicode.Scalar($0) } ?? "\u{FFFD}")
            default: result.unicodeScalars.append(kind)
            }
        }
        return result
    }
}
