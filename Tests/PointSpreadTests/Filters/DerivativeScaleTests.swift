import PointSpread
import Testing

@Suite("Derivatives per millimetre")
struct DerivativeScaleTests {
    /// y² + 3x in millimetres, on samples that are 2 mm apart along y and ½ mm along x.
    private let pixels: NDArray<Double>
    private var layout: Layout

    init() throws {
        let (rows, columns) = (12, 14)
        pixels = try NDArray(
            (0..<rows * columns).map { index in
                let (y, x) = (2 * Double(index / columns), Double(index % columns) / 2)
                return y * y + 3 * x
            }, shape: [rows, columns])
        layout = pixels.layout
        layout.spacing = [try Spacing(2, .millimetre), try Spacing(500, .micrometre)]
    }

    private func value(_ filter: some Filter, output: Int = 0) throws -> Double {
        let result = try filter.plan(for: layout).run(pixels)[output]
        return try #require(result.typed(Double.self))[5, 6]
    }

    @Test func followTheSpacing() throws {
        var slope = DerivativeFilter(along: 0)
        slope.scale = .perMillimetre
        // y is 10 mm there.
        #expect(try value(slope) == 20)
        slope.axis = 1
        #expect(try value(slope) == 3)
        slope.scale = .perSample
        #expect(try value(slope) == 1.5)

        var gradient = GradientFilter(.components)
        gradient.scale = .perMillimetre
        #expect(try value(gradient, output: 0) == 20 && value(gradient, output: 1) == 3)

        var laplacian = LaplacianFilter()
        laplacian.scale = .perMillimetre
        #expect(try abs(value(laplacian) - 2) < 1e-12)

        var second = GaussianFilter(sigma: .millimetres(2), order: 0)
        second.order = .each([2, 0])
        second.scale = .perMillimetre
        #expect(try abs(value(second) - 2) < 1e-9)
    }

    @Test func needASpacing() {
        var slope = DerivativeFilter(along: 0)
        slope.scale = .perMillimetre
        #expect { try slope.plan(for: pixels.layout) } throws: { error in
            (error as? FilterError)?.description.contains("a spacing along axis 0") ?? false
        }
    }
}
