import PointSpread

/// A kernel drawn as a picture: stems along one axis, cells along two.
struct KernelDrawing {
    private let kernel: Kernel
    private let largest: Double

    private static let margin = 56.0
    private static let positive = "#1f5fa8"
    private static let negative = "#b5442e"

    /// Looks at a kernel.
    ///
    /// - Throws: `FilterError` for a kernel of more than two axes.
    init(_ kernel: Kernel) throws(FilterError) {
        try kernel.requireFlat(for: "a drawing")
        self.kernel = kernel
        let magnitude = kernel.weights.reduce(0) { max($0, $1.magnitude) }
        largest = magnitude > 0 ? magnitude : 1
    }

    /// The picture.
    var svg: String { kernel.rank == 1 ? stems : cells }

    // MARK: One axis

    private var stems: String {
        let count = kernel.weights.count
        let step = max(4, min(36, 640 / Double(count)))
        let (width, height) = (step * Double(count), 240.0)
        let top = max(0, kernel.weights.max() ?? 0)
        let bottom = min(0, kernel.weights.min() ?? 0)
        let extent = top > bottom ? top - bottom : 1
        func y(_ value: Double) -> Double { Self.margin + (top - value) / extent * height }
        func x(_ index: Int) -> Double { Self.margin + (Double(index) + 0.5) * step }

        var parts = [
            Self.line(Self.margin, y(0), Self.margin + width, y(0), "#888"),
            Self.line(Self.margin, Self.margin, Self.margin, Self.margin + height, "#888"),
        ]
        for value in Set([top, 0, bottom]).sorted() {
            parts.append(Self.line(Self.margin - 4, y(value), Self.margin, y(value), "#888"))
            parts.append(Self.text(Self.short(value), Self.margin - 8, y(value) + 4, "end"))
        }
        for (index, weight) in kernel.weights.enumerated() {
            let colour = weight < 0 ? Self.negative : Self.positive
            parts.append(Self.line(x(index), y(0), x(index), y(weight), colour, 2))
            parts.append(
                "<circle cx=\"\(Self.short(x(index)))\" cy=\"\(Self.short(y(weight)))\" "
                    + "r=\"\(Self.short(min(4, step / 3)))\" fill=\"\(colour)\"/>")
        }
        for index in labelled(count, step: step) {
            parts.append(Self.text("\(index - kernel.anchor[0])", x(index), Self.margin + height + 20, "middle"))
        }
        parts.append(
            Self.text("place relative to the anchor", Self.margin + width / 2, Self.margin + height + 42, "middle"))
        return Self.document(width: width, height: height, title: title, parts)
    }

    // MARK: Two axes

    private var cells: String {
        let (rows, columns) = (kernel.extents[0], kernel.extents[1])
        let size = max(2, min(36, 480 / Double(max(rows, columns))))
        let (width, height) = (size * Double(columns), size * Double(rows))
        var parts: [String] = []
        for (index, weight) in kernel.weights.enumerated() where weight != 0 {
            let (row, column) = index.quotientAndRemainder(dividingBy: columns)
            parts.append(
                "<rect x=\"\(Self.short(Self.margin + Double(column) * size))\" "
                    + "y=\"\(Self.short(Self.margin + Double(row) * size))\" "
                    + "width=\"\(Self.short(size))\" height=\"\(Self.short(size))\" "
                    + "fill=\"\(weight < 0 ? Self.negative : Self.positive)\" "
                    + "fill-opacity=\"\(Self.short(weight.magnitude / largest))\">"
                    + "<title>\(row - kernel.anchor[0]), \(column - kernel.anchor[1]): \(weight)</title></rect>")
        }
        parts.append(Self.frame(Self.margin, Self.margin, width, height, "#888"))
        parts.append(
            Self.frame(
                Self.margin + Double(kernel.anchor[1]) * size, Self.margin + Double(kernel.anchor[0]) * size, size,
                size,
                "#111"))
        for column in labelled(columns, step: size) {
            let x = Self.margin + (Double(column) + 0.5) * size
            parts.append(Self.text("\(column - kernel.anchor[1])", x, Self.margin + height + 18, "middle"))
        }
        for row in labelled(rows, step: size) {
            let y = Self.margin + (Double(row) + 0.5) * size + 4
            parts.append(Self.text("\(row - kernel.anchor[0])", Self.margin - 8, y, "end"))
        }
        parts.append(Self.text("x", Self.margin + width / 2, Self.margin + height + 40, "middle"))
        parts.append(Self.text("y", Self.margin - 40, Self.margin + height / 2 + 4, "middle"))
        return Self.document(width: width, height: height, title: title, parts)
    }

    // MARK: Parts

    private var title: String {
        "\(kernel.extents.map(String.init).joined(separator: "×")) taps, sum \(Self.short(kernel.sum)), "
            + "largest \(Self.short(largest))"
    }

    /// The taps to label, so far apart that labels do not meet; the anchor is one of them.
    private func labelled(_ count: Int, step: Double) -> [Int] {
        let anchor = count == kernel.weights.count ? kernel.anchor[0] : count / 2
        let distance = Int((32 / step).rounded(.up))
        return (0..<count).filter { ($0 - anchor).isMultiple(of: max(1, distance)) }
    }

    private static func document(width: Double, height: Double, title: String, _ parts: [String]) -> String {
        let (full, tall) = (short(max(width, 240) + 2 * margin), short(height + 2 * margin))
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(full)" height="\(tall)" viewBox="0 0 \(full) \(tall)" \
            font-family="system-ui, sans-serif" font-size="12" fill="#333">
            <rect width="100%" height="100%" fill="#fff"/>
            <text x="\(short(margin))" y="30" font-size="14">\(title)</text>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    private static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, _ width: Int = 1
    ) -> String {
        "<line x1=\"\(short(x1))\" y1=\"\(short(y1))\" x2=\"\(short(x2))\" y2=\"\(short(y2))\" "
            + "stroke=\"\(colour)\" stroke-width=\"\(width)\"/>"
    }

    private static func frame(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: String) -> String {
        "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\" height=\"\(short(height))\" "
            + "fill=\"none\" stroke=\"\(colour)\"/>"
    }

    private static func text(_ words: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
        "<text x=\"\(short(x))\" y=\"\(short(y))\" text-anchor=\"\(anchor)\">\(words)</text>"
    }

    /// A number to four decimals, or in powers of ten where it is smaller.
    private static func short(_ number: Double) -> String {
        let rounded = (number * 1e4).rounded() / 1e4
        if rounded == rounded.rounded(), rounded.magnitude < 1e15, number == 0 || rounded != 0 {
            return "\(Int(rounded))"
        }
        return rounded != 0 ? "\(rounded)" : "\(number)"
    }
}
