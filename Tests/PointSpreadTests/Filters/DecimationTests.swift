import PointSpread
import TestSupport
import Testing

@Suite("Wide Gaussians by thinning out")
struct DecimationTests {
    private let borders: [Border] = [.symmetric, .reflect101, .replicate, .wrap, .constant(0.5)]

    /// Noise, a constant, an edge, and impulses at places of every remainder; none above 1.
    private func signals(_ count: Int, _ random: inout SeededGenerator) -> [[Double]] {
        let edge = Int.random(in: 0..<count, using: &random)
        var signals: [[Double]] = [
            (0..<count).map { _ in Bool.random(using: &random) ? -1 : 1 }, Array(repeating: 1, count: count),
            (0..<count).map { $0 < edge ? -1 : 1 },
        ]
        for _ in 0..<3 {
            let place = Int.random(in: 0..<count, using: &random)
            signals.append((0..<count).map { $0 == place ? 1 : 0 })
        }
        return signals
    }

    private func isThinned(_ program: FilterProgram) -> Bool {
        program.branches[0].contains { $0.geometry[0].stuffing > 0 }
    }

    @Test("are no further from the ideal one", arguments: [1e-2, 1e-3, 1e-4, 1e-5, 1e-6])
    func errors(accuracy: Double) throws {
        var random = SeededGenerator(seed: 21)
        for sigma in [8.0, 9.7, 20, 33.3, 50, 77, 200] {
            let count = Int.random(in: 90...700, using: &random)
            for (signal, border) in zip(signals(count, &random), borders + [.symmetric]) {
                let samples = try NDArray(signal, shape: [count])
                // What lies beyond eight standard deviations weighs less than 10⁻¹⁴.
                let wide = GaussianFilter(sigma: .samples(sigma), border: .everywhere(border), truncate: 8)
                let ideal = try samples.filtered(by: wide)
                let filter = GaussianFilter(sigma: .samples(sigma), accuracy: accuracy, border: .everywhere(border))
                #expect(isThinned(try filter.program(for: samples.layout)) || accuracy < 1e-3 && sigma < 20)
                let found = try samples.filtered(by: filter)
                let rounded = try NDArray<Float>(signal.map { Float($0) }, shape: [count]).filtered(by: filter)
                for (place, value) in ideal.elements.enumerated() {
                    let comment: Comment = "seed 21, sigma \(sigma), \(count) samples, \(border), place \(place)"
                    #expect(abs(found.elements[place] - value) <= accuracy / 2, comment)
                    // The samples and the result are rounded too.
                    #expect(abs(Double(rounded.elements[place]) - value) <= accuracy + 0x1p-23, comment)
                }
            }
        }
    }

    @Test("meet the bound with the worst samples there are")
    func bound() throws {
        for (sigma, accuracy) in [(8.0, 4e-3), (12.5, 2e-4), (20, 2e-5), (70, 2e-3)] {
            let error = accuracy * 0.49
            let gaussian = try #require(DecimatedGaussian(sigma: sigma, error: error))
            #expect(gaussian.error <= error)
            let filter = GaussianFilter(sigma: .samples(sigma), accuracy: accuracy)
            let reach = (gaussian.middle.anchor + gaussian.order) * gaussian.spacing
            let count = 2 * reach + gaussian.spacing
            let layout = Layout(shape: [count], elementType: .float64)
            let plan = try filter.plan(for: layout)
            // One impulse after the other gives all taps of the outputs in the middle.
            var errors = [Double](repeating: 0, count: gaussian.spacing)
            let whole = try Taps.gaussian(sigma: sigma, truncate: 9)
            for place in 0..<count {
                let impulse = try NDArray((0..<count).map { $0 == place ? 1.0 : 0 }, shape: [count])
                let result = try NDArray<Double>(plan.run(impulse)[0].buffer)
                for phase in errors.indices {
                    let tap = whole.anchor + place - reach - phase
                    let ideal = whole.weights.indices.contains(tap) ? whole.weights[tap] : 0
                    errors[phase] += abs(result.elements[reach + phase] - ideal)
                }
            }
            let worst = errors.max() ?? .infinity
            #expect(worst <= gaussian.error * 1.000001, "sigma \(sigma)")
            #expect(worst > gaussian.error / 2, "sigma \(sigma): the bound is not about this filter")
        }
    }

    @Test("are as accurate along several axes, of which some are not thinned out")
    func axes() throws {
        var random = SeededGenerator(seed: 22)
        for sigma in [[30.0, 11], [1.5, 14, 9], [9, 0, 12], [12, 10, 1]] {
            for border in borders {
                let sizes = sigma.map { _ in Int.random(in: 1...24, using: &random) }
                let samples = try NDArray<Double>(shape: try Shape(sizes)) { _ in
                    Double.random(in: -1...1, using: &random)
                }
                let layout = samples.layout.filtering(.all)
                var wide = GaussianFilter(sigma: sigma.map { .samples($0) }, border: .everywhere(border), truncate: 8)
                let ideal = try NDArray<Double>(wide.plan(for: layout).run(samples)[0].buffer)
                wide.accuracy = 1e-3
                let plan = try wide.plan(for: layout)
                #expect(isThinned(plan.program))
                let found = try NDArray<Double>(plan.run(samples)[0].buffer)
                for (first, second) in zip(found.elements, ideal.elements) {
                    #expect(abs(first - second) <= 1e-3, "seed 22, \(sigma), \(sizes), \(border)")
                }
            }
        }
    }

    @Test("keep constants")
    func constants() throws {
        for border in borders.dropLast() + [.constant(77)] {
            let filter = GaussianFilter(sigma: 21, accuracy: 1e-4, border: .everywhere(border))
            let bytes = try NDArray<UInt8>(Array(repeating: 77, count: 60), shape: [6, 10])
            #expect(try bytes.filtered(by: filter) == bytes)
            let floats = try NDArray<Float>(Array(repeating: 77, count: 60), shape: [6, 10])
            // Sums of some tens of products, each rounded.
            for value in try floats.filtered(by: filter).elements { #expect(abs(value - 77) < 77 * 0x1p-19) }
        }
    }

    @Test("give the parts of the whole, wherever these begin")
    func parts() throws {
        var random = SeededGenerator(seed: 23)
        for type in [ElementType.uint8, .float32] {
            let whole = try randomArray(of: type, shape: [190, 131], using: &random)
            for border in borders {
                var layout = whole.layout
                var bordered = GaussianFilter(sigma: [10, 8.5], border: .everywhere(border))
                bordered.accuracy = 1e-2
                let program = try bordered.program(for: layout)
                #expect(isThinned(program))
                let expected = try Plan(program, layout: layout).run(whole)[0]
                let reach = program.reach(along: 0).before
                #expect(program.reach(along: 0) == (reach, reach) && reach < 80)
                for rows in [reach..<reach + 1, 81..<100, 83..<84, 190 - reach - 3..<190 - reach] {
                    let part = whole[.range(rows.lowerBound - reach..<rows.upperBound + reach)]
                    layout = part.layout
                    layout.halos[0] = .init(before: reach, after: reach)
                    layout.origin[0] = rows.lowerBound
                    bordered.border = .each([.init(.supplied), .init(border)])
                    let found = try bordered.plan(for: layout).run(part)[0]
                    let words = try difference(found, expected[.range(rows)])
                    #expect(words == nil, "seed 23, \(rows), \(border)")
                    // Where the whole begins may lie anywhere.
                    layout.origin[0] -= 7 * (program.branches[0][0].geometry[0].stride)
                    let moved = try bordered.plan(for: layout).run(part)[0]
                    #expect(try difference(moved, found) == nil, "seed 23, \(rows), \(border)")
                }
                // At an end of the whole its border holds.
                var end = whole[.range(0..<80 + reach)].layout
                end.halos[0].after = reach
                bordered.border = .each([.init(before: border, after: .supplied), .init(border)])
                if border != .wrap {
                    let found = try bordered.plan(for: end).run(whole[.range(0..<80 + reach)])[0]
                    #expect(try difference(found, expected[.range(0..<80)]) == nil, "seed 23, \(border)")
                }
            }
        }
    }

    @Test("are chosen by the filter alone")
    func choice() throws {
        let filter = GaussianFilter(sigma: 25, accuracy: 1e-4)
        func taps(_ shape: Shape, _ type: ElementType) throws -> [[Double]] {
            try filter.program(for: Layout(shape: shape, elementType: type)).branches[0].map(\.kernel.weights)
        }
        let first = try taps([1, 2], .uint8)
        #expect(try taps([3000, 2000], .float32) == first)
        #expect(first.count == 6)
        // Work does not grow with sigma, and shrinks where less accuracy will do.
        let layout = Layout(shape: [2000, 2000], elementType: .float32)
        func work(_ sigma: Double, _ accuracy: Double) throws -> Double {
            try GaussianFilter(sigma: .samples(sigma), accuracy: accuracy).plan(for: layout).operations / 4e6
        }
        #expect(try work(200, 1e-4) < 20 && work(40, 1e-4) < 20 && work(20, 1e-4) < 30)
        #expect(try work(30, 1e-2) < work(30, 1e-5))
        // Too narrow, not accurate to the bit, or not a plain blur: taps as they are.
        for other in [GaussianFilter(sigma: 3, accuracy: 1e-4), GaussianFilter(sigma: 40)] {
            #expect(!isThinned(try other.program(for: layout)))
        }
    }

    @Test func emptyArraysStayEmpty() throws {
        for shape in [[0, 5], [5, 0], [0]] as [Shape] {
            let samples = try NDArray<Float>(repeating: 1, shape: shape)
            let filter = GaussianFilter(sigma: 30, accuracy: 1e-3)
            #expect(try samples.filtered(by: filter).shape == shape)
        }
    }
}
