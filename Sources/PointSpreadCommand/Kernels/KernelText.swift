import PointSpread
import PointSpreadIO

/// Kernels as users write them.
enum KernelText {
    /// Weights in row-major order, and the size along each axis.
    struct Grid: Hashable {
        var weights: [Double]
        var extents: [Int]
    }

    private static let fileExtensions = ["npy", "csv", "txt"]
    private static let largestTextFile = 1 << 26

    /// Reads a kernel from a file, or from the text itself.
    ///
    /// - Throws: `FileError` for a file that cannot be read, `FilterError` for a text that is no kernel.
    static func read(_ text: String) throws -> Grid {
        guard let ending = FileFormat.fileExtension(of: text)?.lowercased(), fileExtensions.contains(ending) else {
            return try parse(text)
        }
        guard ending != "npy" else {
            let array = try AnyArray(contentsOf: text, format: .npy)
            let numbers = try array.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
            return Grid(weights: numbers.elements, extents: array.shape.sizes)
        }
        let source = try ByteSource(.path(text))
        var bytes: [UInt8] = []
        while let byte = try source.next() {
            bytes.append(byte)
            guard bytes.count <= largestTextFile else {
                throw FileError(
                    .limitExceeded, text, expected: "a kernel of at most \(largestTextFile) bytes", found: "more",
                    remedy: "write it as .npy")
            }
        }
        return try rows(String(decoding: bytes, as: UTF8.self), subject: text)
    }

    /// Reads rows of numbers, or lists in brackets.
    static func parse(_ text: String) throws(FilterError) -> Grid {
        let text = text.trimmed
        return text.hasPrefix("[") ? try KernelList.parse(String(text)) : try rows(String(text), subject: "kernel")
    }

    /// Reads rows that end with a semicolon or with the line, of numbers with blanks or commas between them.
    ///
    /// One row makes a kernel with one axis, unless a semicolon ends it. What follows a # in a line is left out.
    private static func rows(_ text: String, subject: String) throws(FilterError) -> Grid {
        var rows: [[Double]] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let content = line.prefix { $0 != "#" }
            for row in content.split(separator: ";") {
                let numbers = row.split { $0.isWhitespace || $0 == "," }
                if !numbers.isEmpty {
                    rows.append(try numbers.map { (word) throws(FilterError) in try number(word, subject) })
                }
            }
        }
        guard let width = rows.first?.count else {
            throw FilterError(
                .invalidParameter, subject, expected: "at least one number", found: "none",
                remedy: "write rows as in '0 1 0; 1 -4 1; 0 1 0'")
        }
        for (index, row) in rows.enumerated() where row.count != width {
            throw FilterError(
                .invalidParameter, subject, expected: "rows of \(width) numbers, as many as the first has",
                found: "\(row.count) in row \(index + 1)", remedy: "fill up the row with zeros")
        }
        let isLine = rows.count == 1 && !text.contains(";")
        return Grid(weights: rows.flatMap(\.self), extents: isLine ? [width] : [rows.count, width])
    }

    /// Reads one weight.
    static func number(_ word: some StringProtocol, _ subject: String) throws(FilterError) -> Double {
        guard let number = Texts.number(word) else {
            throw FilterError(
                .invalidParameter, subject, expected: "numbers, or the name of a .npy, .csv or .txt file",
                found: "'\(word)'", remedy: "write rows as in '0 1 0; 1 -4 1; 0 1 0'")
        }
        return number
    }
}
