import PointSpread
import TestSupport
import Testing

/// Bands of rows against the whole.
@Suite struct BandTests {
    private func check(_ program: FilterProgram, _ random: inout SeededGenerator, _ comment: Comment) throws {
        let input = try randomArray(of: program.inputType, shape: program.inputShape, .wild, using: &random)
        let plan = Plan(program, layout: Layout(shape: program.inputShape, elementType: program.inputType))
        let whole = try plan.run(input, threads: 1)
        let rows = Int.random(in: 1...program.outputShape[0], using: &random)
        let banded = try bandedResults(of: plan, input, rows: rows, threads: 2)
        for (first, second) in zip(whole, banded) {
            let words = try difference(second, first)
            #expect(words == nil, "\(comment), bands of \(rows) rows: \(program)")
        }
    }

    @Test func everyProgramGivesTheSameBitsByBands() throws {
        var tried = 0
        for seed in 0..<2000 as Range<UInt64> {
            var drawing = RandomProgram(seed: seed)
            guard let program = drawing.draw(), program.obstacleToBands(along: 0) == nil else { continue }
            tried += 1
            try check(program, &drawing.random, "seed \(seed)")
        }
        #expect(tried > 250)
    }

    static let borders: [Border] = [.symmetric, .reflect101, .replicate, .constant(7), .constant(0)]

    @Test(arguments: borders) func nativeFiltersGiveTheSameBitsByBands(border: Border) throws {
        var random = SeededGenerator(seed: 11)
        let pair = PerAxis.uniform(BorderPair(border))
        for height in [1, 2, 3, 7, 40] {
            for (alpha, isLinear) in [(false, false), (true, false), (false, true), (true, true)] {
                if alpha, case .constant(7) = border { continue }
                var layout = Layout(shape: [height, 9, 4], elementType: isLinear ? .uint8 : .uint16)
                layout.channelAxis = 2
                layout.hasStraightAlpha = alpha
                if isLinear { layout = layout.inLinearLight() }
                let filters: [any Filter] = [
                    GaussianFilter(sigma: 1.5, border: pair), BoxFilter(width: 4, border: pair),
                    UnsharpMaskFilter(sigma: 2, threshold: 2, border: pair),
                    GradientFilter(.magnitude, kind: .sobel, border: pair),
                    LaplacianFilter(border: pair), DifferenceOfGaussiansFilter(sigma: 1, widerSigma: 4, border: pair),
                ]
                for filter in filters {
                    try check(try filter.program(for: layout), &random, "\(filter) at height \(height)")
                }
            }
        }
    }

    @Test func wideGaussiansGiveTheSameBitsByBands() throws {
        var random = SeededGenerator(seed: 12)
        for (place, border) in Self.borders.enumerated() {
            let layout = Layout(shape: [60 + 37 * place, 21], elementType: place % 2 == 0 ? .uint8 : .float32)
            let filter = GaussianFilter(sigma: 9, accuracy: 1e-3, border: .everywhere(border))
            let program = try filter.program(for: layout)
            #expect(program.branches[0].count == 6)
            try check(program, &random, "seed 12, \(border)")
        }
    }

    /// Transforms work in tiles, which bands must not cut.
    @Test(arguments: borders) func transformsGiveTheSameBitsByBands(border: Border) throws {
        var random = SeededGenerator(seed: 13)
        let kernel = try Kernel(
            (0..<31 * 33).map { _ in Double.random(in: -1...1, using: &random) }, extents: [31, 33])
        let filter = CorrelationFilter(kernel: kernel, border: .everywhere(border))
        let image = try randomArray(Float.self, shape: [900, 70], using: &random)
        let plan = try filter.plan(for: image.layout, tolerance: 1e-5)
        try #require(plan.method == .fourier && plan.tile[0] > 1 && plan.tile[0] < 450)
        let whole = try plan.run(image)[0]
        for rows in [1, plan.tile[0], plan.tile[0] + 1, 899] {
            let banded = try bandedResults(of: plan, AnyArray(image), rows: rows)[0]
            #expect(try difference(banded, whole) == nil, "seed 13, bands of \(rows) rows")
        }
    }

    @Test func bandsHoldNoMoreThanTheReach() throws {
        let layout = Layout(shape: [1000, 4], elementType: .uint8)
        let program = try GaussianFilter(sigma: 5).program(for: layout)
        #expect(program.reach(along: 0) == (20, 20))
        let plan = try BandedPlan(Plan(program, layout: layout), rows: 16)
        #expect(plan.inputRows <= 16 + 20 + 20)
        #expect(plan.bands.map(\.results.count).reduce(0, +) == 1000)
    }

    @Test func wrappingRowsNeedTheWhole() throws {
        let layout = Layout(shape: [30, 30], elementType: .uint8)
        let wrapped = GaussianFilter(sigma: 1, border: .uniform(BorderPair(.wrap)))
        #expect(throws: FilterError.self) { try BandedPlan(wrapped.plan(for: layout), rows: 4) }
        let columns = try wrapped.plan(for: layout.filtering([1]))
        #expect(try BandedPlan(columns, rows: 4).bands.count == 8)
    }

    @Test func resultsAreRoundedOnceToAnotherType() throws {
        var random = SeededGenerator(seed: 3)
        let input = try randomArray(of: .uint8, shape: [9, 9], using: &random)
        let program = try GaussianFilter(sigma: 1).program(for: input.layout)
        let wide = try Plan(try program.storing(.float32), layout: input.layout).run(input)[0]
        let down = try Plan(try program.storing(.int16, rounding: .down), layout: input.layout).run(input)[0]
        #expect(try difference(down, wide.converted(to: .int16, rounding: .down, overflow: .saturate)) == nil)
        let same = try Plan(try program.storing(.uint8), layout: input.layout).run(input)[0]
        #expect(try difference(same, Plan(program, layout: input.layout).run(input)[0]) == nil)
    }
}
