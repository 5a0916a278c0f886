/// What the header of a PBM, PGM, PPM or PAM file says.
struct PNMHeader: Hashable, Sendable {
    /// How samples are stored.
    enum Encoding: Hashable, Sendable {
        /// Decimal numbers.
        case text
        /// The digits 0 and 1, where 1 is black.
        case textBits
        /// One or two bytes a sample, the most significant byte first.
        case binary
        /// Eight samples a byte, each row in whole bytes, where 1 is black.
        case packedBits
    }

    var encoding: Encoding
    var width = 0
    var height = 0
    var channels = 1
    /// The value of full intensity.
    var maximum = 1
    var hasAlpha = false

    /// Reads the header, up to the first sample.
    init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        let magic = try source.read(count: 2)
        let kind = magic[0] == UInt8(ascii: "P") ? Int(magic[1]) - Int(UInt8(ascii: "0")) : 0
        switch kind {
        case 1: encoding = .textBits
        case 2, 3: encoding = .text
        case 4: encoding = .packedBits
        case 5, 6, 7: encoding = .binary
        default: throw source.malformed(expected: "P1 to P7 at the start", found: "'\(printable(magic))'")
        }
        let reader = NetpbmReader(source, limits: limits)
        if kind == 7 {
            try readLines(reader, source)
        } else {
            channels = kind == 3 || kind == 6 ? 3 : 1
            width = try reader.number()
            height = try reader.number()
            if encoding != .textBits, encoding != .packedBits { maximum = try reader.number() }
        }
        guard width > 0, height > 0, channels > 0 else {
            throw source.malformed(expected: "sizes above 0", found: "\(width)×\(height)×\(channels)")
        }
        guard 1...65535 ~= maximum else {
            throw source.malformed(expected: "a largest value from 1 to 65535", found: "\(maximum)")
        }
    }

    /// Reads the header of a PAM file: a keyword and a value on each line.
    private mutating func readLines(_ reader: NetpbmReader, _ source: ByteSource) throws(FileError) {
        var type = ""
        var seen: Set<String> = []
        while true {
            let line = try reader.line()
            guard let keyword = line.first, !keyword.hasPrefix("#") else { continue }
            if keyword == "ENDHDR" { break }
            if keyword == "TUPLTYPE" {
                type = line.dropFirst().joined(separator: " ")
                continue
            }
            guard line.count == 2, let value = Int(line[1]), value > 0, seen.insert(keyword).inserted else {
                throw source.malformed(
                    expected: "a keyword and a number above 0", found: "'\(line.joined(separator: " "))'")
            }
            switch keyword {
            case "WIDTH": width = value
            case "HEIGHT": height = value
            case "DEPTH": channels = value
            case "MAXVAL": maximum = value
            default: throw source.malformed(expected: "WIDTH, HEIGHT, DEPTH or MAXVAL", found: "'\(keyword)'")
            }
        }
        guard seen.count == 4 else {
            throw source.malformed(expected: "WIDTH, HEIGHT, DEPTH and MAXVAL", found: "\(seen.sorted())")
        }
        hasAlpha = type.hasSuffix("_ALPHA") && channels > 1
    }

    /// The bytes of one sample in memory.
    var sampleSize: Int { maximum > 255 ? 2 : 1 }

    /// The fewest bytes that the samples take in the file.
    var leastByteCount: Int {
        switch encoding {
        case .text: max(1, saturatedProduct([width, height, channels, 2]) - 1)
        case .textBits: saturatedProduct([width, height])
        case .binary: saturatedProduct([width, height, channels, sampleSize])
        case .packedBits: saturatedProduct([width / 8 + (width % 8 == 0 ? 0 : 1), height])
        }
    }
}
