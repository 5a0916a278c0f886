import Foundation
import PointSpread
import PointSpreadIO
import TestSupport
import Testing

@Suite("Arrays in archives")
struct ArchiveTests {
    private func path(_ name: String) -> String {
        Bundle.module.bundleURL.appendingPathComponent("Fixtures/Volumes/\(name)").path
    }

    @Test("One of several is chosen by name")
    func members() throws {
        let several = FileSource.path(path("several.npz"))
        for name in ["first", "first.npy"] {
            #expect(try AnyArray(from: .member(name, of: several)).shape == [3, 4, 5])
        }
        #expect(try NDArray<Double>(from: .member("third", of: several)).elements == [2.5])
        for source in [several, .member("fourth", of: several), .member("", of: several)] {
            let error = #expect(throws: FileError.self) { try AnyArray(from: source) }
            #expect(error?.code == .mismatch)
            #expect(error?.subject == path("several.npz"))
            #expect(error?.description.contains("first, second, third") == true)
            #expect(error?.description.contains("--member") == true)
        }
        #expect(try AnyArray(from: .member("arr_0", of: .path(path("stored.npz")))).shape == [3, 4, 5])
    }

    @Test("Names where there are none", arguments: [nil, FileFormat.nifti])
    func noMembers(_ format: FileFormat?) {
        let error = #expect(throws: FileError.self) {
            try AnyArray(from: .member("a", of: .path(path("plane.nii"))), format: format)
        }
        #expect(error?.code == .mismatch)
    }

    @Test("Archives without arrays")
    func empty() {
        let end: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        let error = #expect(throws: FileError.self) { try AnyArray(from: .bytes(end, named: "a.npz")) }
        #expect(error?.code == .unsupportedFormat)
    }

    @Test("Every level of compression, and a name", arguments: [0, 1, 4, 9])
    func written(_ level: Int) throws {
        var generator = SeededGenerator(seed: 5)
        let array = try View.reversed.of(randomArray(.int32, [30, 7, 900], using: &generator))
        let encoded = try array.encoded(
            as: .npz, options: WriteOptions(compressionLevel: level, memberName: "größe"))
        let source = FileSource.member("größe", of: .bytes(encoded, named: "a"))
        #expect(try bytes(of: AnyArray(from: source)) == bytes(of: array))
    }

    @Test(arguments: ["", "a\0b", String(repeating: "a", count: 1001)])
    func names(_ name: String) throws {
        let array = try NDArray<UInt8>(repeating: 0, shape: [2])
        let error = #expect(throws: FileError.self) {
            try array.encoded(as: .npz, options: WriteOptions(memberName: name))
        }
        #expect(error?.code == .invalidParameter)
    }

    @Test("The large form, as it is used from 4 GiB on")
    func large() throws {
        let array = try NDArray<UInt8>(repeating: 3, shape: [40])
        let sink = ByteSink(nil, named: "large")
        let writer = try ZipWriter(sink, name: "arr_0.npy", size: 1 << 33, level: 4)
        try array.encoded(as: .npy).withUnsafeBytes { try writer.write($0) }
        try writer.finish()
        #expect(try NDArray<UInt8>(from: .bytes(sink.bytes, named: "large")) == array)
        guard let folder = ProcessInfo.processInfo.environment["POINTSPREAD_WRITTEN"] else { return }
        try Data(sink.bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent("large-form.npz"))
    }
}
