package import PointSpread

/// What the header of an `.npy` file says: a Python dictionary in text, as in
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
package struct NPYHeader: Hashable, Sendable {
    /// The type of the elements; truth values count as bytes of 0 and 1.
    package var elementType: ElementType
    /// Whether the bytes of each element are in the order that is not this processor's.
    package var isSwapped: Bool
    /// Whether the first axis varies fastest.
    package var isFortranOrder: Bool
    /// The size along each axis.
    package var shape: Shape

    /// The first bytes of every file.
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    package init(_ elementType: ElementType, _ shape: Shape, isSwapped: Bool = false, isFortranOrder: Bool = false) {
        self.elementType = elementType
        self.shape = shape
        self.isSwapped = isSwapped
        self.isFortranOrder = isFortranOrder
    }

    /// Reads the header, up to the first element.
    package init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        let start = try source.read(count: Self.magic.count + 2)
        guard start.starts(with: Self.magic) else {
            throw source.malformed(expected: "the magic string of .npy", found: "'\(printable(start.prefix(6)))'")
        }
        let (major, minor) = (start[6], start[7])
        guard 1...3 ~= major, minor == 0 else {
            throw FileError(
                .unsupportedFormat, source.subject, expected: ".npy version 1.0, 2.0 or 3.0",
                found: "\(major).\(minor)",
                remedy: "save it again with a current NumPy")
        }
        let lengthBytes = try source.read(count: major == 1 ? 2 : 4)
        let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        try limits.check(metadata: length, in: source)
        let text = try source.read(count: length)
        var parser = NPYHeaderParser(text, source)
        self = try parser.parse()
        // Other arrays are held against the bytes that follow; of an empty one there are none.
        if shape.elementCount == 0 {
            try limits.check(places: shape.sizes, bytesPerPlace: elementType.size, in: source)
        }
    }

    /// The header of a file whose elements follow in row-major order and this processor's byte order.
    ///
    /// Padded so that the elements begin at a multiple of 64 bytes, which makes them fit for mapping.
    package func encoded() -> [UInt8] {
        let sizes = shape.map { "\($0)" }.joined(separator: ", ") + (shape.rank == 1 ? "," : "")
        let text = "{'descr': '\(elementType.npyName)', 'fortran_order': False, 'shape': (\(sizes)), }"
        // At most eight axes: the text always fits version 1.0, whose length has 16 bits.
        let prefix = Self.magic.count + 4
        let padding = 63 - (prefix + text.utf8.count) % 64
        let length = text.utf8.count + padding + 1
        return Self.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
            + [UInt8](repeating: 0x20, count: padding) + [0x0A]
    }
}

extension ElementType {
    /// The name in NumPy's notation, in this processor's byte order.
    fileprivate var npyName: String {
        let kind = !isInteger ? "f" : isSigned ? "i" : "u"
        let order = size == 1 ? "|" : isLittleEndianProcessor ? "<" : ">"
        return "\(order)\(kind)\(size)"
    }

    /// The type with a name in NumPy's notation without byte order, where there is one.
    init?(npyKind name: Substring) {
        switch name {
        case "i1": self = .int8
        case "i2": self = .int16
        case "i4": self = .int32
        case "i8": self = .int64
        case "u1", "b1": self = .uint8
        case "u2": self = .uint16
        case "u4": self = .uint32
        case "u8": self = .uint64
        case "f2": self = .float16
        case "f4": self = .float32
        case "f8": self = .float64
        default: return nil
        }
    }
}
