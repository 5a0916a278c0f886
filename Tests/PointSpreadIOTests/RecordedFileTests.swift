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
            #expect(metadata.roles == (try recorded.knownRoles))
            for (role, metres) in [
                (.y, recorded.metresPerRow), (.x, recorded.metresPerColumn), (AxisRole.z, recorded.metresPerSlice),
            ] {
                #expect(isSpacing(metadata.axis(of: role).flatMap { metadata.spacing[$0] }, metres: metres))
            }
        }
    }

    @Test("Written and read again, nothing has changed", arguments: RecordedFile.all)
    func writtenAgain(_ recorded: RecordedFile) throws {
        let array = try AnyArray(from: recorded.meant(.path(recorded.path)))
        try expect(AnyArray(from: .bytes(array.encoded(as: .npy), named: recorded.file)), recorded)

        guard !recorded.isArray, !recorded.isVolume else { return }
        let image = try AnyImage(contentsOf: recorded.path)
        let isTIFF = recorded.file.hasSuffix(".tif")
        let format: FileFormat =
            isTIFF
            ? .tiff : image.pixels.elementType == .float32 ? .pfm : recorded.shape.last == 5 ? .pnm : .png
        let again = try AnyImage(from: .bytes(image.encoded(as: format), named: recorded.file))
        // Pages are written in ImageJ's order of axes.
        let order = image.metadata.roles.compactMap { again.metadata.axis(of: $0) }
        try expect(again.pixels.transposed(order), recorded)
        var metadata = image.metadata
        metadata.significantBits = nil
        metadata.roles = again.metadata.roles
        let spacing = again.metadata.roles.map { role in
            image.metadata.axis(of: role).flatMap { image.metadata.spacing[$0] }
        }
        for (found, expected) in zip(again.metadata.spacing, spacing) {
            // TIFF states a resolution in single precision.
            #expect(isSpacing(found, metres: expected.map { $0.millimetres / 1000 }, tolerance: isTIFF ? 0x1p-24 : 0))
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
}

/// Whether a spacing is a recorded one, whose metres were rounded on their own.
private func isSpacing(_ spacing: Spacing?, metres: Double?, tolerance: Double = 0) -> Bool {
    guard let spacing, let metres else { return spacing == nil && metres == nil }
    return abs(spacing.millimetres / 1000 - metres) <= max(metres.ulp * 4, metres * tolerance)
}
