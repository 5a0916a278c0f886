import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// Writes files for `Fixtures/record_photographs.py verify`, which reads them with Pillow.
@Suite("Written files that other programs read")
struct WrittenFileTests {
    private static let folder = ProcessInfo.processInfo.environment["POINTSPREAD_WRITES_TO"]

    @Test(.enabled(if: folder != nil, "POINTSPREAD_WRITES_TO names no folder"))
    func files() throws {
        let folder = try #require(Self.folder)
        for recorded in RecordedFile.all where recorded.type == "uint8" && recorded.shape.last != 5 {
            guard !recorded.isArray, !recorded.isVolume else { continue }
            let image = try AnyImage(contentsOf: recorded.path)
            for (suffix, options) in [
                ("png", WriteOptions()), ("jpg", WriteOptions()), ("jpeg", WriteOptions(quality: 80)),
                ("lossy.webp", WriteOptions()), ("webp", WriteOptions(lossless: true)),
            ] where !(suffix.hasPrefix("jp") && image.metadata.alpha != .none) {
                let path = "\(folder)/\(recorded.file).\(suffix)"
                try image.write(to: path, overwriting: true, options: options)
                try AnyArray(contentsOf: path).write(to: path + ".npy", overwriting: true)
            }
        }
    }
}
