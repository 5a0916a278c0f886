import PointSpread

/// A kernel as numbers.
struct KernelListing {
    private let kernel: Kernel
    private let factors: [Taps]?

    /// Looks at a kernel.
    init(_ kernel: Kernel) {
        self.kernel = kernel
        factors = kernel.rank > 1 ? kernel.separated() : nil
    }

    /// What is known of the kernel, then its weights, row by row.
    var text: String {
        var lines = [
            "extents    \(kernel.extents.map(String.init).joined(separator: "×"))",
            "anchor     \(kernel.anchor.map(String.init).joined(separator: ","))",
            "sum        \(kernel.sum)",
        ]
        if kernel.rank > 1 {
            lines += ["separable  \(factors == nil ? "no" : "yes")", "operations \(operations)"]
        }
        let columns = kernel.rank == 1 ? 1 : kernel.extents.last ?? 1
        let words = kernel.weights.map { "\($0)" }
        let width = words.map(\.count).max() ?? 0
        for start in stride(from: 0, to: words.count, by: columns) {
            if kernel.rank > 2, start.isMultiple(of: columns * kernel.extents[kernel.rank - 2]) { lines.append("") }
            let row = words[start..<start + columns].map { Self.padded($0, to: width) }.joined(separator: "  ")
            lines.append(String(row.reversed().drop(while: \.isWhitespace).reversed()))
        }
        return lines.joined(separator: "\n")
    }

    /// How many products a sample needs; a tap of 0 needs none.
    private var operations: String {
        let whole = Self.products(kernel.weights)
        guard let factors else { return "\(whole) per sample" }
        let separated = factors.map { Self.products($0.weights) }
        let sum = separated.map(String.init).joined(separator: " + ")
        return "\(separated.reduce(0, +)) per sample separated (\(sum)), \(whole) as they stand"
    }

    private static func products(_ weights: [Double]) -> Int { weights.count { $0 != 0 } }

    private static func padded(_ word: String, to width: Int) -> String {
        // A blank stands where negative numbers have their sign.
        let signed = word.hasPrefix("-") ? word : " " + word
        return signed + String(repeating: " ", count: max(0, width + 1 - signed.count))
    }

    /// Rows of numbers with commas between them.
    ///
    /// - Throws: `FilterError` for a kernel of more than two axes.
    var commaSeparated: String {
        get throws(FilterError) {
            try kernel.requireFlat(for: "a table")
            let columns = kernel.extents.last ?? 1
            return stride(from: 0, to: kernel.weights.count, by: columns).map { start in
                kernel.weights[start..<start + columns].map { "\($0)" }.joined(separator: ",") + "\n"
            }.joined()
        }
    }

    /// Everything in one object.
    var json: JSON {
        [
            "extents": .array(kernel.extents.map(JSON.integer)), "anchor": .array(kernel.anchor.map(JSON.integer)),
            "sum": .number(kernel.sum), "separable": .bool(kernel.rank == 1 || factors != nil),
            "operations": .integer(Self.products(kernel.weights)),
            "separatedOperations": factors.map { .integer($0.reduce(0) { $0 + Self.products($1.weights) }) } ?? .null,
            "factors": factors.map { .array($0.map { .array($0.weights.map(JSON.number)) }) } ?? .null,
            "weights": .array(kernel.weights.map(JSON.number)),
        ]
    }
}

extension Kernel {
    /// Refuses kernels of more than two axes.
    func requireFlat(for purpose: String) throws(FilterError) {
        guard rank > 2 else { return }
        throw FilterError(
            .invalidParameter, "kernel", expected: "one or two axes for \(purpose)", found: "\(rank)",
            remedy: "write it as .npy, or print its numbers")
    }
}
