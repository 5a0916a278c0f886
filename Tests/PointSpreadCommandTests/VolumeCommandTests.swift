import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// Volumes with scalings, and arrays of archives.
@Suite struct VolumeCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A volume of whole numbers that stand for a quarter of themselves and 10.
    private func writeVolume(_ name: String) throws -> Image<Int16> {
        var metadata = ImageMetadata(roles: [.z, .y, .x])
        metadata.spacing = [try Spacing(3, .millimetre), try Spacing(1, .millimetre), try Spacing(1, .millimetre)]
        metadata.scaling = try ValueScaling(slope: 0.25, intercept: 10)
        let image = try Image(NDArray<Int16>(shape: [5, 6, 7]) { Int16($0[0] * 100 + $0[1] * $0[2]) }, metadata)
        try image.write(to: folder / name)
        return image
    }

    @Test func scalingAndSpacingTravel() throws {
        let volume = try writeVolume("a.nii.gz")
        #expect(try Tool.run("gaussian --sigma 2mm \(folder / "a.nii.gz") -o \(folder / "b.nii.gz")").status == 0)
        let soft = try Image<Int16>(contentsOf: folder / "b.nii.gz")
        #expect(soft.metadata.scaling == volume.metadata.scaling)
        #expect(soft.metadata.spacing == volume.metadata.spacing)
        #expect(try Tool.run("gradient \(folder / "a.nii.gz") -o \(folder / "c.nii")").status == 0)
        let edges = try Image<Float>(contentsOf: folder / "c.nii")
        #expect(try edges.metadata.scaling == ValueScaling(slope: 0.25))
    }

    @Test func otherFormatsHoldValues() throws {
        let volume = try writeVolume("a.nii")
        #expect(try Tool.run("gaussian --sigma 0 \(folder / "a.nii") -o \(folder / "b.npz")").status == 0)
        let values = try NDArray<Float>(contentsOf: folder / "b.npz")
        #expect(values[2, 3, 4] == Float(volume.pixels[2, 3, 4]) * 0.25 + 10)
    }

    @Test func factsOfVolumes() throws {
        _ = try writeVolume("a.nii.gz")
        let outcome = try Tool.run("info \(folder / "a.nii.gz")")
        for line in ["format       nifti", "axes         zyx", "spacing      z 3.0 mm, y 1.0 mm, x 1.0 mm"] {
            #expect(outcome.text.contains("  \(line)\n"))
        }
        #expect(outcome.text.contains("  scaling      0.25 × sample + 10.0\n"))
        let object = try BatchTests.object(try Tool.run("info --json \(folder / "a.nii.gz")").text)
        #expect(object["slope"] as? Double == 0.25)
        #expect(object["intercept"] as? Double == 10)
    }

    @Test func members() throws {
        let array = try NDArray<Float>(shape: [4, 5]) { Float($0[0] * $0[1]) }
        try array.write(to: folder / "a.npz", options: WriteOptions(memberName: "weights"))
        #expect(
            try Tool.run("gaussian --sigma 1 --member weights \(folder / "a.npz") -o \(folder / "b.npy")").status == 0)
        #expect(try NDArray<Float>(contentsOf: folder / "b.npy") == array.gaussianBlurred(sigma: 1))
        for input in ["a.npz", "b.npy"] {
            let outcome = try Tool.run("info --member other \(folder / input)")
            #expect(outcome.status == 1)
            #expect(outcome.error.contains("--member"))
        }
    }

    /// A file of which only the beginning is stored; the rest reads as zeros.
    private func writeSparse(_ name: String, _ start: [UInt8], byteCount: Int) throws {
        try Data(start).write(to: URL(fileURLWithPath: folder / name))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder / name))
        try file.truncate(atOffset: UInt64(byteCount))
        try file.close()
    }

    @Test func largeVolumesStayInTheirFiles() throws {
        let count = 600 * 512 * 512 * 2
        var header = try NDArray<Int16>(repeating: 0, shape: [2, 2, 2]).encoded(as: .nifti).prefix(352)
        header.replaceSubrange(42..<48, with: [0, 2, 0, 2, 88, 2])
        try writeSparse("a.nii", Array(header), byteCount: 352 + count)
        let line = "gaussian --sigma 2 --dry-run --json \(folder / "a.nii") -o b.nii"
        let object = try BatchTests.object(try Tool.run(line).text)
        #expect(object["inputShape"] as? [Int] == [600, 512, 512])
        let bytes = try #require(object["memoryBytes"] as? Int)
        // The result, but not the input.
        #expect(count..<count + 80_000_000 ~= bytes)
        let tight = try Tool.run(line + " --max-memory 200MB")
        #expect(tight.status == 1 && tight.errorLines.count == 1)
        #expect(tight.error.contains("max-memory: expected at most 200MB"), "\(tight.error)")
    }

    @Test func whatDoesNotFitIsRefusedBeforeItIsRead() throws {
        let text = "{'descr': '>f4', 'fortran_order': True, 'shape': (512, 512, 3000), }"
        let header = Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) }) + [1, 0, 118, 0]
        let start = header + Array((text + String(repeating: " ", count: 117 - text.count) + "\n").utf8)
        try writeSparse("a.npy", start, byteCount: 128 + 512 * 512 * 3000 * 4)
        let outcome = try Tool.run(
            "gaussian --sigma 2 --max-memory 200MB \(folder / "a.npy") -o \(folder / "b.npy")")
        #expect(outcome.status == 1 && outcome.errorLines.count == 1)
        #expect(outcome.error.contains("which --max-memory allows, found 3145728000"), "\(outcome.error)")
    }

    @Test func linearLightIsForBrightness() throws {
        _ = try writeVolume("a.nii")
        let outcome = try Tool.run("gaussian --sigma 1 --linear-light \(folder / "a.nii") -o \(folder / "b.nii")")
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.error.contains("linear-light: expected samples that are brightness or colour"))
        #expect(outcome.error.contains("found samples that stand for 0.25 × sample + 10.0"))
        #expect(try folder.names == ["a.nii"])
    }

    @Test func namesOfResultsInArchives() throws {
        try NDArray<Float>(repeating: 1, shape: [4, 5]).write(to: folder / "a.npy")
        let line = "gaussian --sigma 1 --output-member soft \(folder / "a.npy") -o \(folder / "b.npz")"
        #expect(try Tool.run(line).status == 0)
        #expect(try NDArray<Float>(from: .member("soft", of: .path(folder / "b.npz"))).shape == [4, 5])
        let outcome = try Tool.run([
            "gaussian", "--sigma", "1", "--output-member", "", folder / "a.npy", "-o", folder / "c.npz",
        ])
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1 && outcome.error.contains("a name of 1 to 1000 bytes"))
    }

    @Test func namesOfResults() throws {
        _ = try writeVolume("a.nii.gz")
        let line = "gradient --result components --axes z,y,x \(folder / "a.nii.gz") -o \(folder / "d.nii.gz")"
        let outcome = try Tool.run(line)
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(try folder.names == ["a.nii.gz", "d-x.nii.gz", "d-y.nii.gz", "d-z.nii.gz"])
    }
}
