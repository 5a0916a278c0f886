import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// Many inputs, pipes, existing files, and what goes wrong with single inputs.
@Suite struct BatchTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func folderIntoFolder() throws {
        let inputs = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: Photo.chelsea, toPath: inputs / "b.png")
        try FileManager.default.copyItem(atPath: Photo.astronaut, toPath: inputs / "a.png")
        _ = FileManager.default.createFile(atPath: inputs / "notes.md", contents: Data("no image".utf8))
        let outcome = try Tool.run("gaussian --sigma 1 --json \(inputs.path) -o \(folder / "soft")")
        #expect(outcome.status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder / "soft").sorted() == ["a.png", "b.png"])
        let names = outcome.text.split(separator: "\n").compactMap { try? Self.object(String($0))["input"] as? String }
        #expect(names == [inputs / "a.png", inputs / "b.png"])
        let expected = try Image<UInt8>(contentsOf: Photo.chelsea).gaussianBlurred(sigma: 1).pixels
        #expect(try Image<UInt8>(contentsOf: folder / "soft/b.png").pixels == expected)
    }

    @Test func formatNamesResults() throws {
        #expect(try Tool.run("gaussian --sigma 1 --format npy \(Photo.chelsea) -o \(folder.path)").status == 0)
        #expect(try folder.names == ["chelsea.npy"])
    }

    @Test func badInputsDoNotStopTheRest() throws {
        _ = FileManager.default.createFile(atPath: folder / "lying.png", contents: Data("not a picture".utf8))
        let outcome = try Tool.run(
            "gaussian --sigma 1 --json \(folder / "missing.png") \(folder / "lying.png") \(Photo.chelsea) "
                + "-o \(folder / "out")")
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 2)
        #expect(outcome.errorLines[0].hasPrefix("\(folder / "missing.png"): expected a file that can be read"))
        #expect(outcome.errorLines[1].hasPrefix("\(folder / "lying.png"): expected a file in one of the formats"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder / "out") == ["chelsea.png"])
        let lines = outcome.text.split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(try Self.object(lines[0])["error"] is String)
        #expect(try Self.object(lines[2])["method"] is String)
    }

    @Test func parametersThatDoNotSuitAnInput() throws {
        let volume = try NDArray<Float>(shape: [3, 8, 9]) { Float($0[0] + $0[1] * $0[2]) }
        try volume.write(to: folder / "volume.npy")
        func error(_ line: String, _ input: String) throws -> String {
            let outcome = try Tool.run("\(line) \(input) -o \(folder / "out.npy")")
            #expect(outcome.status == 1)
            #expect(outcome.errorLines.count == 1)
            #expect(outcome.error.hasPrefix(input + ": "))
            return outcome.error
        }
        let npy = folder / "volume.npy"
        #expect(try error("gaussian --sigma 1", npy).contains("expected the meaning of each axis of 3×8×9"))
        #expect(try error("gaussian --sigma 1mm --roles zyx", npy).contains("sigma: expected samples, since axis 0"))
        #expect(try error("gaussian --sigma x=1 --roles zyx", npy).contains("found none for z"))
        #expect(try error("gaussian --sigma 1 --roles yx", npy).contains("roles: expected 3 letters"))
        #expect(try error("gaussian --sigma 1 --axes 7", npy).contains("axes: expected axes of"))
        #expect(try error("convolve --kernel 1,2,1", Photo.chelsea).contains("kernel: expected a kernel of rank 2"))
        #expect(try error("gaussian --sigma 1 --spacing z=3mm", Photo.chelsea).contains("spacing: expected distances"))
        #expect(try error("derivative --along z", Photo.chelsea).contains("along: expected one of the axes y,x"))
        #expect(try folder.names == ["volume.npy"])
    }

    @Test func volumesByNameAndNumber() throws {
        let volume = try NDArray<Float>(shape: [5, 8, 9]) { Float($0[0] * 3 + $0[1] * $0[2]) }
        try volume.write(to: folder / "volume.npy")
        let named = "gaussian --sigma x=1,y=2,z=3 --roles zyx \(folder / "volume.npy") -o \(folder / "named.npy")"
        #expect(try Tool.run(named).status == 0)
        let expected = try volume.gaussianBlurred(sigma: [3, 2, 1], axes: .all)
        #expect(try NDArray<Float>(contentsOf: folder / "named.npy") == expected)
        let numbered = "gaussian --sigma 2=1,1=2 --axes 1,-1 \(folder / "volume.npy") -o \(folder / "numbered.npy")"
        #expect(try Tool.run(numbered).status == 0)
        let flat = try volume.gaussianBlurred(sigma: [2, 1], axes: [1, 2])
        #expect(try NDArray<Float>(contentsOf: folder / "numbered.npy") == flat)
    }

    @Test func existingOutputsAreKept() throws {
        let line = "gaussian --sigma 1 \(Photo.chelsea) -o \(folder / "out.png")"
        #expect(try Tool.run(line).status == 0)
        let first = try Data(contentsOf: URL(fileURLWithPath: folder / "out.png"))
        let refused = try Tool.run(line.replacing("--sigma 1", with: "--sigma 2"))
        #expect(refused.status == 1)
        #expect(refused.error.hasPrefix("\(Photo.chelsea): expected an output name that is not taken"))
        #expect(refused.error.contains("--force"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder / "out.png")) == first)
        #expect(try Tool.run(line.replacing("--sigma 1", with: "--sigma 2 --force")).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder / "out.png")) != first)
    }

    @Test func pipes() throws {
        #expect(try Tool.run("gaussian --sigma 1 \(Photo.chelsea) -o \(folder / "out.png")").status == 0)
        let file = try Data(contentsOf: URL(fileURLWithPath: folder / "out.png"))
        let piped = try Tool.run("gaussian --sigma 1 -", input: Photo.chelsea)
        #expect(piped.status == 0)
        #expect(piped.output == file)
        let other = try Tool.run("gaussian --sigma 1 - --format ppm -o -", input: Photo.chelsea)
        #expect(other.output.starts(with: Data("P6\n451 300\n255\n".utf8)))
    }

    @Test func dryRunWritesNothing() throws {
        let line = "gaussian --sigma 2 --dry-run \(Photo.chelsea) -o \(folder / "out.png")"
        let words = try Tool.run(line)
        #expect(words.status == 0)
        for part in ["pass 2: correlate axis 1 with 17 taps", "method: tiles", "would write: \(folder / "out.png")"] {
            #expect(words.text.contains(part))
        }
        let object = try Self.object(try Tool.run(line + " --json").text)
        #expect(object["dryRun"] as? Bool == true)
        #expect((object["program"] as? [String])?.isEmpty == false)
        #expect(object["outputs"] as? [String] == [folder / "out.png"])
        #expect(try folder.names.isEmpty)
    }

    @Test func reportsAreObjects() throws {
        let outcome = try Tool.run("gradient --json \(Photo.chelsea) -o \(folder / "out.png")")
        let object = try Self.object(outcome.text)
        #expect(object["input"] as? String == Photo.chelsea)
        #expect(object["shape"] as? [Int] == [300, 451, 3])
        #expect(object["type"] as? String == "float32")
        #expect((object["display"] as? [String: Any])?["type"] as? String == "uint8")
        #expect((object["seconds"] as? [String: Double])?.keys.sorted() == ["filter", "read", "write"])
    }

    #if os(Linux)
        @Test func shortageOfMemoryIsAnError() throws {
            let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (9000, 9000), }"
            var bytes = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, 118, 0]) + Data(header.utf8)
            bytes += Data(String(repeating: " ", count: 127 - bytes.count).utf8) + Data("\n".utf8)
            _ = FileManager.default.createFile(atPath: folder / "large.npy", contents: bytes)
            try FileHandle(forWritingTo: URL(fileURLWithPath: folder / "large.npy"))
                .truncate(atOffset: UInt64(128 + 4 * 9000 * 9000))
            let outcome = try Tool.shell(
                "ulimit -v 500000; exec \"$0\" gaussian --sigma 2 --border wrap \"$1\" -o \"$2\"",
                [folder / "large.npy", folder / "out.npy"])
            #expect(outcome.status == 1)
            #expect(outcome.errorLines.count == 1)
            #expect(outcome.error.hasPrefix("\(folder / "large.npy"): expected "))
            #expect(try folder.names == ["large.npy"])
        }
    #endif

    static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
