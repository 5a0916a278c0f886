import PointSpread
import TestSupport
import Testing

@Suite("SciPy, NumPy and scikit-image by hand")
struct SciPyConventionTests {
    /// What a filter makes of a line.
    private func result(_ filter: some Filter, _ samples: [Double], as type: ElementType = .float64) throws -> [Double]
    {
        let shape = try Shape([samples.count])
        let input = try NDArray(samples, shape: shape).converted(to: type, rounding: .halfEven, overflow: .saturate)
        let program = try filter.program(for: Layout(shape: shape, elementType: type))
        return try referenceResults(of: program, input)[0].doubles
    }

    @Test("exponentials have the bits of NumPy's and of the C library's, also where they are subnormal")
    func exponentials() {
        let recorded: [(Double, Double, Double)] = [
            (0, 1, 1), (-1e-20, 1, 1), (-0.0078125, 0x1.fc03fd56aa225p-1, 0x1.fc03fd56aa225p-1),
            (-0.109375, 0x1.caf42e73a4c7dp-1, 0x1.caf42e73a4c7ep-1),
            (-0.125, 0x1.c3d6a24ed8221p-1, 0x1.c3d6a24ed8222p-1),
            (-1, 0x1.78b56362cef38p-2, 0x1.78b56362cef38p-2), (0.7, 0x1.01c2a61268987p+1, 0x1.01c2a61268987p+1),
            (-37.5, 0x1.dd5c566301ec8p-55, 0x1.dd5c566301ec8p-55),
            (650, 0x1.af11c8c4dd193p+937, 0x1.af11c8c4dd193p+937),
            (-700.25, 0x1.af5fe9a485c8ep-1011, 0x1.af5fe9a485c8ep-1011),
            (-708.39, 0x1.01a5ff6ed496bp-1022, 0x1.01a5ff6ed496bp-1022),
            (-720, 0x0.0000993b4dc95p-1022, 0x0.0000993b4dc95p-1022),
            (-744, 0x0.0000000000002p-1022, 0x0.0000000000002p-1022),
            (-746, 0, 0), (710, .infinity, .infinity),
        ]
        for (argument, vector, scalar) in recorded {
            #expect(Exponential.numpyAVX512(argument) == vector, "numpyAVX512(\(argument))")
            #expect(Exponential.libm(argument) == scalar, "libm(\(argument))")
        }
        #expect(Exponential.numpyAVX512(.nan).isNaN && Exponential.libm(.nan).isNaN)
    }

    @Test("sums along an axis are cut off and wrap around")
    func storing() throws {
        let line = try SciPyNDImage.correlate1D(weights: [1, -3, 1])
        #expect(try result(line, [10, 200, 10, 10], as: .uint8) == [180, 188, 180, 246])
        let third = try SciPyNDImage.correlate1D(weights: [0.33, 0.33, 0.33])
        #expect(try result(third, [3, 3, 3], as: .int16) == [2, 2, 2])
        #expect(try result(third, [-3, -3, -3], as: .int16) == [-2, -2, -2])
    }

    @Test("a convolution turns the taps, and an even window lies one sample lower")
    func turning() throws {
        let impulse = [0.0, 0, 1, 0, 0]
        #expect(try result(SciPyNDImage.correlate1D(weights: [1, 2, 3, 4]), impulse) == [0, 4, 3, 2, 1])
        #expect(try result(SciPyNDImage.convolve1D(weights: [1, 2, 3]), impulse) == [0, 1, 2, 3, 0])
        #expect(try result(SciPyNDImage.uniformFilter(size: .uniform(2)), [2, 4, 8]) == [2, 3, 6])
    }

    @Test("modes of scipy.signal and NumPy have their sizes")
    func sizes() throws {
        let kernel = try Kernel([1, 10], extents: [2])
        #expect(try result(SciPySignal.convolve(kernel: kernel), [1, 2, 3]) == [1, 12, 23, 30])
        #expect(try result(SciPySignal.convolve(kernel: kernel, mode: .same), [1, 2, 3]) == [1, 12, 23])
        #expect(try result(SciPySignal.convolve(kernel: kernel, mode: .valid), [1, 2, 3]) == [12, 23])
        #expect(try result(SciPySignal.correlate(kernel: kernel), [1, 2, 3]) == [10, 21, 32, 3])
        #expect(try result(NumPy.correlate(kernel: [1, 10]), [1, 2, 3]) == [21, 32])
        let pad = try NumPy.pad(width: [.init(before: 2, after: 1)], mode: .reflect101)
        #expect(try result(pad, [1, 2, 3]) == [3, 2, 1, 2, 3, 2])
    }

    @Test("scikit-image divides whole numbers, and limits what it sharpens")
    func sharpening() throws {
        #expect(try result(ScikitImage.gaussian(sigma: .uniform(0)), [0, 51, 255], as: .uint8) == [0, 0.2, 1])
        #expect(try result(ScikitImage.gaussian(sigma: .uniform(0)), [-128, 127], as: .int8) == [-1, 1])
        let sharp = try ScikitImage.unsharpMask(radius: .uniform(2), amount: 9)
        #expect(try result(sharp, [0, 0, 1, 1]) == [0, 0, 1, 1])
        let signed = try result(sharp, [-0.5, -0.5, 0.5, 0.5])
        #expect(signed[0] == -1 && signed[3] == 1)
        // Bytes are never negative, so that no sample need be looked at before the first is sharpened.
        let bytes = try sharp.program(for: Layout(shape: [40, 40], elementType: .uint8))
        #expect(!"\(bytes)".contains("smallest"))
    }

    @Test("every function can be called by name with its defaults, and refuses names that it does not know")
    func names() throws {
        let needed: [String: ConventionValue] = [
            "weights": .numbers([1, 2], extents: [2]), "sigma": .number(1), "size": .number(3),
            "kernel": .numbers([1, 2], extents: [2]), "pad_width": .numbers([1, 1], extents: [2]),
            "low_sigma": .number(1),
        ]
        let own = ["numpy", "scipy.ndimage", "scipy.signal", "skimage.filters"]
        let frameworks = Framework.all.filter { own.contains($0.name) }
        #expect(frameworks.count == own.count)
        for convention in frameworks.flatMap(\.conventions) where !convention.name.hasSuffix("2d") {
            let arguments = [[:]] + needed.map { [$0.key: $0.value] }
            let fitting = arguments.first { (try? convention.filter($0)) != nil }
            let known = try #require(fitting, "\(convention.name)")
            #expect(throws: FilterError.self) {
                try convention.filter(known.merging(["nonsense": .number(1)]) { $1 })
            }
        }
    }
}
