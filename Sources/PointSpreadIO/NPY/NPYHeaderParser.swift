import PointSpread

/// Reads the one Python dictionary that an `.npy` header may hold, and nothing else of Python.
struct NPYHeaderParser {
    private let text: [UInt8]
    private let source: ByteSource
    private var place = 0

    init(_ text: [UInt8], _ source: ByteSource) {
        self.text = text
        self.source = source
    }

    /// The three entries, each exactly once, in any order.
    mutating func parse() throws(FileError) -> NPYHeader {
        var type: (elementType: ElementType, isSwapped: Bool)?
        var isFortranOrder: Bool?
        var shape: Shape?
        try expect("{")
        while !skip("}") {
            let key = try string()
            try expect(":")
            switch key {
            case "descr" where type == nil: type = try elementType()
            case "fortran_order" where isFortranOrder == nil: isFortranOrder = try truth()
            case "shape" where shape == nil: shape = try self.shape()
            default: throw malformed("each of the keys 'descr', 'fortran_order' and 'shape' once")
            }
            if !skip(",") {
                try expect("}")
                break
            }
        }
        skipSpaces()
        guard place == text.count else { throw malformed("nothing after the dictionary") }
        guard let type, let isFortranOrder, let shape else {
            throw malformed("the keys 'descr', 'fortran_order' and 'shape'")
        }
        return NPYHeader(
            type.elementType, shape, isSwapped: type.isSwapped, isFortranOrder: isFortranOrder)
    }

    private mutating func elementType() throws(FileError) -> (ElementType, isSwapped: Bool) {
        if peek == UInt8(ascii: "[") { throw unsupported("one with named fields") }
        let name = try string()
        let order = name.first
        let kind = name.drop { "<>|=".contains($0) }
        guard let type = ElementType(npyKind: kind), name.count - kind.count <= 1 else {
            throw unsupported("'\(name)'")
        }
        guard type.size == 1 || order != "|" else { throw malformed("a byte order for '\(kind)'") }
        return (type, type.size > 1 && order == (isLittleEndianProcessor ? ">" : "<"))
    }

    private mutating func shape() throws(FileError) -> Shape {
        var sizes: [Int] = []
        try expect("(")
        while !skip(")") {
            sizes.append(try size())
            if skip(",") { continue }
            // (3) is a number in Python, only (3,) is a tuple.
            guard sizes.count > 1 else { throw malformed("a comma after the only size") }
            try expect(")")
            break
        }
        return try inFile(source.subject) { () throws(FilterError) in try Shape(sizes) }
    }

    private mutating func size() throws(FileError) -> Int {
        skipSpaces()
        let digits = text[place...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard !digits.isEmpty, let size = Int(String(decoding: digits, as: UTF8.self)) else {
            throw malformed("a size of 0 or more")
        }
        place = digits.endIndex
        // NumPy under Python 2 wrote 3L.
        if place < text.count, text[place] == UInt8(ascii: "L") { place += 1 }
        return size
    }

    private mutating func truth() throws(FileError) -> Bool {
        skipSpaces()
        for (name, value) in [("True", true), ("False", false)] where text[place...].starts(with: name.utf8) {
            place += name.utf8.count
            return value
        }
        throw malformed("True or False")
    }

    private mutating func string() throws(FileError) -> String {
        skipSpaces()
        guard place < text.count, text[place] == UInt8(ascii: "'") || text[place] == UInt8(ascii: "\"") else {
            throw malformed("a string")
        }
        let content = text[(place + 1)...].prefix { $0 != text[place] }
        guard content.endIndex < text.count, !content.contains(UInt8(ascii: "\\")) else {
            throw malformed("a string without escapes")
        }
        place = content.endIndex + 1
        return printable(content)
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(FileError) {
        guard skip(character) else { throw malformed("'\(character)'") }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private var peek: UInt8? {
        mutating get {
            skipSpaces()
            return place < text.count ? text[place] : nil
        }
    }

    private mutating func skipSpaces() {
        while place < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) { place += 1 }
    }

    private func malformed(_ expected: String) -> FileError {
        let rest = printable(text[place...].prefix(24))
        return source.malformed(expected: "\(expected) in the header", found: rest.isEmpty ? "its end" : "'\(rest)'")
    }

    private func unsupported(_ found: String) -> FileError {
        FileError(
            .unsupportedFormat, source.subject, expected: "an element type of integers, floating-point numbers or bool",
            found: found, remedy: "convert the array in NumPy and save it again")
    }
}
