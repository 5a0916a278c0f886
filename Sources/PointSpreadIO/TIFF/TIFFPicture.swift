import CTIFFShim
import PointSpread

/// What the stored samples of a directory are, and what they become.
struct TIFFPicture {
    let width: Int
    let height: Int
    /// The channels that are stored, and those that are handed out.
    let storedChannels: Int
    let channels: Int
    /// The bits of a stored sample.
    let bits: Int
    /// The type of a stored sample, where it takes fewer than 8 or 16 bits the next larger.
    let storedType: ElementType
    let elementType: ElementType
    let alpha: ImageMetadata.Alpha
    let significantBits: Int?
    let conversion: TIFFConversion

    /// Judges what libtiff found.
    ///
    /// - Throws: `FileError` with code `unsupportedFormat` for what has no meaning here or cannot be decoded, or
    ///   `malformed`.
    init(_ layout: ctiff_layout, _ file: TIFFFile) throws(FileError) {
        guard layout.width > 0, layout.height > 0, layout.channels > 0, layout.block_width > 0, layout.block_height > 0
        else { throw file.source.malformed(expected: "at least one pixel", found: "none") }
        guard ctiff_knows_compression(layout.compression), layout.compression != 6 else {
            throw file.unsupported(
                "a compression that libtiff knows", TIFFNames.compression(Int(layout.compression)))
        }
        let bits = Int(layout.bits)
        let storedType = try Self.type(layout, file)
        let meaning = try Meaning(layout, storedType, file)
        width = Int(layout.width)
        height = Int(layout.height)
        storedChannels = Int(layout.channels)
        self.bits = bits
        self.storedType = storedType
        alpha = meaning.alpha
        conversion = meaning.conversion
        elementType = conversion.type ?? storedType
        channels = conversion.channels(from: storedChannels)
        significantBits = bits < storedType.size * 8 && !conversion.isPalette ? bits : nil
    }

    /// The bytes of one row as it is handed out.
    var bytesPerRow: Int { width * channels * elementType.size }

    /// Whether samples are stored in whole elements, and not packed bit by bit.
    var isAligned: Bool { bits == storedType.size * 8 }

    /// Whether images of two directories can be slices of one array.
    func matches(_ other: TIFFPicture) -> Bool {
        (width, height, channels, alpha) == (other.width, other.height, other.channels, other.alpha)
            && (elementType, significantBits) == (other.elementType, other.significantBits)
    }

    /// Sizes, channels and type in words.
    var description: String { "\(width)×\(height)×\(channels) \(elementType.rawValue)" }

    private static func type(_ layout: ctiff_layout, _ file: TIFFFile) throws(FileError) -> ElementType {
        switch (layout.format, layout.bits) {
        case (1, 1...8), (4, 1...8): return .uint8
        case (1, 9...16), (4, 9...16): return .uint16
        case (1, 32), (4, 32): return .uint32
        case (1, 64), (4, 64): return .uint64
        case (2, 8): return .int8
        case (2, 16): return .int16
        case (2, 32): return .int32
        case (2, 64): return .int64
        case (3, 16): return .float16
        case (3, 32): return .float32
        case (3, 64): return .float64
        default:
            let kinds = [1: "unsigned", 2: "signed", 3: "floating-point", 5: "complex", 6: "complex"]
            throw file.unsupported(
                "integers of 8, 16, 32 or 64 bits, unsigned ones of up to 16, or floats of 16, 32 or 64",
                "\(kinds[Int(layout.format)] ?? "unknown") samples of \(layout.bits) bits")
        }
    }
}

/// What channels mean, by the colour model and the channels beyond it.
private struct Meaning {
    let alpha: ImageMetadata.Alpha
    let conversion: TIFFConversion

    init(_ layout: ctiff_layout, _ type: ElementType, _ file: TIFFFile) throws(FileError) {
        let bits = Int(layout.bits)
        let count = Int(layout.channels)
        let isPacked = bits != type.size * 8
        let isUnsigned = type.isInteger && !type.isSigned
        let photometric = Int(layout.photometric)
        let colours: Int
        switch photometric {
        case 0, 1, 4, 34892, 0xFFFF:
            colours = max(1, count - Int(layout.extra_count))
            let isInverted = photometric == 0 && isUnsigned
            if isInverted, count > 1 {
                throw file.unsupported("one channel where white is 0", "\(count)")
            }
            if isPacked {
                conversion = .scaling(bits: bits, inverting: isInverted)
            } else {
                conversion = isInverted ? .inversion(type) : .none
            }
        case 2:
            colours = 3
            conversion = isPacked ? .scaling(bits: bits, inverting: false) : .none
        case 3:
            guard count == 1, isUnsigned, bits <= 16, let palette = file.palette(bits: bits) else {
                throw file.unsupported("one channel of up to 16 bits beside a palette", "\(count) of \(bits) bits")
            }
            colours = 3
            conversion = .palette(palette)
        case 5 where isUnsigned && !isPacked && type.size <= 2:
            colours = 4
            conversion = .inks(type)
        default:
            throw file.unsupported(
                "grey, RGB, a palette, or 8- or 16-bit CMYK", "\(TIFFNames.photometric(photometric)) of \(bits) bits")
        }
        guard count >= colours || conversion.isPalette else {
            throw file.source.malformed(expected: "at least \(colours) channels", found: "\(count)")
        }
        // Alpha is known as the last channel only; anywhere else it stays a channel like any other.
        let extras = withUnsafeBytes(of: layout.extras) { Array($0.bindMemory(to: UInt16.self)) }
        let last = Int(layout.extra_count) - 1
        switch extras.indices.contains(last) && count > colours ? extras[last] : 0 {
        case 1: alpha = .premultiplied
        case 2: alpha = .straight
        default: alpha = .none
        }
    }
}

/// Numbers of the TIFF specification in words, for messages.
enum TIFFNames {
    static func compression(_ number: Int) -> String {
        let names = [
            1: "none", 2: "CCITT RLE", 3: "CCITT fax 3", 4: "CCITT fax 4", 5: "LZW", 6: "old-style JPEG", 7: "JPEG",
            8: "deflate", 32773: "PackBits", 33003: "JPEG 2000", 33005: "JPEG 2000", 34661: "JBIG",
            34676: "SGI LogLuv", 34677: "SGI LogLuv", 34712: "JPEG 2000", 34887: "LERC", 34925: "LZMA",
            34933: "PNG", 34934: "JPEG XR", 50000: "Zstandard", 50001: "WebP", 50002: "JPEG XL", 52546: "JPEG XL",
        ]
        return names[number] ?? "compression \(number)"
    }

    static func photometric(_ number: Int) -> String {
        let names = [
            5: "CMYK", 6: "YCbCr without JPEG compression", 8: "CIE L*a*b*", 9: "ICC L*a*b*", 10: "ITU L*a*b*",
            32803: "a colour filter array", 32844: "CIE log L", 32845: "CIE log Luv",
        ]
        return names[number] ?? "colour model \(number)"
    }
}
