import PointSpread

/// A kernel drawn with characters: bars along one axis, shaded blocks along two.
struct KernelPlot {
    private let kernel: Kernel
    private let largest: Double

    private static let barWidth = 48
    private static let shades: [Character] = [" ", "\u{2591}", "\u{2592}", "\u{2593}", "\u{2588}"]
    private static let negativeShades: [Character] = [" ", "\u{B7}", "-", "=", "#"]
    private static let widestImage = 120

    /// Looks at a kernel.
    ///
    /// - Throws: `FilterError` for a kernel of more than two axes.
    init(_ kernel: Kernel) throws(FilterError) {
        try kernel.requireFlat(for: "a plot")
        self.kernel = kernel
        largest = kernel.weights.reduce(0) { max($0, $1.magnitude) }
    }

    /// The drawing.
    ///
    /// - Throws: `FilterError` for a kernel that is too wide.
    var text: String { get throws(FilterError) { kernel.rank == 1 ? bars : try blocks } }

    /// One line for each tap: its place, its weight and a bar from 0.
    private var bars: String {
        let hasNegative = kernel.weights.contains { $0 < 0 }
        let left = hasNegative ? Self.barWidth / 2 : 0
        let right = Self.barWidth - left
        let places = kernel.weights.indices.map { "\($0 - kernel.anchor[0])" }
        let placeWidth = places.map(\.count).max() ?? 0
        let weights = kernel.weights.map(Self.short)
        let weightWidth = weights.map(\.count).max() ?? 0
        return kernel.weights.indices.map { index in
            let share = largest > 0 ? kernel.weights[index] / largest : 0
            let eighths = Int((share.magnitude * Double(8 * (share < 0 ? left : right))).rounded())
            let bar =
                share < 0
                ? Self.spaces(left - eighths / 8) + String(repeating: "\u{2588}", count: eighths / 8) + "\u{2502}"
                : Self.spaces(left) + "\u{2502}" + Self.bar(eighths: eighths)
            return Self.spaces(placeWidth - places[index].count) + places[index] + "  "
                + Self.spaces(weightWidth - weights[index].count) + weights[index] + "  " + bar
        }.joined(separator: "\n")
    }

    private static func bar(eighths: Int) -> String {
        let part = eighths % 8
        let end = part > 0 ? Unicode.Scalar(0x2590 - UInt32(part)).map { String(Character($0)) } ?? "" : ""
        return String(repeating: "\u{2588}", count: eighths / 8) + end
    }

    /// One block of two characters for each weight, darker for larger magnitudes, with signs for negative ones.
    private var blocks: String {
        get throws(FilterError) {
            let columns = kernel.extents[1]
            guard columns <= Self.widestImage else {
                throw FilterError(
                    .invalidParameter, "plot", expected: "a kernel of at most \(Self.widestImage) columns",
                    found: "\(columns)", remedy: "write it as .svg")
            }
            let edge = "+" + String(repeating: "-", count: 2 * columns) + "+"
            let rows = stride(from: 0, to: kernel.weights.count, by: columns).map { start in
                "|" + kernel.weights[start..<start + columns].map(block).joined() + "|"
            }
            let sign = kernel.weights.contains { $0 < 0 } ? "; negative weights as \u{B7} - = #" : ""
            let legend = "full block: \(Self.short(largest))\(sign)"
            return ([edge] + rows + [edge, legend]).joined(separator: "\n")
        }
    }

    private func block(_ weight: Double) -> String {
        // What is next to nothing is left blank, so that the shape of a Gaussian shows.
        guard largest > 0, weight.magnitude > largest / 32 else { return "  " }
        let shades = weight < 0 ? Self.negativeShades : Self.shades
        let level = max(1, Int((weight.magnitude / largest * Double(shades.count - 1)).rounded()))
        return String(repeating: shades[level], count: 2)
    }

    /// Four digits, which is what a drawing shows at best.
    private static func short(_ number: Double) -> String {
        guard number != 0 else { return "0" }
        var scale = 1.0
        while number.magnitude * scale < 1000, scale < 1e12 { scale *= 10 }
        return "\((number * scale).rounded() / scale)"
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
