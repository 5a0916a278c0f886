import PointSpread
import TestSupport
import Testing

@Suite("Laws of linear filters")
struct LawTests {
    private static let borders: [Border] = [.constant(0), .replicate, .symmetric, .reflect101, .wrap]
    private let asymmetric: Kernel

    init() throws { asymmetric = try Kernel([1, -2, 3, 4, 0, -6], extents: [2, 3]) }

    private func filters(_ border: Border) throws -> [any Filter] {
        let border = PerAxis.everywhere(border)
        return [
            CorrelationFilter(kernel: asymmetric, border: border), GaussianFilter(sigma: 1.2, border: border),
            BoxFilter(width: 4, border: border), LaplacianFilter(sigma: 1, border: border),
            DerivativeFilter(along: 1, kind: .sobel, border: border),
            MotionFilter(length: 4, angle: 25, border: border),
        ]
    }

    private func run(_ filter: some Filter, _ image: NDArray<Double>) throws -> NDArray<Double> {
        NDArray(try filter.plan(for: image.layout, axes: .all).run(image)[0].buffer)
    }

    private func combined(
        _ a: NDArray<Double>, _ b: NDArray<Double>, _ body: (Double, Double) -> Double
    ) throws -> NDArray<Double> { try NDArray(zip(a.elements, b.elements).map(body), shape: a.shape) }

    private func distance(_ a: NDArray<Double>, _ b: NDArray<Double>) -> Double {
        a.shape == b.shape ? zip(a.elements, b.elements).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
    }

    @Test("the filter of a sum is the sum of the filtered")
    func linearity() throws {
        var random = SeededGenerator(seed: 1)
        for border in Self.borders {
            for filter in try filters(border) {
                let x = try randomArray(Double.self, shape: [9, 7], using: &random)
                let y = try randomArray(Double.self, shape: [9, 7], using: &random)
                let together = try run(filter, combined(x, y) { 2.5 * $0 - 3 * $1 })
                let apart = try combined(run(filter, x), run(filter, y)) { 2.5 * $0 - 3 * $1 }
                let error = distance(together, apart)
                #expect(error < 1e-10, "seed 1, \(border), \(filter): \(error)")
            }
        }
    }

    @Test("with a ring as border every shift commutes with the filter, bit for bit")
    func translationOnARing() throws {
        var random = SeededGenerator(seed: 2)
        for filter in try filters(.wrap) {
            let image = try randomArray(Double.self, shape: [8, 11], using: &random)
            let filtered = try run(filter, image)
            for (down, right) in [(1, 0), (0, 1), (3, 5), (-2, 4)] {
                let rows = (0..<8).map { ($0 - down + 8) % 8 }
                let columns = (0..<11).map { ($0 - right + 11) % 11 }
                let shifted = try image.take(rows, axis: 0).take(columns, axis: 1)
                let expected = try filtered.take(rows, axis: 0).take(columns, axis: 1)
                #expect(try difference(run(filter, shifted), expected) == nil, "seed 2, \(filter)")
            }
        }
    }

    @Test("taking every other sample commutes with shifts by even numbers only")
    func samplingAndShifts() throws {
        var random = SeededGenerator(seed: 3)
        let line = try randomArray(Double.self, shape: [12], using: &random)
        var every = try OnePass([0.25, 0.5, 0.125], count: 12, before: 1, outputs: 6, stride: 2, border: .wrap)
        every.pass.accumulation = Accumulation(.float64, order: .leftToRight, isFused: true, ignoredMagnitude: 0)
        let program = try every.program
        let lines = try #require(Plan.executor(.lines, program))
        func sampled(shift: Int) throws -> AnyArray {
            try results(of: program, by: lines, line.take((0..<12).map { ($0 - shift + 12) % 12 }, axis: 0))[0]
        }
        let still = try sampled(shift: 0)
        for shift in 1...5 {
            for half in 0..<6 {
                let moved = try still.take((0..<6).map { ($0 - half + 6) % 6 }, axis: 0)
                let isEqual = try difference(sampled(shift: shift), moved) == nil
                #expect(isEqual == (shift == 2 * half), "seed 3, a shift by \(shift) as one by \(half)")
            }
        }
    }

    @Test("separable passes are the dense kernel, also for a constant that is not 0", arguments: [0, 1, 2, 3, 4, 5])
    func separableEqualsDense(number: Int) throws {
        var random = SeededGenerator(seed: 4)
        let border = number < 5 ? Self.borders[number] : .constant(-3.5)
        let taps = [try Taps([1, 2, -3], anchor: 2), try Taps([0.5, 0.25, 1, 2])]
        let dense = try Kernel.outerProduct(of: taps)
        for sizes in [[6, 7], [2, 3], [1, 8], [9, 1]] {
            let image = try randomArray(Double.self, shape: Shape(sizes), using: &random)
            let separable = try run(CorrelationFilter(separable: taps, border: .everywhere(border)), image)
            // The same kernel as one dense pass of a program.
            var plane = OnePass(
                dense.weights, extents: dense.extents, anchor: dense.anchor, shape: image.shape,
                border: [border, border])
            plane.type = .float64
            let expected = try #require(try referenceResults(of: plane.program, image)[0].typed(Double.self))
            let error = distance(separable, expected)
            #expect(error < 1e-9, "seed 4, \(border), \(sizes): \(error)")
        }
    }

    @Test("convolution is correlation with the turned kernel, and another thing for an asymmetric one")
    func convolution() throws {
        var random = SeededGenerator(seed: 5)
        let image = try randomArray(Double.self, shape: [6, 7], .small, using: &random)
        for border in Self.borders {
            let border = PerAxis.everywhere(border)
            for mode in CorrelationMode.allCases {
                let convolved = try image.convolved(with: asymmetric, mode: mode, border: border)
                let turned = try image.correlated(with: asymmetric.turned, mode: mode, border: border)
                #expect(try difference(convolved, turned) == nil)
                #expect(try convolved != image.correlated(with: asymmetric, mode: mode, border: border))
            }
        }
    }

    @Test("scattering every sample over a full convolution equals gathering it")
    func scatterEqualsGather() throws {
        var random = SeededGenerator(seed: 6)
        for sizes in [[1, 1], [2, 5], [6, 3], [7, 8]] {
            let image = try randomArray(Double.self, shape: Shape(sizes), .small, using: &random)
            let shape = try Shape([sizes[0] + 1, sizes[1] + 2])
            var scatter = try NDArray<Double>(repeating: 0, shape: shape)
            for row in 0..<sizes[0] {
                for column in 0..<sizes[1] {
                    for (place, weight) in asymmetric.weights.enumerated() {
                        scatter[row + place / 3, column + place % 3] += weight * image[row, column]
                    }
                }
            }
            let gathered = try image.convolved(with: asymmetric, mode: .full, border: .constant(0))
            #expect(gathered == scatter, "seed 6, \(sizes)")
        }
    }

    @Test("an impulse answers with the turned kernel, and convolved with the kernel itself")
    func impulse() throws {
        var image = try NDArray<Double>(repeating: 0, shape: [5, 7])
        image[2, 3] = 1
        let correlated = try image.correlated(with: asymmetric)
        let convolved = try image.convolved(with: asymmetric)
        // The kernel's anchor is [1, 1]; the turned one's [0, 1].
        #expect(correlated[.range(2..<4), .range(2..<5)].elements == asymmetric.weights.reversed())
        #expect(convolved[.range(1..<3), .range(2..<5)].elements == asymmetric.weights)
        #expect(correlated.elements.reduce(0) { $0 + abs($1) } == 16)
    }

    @Test("full and valid are the middle of each other")
    func modes() throws {
        var random = SeededGenerator(seed: 7)
        let image = try randomArray(Double.self, shape: [6, 7], .small, using: &random)
        let full = try image.correlated(with: asymmetric, mode: .full, border: .constant(0))
        let valid = try image.correlated(with: asymmetric, mode: .valid)
        let same = try image.correlated(with: asymmetric, border: .constant(0))
        #expect(full.shape == [7, 9] && valid.shape == [5, 5])
        #expect(full[.range(1..<6), .range(2..<7)] == valid)
        // The anchor [1, 1] of the kernel: same begins where one row and one column lie before.
        #expect(full[.range(0..<6), .range(1..<8)] == same)
        #expect(
            try NDArray<Double>(repeating: 1, shape: [1, 2]).correlated(with: asymmetric, mode: .valid).shape == [0, 0])
    }
}
