import PointSpread

/// Kernels written as lists in brackets, one level for each axis, as in `[[0, 1], [2, 3]]`.
struct KernelList {
    private var rest: Substring
    private var weights: [Double] = []
    /// The length of the lists at each depth, once one of them has ended.
    private var lengths: [Int: Int] = [:]
    /// At which depth the numbers stand.
    private var leafDepth: Int?

    /// Reads a text that begins with a bracket.
    static func parse(_ text: String) throws(FilterError) -> KernelText.Grid {
        var list = KernelList(rest: Substring(text))
        try list.readList(depth: 0)
        guard list.rest.trimmed.isEmpty else {
            throw list.error("nothing behind the last bracket", found: "'\(list.rest.trimmed.prefix(20))'")
        }
        return KernelText.Grid(weights: list.weights, extents: list.lengths.sorted { $0.key < $1.key }.map(\.value))
    }

    private init(rest: Substring) { self.rest = rest }

    private mutating func readList(depth: Int) throws(FilterError) {
        rest = rest.dropFirst()
        guard depth < Shape.maximumRank else {
            throw error("at most \(Shape.maximumRank) axes", found: "more levels of brackets")
        }
        var count = 0
        while true {
            rest = rest.drop { $0.isWhitespace }
            guard let next = rest.first else { throw error("a closing bracket", found: "the end of the text") }
            if next == "]", count == 0 { throw error("at least one number", found: "empty brackets") }
            if next == "[" {
                try readList(depth: depth + 1)
            } else {
                try readNumber(depth: depth)
            }
            count += 1
            rest = rest.drop { $0.isWhitespace }
            let separator = rest.popFirst()
            if separator == "]" { break }
            guard separator == "," else {
                throw error("a comma or a closing bracket", found: separator.map { "'\($0)'" } ?? "the end of the text")
            }
        }
        let length = lengths[depth, default: count]
        guard length == count else {
            throw error("lists of \(length) entries, as many as the first has", found: "\(count)")
        }
        lengths[depth] = length
    }

    private mutating func readNumber(depth: Int) throws(FilterError) {
        let word = rest.prefix { $0 != "," && $0 != "]" && $0 != "[" }
        rest = rest[word.endIndex...]
        weights.append(try KernelText.number(word.trimmed, "kernel"))
        guard leafDepth ?? depth == depth else {
            throw error("numbers at the same depth of brackets", found: "'\(word.trimmed)'")
        }
        leafDepth = depth
    }

    private func error(_ expected: String, found: String) -> FilterError {
        FilterError(
            .invalidParameter, "kernel", expected: expected, found: found,
            remedy: "write it as in [[0,1,0],[1,-4,1],[0,1,0]]")
    }
}
