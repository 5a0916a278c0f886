/// Reads the words of the Netpbm formats: numbers and keywords between white space and comments.
package struct NetpbmReader {
    private let source: ByteSource
    private let start: Int
    private let limits: ReadLimits

    package init(_ source: ByteSource, limits: ReadLimits) {
        self.source = source
        self.limits = limits
        start = source.position
    }

    /// The next word; the single white space that ends it is taken as well, so that binary samples may follow.
    package mutating func word() throws(FileError) -> [UInt8] {
        var word: [UInt8] = []
        while let byte = try source.next() {
            if byte == UInt8(ascii: "#"), word.isEmpty {
                try skipComment()
            } else if !isSpace(byte) {
                word.append(byte)
                guard word.count <= 32 else {
                    throw source.malformed(
                        expected: "a short word", found: "'\(String(decoding: word, as: UTF8.self))…'")
                }
            } else if !word.isEmpty {
                return word
            }
            if word.isEmpty { try limits.check(metadata: source.position - start, in: source) }
        }
        guard !word.isEmpty else { throw source.truncated(expected: 1) }
        return word
    }

    /// The next word as a number of 0 or more.
    package mutating func number() throws(FileError) -> Int {
        let word = String(decoding: try self.word(), as: UTF8.self)
        guard let number = Int(word), number >= 0, word.first != "+" else {
            throw source.malformed(expected: "a whole number of 0 or more", found: "'\(word)'")
        }
        return number
    }

    /// The words of the next line.
    package mutating func line() throws(FileError) -> [String] {
        var line: [UInt8] = []
        while let byte = try source.next() {
            if byte == UInt8(ascii: "\n") {
                return line.split(whereSeparator: isSpace).map { String(decoding: $0, as: UTF8.self) }
            }
            line.append(byte)
            try limits.check(metadata: source.position - start, in: source)
        }
        throw source.truncated(expected: 1)
    }

    private func skipComment() throws(FileError) {
        while let byte = try source.next(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
            try limits.check(metadata: source.position - start, in: source)
        }
    }
}

/// Whether a byte is white space in the Netpbm formats: tab, line feed, vertical tab, form feed, carriage return, space.
package func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
