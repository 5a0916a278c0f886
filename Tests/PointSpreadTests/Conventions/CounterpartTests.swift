import PointSpread
import TestSupport
import Testing

@Suite("Jobs that frameworks have functions of their own for")
struct CounterpartTests {
    /// One job, and the call that it stands for, written by hand.
    struct Job: Sendable, CustomTestStringConvertible {
        let framework: Framework
        let kind: FilterKind
        let options: [FilterOption: FilterOptionValue]
        let function: String
        let arguments: [String: ConventionValue]

        var testDescription: String { "\(framework.name) \(kind)" }

        init(
            _ framework: Framework, _ kind: FilterKind, _ options: [FilterOption: FilterOptionValue],
            _ function: String, _ arguments: [String: ConventionValue]
        ) {
            self.framework = framework
            self.kind = kind
            self.options = options
            self.function = function
            self.arguments = arguments
        }
    }

    private static func pair(_ first: Double, _ second: Double) -> ConventionValue {
        .numbers([first, second], extents: [2])
    }

    private static let sigmas = [FilterOption.sigma: FilterOptionValue.lengths(.each([1, 2]))]
    private static let sigma = [FilterOption.sigma: FilterOptionValue.lengths(.uniform(1.5))]
    private static let taps: [Double] = [0, 1, 2, 0, 1, 0, 0, 0, 3]
    private static let kernel = FilterOptionValue.kernel(Kernel(unchecked: taps, extents: [3, 3], anchor: [1, 1]))
    private static let grid = ConventionValue.numbers(taps, extents: [3, 3])
    private static let turned = ConventionValue.numbers(taps.reversed(), extents: [3, 3])

    /// Values for y and x are different, so that none may stand for the other.
    static let jobs: [Job] = [
        Job(
            .openCV, .gaussian, sigmas, "GaussianBlur",
            ["ksize": pair(0, 0), "sigmaX": .number(2), "sigmaY": .number(1)]),
        Job(
            .openCV, .gaussian, sigmas.merging([.radius: .number(3), .border: .borders(.wrap)]) { $1 }, "GaussianBlur",
            [
                "ksize": pair(7, 7), "sigmaX": .number(2), "sigmaY": .number(1), "borderType": .text("BORDER_WRAP"),
            ]),
        Job(.openCV, .box, [.width: .numbers(.each([3, 5]))], "blur", ["ksize": pair(5, 3)]),
        Job(
            .openCV, .correlation, [.kernel: kernel, .anchor: .numbers(.each([0, 2]))], "filter2D",
            ["kernel": grid, "anchor": pair(2, 0)]),
        Job(
            .openCV, .convolution, [.kernel: kernel, .anchor: .numbers(.each([0, 2]))], "filter2D",
            ["kernel": turned, "anchor": pair(0, 2)]),
        Job(
            .openCV, .derivative(nil), [.along: .number(1), .size: .number(5), .type: .type(.int16)], "Sobel",
            ["dx": .number(1), "dy": .number(0), "ksize": .number(5), "ddepth": .text("int16")]),
        Job(
            .openCV, .derivative(.scharr), [.along: .number(0)], "Scharr", ["dx": .number(0), "dy": .number(1)]),
        Job(
            .openCV, .derivative(.central), [.along: .number(0)], "Sobel",
            ["dx": .number(0), "dy": .number(1), "ksize": .number(1)]),
        Job(
            .openCV, .laplacian, [.border: .borders(.replicate)], "Laplacian",
            ["borderType": .text("BORDER_REPLICATE")]),
        Job(
            .sciPyNDImage, .gaussian,
            sigmas.merging([
                .order: .numbers(.each([0, 1])), .truncate: .number(3.0),
                .border: .borders(.each([BorderPair(.constant(7)), BorderPair(.wrap)])), .type: .type(.float32),
            ]) { $1 }, "gaussian_filter",
            [
                "sigma": pair(1, 2), "order": pair(0, 1), "truncate": .number(3), "mode": .text("constant,wrap"),
                "cval": .number(7), "output": .text("float32"),
            ]),
        Job(.sciPyNDImage, .box, [.width: .numbers(.each([3, 4]))], "uniform_filter", ["size": pair(3, 4)]),
        Job(
            .sciPyNDImage, .correlation, [.kernel: kernel, .anchor: .numbers(.each([0, 2]))], "correlate",
            ["weights": grid, "origin": pair(-1, 1)]),
        Job(
            .sciPyNDImage, .convolution, [.kernel: kernel, .border: .borders(.reflect101)], "convolve",
            ["weights": grid, "mode": .text("mirror")]),
        Job(.sciPyNDImage, .derivative(.sobel), [.along: .number(0)], "sobel", ["axis": .number(0)]),
        Job(.sciPyNDImage, .derivative(.prewitt), [.along: .number(1)], "prewitt", ["axis": .number(1)]),
        Job(.sciPyNDImage, .laplacian, [:], "laplace", [:]),
        Job(.sciPyNDImage, .laplacianOfGaussian, sigmas, "gaussian_laplace", ["sigma": pair(1, 2)]),
        Job(
            .sciPySignal, .convolution, [.kernel: kernel, .mode: .text("same"), .border: .borders(.symmetric)],
            "convolve2d", ["kernel": grid, "mode": .text("same"), "boundary": .text("symm")]),
        Job(.sciPySignal, .correlation, [.kernel: kernel], "correlate2d", ["kernel": grid]),
        Job(
            .scikitImage, .gaussian, sigmas.merging([.border: .borders(.constant(0.5))]) { $1 }, "gaussian",
            ["sigma": pair(1, 2), "mode": .text("constant"), "cval": .number(0.5)]),
        Job(.scikitImage, .derivative(.scharr), [.along: .number(0)], "scharr", ["axes": .number(0)]),
        Job(.scikitImage, .laplacian, [:], "laplace", [:]),
        Job(
            .scikitImage, .unsharpMask, sigmas.merging([.amount: .number(0.8)]) { $1 }, "unsharp_mask",
            ["radius": pair(1, 2), "amount": .number(0.8)]),
        Job(.pillow, .gaussian, sigmas, "GaussianBlur", ["radius": pair(2, 1)]),
        Job(.pillow, .box, [.width: .numbers(.each([5, 4.5]))], "BoxBlur", ["radius": pair(1.75, 2)]),
        Job(
            .pillow, .correlation, [.kernel: kernel], "Kernel",
            [
                "kernel": .numbers([0, 0, 3, 0, 1, 0, 0, 1, 2], extents: [9]), "size": pair(3, 3), "scale": .number(1),
            ]),
        Job(
            .pillow, .unsharpMask, sigma.merging([.amount: .number(1.1), .threshold: .number(4)]) { $1 }, "UnsharpMask",
            ["radius": .number(1.5), "percent": .number(110), "threshold": .number(4)]),
        Job(.torchvision, .gaussian, sigmas, "gaussian_blur", ["sigma": pair(2, 1), "kernel_size": pair(17, 9)]),
        Job(
            .torchvision, .gaussian, sigmas.merging([.radius: .number(2)]) { $1 }, "gaussian_blur",
            ["sigma": pair(2, 1), "kernel_size": pair(5, 5)]),
        Job(.kornia, .gaussian, sigmas, "gaussian_blur2d", ["sigma": pair(1, 2), "kernel_size": pair(9, 17)]),
        Job(
            .kornia, .box, [.width: .numbers(.each([3, 5])), .border: .borders(.replicate)], "box_blur",
            ["kernel_size": pair(3, 5), "border_type": .text("replicate")]),
        Job(
            .kornia, .derivative(.sobel), [.along: .number(0)], "spatial_gradient", ["component": .number(1)]),
        Job(
            .kornia, .derivative(.central), [.along: .number(1)], "spatial_gradient",
            ["component": .number(0), "mode": .text("diff")]),
        Job(.kornia, .laplacian, [:], "laplacian", ["kernel_size": pair(3, 3)]),
        Job(.kornia, .unsharpMask, sigmas, "unsharp_mask", ["sigma": pair(1, 2), "kernel_size": pair(9, 17)]),
        Job(.pyTorch, .correlation, [.kernel: kernel], "conv", ["weight": grid]),
        Job(
            .pyTorch, .convolution, [.kernel: kernel, .mode: .text("same"), .border: .borders(.wrap)], "conv",
            ["weight": turned, "padding_rule": .text("same"), "padding_mode": .text("circular")]),
        Job(.keras, .gaussian, sigmas, "gaussian_blur", ["sigma": pair(1, 2)]),
        Job(
            .keras, .convolution, [.kernel: kernel, .mode: .text("same")], "conv",
            ["kernel": turned, "padding": .text("same")]),
        Job(
            .dipLib, .gaussian, sigmas.merging([.order: .numbers(.each([0, 1])), .truncate: .number(2)]) { $1 },
            "Gauss", ["sigmas": pair(2, 1), "derivativeOrder": pair(1, 0), "truncation": .number(2)]),
        Job(
            .itk, .gaussian, sigmas, "DiscreteGaussian", ["variance": pair(4, 1), "useImageSpacing": .number(0)]),
        Job(.vips, .gaussian, sigma, "gaussblur", ["sigma": .number(1.5)]),
        Job(.vips, .convolution, [.kernel: kernel], "conv", ["mask": turned]),
        Job(.dali, .gaussian, sigma, "gaussian_blur", ["sigma": .number(1.5)]),
        Job(.fastAI, .gaussian, sigma, "gaussian_blur", ["sigma": .number(1.5), "kernel_size": .number(13)]),
        Job(
            .matlab, .gaussian, sigma.merging([.border: .borders(.constant(9))]) { $1 }, "imgaussfilt",
            ["sigma": .number(1.5), "value": .number(9)]),
        Job(
            .matlab, .convolution, [.kernel: kernel, .border: .borders(.symmetric)], "imfilter",
            ["h": grid, "conv": .number(1), "padding": .text("symmetric")]),
    ]

    /// A photograph of noise in three colours, of bytes, or of real numbers for those who do not take bytes.
    private static func picture(for framework: Framework, peak: UInt8 = .max) throws -> AnyImage {
        var random = SeededGenerator(seed: 11)
        let bytes = try randomArray(UInt8.self, shape: [23, 31, 3], using: &random)
        let limited = try NDArray<UInt8>(shape: [23, 31, 3]) { bytes[$0[0], $0[1], $0[2]] % max(peak, 1) }
        let type: ElementType = framework == .keras ? .float32 : .uint8
        let samples = try AnyArray(limited).converted(to: type, rounding: .halfEven, overflow: .saturate)
        return try AnyImage(samples, ImageMetadata(roles: [.y, .x, .channel]))
    }

    @Test(arguments: jobs) func areTheCallsOfTheFunctions(_ job: Job) throws {
        let picture = try Self.picture(for: job.framework)
        let filter = try FrameworkFilter(job.kind, as: job.framework, job.options)
        let call = try filter.call(for: picture.layout)
        #expect(call.convention.name == job.function)
        let convention = try Framework.convention(named: "\(job.framework.name).\(job.function)")
        let expected = try convention.filter(job.arguments)
        #expect(
            try filter.program(for: picture.layout) == expected.program(for: picture.layout), "\(call)")
    }

    @Test func haveAnEntryForEveryFramework() throws {
        for framework in Framework.all {
            #expect(!framework.counterparts.isEmpty, "\(framework.name)")
            for counterpart in framework.counterparts {
                #expect(
                    framework.conventions.contains { $0.name == counterpart.function }, "\(counterpart.function)")
                let tested = Self.jobs.contains { $0.framework == framework && $0.kind.serves(counterpart.kind) }
                let isLine = framework == .numPy
                let isMirrored = counterpart.kind == .correlation || counterpart.kind == .convolution
                let isDerivative: Bool = if case .derivative = counterpart.kind { true } else { false }
                #expect(tested || isLine || isMirrored || isDerivative, "\(framework.name) \(counterpart.kind)")
            }
        }
    }

    @Test("a convolution is one, and a correlation is one, whatever the framework calls so")
    func kernelsAreTurned() throws {
        let options: [FilterOption: FilterOptionValue] = [.kernel: Self.kernel]
        let kernel = Kernel(unchecked: Self.taps, extents: [3, 3], anchor: [1, 1])
        for framework in Framework.all where framework != .numPy {
            for kind in [FilterKind.convolution, .correlation] {
                guard let counterpart = try? framework.counterpart(for: kind) else { continue }
                // Seven times 30 is a byte, so that no type limits a result.
                let picture = try Self.picture(for: framework, peak: 31)
                let mode =
                    counterpart.options.contains(.mode) ? [FilterOption.mode: FilterOptionValue.text("same")] : [:]
                let filter = try FrameworkFilter(kind, as: framework, options.merging(mode) { $1 })
                let result = try picture.filtered(by: filter, axes: .automatic).pixels
                let native =
                    kind == .convolution
                    ? try picture.convolved(with: kernel).pixels : try picture.correlated(with: kernel).pixels
                let (found, expected) = (try Self.numbers(result), try Self.numbers(native))
                #expect(result.shape == [23, 31, 3])
                // Borders differ, the inside does not.
                for y in 1..<22 {
                    for x in 1..<30 {
                        for c in 0..<3 {
                            #expect(found[y, x, c] == expected[y, x, c], "\(framework.name) \(kind) \(y) \(x) \(c)")
                        }
                    }
                }
            }
        }
    }

    private static func numbers(_ array: AnyArray) throws -> NDArray<Double> {
        try array.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
    }

    @Test("derivatives run along the axis that is named")
    func derivativesHaveADirection() throws {
        let ramp = try NDArray<UInt8>(shape: [12, 14, 2]) { UInt8(7 * $0[1]) }
        let picture = try AnyImage(AnyArray(ramp), ImageMetadata(roles: [.y, .x, .channel]))
        for framework in Framework.all {
            for counterpart in framework.counterparts where counterpart.options.contains(.along) {
                for axis in 0...1 {
                    let filter = try FrameworkFilter(counterpart.kind, as: framework, [.along: .number(axis)])
                    let slope = try Self.numbers(picture.filtered(by: filter, axes: .automatic).pixels)
                    let words: Comment = "\(framework.name) \(counterpart.kind) \(axis)"
                    #expect(axis == 1 ? slope[6, 7, 1] > 0.01 : slope[6, 7, 1].magnitude < 1e-9, words)
                }
            }
        }
    }

    @Test func sayWhatThereIs() throws {
        func error(_ body: () throws -> Void) -> String {
            do {
                try body()
                return "nothing"
            } catch { return "\(error)" }
        }
        let cases: [(String, String)] = [
            (error { _ = try Framework(named: "gimp", for: .gaussian) }, "found 'gimp'"),
            (error { _ = try Framework(named: "gimp", for: .gaussian) }, "opencv, numpy, scipy.ndimage"),
            (error { _ = try Framework(named: "pillow@12", for: .gaussian) }, "13.0.0, found '12'"),
            (error { _ = try Framework(named: "pillow@1", for: .gaussian) }, "13.0.0, found '1'"),
            (error { _ = try Framework(named: "torch", for: .gaussian) }, "torchvision, kornia"),
            (error { _ = try FrameworkFilter(.unsharpMask, as: .openCV, [:]) }, "skimage.filters, pillow, kornia"),
            (error { _ = try FrameworkFilter(.derivative(.prewitt), as: .openCV, [:]) }, "sobel, scharr, central"),
            (error { _ = try FrameworkFilter(.gaussian, as: .openCV, [.order: .number(1)]) }, "sigma, radius, border"),
            (error { try Self.run(.openCV, [.border: .borders(.constant(3))]) }, "found constant(3.0)"),
            (error { try Self.run(.openCV, [.sigma: .lengths(.each([0, 2]))]) }, "numbers above 0"),
            (error { try Self.run(.vips, [.sigma: .lengths(.each([1, 2]))]) }, "one number for all axes"),
            (error { try Self.run(.kornia, [.border: .borders(.symmetric)]) }, "reflect101, replicate, wrap"),
        ]
        for (found, expected) in cases {
            #expect(found.contains(expected), "\(found)")
            #expect(!found.contains("\n"))
        }
    }

    private static func run(_ framework: Framework, _ options: [FilterOption: FilterOptionValue]) throws {
        let all = [.sigma: .lengths(.uniform(2))].merging(options) { $1 }
        _ = try FrameworkFilter(.gaussian, as: framework, all).program(for: try picture(for: framework).layout)
    }

    @Test func knowVersionsAndNamesCutOffAtDots() throws {
        #expect(try Framework(named: "pillow@13", for: .box) == .pillow)
        #expect(try Framework(named: "pillow@13.0.0", for: .box) == .pillow)
        #expect(try Framework(named: "scipy", for: .gaussian) == .sciPyNDImage)
        #expect(try Framework(named: "scipy.signal@1.17", for: .convolution) == .sciPySignal)
        #expect(try Framework.matching("scipy") == [.sciPyNDImage, .sciPySignal])
    }

    @Test("fluent calls are the functions with their defaults")
    func fluent() throws {
        let any = try Self.picture(for: .openCV)
        let photo = try Image(try #require(any.pixels.typed(UInt8.self)), any.metadata)
        let expected = try photo.filtered(
            by: OpenCV.gaussianBlur(ksize: Size(width: 0, height: 0), sigmaX: 2)
        ).pixels
        #expect(try photo.gaussianBlurred(sigma: 2, as: .openCV).pixels == expected)
        #expect(try photo.gaussianBlurred(sigma: [2, 2], as: .openCV).pixels == expected)
        var copy = photo
        try copy.gaussianBlur(sigma: 2, as: .openCV)
        #expect(copy.pixels == expected)
        try photo.gaussianBlur(sigma: 2, as: .openCV, into: &copy)
        #expect(copy.pixels == expected)
        #expect(
            try photo.boxBlurred(width: 5, as: .pillow).pixels == photo.filtered(by: Pillow.boxBlur(radius: 2)).pixels)
        #expect(
            try photo.unsharpMasked(sigma: 2, as: .pillow).pixels == photo.filtered(by: Pillow.unsharpMask()).pixels)
        let kernel = Kernel(unchecked: Self.taps, extents: [3, 3], anchor: [1, 1])
        #expect(
            try photo.correlated(with: kernel, as: .openCV).pixels
                == photo.filtered(by: OpenCV.filter2D(kernel: kernel)).pixels)
        #expect(throws: FilterError.self) { try photo.gaussianBlurred(sigma: 2, as: .numPy) }
        #expect(throws: FilterError.self) { try photo.gaussianBlurred(sigma: 2, as: .scikitImage) }
        #expect(try any.gaussianBlurred(sigma: 2, as: .scikitImage).pixels.elementType == .float64)
    }
}
