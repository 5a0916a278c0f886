import PointSpread
import PointSpreadIO
import Testing

/// What becomes of results that the written format cannot hold.
@Suite struct DisplayTests {
    private let folder: TemporaryFolder
    private let photo: Image<UInt8>

    init() throws {
        folder = try TemporaryFolder()
        photo = try Image(contentsOf: Photo.chelsea)
    }

    private func shown(_ line: String) throws -> [UInt8] {
        #expect(try Tool.run("\(line) \(Photo.chelsea) --force -o \(folder / "shown.png")").status == 0)
        return try Image<UInt8>(contentsOf: folder / "shown.png").pixels.elements
    }

    private func rounded(_ numbers: [Float], times factor: Double = 1, plus offset: Double = 0) -> [UInt8] {
        numbers.map { UInt8(min(max((Double($0) * factor + offset).rounded(.toNearestOrEven), 0), 255)) }
    }

    @Test func magnitudesAreShownOneToOne() throws {
        #expect(try shown("gradient") == rounded(photo.gradientMagnitude().pixels.elements))
    }

    @Test func signedResultsAreShownAroundMiddleGrey() throws {
        let slope = try photo.derivative(along: 1).pixels.elements
        #expect(try shown("derivative --along x") == rounded(slope, plus: 128))
        #expect(try shown("laplacian") == rounded(photo.laplacian().pixels.elements, plus: 128))
        #expect(
            try shown("derivative --along x --scale 4 --display-offset 10") == rounded(slope, times: 4, plus: 10))
    }

    @Test func orientationsFillTheRange() throws {
        let angles = try photo.gradientOrientation().pixels.elements
        #expect(try shown("gradient --result orientation") == rounded(angles, times: 127 / Double.pi, plus: 128))
    }

    @Test func automaticScaleFillsTheRange() throws {
        #expect(try shown("gradient --scale auto").max() == 255)
        let slope = try shown("derivative --along x --scale auto")
        #expect(slope.max() == 255 || slope.min() == 1)
    }

    @Test func wholeNumbersGoIntoFloatMaps() throws {
        #expect(try Tool.run("gaussian --sigma 1 \(Photo.chelsea) -o \(folder / "soft.pfm")").status == 0)
        let soft = try Image<Float>(contentsOf: folder / "soft.pfm").pixels.elements
        #expect(try soft == photo.gaussianBlurred(sigma: 1).pixels.elements.map(Float.init))
    }

    @Test func floatsGoIntoWholeNumbersOnlyWhenAsked() throws {
        let ramp = try NDArray<Float>(shape: [4, 8]) { Float($0[0] * 8 + $0[1]) }
        try ramp.write(to: folder / "ramp.npy")
        let refused = try Tool.run("gaussian --sigma 0 \(folder / "ramp.npy") -o \(folder / "ramp.png")")
        #expect(refused.status == 1)
        #expect(
            refused.error.contains("ramp.npy: samples: expected uint8 or uint16, which png files hold, found float32"))
        #expect(
            try Tool.run("gaussian --sigma 0 --scale none \(folder / "ramp.npy") -o \(folder / "ramp.png")").status == 0
        )
        #expect(try Image<UInt8>(contentsOf: folder / "ramp.png").pixels.elements == (0..<32).map(UInt8.init))
    }

    @Test func derivativesLookAtColoursOverBlack() throws {
        var metadata = photo.metadata
        metadata.alpha = .straight
        let opaque = try NDArray<UInt8>(shape: [40, 50, 4]) { index in
            index[2] == 3 ? 255 : UInt8(truncatingIfNeeded: index[0] * 7 + index[1] * index[2] * 3)
        }
        try Image(opaque, metadata).write(to: folder / "opaque.png")
        #expect(try Tool.run("gradient \(folder / "opaque.png") -o \(folder / "edges.npy")").status == 0)
        metadata.alpha = .none
        let colours = try Image(opaque[.all, .all, .range(0..<3)], metadata)
        #expect(
            try NDArray<Float>(contentsOf: folder / "edges.npy").elements == colours.gradientMagnitude().pixels.elements
        )
        #expect(try Tool.run("gradient \(folder / "opaque.png") -o \(folder / "edges.png")").status == 0)
        #expect(try AnyImage(contentsOf: folder / "edges.png").metadata.alpha == .none)
    }
}
