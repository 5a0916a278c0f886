import PointSpread
import PointSpreadIO
import TestSupport
import Testing

@Suite("Files that other programs wrote")
struct RecordedFileTests {
    @Test("Samples, shape and type", arguments: RecordedFile.all)
    func samples(_ recorded: RecordedFile) throws {
        try expect(AnyArray(from: recorded.meant(.path(recorded.path))), recorded)
        try expect(AnyArray(from: recorded.meant(.bytes(recorded.bytes, named: recorded.file))), recorded)
    }

    @Test("Mapped files have the same samples", arguments: RecordedFile.all.filter { $0.isArray || $0.isVolume })
    func mapped(_ recorded: RecordedFile) throws {
        var array = try AnyArray(from: recorded.meant(.path(recorded.path)), mapped: true)
        try expect(array, recorded)
        let before = try recorded.bytes
        try array.withUniqueBuffer { buffer in
            guard buffer.shape.elementCount > 0 else { return }
            buffer.base.storeBytes(of: 0x55, as: UInt8.self)
        }
        #expect(try recorded.bytes == before, "writing to a mapped array changed the file")
    }

    @Test("What is known beside the samples", arguments: RecordedFile.all)
    func metadata(_ recorded: RecordedFile) throws {
        guard recorded.roles != nil || !recorded.isArray else { return }
        let image = try AnyImage(from: recorded.meant(.path(recorded.path)), roles: recorded.roles)
        let metadata = image.metadata
        #expect(metadata.alpha.rawValue == recorded.alpha ?? "none")
        #expect(metadata.significantBits == recorded.significantBits)
        #expect(metadata.summary == recorded.summary ?? "")
        #expect(metadata.profile.isEmpty == (recorded.profile == nil))
        if let profile = recorded.profile { #expect(crc32(metadata.profile) == profile) }
        #expect(metadata.orientation == .upright)
        #expect(metadata.exif.count == recorded.exifByteCount ?? 0)
        #expect(metadata.texts.map { [$0.keyword, $0.text] } == recorded.texts ?? [])
        let colorimetry = metadata.colorimetry
        #expect(colorimetry?.gamma == recorded.gamma)
        #expect(colorimetry?.intent?.rawValue == recorded.intent)
        let primaries = colorimetry?.primaries.map { [$0.white, $0.red, $0.green, $0.blue].flatMap { [$0.x, $0.y] } }
        #expect(primaries == recorded.primaries)
        if recorded.roles == nil, !recorded.isVolume {
            #expect(metadata.roles == (recorded.shape.count == 2 ? [.y, .x] : [.y, .x, .channel]))
            #expect(isSpacing(metadata.spacing[0], metres: recorded.metresPerRow))
            #expect(isSpacing(metadata.spacing[1], metres: recorded.metresPerColumn))
        }
    }

    @Test("Written and read again, nothing has changed", arguments: RecordedFile.all)
    func writtenAgain(_ recorded: RecordedFile) throws {
        let array = try AnyArray(from: recorded.meant(.path(recorded.path)))
        try expect(AnyArray(from: .bytes(array.encoded(as: .npy), named: recorded.file)), recorded)

        guard !recorded.isArray, !recorded.isVolume else { return }
        let image = try AnyImage(contentsOf: recorded.path)
        let format: FileFormat = image.pixels.elementType == .float32 ? .pfm : recorded.shape.last == 5 ? .pnm : .png
        let again = try AnyImage(from: .bytes(image.encoded(as: format), named: recorded.file))
        try expect(again.pixels, recorded)
        var metadata = image.metadata
        metadata.significantBits = nil
        for axis in metadata.spacing.indices {
            let metres = metadata.spacing[axis].map { $0.millimetres / 1000 }
            #expect(isSpacing(again.metadata.spacing[axis], metres: metres))
        }
        metadata.spacing = again.metadata.spacing
        #expect(again.metadata == metadata)
    }

    private func expect(_ array: AnyArray, _ recorded: RecordedFile) throws {
        #expect(array.elementType.rawValue == recorded.type)
        #expect(array.shape.sizes == recorded.shape)
        let found = try texts(of: array)
        let expected = recorded.samples.split(separator: " ").map(String.init)
        if array.elementType.isInteger {
            #expect(found == expected)
        } else {
            // As bits, so that a NaN equals itself.
            #expect(found.map { Double($0)?.bitPattern } == expected.map { Double($0)?.bitPattern })
        }
    }

    /// The checksum that the recording script took of the profile.
    private func crc32(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
        }
        return ~sum
    }
}

/// Whether a spacing is a recorded one, whose metres were rounded on their own.
private func isSpacing(_ spacing: Spacing?, metres: Double?) -> Bool {
    guard let spacing, let metres else { return spacing == nil && metres == nil }
    return abs(spacing.millimetres / 1000 - metres) <= metres.ulp * 4
}
