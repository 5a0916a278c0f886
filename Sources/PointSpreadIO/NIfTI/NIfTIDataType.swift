import PointSpread

/// How a NIfTI file stores a voxel: one number, or colours of 8 bits.
enum NIfTIDataType: Hashable, Sendable {
    case number(ElementType)
    /// Three bytes.
    case rgb
    /// Three bytes and alpha.
    case rgba

    private static let codes: [(code: Int, type: NIfTIDataType)] = [
        (2, .number(.uint8)), (4, .number(.int16)), (8, .number(.int32)), (16, .number(.float32)),
        (64, .number(.float64)), (128, .rgb), (256, .number(.int8)), (512, .number(.uint16)), (768, .number(.uint32)),
        (1024, .number(.int64)), (1280, .number(.uint64)), (2304, .rgba),
    ]

    /// The type that a header names.
    ///
    /// - Throws: `FileError` with code `unsupportedFormat` or `malformed`.
    init(_ header: NIfTIHeader, in source: ByteSource) throws(FileError) {
        let code = header.integer(.dataType)
        guard let type = Self.codes.first(where: { $0.code == code })?.type else {
            guard let name = Self.unsupportedName(code) else {
                throw source.malformed(expected: "a data type of NIfTI", found: "number \(code)")
            }
            throw FileError(
                .unsupportedFormat, source.subject, expected: "integers, floating-point numbers up to 64 bits or RGB",
                found: name, remedy: "convert the samples, such as into their real and imaginary parts")
        }
        let bits = header.integer(.bitsPerVoxel)
        // Some programs leave the number of bits at 0.
        guard bits == 0 || bits == type.byteCount * 8 else {
            throw source.malformed(expected: "\(type.byteCount * 8) bits for a voxel", found: "\(bits)")
        }
        self = type
    }

    private static func unsupportedName(_ code: Int) -> String? {
        switch code {
        case 0: "an unknown type"
        case 1: "single bits"
        case 32, 1792, 2048: "complex numbers"
        case 1536: "floating-point numbers of 128 bits"
        default: nil
        }
    }

    /// The number that stands for the type in a header.
    var code: Int { Self.codes.first { $0.type == self }?.code ?? 0 }

    /// The type of the samples.
    var elementType: ElementType {
        if case .number(let type) = self { type } else { .uint8 }
    }

    /// How many samples a voxel is made of.
    var channels: Int {
        switch self {
        case .number: 1
        case .rgb: 3
        case .rgba: 4
        }
    }

    /// The bytes of a voxel.
    var byteCount: Int { elementType.size * channels }
}
