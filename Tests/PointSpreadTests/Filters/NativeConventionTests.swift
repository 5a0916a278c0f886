import PointSpread
import TestSupport
import Testing

/// The lines of the native convention's table that are about borders, anchors, taps, sums and rounding.
@Suite("The native convention, version 1: sums")
struct NativeConventionTests {
    @Test("border: symmetric, which keeps the mean")
    func border() throws {
        let line = try NDArray<Double>([8, 0, 0, 0, 16], shape: [5])
        let taps = try Kernel(Taps([0.25, 0.5, 0.25]))
        #expect(try line.correlated(with: taps).elements == [6, 2, 0, 4, 12])
        #expect(try line.correlated(with: taps).elements.reduce(0, +) == 24)
        var random = SeededGenerator(seed: 1)
        let image = try randomArray(Double.self, shape: [13, 17], using: &random)
        for sigma in [0.5, 2, 7] {
            let blurred = try image.gaussianBlurred(sigma: .samples(sigma))
            let drift = abs(image.elements.reduce(0, +) - blurred.elements.reduce(0, +))
            #expect(drift < 1e-9, "seed 1, sigma \(sigma): \(drift)")
        }
    }

    @Test("anchor of an even kernel: n/2 for correlation, n/2 − 1 of the turned kernel for convolution")
    func anchors() throws {
        let line = try NDArray<Double>([0, 0, 1, 0, 0], shape: [5])
        let taps = try Kernel(Taps([1, 2, 3, 4]))
        #expect(try line.correlated(with: taps, border: .constant(0)).elements == [0, 4, 3, 2, 1])
        #expect(try line.convolved(with: taps, border: .constant(0)).elements == [1, 2, 3, 4, 0])
        #expect(try line.boxBlurred(width: 2, border: .constant(0)).elements == [0, 0, 0.5, 0.5, 0])
    }

    @Test("Gaussian: sampled, radius ⌊4σ + ½⌋, sum 1")
    func gaussian() throws {
        for (sigma, radius) in [(0.1, 0), (0.12, 0), (0.125, 1), (1, 4), (1.12, 4), (1.13, 5), (2.5, 10)] {
            var line = try NDArray<Double>(repeating: 0, shape: [41])
            line[20] = 1
            let response = try line.gaussianBlurred(sigma: .samples(sigma)).elements
            let taps = try Taps.gaussian(sigma: sigma)
            #expect(taps.count == 2 * radius + 1)
            #expect(Array(response[20 - radius...20 + radius]) == taps.weights, "sigma \(sigma)")
            #expect(response.filter { $0 != 0 }.count == taps.count)
            #expect(abs(taps.sum - 1) < 1e-15)
        }
        // The ratio of two taps is that of the Gaussian's values at integers: e^(−x²/2σ²).
        let taps = try Taps.gaussian(sigma: 2)
        #expect(abs(taps.weights[8 + 4] / taps.weights[8] - 0.135_335_283_236_612_7) < 1e-16)
    }

    @Test("σ = 0 is the identity, bit for bit", arguments: ElementType.allCases)
    func identity(type: ElementType) throws {
        var random = SeededGenerator(seed: 2)
        let image = try randomArray(of: type, shape: [30, 31], .wild, using: &random)
        for filter in [GaussianFilter(sigma: 0), GaussianFilter(sigma: 0, radius: 3), GaussianFilter(sigma: [0, 0])] {
            let result = try image.filtered(by: filter)
            let (before, after) = (bytes(of: image), bytes(of: result))
            #expect(before == after, "\(filter)")
        }
        // Along one axis of two the other is left alone.
        let rows = try image.filtered(by: GaussianFilter(sigma: [0, 1]))
        #expect(try difference(rows, image.filtered(by: GaussianFilter(sigma: 1), axes: [1])) == nil)
    }

    private func bytes(of array: AnyArray) -> [UInt8] {
        let buffer = array.buffer
        let start = buffer.base.assumingMemoryBound(to: UInt8.self)
        return Array(UnsafeBufferPointer(start: start, count: buffer.shape.elementCount * buffer.elementType.size))
    }

    @Test("FWHM = 2√(2 ln 2) σ")
    func fullWidth() throws {
        let sigma = 3.0
        let width = 2 * (2 * 0.693_147_180_559_945_3).squareRoot() * sigma
        #expect(abs(Taps.sigma(fullWidthAtHalfMaximum: width) - sigma) < 1e-15)
        let taps = try Taps.gaussian(sigma: Taps.sigma(fullWidthAtHalfMaximum: 12))
        #expect(abs(taps.weights[taps.anchor + 6] / taps.weights[taps.anchor] - 0.5) < 1e-15)
        var image = try NDArray<Double>(repeating: 0, shape: [61])
        image[30] = 1
        let response = try image.gaussianBlurred(sigma: .fullWidthAtHalfMaximum(12)).elements
        #expect(abs(response[36] / response[30] - 0.5) < 1e-15)
    }

    @Test(
        "accumulator: f32 up to 16 bits and for f32, f64 for all wider", arguments: ElementType.allCases)
    func accumulators(type: ElementType) throws {
        let isNarrow = type.size <= 2 || type == .float32
        #expect(type.accumulator == (isNarrow ? .float32 : .float64))
        // 2²⁴ + 1 − 2²⁴ is 0 in floats and 1 in doubles.
        let line = try NDArray<Double>([1, 1, 1], shape: [3]).converted(to: type, rounding: .halfEven, overflow: .fail)
        let kernel = try Kernel(Taps([16_777_216, 1, -16_777_216.0]))
        let result = try line.filtered(by: CorrelationFilter(kernel: kernel))
        #expect(try result.doubles[1] == (isNarrow ? 0 : 1))
    }

    @Test("symmetric taps: centre first, then pairs outward, fused")
    func symmetricOrder() throws {
        func result(_ taps: [Double], _ samples: [Float]) throws -> Float {
            try NDArray(samples, shape: [samples.count]).correlated(with: Kernel(Taps(taps)))[samples.count / 2]
        }
        let big: Float = 16_777_216
        // Pairs are joined: left to right gives 2²⁴.
        #expect(try result([1, 1, 1], [1, big, 1]) == big + 2)
        // Outward: inward gives 2²⁴ + 2.
        #expect(try result([1, 1, 1, 1, 1], [1, big, 1, 0, 0]) == big)
        // Centre first and fused: the first product is rounded, the pair's is not.
        let weight: Float = 1 + 0x1p-12
        #expect(try result([Double(weight), 1, Double(weight)], [0, -(1 + 0x1p-11), weight]) == 0x1p-24)
        #expect(try result([1, Double(weight), 1], [0, weight, -(1 + 0x1p-11)]) == 0)
    }

    @Test("other taps: left to right, fused")
    func otherOrder() throws {
        func result(_ taps: [Double], _ samples: [Float]) throws -> Float {
            try NDArray(samples, shape: [samples.count]).correlated(with: Kernel(Taps(taps, anchor: 0)))[0]
        }
        let big: Float = 16_777_216
        #expect(try result([1, 1, 0.75], [big, 1, 1]) == big)
        #expect(try result([1.5, 1, 1], [1, 0.5, big]) == big + 2)
        let weight = 1 + 0x1p-12
        #expect(try result([1, weight], [-(1 + 0x1p-11), Float(weight)]) == 0x1p-24)
        // A dense kernel too, row after row.
        let dense = try Kernel([1, 2, 2, 1], extents: [2, 2], anchor: [0, 0])
        let image = try NDArray<Float>([big, 0.5, 0.5, 0], shape: [2, 2])
        #expect(try image.correlated(with: dense)[0, 0] == big)
    }

    @Test("boxes: sums by doubling")
    func boxes() throws {
        let big: Float = 16_777_216
        func sum(_ samples: [Float]) throws -> Float {
            let count = samples.count
            return try NDArray(samples, shape: [count]).boxBlurred(width: count)[count / 2] * Float(count)
        }
        #expect(try sum([big, 0, 1, 1]) == big + 2)
        #expect(try sum([big, 0, 0, 0, 1, 1, 0, 0]) == big + 2)
        // The same neighbours give the same bits at every place.
        var random = SeededGenerator(seed: 3)
        let period = try randomArray(Float.self, shape: [5], using: &random)
        let line = try period.take((0..<400).map { $0 % 5 }, axis: 0)
        let means = try line.boxBlurred(width: 7, border: .wrap).elements
        #expect(means.indices.allSatisfy { means[$0] == means[$0 % 5] }, "seed 3")
        // Means of 8 bits are correctly rounded, also those of many samples.
        let bytes = try randomArray(UInt8.self, shape: [3, 2001], using: &random)
        let found = try bytes.boxBlurred(width: 1001, border: .wrap, axes: [1]).elements
        let exact = bytes.elements.indices.map { place in
            let sum = (-500...500).reduce(0) {
                $0 + Int(bytes.elements[place / 2001 * 2001 + (place % 2001 + $1 + 2001) % 2001])
            }
            return UInt8((Double(sum) / 1001).rounded(.toNearestOrEven))
        }
        #expect(found == exact)
    }

    @Test("dense kernels: an outer product means its passes, any other one dense sum")
    func denseKernels() throws {
        let layout = Layout(shape: [9, 9], elementType: .float32)
        let product = try Kernel([1, 2, 1, 2, 4, 2, 1, 2, 1], extents: [3, 3])
        let other = try Kernel([1, 2, 1, 2, 4.001, 2, 1, 2, 1], extents: [3, 3])
        #expect(
            try CorrelationFilter(kernel: product).program(for: layout).branches[0].map(\.kernel.axes) == [[0], [1]])
        #expect(try CorrelationFilter(kernel: other).program(for: layout).branches[0].map(\.kernel.axes) == [[0, 1]])
    }

    @Test("later passes see c · Σ(earlier taps) outside")
    func constants() throws {
        let image = try NDArray<Double>(repeating: 5, shape: [4, 5])
        for (weights, sum) in [([1.0, 2, 4], 280.0), ([1, -1], 0)] {
            let taps = [try Taps(weights), try Taps([3, 5])]
            let found = try image.filtered(by: CorrelationFilter(separable: taps, border: .constant(5)))
            #expect(found.elements.allSatisfy { $0 == sum }, "\(found.elements)")
        }
        #expect(try image.boxBlurred(width: 3, border: .constant(5)) == image)
        #expect(try image.boxBlurred(width: 3, border: .constant(0))[0, 0] == 20.0 / 9)
    }

    @Test("rounding: once, half to even, saturating")
    func rounding() throws {
        let line = try NDArray<UInt8>([0, 1, 2, 3, 5, 254, 255], shape: [7])
        let half = try Kernel(Taps([0.5]))
        #expect(try line.correlated(with: half).elements == [0, 0, 1, 2, 2, 127, 128])
        #expect(try line.correlated(with: Kernel(Taps([-3]))).elements == [0, 0, 0, 0, 0, 0, 0])
        #expect(try line.correlated(with: Kernel(Taps([100]))).elements == [0, 100, 200, 255, 255, 255, 255])
        // The mean is ¾. Rounded after the first pass, ½ and 1 would be 0 and 1, and their mean 0.
        let image = try NDArray<UInt8>([0, 1, 1, 1], shape: [2, 2])
        #expect(try image.boxBlurred(width: 2, border: .wrap).elements == [1, 1, 1, 1])
        let signed = try NDArray<Int8>([-1, -3, -5, 127], shape: [4])
        #expect(try signed.correlated(with: half).elements == [0, -2, -2, 64])
        #expect(try signed.correlated(with: Kernel(Taps([2]))).elements == [-2, -6, -10, 127])
    }

    @Test("zero taps are no taps, on every path")
    func zeroTaps() throws {
        for bad in [Double.nan, .infinity, -.infinity] {
            let line = try NDArray<Double>([1, bad, 2, 3, 4, 5, 6], shape: [7])
            #expect(try line.derivative(along: 0).elements[1] == 0.5)
            #expect(try line.correlated(with: Kernel(Taps([1, 0, 0, 0, 0], anchor: 0))).elements[0] == 1)
            #expect(try line.correlated(with: Kernel(Taps([3, 0, 1, 0, 3]))).elements[4] == 28)
            #expect(try line.correlated(with: Kernel(Taps([-3, 0, 1, 0, 2]))).elements[4] == 10)
            var image = try NDArray<Double>(repeating: 1, shape: [5, 5])
            image[2, 2] = bad
            let diagonal = try Kernel([1, 0, 0, 0, 0, 0, 0, 0, 2], extents: [3, 3])
            let found = try image.correlated(with: diagonal)
            #expect(found.elements.filter { !$0.isFinite }.count == 2 && found[2, 1] == 3)
            // Outside the image too, where a NaN is refused.
            guard !bad.isNaN else { continue }
            let shifted = try Kernel(Taps([0, 0, 1], anchor: 2))
            #expect(try line.correlated(with: shifted, border: .constant(bad)).elements[0] == 1)
        }
    }
}
