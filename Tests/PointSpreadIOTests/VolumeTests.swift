import Foundation
import PointSpread
import PointSpreadIO
import Testing

@Suite("NIfTI volumes keep what they know")
struct VolumeTests {
    private static let volumes = RecordedFile.all.filter(\.isVolume)

    private static func volume(_ name: String) throws -> RecordedFile {
        try #require(RecordedFile.all.first { $0.file == "Volumes/\(name)" })
    }

    @Test("Roles, spacing and scaling", arguments: volumes)
    func facts(_ recorded: RecordedFile) throws {
        let metadata = try AnyImage(contentsOf: recorded.path).metadata
        #expect(try metadata.roles == AxisRole.roles(fromLetters: #require(recorded.axes)))
        let unit = ["meter": 1000, "mm": 1, "micron": 1e-3][recorded.unit]
        let expected = recorded.spacing?.map { distance in unit.flatMap { unit in distance.map { $0 * unit } } }
        #expect(metadata.spacing.map { $0?.millimetres } == expected)
        #expect(metadata.scaling.map { [$0.slope, $0.intercept] } == recorded.scaling)
        #expect(!metadata.nifti.isEmpty)
    }

    @Test("Written again, the samples and everything beside them are the same", arguments: volumes)
    func writtenAgain(_ recorded: RecordedFile) throws {
        let original = try AnyImage(contentsOf: recorded.path)
        let again = try AnyImage(from: .bytes(original.encoded(as: .nifti), named: recorded.file))
        #expect(again.metadata == original.metadata)
        #expect(try bytes(of: again.pixels) == bytes(of: original.pixels))
        if recorded.file.hasSuffix(".nii") {
            // Not a byte has changed, but for those that have two forms of the same meaning.
            let (before, after) = (try recorded.bytes, try original.encoded(as: .nifti))
            #expect(before.count == after.count)
            #expect(zip(before, after).filter { $0 != $1 }.count <= 2, "\(recorded.file)")
        }
    }

    /// Where another program is to look at what is written, the folder for it; `Fixtures/Volumes/record.py verify` does.
    @Test(
        "Files for other programs",
        .enabled(if: ProcessInfo.processInfo.environment["POINTSPREAD_WRITTEN"] != nil),
        arguments: RecordedFile.all.filter { $0.file.hasPrefix("Volumes/") })
    func forOthers(_ recorded: RecordedFile) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["POINTSPREAD_WRITTEN"])
        let path = "\(folder)/\(recorded.file.dropFirst("Volumes/".count))"
        if recorded.isArray {
            try AnyArray(from: recorded.meant(.path(recorded.path))).write(to: path, overwriting: true)
        } else {
            try AnyImage(contentsOf: recorded.path).write(to: path, overwriting: true)
        }
    }

    @Test("The axes in memory do not matter", arguments: ["int16-1.nii", "colours4.nii", "vectors.nii.gz", "six.nii"])
    func transposed(_ name: String) throws {
        let original = try AnyImage(contentsOf: Self.volume(name).path)
        var metadata = original.metadata
        metadata.roles.reverse()
        metadata.spacing.reverse()
        let turned = try AnyImage(original.pixels.transposed, metadata)
        let again = try AnyImage(from: .bytes(turned.encoded(as: .nifti), named: name))
        #expect(again.metadata == original.metadata)
        #expect(try bytes(of: again.pixels) == bytes(of: original.pixels))
    }

    @Test("A volume from elsewhere gets a header of its own", arguments: Spacing.Unit.allCases)
    func fresh(_ unit: Spacing.Unit) throws {
        var metadata = ImageMetadata(roles: [.z, .y, .x])
        metadata.spacing = [try Spacing(3, unit), try Spacing(0.5, unit), nil]
        metadata.summary = "é" + String(repeating: "a", count: 100)
        metadata.scaling = try ValueScaling(slope: 0.5, intercept: -3)
        let image = try Image(NDArray<Int16>(shape: [2, 3, 4]) { Int16($0[0] * 100 + $0[1] * 10 + $0[2]) }, metadata)
        let again = try Image<Int16>(from: .bytes(image.encoded(as: .nifti), named: "fresh"))
        #expect(again.pixels == image.pixels)
        let millimetres = again.metadata.spacing.map { $0?.millimetres ?? 0 }
        for (found, expected) in zip(millimetres, [3 * unit.inMillimetres, 0.5 * unit.inMillimetres]) {
            #expect(abs(found - expected) <= expected * 1e-7)
        }
        #expect(again.metadata.summary == "é" + String(repeating: "a", count: 77))
        #expect(again.metadata.scaling == metadata.scaling)
    }

    @Test("What knows nothing says nothing")
    func unknown() throws {
        let array = try NDArray<Float>(shape: [2, 3, 4, 5]) { Float($0[0] + $0[3]) }
        let again = try Image<Float>(from: .bytes(array.encoded(as: .nifti), named: "a"))
        #expect(again.metadata.roles == [.time, .z, .y, .x])
        #expect(again.metadata.spacing == [nil, nil, nil, nil])
        #expect(again.metadata.scaling == nil)
        #expect(again.pixels == array)
    }

    @Test("Long axes make it version 2")
    func long() throws {
        let array = try NDArray<UInt8>(repeating: 7, shape: [2, 40_000])
        let bytes = try array.encoded(as: .nifti)
        #expect(bytes.prefix(2) == [0x1C, 0x02])
        #expect(try NDArray<UInt8>(from: .bytes(bytes, named: "long")) == array)
        let small = try AnyImage(contentsOf: Self.volume("sform.nii.gz").path)
        let wide = try AnyImage(AnyArray(NDArray<Int16>(repeating: 1, shape: [1, 2, 33_000])), small.metadata)
        let again = try AnyImage(from: .bytes(wide.encoded(as: .nifti), named: "wide"))
        #expect(again.metadata.summary == "FSL5.0")
        #expect(again.metadata.spacing.compactMap { $0 } == small.metadata.spacing.suffix(2))
    }

    @Test("A new spacing stretches the orientation with it")
    func spacing() throws {
        let original = try AnyImage(contentsOf: Self.volume("sform-big-2.nii").path)
        var metadata = original.metadata
        metadata.spacing[2] = try Spacing(0.004, .metre)
        let bytes = try AnyImage(original.pixels, metadata).encoded(as: .nifti)
        #expect(try AnyImage(from: .bytes(bytes, named: "a")).metadata.spacing[2]?.millimetres == 4)
        // The first number of the matrix, −2 before, at its place in a header of the other byte order.
        let bits = bytes[400..<408].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(Double(bitPattern: bits) == -4)
    }

    @Test("Compression is asked for by name")
    func compressed() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).Nii.Gz").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let image = try AnyImage(contentsOf: Self.volume("more.nii").path)
        try image.write(to: path)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(bytes.starts(with: [0x1F, 0x8B]))
        #expect(try AnyImage(contentsOf: path).metadata == image.metadata)
        #expect(FileFormat(extensionOf: "brain.nii.gz") == .nifti)
        #expect(FileFormat(extensionOf: "brain.tar.gz") == nil)
        #expect(FileFormat(extensionOf: ".nii.gz") == nil)
    }

    @Test(
        "The directions are those that nibabel tells",
        arguments: zip(
            ["qform.nii", "sform.nii.gz", "sform-big-2.nii", "int16-1.nii"], ["RAS", "LAS", "LAS", nil]))
    func directions(_ name: String, _ directions: String?) throws {
        var metadata = try AnyImage(contentsOf: Self.volume(name).path).metadata
        #expect(metadata.bodyDirections == directions)
        if name == "qform.nii" {
            // A negative zeroth spacing turns z: −1 instead of 1.
            metadata.nifti.replaceSubrange(76..<80, with: [0, 0, 0x80, 0xBF])
            #expect(metadata.bodyDirections == "RAI")
        }
    }

    @Test("A header that is none is left out", arguments: [0, 3, 400])
    func brokenHeader(_ count: Int) throws {
        var metadata = ImageMetadata(roles: [.y, .x])
        metadata.nifti = [UInt8](repeating: 0x5C, count: count)
        let image = try Image(NDArray<UInt8>([1, 2, 3, 4], shape: [2, 2]), metadata)
        #expect(metadata.bodyDirections == nil)
        #expect(try Image<UInt8>(from: .bytes(image.encoded(as: .nifti), named: "a")).pixels == image.pixels)
    }

    @Test("Photographs are written upright")
    func turned() throws {
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        metadata.orientation = .turned90
        metadata.spacing = [try Spacing(1, .millimetre), try Spacing(2, .millimetre), nil]
        let image = try Image(NDArray<UInt8>(shape: [2, 3, 3]) { UInt8($0[0] * 9 + $0[1] * 3 + $0[2]) }, metadata)
        let volume = try Image<UInt8>(from: .bytes(image.encoded(as: .nifti), named: "a"))
        let photo = try Image<UInt8>(from: .bytes(image.encoded(as: .png), named: "a"))
        #expect(volume.pixels == photo.pixels)
        #expect(volume.metadata.spacing == photo.metadata.spacing)
    }

    @Test("What a volume cannot hold")
    func unrepresentable() throws {
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        metadata.alpha = .straight
        let images: [AnyImage] = [
            AnyImage(try Image(NDArray<Float16>(repeating: 0, shape: [2, 2]), ImageMetadata(roles: [.y, .x]))),
            AnyImage(try Image(NDArray<UInt8>(repeating: 0, shape: [0, 2]), ImageMetadata(roles: [.y, .x]))),
            AnyImage(try Image(NDArray<Float>(repeating: 0, shape: [2, 2, 4]), metadata)),
            AnyImage(try Image(NDArray<UInt8>(repeating: 0, shape: [2, 2, 2]), metadata)),
        ]
        for image in images {
            let error = #expect(throws: FileError.self) { try image.encoded(as: .nifti) }
            #expect(error?.code == .unrepresentable)
        }
        let array = try NDArray<UInt8>(repeating: 0, shape: [1, 1, 1, 1, 1, 1, 2])
        #expect(throws: FileError.self) { try array.encoded(as: .nifti) }
    }
}
