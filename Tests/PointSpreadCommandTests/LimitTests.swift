import Foundation
import PointSpread
import PointSpreadIO
import TestSupport
import Testing

/// What is refused by a limit says which option lifts it, and that option does.
@Suite struct LimitTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try NDArray<UInt8>(repeating: 3, shape: [6, 5, 5]).write(to: folder / "pages.tif")
        var text = try PNGFile(NDArray<UInt8>(repeating: 7, shape: [3, 4]).encoded(as: .png))
        text.insert("tEXt", Array("Title\0".utf8) + [UInt8](repeating: 65, count: 100_000))
        try Data(text.bytes).write(to: URL(fileURLWithPath: folder / "text.png"))
    }

    /// A small file that is honestly large: 16,500 × 16,500 equal samples.
    private static let flat = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "PointSpreadIOTests/Fixtures/bomb.png").path

    @Test(arguments: [
        ("max-pixels", "/photo", 135_299, 135_300), ("max-bytes", "/photo", 405_899, 405_900),
        ("max-metadata", "/text.png", 50_000, 1_000_000), ("max-pages", "/pages.tif", 5, 6),
        ("max-ratio", "/flat", 256, 1_000_000),
    ])
    func theOptionThatIsNamedHelps(_ option: String, _ name: String, _ low: Int, _ high: Int) throws {
        let input = name == "/photo" ? Photo.chelsea : name == "/flat" ? Self.flat : folder.path + name
        let line = "gaussian --sigma 1 --dry-run \(input) -o out.png"
        let refused = try Tool.run("\(line) --\(option) \(low)")
        #expect(refused.status == 1)
        #expect(refused.errorLines.count == 1 && refused.error.contains("(--\(option))"), "\(refused.error)")
        let lifted = try Tool.run("\(line) --\(option) \(high) --format npy")
        #expect(lifted.status == 0, "\(lifted.error)")
    }
}
