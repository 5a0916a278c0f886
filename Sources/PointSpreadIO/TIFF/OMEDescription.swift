import PointSpread

/// What OME-XML says about the first image: its axes and distances.
///
/// The text is searched for the start of two elements; it is not parsed as XML, so that nothing in it can be expanded,
/// followed or nested.
struct OMEDescription {
    /// Distances between samples.
    let spacing: (x: Spacing?, y: Spacing?, z: Spacing?)
    /// The description of the image.
    let summary: String
    private let sizes: [Character: Int]
    private let order: String

    /// Finds the elements, or nothing where the text is not OME-XML.
    init?(_ text: String) {
        guard text.prefix(2000).contains("OME"), let pixels = XMLStart(of: "Pixels", in: text) else { return nil }
        func spacing(_ axis: String) -> Spacing? {
            let unit = LengthUnit(pixels.attributes["PhysicalSize\(axis)Unit"] ?? "µm")
            return unit?.spacing(pixels.attributes["PhysicalSize\(axis)"].flatMap { Double($0) })
        }
        self.spacing = (spacing("X"), spacing("Y"), spacing("Z"))
        var sizes: [Character: Int] = [:]
        for axis in "ZCT" { sizes[axis] = pixels.attributes["Size\(axis)"].flatMap { Int($0) }.map { max(1, $0) } ?? 1 }
        self.sizes = sizes
        order = pixels.attributes["DimensionOrder"] ?? "XYZCT"
        summary = XMLStart(of: "Description", in: text)?.content ?? ""
    }

    /// The axes that pages run along, outermost first, or nothing where they do not account for the pages.
    func axes(pages: Int, samplesPerPixel: Int) -> [(role: AxisRole, count: Int)]? {
        guard order.count == 5, order.hasPrefix("XY"), Set(order) == Set("XYZCT") else { return nil }
        let roles: [Character: AxisRole] = ["Z": .z, "C": .channel, "T": .time]
        var axes: [(role: AxisRole, count: Int)] = []
        for letter in order.dropFirst(2).reversed() {
            guard let role = roles[letter], var count = sizes[letter] else { return nil }
            // Channels count samples, which may lie side by side in one page.
            if role == .channel, samplesPerPixel > 1 {
                guard count.isMultiple(of: samplesPerPixel) else { return nil }
                count /= samplesPerPixel
            }
            axes.append((role, count))
        }
        return saturatedProduct(axes.map(\.count)) == pages ? axes : nil
    }
}

/// The start of the first element with some name, and the text behind it.
private struct XMLStart {
    private(set) var attributes: [String: String] = [:]
    let content: String

    init?(of name: String, in text: String) {
        var rest = Substring(text)
        while let bracket = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: bracket)...]
            let end = rest.firstIndex { $0 == ">" || $0 == "/" || $0.isWhitespace } ?? rest.endIndex
            // With or without the prefix of a name space.
            guard rest[..<end].split(separator: ":").last == name[...] else { continue }
            rest = rest[end...]
            guard let close = rest.firstIndex(of: ">") else { return nil }
            attributes = Self.attributes(in: rest[..<close])
            let isEmpty = rest[..<close].hasSuffix("/")
            content = isEmpty ? "" : Self.plain(rest[rest.index(after: close)...].prefix { $0 != "<" })
            return
        }
        return nil
    }

    private static func attributes(in text: Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = text
        while attributes.count < 100, let sign = rest.firstIndex(of: "=") {
            let name = rest[..<sign].filter { !$0.isWhitespace }
            rest = rest[rest.index(after: sign)...].drop(while: \.isWhitespace)
            guard let quote = rest.popFirst(), quote == "\"" || quote == "'", let end = rest.firstIndex(of: quote)
            else {
                break
            }
            attributes[name] = plain(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        return attributes
    }

    /// Text with the five named characters and numbered ones in their places.
    private static func plain(_ text: Substring) -> String {
        let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        var result = ""
        var rest = text
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[rest.index(after: start)...]
            guard let end = rest.prefix(12).firstIndex(of: ";") else {
                result += "&"
                continue
            }
            let name = rest[..<end]
            let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
            if let text = names[String(name)] {
                result += text
            } else if name.hasPrefix("#"), let scalar = number.flatMap({ Unicode.Scalar($0) }) {
                result.unicodeScalars.append(scalar)
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
