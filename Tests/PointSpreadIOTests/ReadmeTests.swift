import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// The Swift code of the README, as it stands there but for the paths.
@Test("The README's example does what it says")
func readmeExample() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let examples = URL(filePath: #filePath).appending(path: "../../../Examples").standardized
    let (photoPath, softPath) = (examples.appending(path: "chelsea.png").path, folder.appending(path: "soft.png").path)
    let volumePath = folder.appending(path: "volume.npy").path
    try NDArray<Float>(shape: [8, 9, 10]) { Float($0[0] * $0[1] + $0[2]) }.write(to: volumePath)

    let photo = try Image<UInt8>(contentsOf: photoPath)
    let soft = try photo.gaussianBlurred(sigma: 2)
    try soft.write(to: softPath)

    var volume = try NDArray<Float>(contentsOf: volumePath)
    try volume.gaussianBlur(sigma: [1, 3, 3], axes: .all)
    let edges = try photo.gradientMagnitude(border: .reflect101)

    let plan = try GaussianFilter(sigma: 2).plan(for: photo.layout)

    #expect(try Image<UInt8>(contentsOf: softPath).pixels == soft.pixels)
    #expect(soft.pixels != photo.pixels && soft.pixels.shape == photo.pixels.shape)
    #expect(volume[4, 4, 5] != 21 && edges.pixels.elementType == .float32)
    #expect(try plan.run(photo.pixels)[0].typed(UInt8.self) == soft.pixels)
    #expect("\(plan)".contains("method: tiles"))
}
