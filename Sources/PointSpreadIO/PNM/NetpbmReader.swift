/// Reads the words of the Netpbm formats: numbers and keywords between white space and comments.
///
/// White space may be of any length; comments and lines are held against the limit for metadata.
struct NetpbmReader {
    private let source: ByteSource
    private let limits: ReadLimits

    init(_ source: ByteSource, limits: ReadLimits) {
        self.source = source
        self.limits = limits
    }

    /// The next word; the single white space that ends it is taken as well, so that binary samples may follow.
    func word() throws(FileError) -> [UInt8] {
        var word = [try firstOfWord()]
        while let byte = try nextOfWord() {
            word.append(byte)
            guard word.count <= 32 else {
                throw source.malformed(expected: "a short word", found: "'\(printable(word))…'")
            }
        }
        return word
    }

    /// The next word as a number of 0 or more.
    func number() throws(FileError) -> Int {
        var number = 0
        var byte: UInt8? = try firstOfWord()
        while let digit = byte {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit, number < Int.max / 10 - 9 else {
                throw source.malformed(expected: "a whole number of 0 or more", found: "'\(printable([digit]))'")
            }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
            byte = try nextOfWord()
        }
        return number
    }

    /// The words of the next line.
    func line() throws(FileError) -> [String] {
        var line: [UInt8] = []
        while let byte = try source.next() {
            if byte == UInt8(ascii: "\n") { return line.split(whereSeparator: isSpace).map(printable) }
            line.append(byte)
            try limits.check(metadata: line.count, in: source)
        }
        throw source.truncated(expected: 1)
    }

    /// The first byte that is neither white space nor part of a comment.
    func firstOfWord() throws(FileError) -> UInt8 {
        while let byte = try source.next() {
            if byte == UInt8(ascii: "#") {
                try skipComment()
            } else if !isSpace(byte) {
                return byte
            }
        }
        throw source.truncated(expected: 1)
    }

    /// The next byte of a word that has begun, or nothing at its end; a comment ends a word as white space does.
    private func nextOfWord() throws(FileError) -> UInt8? {
        guard let byte = try source.next(), !isSpace(byte) else { return nil }
        guard byte == UInt8(ascii: "#") else { return byte }
        try skipComment()
        return nil
    }

    private func skipComment() throws(FileError) {
        let start = source.position
        while let byte = try source.next(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
            try limits.check(metadata: source.position - start, in: source)
        }
    }
}

/// Whether a byte is white space in the Netpbm formats: tab, line feed, vertical tab, form feed, carriage return, space.
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
