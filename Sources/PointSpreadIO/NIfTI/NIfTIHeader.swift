import PointSpread

/// The header of a NIfTI file and what follows it up to the samples, of version 1 or 2, in either byte order.
///
/// The bytes are kept as they are; fields are read from and written to them, so that whatever is not known here survives.
struct NIfTIHeader: Hashable, Sendable {
    /// A version of the format.
    enum Version: Hashable, Sendable {
        case one, two

        /// The bytes of the header, which the header itself says first.
        var byteCount: Int { self == .one ? 348 : 540 }
        /// What the header says of itself: samples in the same file.
        var magic: [UInt8] {
            self == .one ? Array("n+1\0".utf8) : Array("n+2\0".utf8) + [0x0D, 0x0A, 0x1A, 0x0A]
        }
        /// Where the magic bytes lie.
        var magicOffset: Int { self == .one ? 344 : 4 }
    }

    /// The version.
    private(set) var version: Version
    /// Whether numbers, in the header and after it, are in the byte order that is not this processor's.
    private(set) var isSwapped: Bool
    /// The header, then four bytes that say whether there are extensions, then these.
    private(set) var bytes: [UInt8]

    /// The version and byte order of a file, by its first four bytes.
    static func recognise(_ start: some Collection<UInt8>) -> (Version, isSwapped: Bool)? {
        guard start.count >= 4 else { return nil }
        let number = start.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        for version in [Version.one, .two] {
            if number == version.byteCount { return (version, !isLittleEndianProcessor) }
            if number.byteSwapped == version.byteCount { return (version, isLittleEndianProcessor) }
        }
        return nil
    }

    /// A header that says nothing yet.
    init(_ version: Version) {
        self.version = version
        isSwapped = false
        bytes = [UInt8](repeating: 0, count: version.byteCount + 4)
        let count = UInt32(version.byteCount)
        let shifts: [UInt32] = isLittleEndianProcessor ? [0, 8, 16, 24] : [24, 16, 8, 0]
        for (index, shift) in shifts.enumerated() { bytes[index] = UInt8(truncatingIfNeeded: count >> shift) }
        bytes.replaceSubrange(version.magicOffset..<version.magicOffset + version.magic.count, with: version.magic)
    }

    /// Reads the header and what follows it, up to the first sample.
    init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        let start = try source.read(count: 4)
        guard let (version, isSwapped) = Self.recognise(start) else {
            throw source.malformed(expected: "the size of a NIfTI header, 348 or 540, at the start", found: "\(start)")
        }
        self.version = version
        self.isSwapped = isSwapped
        bytes = try start + source.read(count: version.byteCount - 4)
        try checkMagic(source)
        // Version 1 stores the offset as a floating-point number, and some programs leave it at 0.
        let stored = number(.dataOffset)
        guard stored == 0 || stored >= Double(version.byteCount + 4), stored < 0x1p62, stored == stored.rounded() else {
            throw source.malformed(
                expected: "samples that begin at byte \(version.byteCount + 4) or later", found: "byte \(stored)")
        }
        let offset = max(Int(stored), version.byteCount + 4)
        try limits.check(metadata: offset, in: source)
        bytes += try source.read(count: offset - version.byteCount)
    }

    private func checkMagic(_ source: ByteSource) throws(FileError) {
        let found = Array(bytes[version.magicOffset...].prefix(version.magic.count))
        if found == version.magic { return }
        let unsupported = { (found: String) in
            FileError(
                .unsupportedFormat, source.subject, expected: "a NIfTI file that holds header and samples (.nii)",
                found: found, remedy: "convert it to a single .nii or .nii.gz file")
        }
        switch Array(found.prefix(3)) {
        case Array("ni1".utf8), Array("ni2".utf8): throw unsupported("the header of a pair (.hdr and .img)")
        case [0, 0, 0] where version == .one: throw unsupported("an Analyze 7.5 header")
        default:
            throw source.malformed(
                expected: "the magic bytes of NIfTI", found: "'\(printable(found))'")
        }
    }

    /// Reads a header that was kept, or nothing where it is none.
    init?(kept: [UInt8]) {
        guard !kept.isEmpty, let source = try? ByteSource(.bytes(kept, named: "header")),
            let header = try? NIfTIHeader(source, limits: .none), header.bytes.count == kept.count
        else { return nil }
        self = header
    }

    /// The same header in version 2, whose sizes have 64 bits.
    func inVersionTwo() -> NIfTIHeader {
        guard version == .one else { return self }
        var result = NIfTIHeader(.two)
        for field in NIfTIField.common {
            for index in 0..<field.count { result.set(field, number(field, index), at: index) }
        }
        // Extensions have numbers too: they are taken along where these can stay as they are.
        if !isSwapped {
            result.bytes.replaceSubrange(result.version.byteCount..., with: bytes[version.byteCount...])
        }
        return result
    }
}

extension NIfTIHeader {
    /// A number of a field; whole ones of 64 bits are rounded to 53.
    func number(_ field: NIfTIField, _ index: Int = 0) -> Double {
        let place = field.place(of: index, in: version)
        switch place.form {
        case .float32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits(place))))
        case .float64: return Double(bitPattern: bits(place))
        default: return Double(integer(field, index))
        }
    }

    /// A whole number of a field.
    func integer(_ field: NIfTIField, _ index: Int = 0) -> Int {
        let place = field.place(of: index, in: version)
        switch place.form {
        case .byte: return Int(bits(place))
        case .int16: return Int(Int16(truncatingIfNeeded: bits(place)))
        case .int32: return Int(Int32(truncatingIfNeeded: bits(place)))
        case .int64: return Int(truncatingIfNeeded: bits(place))
        case .float32, .float64: return Int(exactly: number(field, index)) ?? 0
        }
    }

    /// The bytes of a text up to the first that is zero.
    func text(_ field: NIfTIField) -> String {
        let start = field.place(in: version).offset
        return String(decoding: bytes[start..<start + field.count].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Stores a number, as closely as the field can.
    mutating func set(_ field: NIfTIField, _ value: Double, at index: Int = 0) {
        let place = field.place(of: index, in: version)
        switch place.form {
        case .float32: store(UInt64(Float(value).bitPattern), place)
        case .float64: store(value.bitPattern, place)
        default: store(UInt64(bitPattern: Int64(exactly: value) ?? 0), place)
        }
    }

    /// Stores a whole number.
    mutating func set(_ field: NIfTIField, _ value: Int, at index: Int = 0) {
        let place = field.place(of: index, in: version)
        if place.form.isInteger {
            store(UInt64(bitPattern: Int64(value)), place)
        } else {
            set(field, Double(value), at: index)
        }
    }

    /// Stores a text, cut off where it is too long, with at least one zero byte at its end.
    mutating func set(_ field: NIfTIField, text: String) {
        var stored: [UInt8] = []
        for character in text {
            let encoded = Array(String(character).utf8)
            guard stored.count + encoded.count < field.count, !encoded.contains(0) else { break }
            stored += encoded
        }
        stored += [UInt8](repeating: 0, count: field.count - stored.count)
        let start = field.place(in: version).offset
        bytes.replaceSubrange(start..<start + field.count, with: stored)
    }

    private var isLittleEndian: Bool { isSwapped != isLittleEndianProcessor }

    private func bits(_ place: NIfTIField.Place) -> UInt64 {
        let stored = bytes[place.offset..<place.offset + place.form.size]
        return isLittleEndian
            ? stored.reversed().reduce(0) { $0 << 8 | UInt64($1) } : stored.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func store(_ bits: UInt64, _ place: NIfTIField.Place) {
        let size = place.form.size
        for index in 0..<size {
            let shift = 8 * (isLittleEndian ? index : size - 1 - index)
            bytes[place.offset + index] = UInt8(truncatingIfNeeded: bits >> UInt64(shift))
        }
    }
}
