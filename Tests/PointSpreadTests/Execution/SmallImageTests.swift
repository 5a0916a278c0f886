import PointSpread
import TestSupport
import Testing

@Suite("Plans equal the reference on small images")
struct SmallImageTests {
    private static let borders: [Border] = [.constant(0), .constant(2.5), .replicate, .symmetric, .reflect101, .wrap]

    /// Filters of all shapes of kernel: symmetric, antisymmetric, with every anchor, boxes, dense, joined.
    private func filters(_ border: Border, _ type: ElementType) throws -> [any Filter] {
        let border = PerAxis.everywhere(border)
        let asymmetric = [0.5, -0.25, 0.125, 0.75]
        var filters: [any Filter] = try (0..<4).map { anchor in
            ConvolutionFilter(separable: [try Taps(asymmetric, anchor: anchor)], border: border)
        }
        filters.append(GaussianFilter(sigma: 1.3, border: border))
        filters.append(GaussianFilter(sigma: 0.8, order: 1, border: border))
        filters.append(BoxFilter(width: 4, border: border))
        filters.append(BoxFilter(fractionalWidth: 6.5, border: border))
        filters.append(UnsharpMaskFilter(sigma: 1, amount: 1.5, threshold: 1, border: border))
        filters.append(DifferenceOfGaussiansFilter(sigma: 1, widerSigma: 2, border: border))
        return filters
    }

    @Test("lines of 0 to 40 samples, each border and type", arguments: ElementType.allCases)
    func lines(type: ElementType) throws {
        var random = SeededGenerator(seed: 3)
        for border in Self.borders {
            for filter in try filters(border, type) {
                for count in 0...40 {
                    guard count > 0 || border == .constant(0) else { continue }
                    let shape = try Shape([count])
                    let start = random
                    let input = try randomArray(
                        of: type, shape: shape, count % 2 == 0 ? .ordinary : .wild, using: &random)
                    guard try check(filter, input, using: &random) else {
                        Issue.record("\(start), \(count) samples, border \(border)")
                        return
                    }
                }
            }
        }
    }

    @Test("planes and volumes of few samples", arguments: ElementType.allCases)
    func planes(type: ElementType) throws {
        var random = SeededGenerator(seed: 4)
        for (place, sizes) in [[1, 1], [1, 9], [9, 1], [2, 3], [17, 5], [4, 33], [3, 4, 5], [2, 3, 70]].enumerated() {
            let border = PerAxis.everywhere(Self.borders[place % Self.borders.count])
            let dense = try Kernel(
                (0..<(sizes.count == 2 ? 6 : 12)).map { Double($0 % 5) - 1.5 },
                extents: sizes.count == 2 ? [2, 3] : [2, 3, 2])
            var filters: [any Filter] = [
                GaussianFilter(sigma: 1, border: border), BoxFilter(width: 3, border: border),
                CorrelationFilter(kernel: dense, border: border), LaplacianFilter(border: border),
                LaplacianFilter(sigma: 1, border: border), GradientFilter(.magnitude, kind: .sobel, border: border),
                GradientFilter(.components, border: border), UnsharpMaskFilter(sigma: 1, border: border),
            ]
            if sizes.count == 2 {
                filters.append(GradientFilter(.orientation, border: border))
                filters.append(MotionFilter(length: 4.5, angle: 30, direction: 0.5, border: border))
            }
            for filter in filters {
                let start = random
                let input = try randomArray(of: type, shape: Shape(sizes), using: &random)
                guard try check(filter, input, using: &random) else {
                    Issue.record("\(start), \(sizes)")
                    return
                }
            }
        }
    }

    /// Runs a filter in every way that there is, on views of every kind, and compares with the reference.
    private func check(_ filter: some Filter, _ input: AnyArray, using random: inout SeededGenerator) throws -> Bool {
        let plan = try filter.plan(for: input.layout, axes: .all)
        let expected = try referenceResults(of: plan.program, input)
        func isEqual(_ found: AnyArray, _ expected: AnyArray, _ way: String) throws -> Bool {
            guard let words = try difference(found, expected) else { return true }
            Issue.record("\(way): \(words)\n\(plan)")
            return false
        }
        let view = try scattered(input, using: &random)
        for (found, wanted) in zip(try plan.run(view, threads: 7), expected) {
            guard try isEqual(found, wanted, "from a view") else { return false }
        }
        guard expected.count == 1 else { return true }
        var result = try scattered(expected[0], using: &random)
        try plan.run(input, into: &result, threads: 2)
        guard try isEqual(result, expected[0], "into a view") else { return false }
        guard expected[0].elementType == input.elementType else { return true }
        var inPlace = try scattered(input, using: &random)
        try plan.run(inPlace: &inPlace)
        return try isEqual(inPlace, expected[0], "in place")
    }
}
