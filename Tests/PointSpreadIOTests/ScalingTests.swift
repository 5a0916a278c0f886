import PointSpread
import PointSpreadIO
import Testing

@Suite("What samples stand for stays right")
struct ScalingTests {
    private func image<Element: Sample>(_ type: Element.Type) throws -> Image<Element> {
        var metadata = ImageMetadata(roles: [.y, .x])
        metadata.scaling = try ValueScaling(slope: -0.5, intercept: 10)
        let numbers = try NDArray<Double>(shape: [9, 8]) { Double(($0[0] * 7 + $0[1] * 5) % 23) }
        return try Image(numbers.converted(to: type, rounding: .halfEven, overflow: .saturate), metadata)
    }

    /// Filters the samples and scales, and scales and filters: both must be the same.
    private func check<F: Filter>(_ filter: F, _ slope: Double?, _ intercept: Double?) throws {
        let stored = AnyImage(try image(Float.self))
        let results = try stored.results(of: filter, axes: .all)
        let values = try stored.withScaledValues().results(of: filter, axes: .all)
        for (result, value) in zip(results, values) {
            #expect(result.metadata.scaling?.slope == slope)
            #expect(result.metadata.scaling?.intercept == intercept)
            guard slope != nil else { continue }
            let found = try #require(try result.withScaledValues().typed(Float.self)).pixels.elements
            let expected = try #require(value.typed(Float.self)).pixels.elements
            for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-4) }
        }
    }

    @Test func blurs() throws {
        try check(GaussianFilter(sigma: 1.5), -0.5, 10)
        try check(BoxFilter(width: 3), -0.5, 10)
        try check(UnsharpMaskFilter(sigma: 1, amount: 0.5), -0.5, 10)
    }

    @Test func derivatives() throws {
        try check(GradientFilter(.components), -0.5, 0)
        try check(LaplacianFilter(), -0.5, 0)
        try check(GradientFilter(.magnitude), 0.5, 0)
        try check(GradientFilter(.orientation), nil, nil)
    }

    @Test func inPlace() throws {
        var image = try image(Float.self)
        try image.filter(by: LaplacianFilter(), axes: .all)
        #expect(image.metadata.scaling?.intercept == 0)
    }

    @Test("Formats that cannot say it hold what it stands for")
    func otherFormats() throws {
        let image = try image(Int16.self)
        let array = try NDArray<Float>(from: .bytes(image.encoded(as: .npy), named: "a"))
        #expect(array[0, 1] == 7.5)
        let double = try NDArray<Double>(from: .bytes(self.image(Int32.self).encoded(as: .npz), named: "a"))
        #expect(double[0, 1] == 7.5)
        let kept = try Image<Int16>(from: .bytes(image.encoded(as: .nifti), named: "a"))
        #expect(kept.pixels == image.pixels)
        #expect(kept.metadata.scaling == image.metadata.scaling)
    }

    @Test(arguments: [(0, 1), (.nan, 1), (1, .infinity)] as [(Double, Double)])
    func meaningless(_ slope: Double, _ intercept: Double) {
        #expect(throws: FilterError.self) { try ValueScaling(slope: slope, intercept: intercept) }
    }
}
