import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// Every filter, compared with what the library makes of the same photograph.
@Suite struct FilterCommandTests {
    private let folder: TemporaryFolder
    private let photo: Image<UInt8>

    init() throws {
        folder = try TemporaryFolder()
        photo = try Image(contentsOf: Photo.chelsea)
    }

    /// Runs the tool on the photograph, and reads what it has written.
    private func bytes(_ line: String, _ more: [String] = []) throws -> NDArray<UInt8> {
        let words = line.split(separator: " ").map(String.init)
        let outcome = try Tool.run(words + more + [Photo.chelsea, "-o", folder / "result.png"])
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        #expect(outcome.output.isEmpty)
        return try Image<UInt8>(contentsOf: folder / "result.png").pixels
    }

    private func floats(_ line: String) throws -> NDArray<Float> {
        let words = line.split(separator: " ").map(String.init)
        #expect(try Tool.run(words + [Photo.chelsea, "-o", folder / "result.npy"]).status == 0)
        return try NDArray<Float>(contentsOf: folder / "result.npy")
    }

    @Test func gaussian() throws {
        #expect(try bytes("gaussian --sigma 2") == photo.gaussianBlurred(sigma: 2).pixels)
        #expect(try bytes("gaussian -s x=1,y=3 --force") == photo.gaussianBlurred(sigma: [3, 1]).pixels)
        let fwhm = try photo.gaussianBlurred(sigma: .fullWidthAtHalfMaximum(5))
        #expect(try bytes("gaussian --sigma fwhm:5px --force") == fwhm.pixels)
        let other = GaussianFilter(sigma: 1.5, border: .wrap, radius: 3, sampling: .integrated)
        #expect(
            try bytes("gaussian --sigma 1.5 --radius 3 --sampling integrated --border circular --force")
                == photo.filtered(by: other).pixels)
    }

    @Test func gaussianOfAnAccuracy() throws {
        let wide = try photo.filtered(by: GaussianFilter(sigma: 30, accuracy: 1e-3))
        #expect(try bytes("gaussian --sigma 30 --accuracy 1e-3") == wide.pixels)
    }

    @Test func gaussianInMillimetres() throws {
        let narrow = try bytes("gaussian --sigma 1.5mm --spacing x=1mm,y=0.5mm")
        #expect(try narrow == photo.gaussianBlurred(sigma: [3, 1.5]).pixels)
    }

    @Test func gaussianInLinearLight() throws {
        let plan = try GaussianFilter(sigma: 2).plan(for: photo.layout.inLinearLight())
        let expected = try #require(try plan.run(photo.pixels)[0].typed(UInt8.self))
        #expect(try bytes("gaussian --sigma 2 --linear-light") == expected)
    }

    @Test func gaussianDerivative() throws {
        let expected = try photo.differentiated(by: GaussianFilter(sigma: [2, 2], order: [0, 1]))
        #expect(try floats("gaussian --sigma 2 --order x=1,y=0") == expected.pixels)
    }

    @Test func box() throws {
        #expect(try bytes("box --width 5") == photo.boxBlurred(width: 5).pixels)
        let mixed = BoxFilter(width: .each([.fractional(5.5), .samples(4)]), border: .replicate)
        #expect(try bytes("box --width x=4,y=5.5 --border edge --force") == photo.filtered(by: mixed).pixels)
    }

    @Test func motion() throws {
        let filter = MotionFilter(length: 15, angle: -30, direction: 0.5, border: .reflect101)
        #expect(
            try bytes("motion --length 15 --angle -30 --direction 0.5 --border numpy:reflect")
                == photo.filtered(by: filter).pixels)
    }

    @Test func convolve() throws {
        let kernel = try Kernel([0, 1, 2, 0, 1, 0, 0, 0, -3], extents: [3, 3], anchor: [0, 1])
        let turned = try bytes("convolve --anchor 0,1", ["--kernel", "0 1 2; 0 1 0; 0 0 -3"])
        #expect(try turned == photo.convolved(with: kernel).pixels)
        let straight = try bytes(
            "convolve --correlate --anchor 0,1 --mode full --border zeros --force",
            ["--kernel", "[[0,1,2],[0,1,0],[0,0,-3]]"])
        #expect(try straight == photo.correlated(with: kernel, mode: .full, border: .constant(0)).pixels)
        let binomial = try Kernel([0.25, 0.5, 0.25], extents: [3])
        #expect(
            try bytes("convolve --normalize --axes x --force", ["--kernel", "1 2 1"])
                == photo.convolved(with: binomial, axes: [1]).pixels)
    }

    @Test func convolveWithFile() throws {
        #expect(try Tool.run("kernel motion --length 7 --angle 20 -o \(folder / "psf.csv")").status == 0)
        #expect(try Tool.run("kernel motion --length 7 --angle 20 -o \(folder / "psf.npy")").status == 0)
        let expected = try photo.motionBlurred(length: 7, angle: 20).pixels
        #expect(try bytes("convolve --kernel \(folder / "psf.csv")") == expected)
        #expect(try bytes("convolve --force --kernel \(folder / "psf.npy")") == expected)
    }

    @Test func derivative() throws {
        #expect(try floats("derivative --along x") == photo.derivative(along: 1).pixels)
        #expect(
            try floats("derivative --along y --kind sobel --size 5 --force")
                == photo.derivative(along: 0, kind: .sobel, size: 5).pixels)
        #expect(
            try floats("derivative --along 0 --kind forward --force")
                == photo.derivative(along: 0, kind: .forward).pixels)
    }

    @Test func gradient() throws {
        #expect(try floats("gradient --kind scharr") == photo.gradientMagnitude(kind: .scharr).pixels)
        #expect(try floats("gradient --result orientation --force") == photo.gradientOrientation().pixels)
    }

    @Test func gradientComponents() throws {
        #expect(
            try Tool.run("gradient --result components \(Photo.chelsea) -o \(folder / "slope.npy")").status == 0)
        #expect(try folder.names == ["slope-x.npy", "slope-y.npy"])
        let expected = try photo.gradient()
        #expect(try NDArray<Float>(contentsOf: folder / "slope-y.npy") == expected[0].pixels)
        #expect(try NDArray<Float>(contentsOf: folder / "slope-x.npy") == expected[1].pixels)
    }

    @Test func laplacian() throws {
        #expect(try floats("laplacian") == photo.laplacian().pixels)
        #expect(try floats("laplacian --sigma 2 --force") == photo.laplacian(sigma: 2).pixels)
    }

    @Test func unsharp() throws {
        #expect(
            try bytes("unsharp --sigma 1.5 --amount 0.8 --threshold 3")
                == photo.unsharpMasked(sigma: 1.5, amount: 0.8, threshold: 3).pixels)
    }

    @Test(arguments: ["none", "deflate", "lzw", "--compression-level 0", "--compression-level 9"])
    func compressions(_ choice: String) throws {
        let flag = choice.hasPrefix("-") ? choice : "--compression \(choice)"
        let line = "gaussian --sigma 2 \(flag) \(Photo.chelsea) -o \(folder / "result.tif")"
        let outcome = try Tool.run(line)
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(try Image<UInt8>(contentsOf: folder / "result.tif").pixels == photo.gaussianBlurred(sigma: 2).pixels)
        let size = try Data(contentsOf: URL(fileURLWithPath: folder / "result.tif")).count
        #expect((size > photo.pixels.shape.elementCount) == ["none", "--compression-level 0"].contains(choice))
    }

    @Test func resultsDoNotDependOnThreads() throws {
        #expect(try bytes("gaussian --sigma 3 --threads 1") == bytes("gaussian --sigma 3 --threads 2 --force"))
    }

    @Test func profileAndSpacingAreKept() throws {
        _ = try bytes("gaussian --sigma 1")
        let result = try AnyImage(contentsOf: folder / "result.png")
        #expect(result.metadata.profile == photo.metadata.profile)
        #expect(result.metadata.spacing == photo.metadata.spacing)
    }
}
