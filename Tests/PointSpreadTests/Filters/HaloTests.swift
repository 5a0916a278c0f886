import PointSpread
import TestSupport
import Testing

@Suite("A tile with its neighbours gives the part of the whole")
struct HaloTests {
    private let filters: [any Filter] = [
        GaussianFilter(sigma: 1.2, border: .supplied), GaussianFilter(sigma: [0, 1.5], border: .supplied),
        GaussianFilter(sigma: 0, border: .supplied), GaussianFilter(sigma: [1, 1], order: [1, 0], border: .supplied),
        BoxFilter(width: 4, border: .supplied), BoxFilter(width: [1, 3], border: .supplied),
        BoxFilter(width: 1, border: .supplied), DerivativeFilter(along: 1, border: .supplied),
        DerivativeFilter(along: -2, kind: .sobel, border: .supplied), GradientFilter(.components, border: .supplied),
        GradientFilter(.magnitude, kind: .scharr, border: .supplied), LaplacianFilter(border: .supplied),
        LaplacianFilter(sigma: 1, border: .supplied), MotionFilter(length: 5, angle: 40, border: .supplied),
        UnsharpMaskFilter(sigma: 1, border: .supplied), UnsharpMaskFilter(sigma: 0, border: .supplied),
        DifferenceOfGaussiansFilter(sigma: 0, widerSigma: 1, border: .supplied),
    ]

    /// The same filter with another border, for the whole.
    private func symmetric(_ filter: any Filter) -> any Filter {
        switch filter {
        case var filter as GaussianFilter:
            filter.border = .symmetric
            return filter
        case var filter as BoxFilter:
            filter.border = .symmetric
            return filter
        case var filter as DerivativeFilter:
            filter.border = .symmetric
            return filter
        case var filter as GradientFilter:
            filter.border = .symmetric
            return filter
        case var filter as LaplacianFilter:
            filter.border = .symmetric
            return filter
        case var filter as MotionFilter:
            filter.border = .symmetric
            return filter
        case var filter as UnsharpMaskFilter:
            filter.border = .symmetric
            return filter
        case var filter as DifferenceOfGaussiansFilter:
            filter.border = .symmetric
            return filter
        default: return filter
        }
    }

    @Test("for every native filter", arguments: [ElementType.uint8, .float32, .float64])
    func tiles(type: ElementType) throws {
        var random = SeededGenerator(seed: 1)
        let whole = try randomArray(of: type, shape: [40, 44], using: &random)
        let (rows, columns) = (11..<25, 9..<30)
        let tile = whole[
            .range(rows.lowerBound - 8..<rows.upperBound + 7), .range(columns.lowerBound - 9..<columns.upperBound + 7)]
        var layout = tile.layout
        layout.halos = [.init(before: 8, after: 7), .init(before: 9, after: 7)]
        for filter in filters {
            let plan = try filter.plan(for: layout)
            let expected = try symmetric(filter).plan(for: whole.layout).run(whole)
            #expect(plan.program.outputShape == [14, 21])
            for (found, all) in zip(try plan.run(tile), expected) {
                if let words = try difference(found, all[.range(rows), .range(columns)]) {
                    Issue.record("seed 1, \(filter): \(words)\n\(plan)")
                }
            }
        }
    }

    @Test("also at the edges of the whole, where one side has a border")
    func edges() throws {
        var random = SeededGenerator(seed: 2)
        let whole = try randomArray(Float.self, shape: [30, 30], using: &random)
        let expected = try whole.gaussianBlurred(sigma: 1)
        var layout = whole[.range(0..<16)].layout
        layout.halos[0].after = 4
        let filter = GaussianFilter(
            sigma: 1, border: .each([.init(before: .symmetric, after: .supplied), .init(.symmetric)]))
        let found = try filter.plan(for: layout).run(whole[.range(0..<16)])[0]
        #expect(try difference(found, expected[.range(0..<12)]) == nil)
    }

    @Test("halos of axes that nothing runs along are taken away too")
    func otherAxes() throws {
        var random = SeededGenerator(seed: 3)
        let whole = try randomArray(Float.self, shape: [6, 20, 20], using: &random)
        var layout = whole.layout.filtering([1, 2])
        layout.halos[0] = .init(before: 2, after: 1)
        let kernel = try Kernel([1, 2, 3, 5], extents: [2, 2])
        for filter in [GaussianFilter(sigma: 1), CorrelationFilter(kernel: kernel)] as [any Filter] {
            let found = try filter.plan(for: layout).run(whole)[0]
            let expected = try filter.plan(for: whole.layout, axes: [1, 2]).run(whole)[0]
            #expect(try difference(found, expected[.range(2..<5)]) == nil, "seed 3, \(filter)")
        }
    }

    @Test func refusals() throws {
        let layout = Layout(shape: [10, 12], elementType: .float32)
        func refused(_ words: String, _ filter: any Filter, _ change: (inout Layout) -> Void) {
            var layout = layout
            change(&layout)
            #expect { try filter.program(for: layout) } throws: { error in
                (error as? FilterError)?.code == .mismatch && "\(error)".contains(words)
            }
        }
        let gaussian = GaussianFilter(sigma: 1, border: .supplied)
        refused("supplied neighbours for every tap", gaussian) { $0.halos[0].before = 4 }
        for halo in [
            Layout.Halo(before: -1), .init(after: 11), .init(before: 6, after: 5), .init(before: .max, after: .max),
        ] {
            refused("halos within the 10 samples of axis 0", gaussian) { $0.halos[0] = halo }
        }
        refused("a stride, spacing, halo and origin for each axis", gaussian) { $0.halos = [] }
        refused("a stride, spacing, halo and origin for each axis", gaussian) { $0.spacing.removeLast() }
        refused("different axes below 2", gaussian) { $0.channelAxis = 2 }
        refused("different axes below 2", gaussian) { $0.spatialAxes = [0, 0] }
        refused("colours beside the alpha channel", gaussian) { $0.hasStraightAlpha = true }
        let full = CorrelationFilter(
            separable: [Taps(unchecked: [1], anchor: 0), Taps(unchecked: [1], anchor: 0)], mode: .full)
        refused("no halos for the mode full", full) { $0.halos[1].before = 1 }
    }
}
