import PointSpread
import PointSpreadIO
import Testing

@Suite("Formats are known by name, by extension and by their first bytes")
struct FileFormatTests {
    @Test func extensions() {
        #expect(FileFormat(extensionOf: "a/b.c/scan.PGM") == .pnm)
        #expect(FileFormat(extensionOf: "volume.npy") == .npy)
        #expect(FileFormat(extensionOf: "a.png/scan") == nil)
        #expect(FileFormat(extensionOf: ".png") == nil)
        #expect(FileFormat(extensionOf: "scan.") == nil)
        #expect(FileFormat(extensionOf: "") == nil)
        #expect(FileFormat(named: "PFM") == .pfm)
        #expect(FileFormat(named: "gif") == nil)
    }

    @Test func firstBytesDecideAndTheFormatForces() throws {
        let image = try Image(NDArray<UInt8>([1, 2, 3, 4], shape: [2, 2]), ImageMetadata(roles: [.y, .x]))
        for format in [FileFormat.png, .pnm] {
            let bytes = try image.encoded(as: format)
            #expect(try Image<UInt8>(from: .bytes(bytes, named: "wrong.npy")).pixels == image.pixels)
            let error = #expect(throws: FileError.self) {
                try AnyImage(from: .bytes(bytes, named: "forced"), format: .npy)
            }
            #expect(error?.code == .malformed)
        }
    }

    @Test func roles() throws {
        #expect(try AxisRole.roles(fromLetters: "tzyxc") == [.time, .z, .y, .x, .channel])
        for letters in ["yy", "q"] {
            #expect(throws: FileError.self) { try AxisRole.roles(fromLetters: letters) }
        }
    }
}
