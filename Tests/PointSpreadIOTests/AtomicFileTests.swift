import Foundation
import PointSpread
import PointSpreadIO
import Testing

@Suite("Files appear complete or not at all")
struct AtomicFileTests {
    /// A folder of its own for each test.
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("PointSpread-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    private func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
    private func cleanUp() { try? FileManager.default.removeItem(at: folder) }

    private func mode(_ name: String) throws -> Int {
        let value = try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions]
        return (value as? NSNumber)?.intValue ?? 0
    }

    private func write(_ text: String, to path: String, overwriting: Bool, named: Bool) throws(FileError) {
        var file = try AtomicFile(at: path, overwriting: overwriting, named: named)
        let sink = ByteSink(file.file, named: path)
        try sink.write(text)
        try sink.flush()
        try file.commit()
    }

    private let pixels: NDArray<UInt8>? = try? NDArray([1, 2, 3, 4], shape: [2, 2])

    @Test(arguments: [false, true]) func newFile(_ named: Bool) throws {
        defer { cleanUp() }
        try write("new", to: path("a"), overwriting: named, named: named)
        #expect(try text("a") == "new")
        #expect(try names() == ["a"])
        let mask = umask(0)
        umask(mask)
        #expect(try mode("a") == Int(0o666 & ~mask))
    }

    @Test(arguments: [false, true]) func existingFileStays(_ named: Bool) throws {
        defer { cleanUp() }
        try "old".write(toFile: path("a"), atomically: false, encoding: .utf8)
        let error = #expect(throws: FileError.self) {
            try write("new", to: path("a"), overwriting: false, named: named)
        }
        #expect(error?.code == .exists)
        #expect(try text("a") == "old")
        #expect(try names() == ["a"])
    }

    @Test(arguments: [false, true]) func existingFileIsReplaced(_ named: Bool) throws {
        defer { cleanUp() }
        try "old".write(toFile: path("a"), atomically: false, encoding: .utf8)
        #expect(chmod(path("a"), 0o640) == 0)
        try write("new", to: path("a"), overwriting: true, named: named)
        #expect(try text("a") == "new")
        #expect(try mode("a") == 0o640)
        #expect(try names() == ["a"])
    }

    @Test("A name taken while the file is written", arguments: [false, true])
    func race(_ named: Bool) throws {
        defer { cleanUp() }
        for overwriting in [false, true] {
            var file = try AtomicFile(at: path("a\(overwriting)"), overwriting: overwriting, named: named)
            let sink = ByteSink(file.file, named: "a")
            try sink.write("late")
            try sink.flush()
            try "early".write(toFile: path("a\(overwriting)"), atomically: false, encoding: .utf8)
            do {
                try file.commit()
                #expect(overwriting)
            } catch {
                #expect(!overwriting && error.code == .exists)
            }
        }
        #expect(try text("afalse") == "early")
        #expect(try text("atrue") == "late")
    }

    @Test("Of many writers exactly one succeeds", arguments: [false, true])
    func manyWriters(_ named: Bool) async throws {
        defer { cleanUp() }
        let successes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                group.addTask { (try? write("\(number)", to: path("a"), overwriting: false, named: named)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(successes == 1)
        #expect(try names() == ["a"])
    }

    @Test("A writer that fails leaves nothing, and what was there", arguments: [false, true])
    func failure(_ exists: Bool) throws {
        defer { cleanUp() }
        if exists { try "old".write(toFile: path("a.png"), atomically: false, encoding: .utf8) }
        let unsuitable = try NDArray<Float>(repeating: 0, shape: [2, 2])
        let error = #expect(throws: FileError.self) { try unsuitable.write(to: path("a.png"), overwriting: true) }
        #expect(error?.code == .unrepresentable)
        #expect(try names() == (exists ? ["a.png"] : []))
        if exists { #expect(try text("a.png") == "old") }
    }

    @Test(arguments: [false, true]) func abandonedFile(_ named: Bool) throws {
        defer { cleanUp() }
        do {
            let file = try AtomicFile(at: path("a"), overwriting: false, named: named)
            #expect(try names().count == (named ? 1 : 0))
            _ = file.file
        }
        #expect(try names().isEmpty)
    }

    @Test("A link stays a link, and what it points to is written", arguments: [false, true])
    func links(_ dangling: Bool) throws {
        defer { cleanUp() }
        let pixels = try #require(pixels)
        if !dangling { try pixels.write(to: path("target.npy")) }
        #expect(symlink("target.npy", path("second")) == 0)
        #expect(symlink("second", path("first.npy")) == 0)
        let error = #expect(throws: FileError.self) { try pixels.write(to: path("first.npy")) }
        #expect(error?.code == .exists)
        try pixels.transposed.write(to: path("first.npy"), overwriting: true)
        #expect(try names() == ["first.npy", "second", "target.npy"])
        #expect(try NDArray<UInt8>(contentsOf: path("target.npy")) == pixels.transposed)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("first.npy")) == "second")
    }

    @Test func placesThatCannotBeWritten() throws {
        defer { cleanUp() }
        let pixels = try #require(pixels)
        for target in [path("missing/a.png"), folder.path, "/dev/full", ""] {
            let error = #expect(throws: FileError.self) {
                try pixels.write(to: target, format: .png, overwriting: true)
            }
            #expect(error?.code == .writeFailed, "\(error?.description ?? "")")
        }
        let closed = #expect(throws: FileError.self) {
            try pixels.write(to: .descriptor(-1, named: "<closed>"), format: .png)
        }
        #expect(closed?.code == .writeFailed)
        #expect(throws: Never.self) { try pixels.write(to: "/dev/null", format: .png) }
        #expect(try names().isEmpty)
    }

    @Test func openFile() throws {
        defer { cleanUp() }
        let pixels = try #require(pixels)
        try Data().write(to: folder.appendingPathComponent("a"))
        let handle = try #require(FileHandle(forWritingAtPath: path("a")))
        try handle.write(contentsOf: Data([1, 2, 3]))
        try pixels.write(to: .descriptor(handle.fileDescriptor, named: "<file>"), format: .npy)
        try handle.close()

        let reader = try #require(FileHandle(forReadingAtPath: path("a")))
        try reader.seek(toOffset: 3)
        for mapped in [false, true] {
            try reader.seek(toOffset: 3)
            #expect(
                try NDArray<UInt8>(from: .descriptor(reader.fileDescriptor, named: "<file>"), mapped: mapped) == pixels)
        }
    }
}
