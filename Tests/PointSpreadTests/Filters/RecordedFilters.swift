import Foundation
import PointSpread

/// One call of a SciPy function, read from `Recorded/scipy_filters.txt`.
struct RecordedFilter: CustomStringConvertible {
    /// The function, the border or mode, and a number.
    let words: [String]
    let kernel: NDArray<Double>
    let input: NDArray<Double>
    let result: NDArray<Double>

    var number: Double { Double(words[2]) ?? 0 }

    /// The border that the recorded one is called here.
    var border: Border {
        switch words[1] {
        case "constant": .constant(words[0] == "correlate" || words[0] == "convolve" ? number : 0)
        case "replicate": .replicate
        case "reflect101": .reflect101
        case "wrap": .wrap
        default: .symmetric
        }
    }

    var description: String { "\(words.joined(separator: " ")), kernel \(kernel.shape), input \(input.shape)" }

    /// All recorded calls.
    static func all() throws -> [RecordedFilter] {
        let url = Bundle.module.bundleURL.appending(path: "Recorded/scipy_filters.txt")
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            let parts = $0.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
            guard parts.count == 7 else { throw CocoaError(.fileReadCorruptFile) }
            func array(_ place: Int) throws -> NDArray<Double> {
                try NDArray(parts[place + 1].compactMap(Double.init), shape: Shape(parts[place].compactMap { Int($0) }))
            }
            return RecordedFilter(words: parts[0], kernel: try array(1), input: try array(3), result: try array(5))
        }
    }
}
