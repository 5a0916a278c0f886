import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// `--as`: the functions of other frameworks on the command line.
@Suite struct FrameworkCommandTests {
    private let folder: TemporaryFolder
    private let photo: AnyImage

    init() throws {
        folder = try TemporaryFolder()
        photo = try AnyImage(contentsOf: Photo.chelsea)
    }

    static func pair(_ x: Double, _ y: Double) -> ConventionValue { .numbers([x, y], extents: [2]) }
    private static let taps = [0.0, 1, 2, 0, 1, 0, 0, 0, -3]

    /// A line, and the function with the arguments that it stands for.
    static let lines: [(line: String, function: String, arguments: [String: ConventionValue])] = [
        ("gaussian --sigma 2 --as opencv", "opencv.GaussianBlur", ["ksize": pair(0, 0), "sigmaX": .number(2)]),
        (
            "gaussian --sigma x=3,y=1 --radius 4 --border scipy:reflect --as opencv@5", "opencv.GaussianBlur",
            [
                "ksize": pair(9, 9), "sigmaX": .number(3), "sigmaY": .number(1), "borderType": .text("BORDER_REFLECT"),
            ]
        ),
        ("gaussian --sigma 2 --as scipy", "scipy.ndimage.gaussian_filter", ["sigma": .number(2)]),
        (
            "gaussian --sigma 2 --order x=1,y=0 --as scipy --dtype float32", "scipy.ndimage.gaussian_filter",
            ["sigma": .number(2), "order": pair(0, 1), "output": .text("float32")]
        ),
        ("gaussian --sigma 2 --as skimage", "skimage.filters.gaussian", ["sigma": .number(2)]),
        ("gaussian --sigma 2 --as pillow@13", "pillow.GaussianBlur", ["radius": .number(2)]),
        (
            "gaussian --sigma 2 --as torchvision", "torchvision.gaussian_blur",
            ["kernel_size": pair(17, 17), "sigma": .number(2)]
        ),
        (
            "gaussian --sigma 2 --as kornia", "kornia.gaussian_blur2d",
            ["kernel_size": pair(17, 17), "sigma": .number(2)]
        ),
        ("gaussian --sigma 2 --as diplib", "diplib.Gauss", ["sigmas": .number(2)]),
        (
            "gaussian --sigma 2 --as itk", "itk.DiscreteGaussian",
            ["variance": .number(4), "useImageSpacing": .number(0)]
        ),
        ("gaussian --sigma 2 --as vips", "vips.gaussblur", ["sigma": .number(2)]),
        ("gaussian --sigma 2 --as dali", "dali.gaussian_blur", ["sigma": .number(2)]),
        (
            "gaussian --sigma 2 --as fastai", "fastai.gaussian_blur",
            ["sigma": .number(2), "kernel_size": .number(17)]
        ),
        ("gaussian --sigma 2 --as matlab", "matlab.imgaussfilt", ["sigma": .number(2)]),
        ("box --width x=5,y=3 --as opencv", "opencv.blur", ["ksize": pair(5, 3)]),
        ("box --width 4 --as scipy", "scipy.ndimage.uniform_filter", ["size": .number(4)]),
        ("box --width 5.5 --as pillow", "pillow.BoxBlur", ["radius": .number(2.25)]),
        ("box --width 5 --as kornia", "kornia.box_blur", ["kernel_size": .number(5)]),
        (
            "convolve --correlate --kernel [[0,1,2],[0,1,0],[0,0,-3]] --anchor 0,1 --as opencv", "opencv.filter2D",
            ["kernel": .numbers(taps, extents: [3, 3]), "anchor": pair(1, 0)]
        ),
        (
            "convolve --kernel [[0,1,2],[0,1,0],[0,0,-3]] --as opencv", "opencv.filter2D",
            ["kernel": .numbers(taps.reversed(), extents: [3, 3])]
        ),
        (
            "convolve --kernel [[0,1,2],[0,1,0],[0,0,-3]] --as scipy", "scipy.ndimage.convolve",
            ["weights": .numbers(taps, extents: [3, 3])]
        ),
        (
            "convolve --kernel [[0,1,2],[0,1,0],[0,0,-3]] --mode valid --as scipy.signal", "scipy.signal.convolve2d",
            ["kernel": .numbers(taps, extents: [3, 3]), "mode": .text("valid")]
        ),
        (
            "convolve --correlate --kernel [[0,1,2],[0,1,0],[0,0,-3]] --as torch", "torch.conv",
            ["weight": .numbers(taps, extents: [3, 3])]
        ),
        (
            "derivative --along x --as opencv --dtype int16", "opencv.Sobel",
            ["dx": .number(1), "dy": .number(0), "ddepth": .text("int16")]
        ),
        ("derivative --along y --kind prewitt --as scipy", "scipy.ndimage.prewitt", ["axis": .number(0)]),
        ("laplacian --as opencv --dtype int16", "opencv.Laplacian", ["ddepth": .text("int16")]),
        ("laplacian --sigma 2 --as scipy", "scipy.ndimage.gaussian_laplace", ["sigma": .number(2)]),
        ("unsharp --sigma 2 --as pillow", "pillow.UnsharpMask", ["radius": .number(2)]),
        (
            "unsharp --sigma 2 --amount 0.5 --as skimage", "skimage.filters.unsharp_mask",
            ["radius": .number(2), "amount": .number(0.5)]
        ),
    ]

    @Test(arguments: lines) func filtersAreTheFunctionsByName(
        _ line: (line: String, function: String, arguments: [String: ConventionValue])
    ) throws {
        let path = folder / "result.npy"
        let outcome = try Tool.run("\(line.line) \(Photo.chelsea) -o \(path)")
        #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
        let expected = try photo.filtered(by: AnyFilter(line.function, line.arguments)).pixels
        let found = try AnyArray(contentsOf: path)
        #expect(found.elementType == expected.elementType)
        #expect(try numbers(found) == numbers(expected))
    }

    /// A function by its name.
    private struct AnyFilter: Filter {
        let function: String
        let arguments: [String: ConventionValue]

        init(_ function: String, _ arguments: [String: ConventionValue]) {
            self.function = function
            self.arguments = arguments
        }

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            try Framework.convention(named: function).filter(arguments).program(for: layout)
        }
    }

    private func numbers(_ array: AnyArray) throws -> NDArray<Double> {
        try array.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
    }

    @Test func realSamplesGoToKeras() throws {
        let line = "gaussian --sigma 2 --as keras"
        let refused = try Tool.run("\(line) \(Photo.chelsea) -o \(folder / "soft.npy")")
        #expect(refused.status == 1 && refused.errorLines.count == 1 && refused.error.contains("floating-point"))
        try photo.pixels.converted(to: Float.self, rounding: .halfEven, overflow: .saturate)
            .write(to: folder / "real.npy")
        #expect(try Tool.run("\(line) --roles yxc \(folder / "real.npy") -o \(folder / "soft.npy")").status == 0)
    }

    @Test(arguments: ["opencv", "scipy", "pillow", "itk", "vips"])
    func resultsByRowsAreTheSameFiles(framework: String) throws {
        let samples = try NDArray<UInt8>(shape: [1100, 1000, 3]) {
            UInt8(truncatingIfNeeded: $0[0] * $0[1] * 7 + $0[2])
        }
        let image = try Image(samples, ImageMetadata(roles: [.y, .x, .channel]))
        try image.write(to: folder / "large.png", options: WriteOptions(compressionLevel: 0))
        let start = "gaussian --sigma 2 --as \(framework) \(folder / "large.png") --json -o "
        #expect(try Tool.run(start + (folder / "whole.png")).text.contains("\"rowsAtOnce\":null"))
        let rows = try Tool.run(start + (folder / "rows.png") + " --max-memory 39MB")
        #expect(rows.status == 0 && !rows.text.contains("\"rowsAtOnce\":null"), "\(rows.error)\(rows.text)")
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: folder / "whole.png"))
                == Data(contentsOf: URL(fileURLWithPath: folder / "rows.png")))
    }

    @Test func batchesAndDryRunsSayWhatIsCalled() throws {
        let line = "gaussian --sigma 2 --as opencv \(Photo.chelsea) \(Photo.astronaut) -o \(folder / "soft")"
        let dry = try Tool.run(line + " --dry-run")
        #expect(dry.status == 0)
        let call = "as opencv 5.0.0 GaussianBlur(ksize: 0 0, sigmaX: 2, sigmaY: 2), bit-exact\n"
        #expect(dry.text.split(separator: call, omittingEmptySubsequences: false).count == 3, "\(dry.text)")
        let run = try Tool.run(line + " --json")
        let object = try JSONSerialization.jsonObject(with: Data(run.text.split(separator: "\n")[0].utf8))
        let named = try #require((object as? [String: Any])?["as"] as? [String: Any])
        #expect(named["function"] as? String == "GaussianBlur" && named["version"] as? String == "5.0.0")
        #expect((named["arguments"] as? [String: Any])?["sigmaX"] as? Double == 2)
        #expect(try names(in: folder / "soft") == ["astronaut.png", "chelsea.png"])
    }

    private func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test("alpha is a channel like the others, and results are written as they are")
    func alphaIsFilteredLikeColours() throws {
        var samples = try NDArray<UInt8>(shape: [9, 9, 4]) { UInt8($0[0] * 10 + $0[1] + 40 * $0[2]) }
        samples[4, 4, 3] = 0
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        metadata.alpha = .straight
        try Image(samples, metadata).write(to: folder / "rgba.png")
        #expect(try Tool.run("box --width 3 --as opencv \(folder / "rgba.png") -o \(folder / "soft.png")").status == 0)
        let expected = try samples.filtered(by: OpenCV.blur(ksize: Size(width: 3, height: 3)), axes: [0, 1])
        #expect(try Image<UInt8>(contentsOf: folder / "soft.png").pixels == expected)
        let derivative = "derivative --along x --as opencv \(folder / "rgba.png") -o \(folder / "slope.png")"
        #expect(try Tool.run(derivative).status == 0)
        let slope = try samples.filtered(by: OpenCV.sobel(dx: 1, dy: 0), axes: [0, 1])
        #expect(try Image<UInt8>(contentsOf: folder / "slope.png").pixels == slope)
    }

    @Test(arguments: [
        ("gaussian --sigma 2 --as gimp", "expected a framework: opencv, numpy,"),
        ("gaussian --sigma 2 --as pillow@12", "has been reproduced: 13.0.0, found '12'; "),
        ("gaussian --sigma 2 --as torch", "a function for the Gaussian blur: opencv, scipy.ndimage,"),
        (
            "gaussian --sigma 2 --order 1 --as opencv",
            "order: expected an option that opencv.GaussianBlur knows: sigma,"
        ),
        ("gaussian --sigma 2 --truncate 3 --as pillow", "truncate: expected an option that pillow.GaussianBlur knows"),
        ("gaussian --sigma 2 --sampling sampled --as scipy", "sampling: expected an option that scipy.ndimage."),
        ("gaussian --sigma 2 --border wrap --as pillow", "border: expected an option that pillow.GaussianBlur knows"),
        ("gaussian --sigma 2 --accuracy 1e-3 --as scipy", "accuracy: expected an option that scipy.ndimage."),
        ("gaussian --sigma 2 --tolerance -1 --as scipy", "tolerance: expected a finite number of 0 or more"),
        ("gaussian --sigma 2 --linear-light --as opencv", "linear-light: expected samples as they are"),
        ("gaussian --sigma 2 --border constant:3 --as opencv", "border: expected one of constant(0.0), reflect101,"),
        ("gaussian --sigma x=1,y=2 --as vips", "sigma: expected one number for all axes"),
        ("gaussian --sigma -1 --as scipy", "sigma: expected a finite number of 0 or more"),
        ("box --width 4.5 --as opencv", "ksize: expected whole numbers"),
        (
            "derivative --along x --kind forward --as scipy",
            "kind: expected a derivative that scipy.ndimage has: sobel,"
        ),
        ("laplacian --sigma 1 --as opencv", "a function for the Laplacian of a Gaussian: scipy.ndimage"),
        ("unsharp --sigma 1 --threshold 3 --as skimage", "threshold: expected an option that skimage.filters."),
        ("convolve --kernel [1,2,1] --as opencv", "kernel: expected rows of taps"),
    ])
    func errorsSayWhatThereIs(line: String, message: String) throws {
        let outcome = try Tool.run("\(line) \(Photo.chelsea) -o \(folder / "result.png")")
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.error.contains(message), "\(outcome.error)")
        #expect(try folder.names.isEmpty)
    }
}
