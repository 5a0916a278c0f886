import PointSpread
import TestSupport
import Testing

@Suite("Passes with strides, or zeros between samples, row by row")
struct StrideTests {
    private static let borders: [Border] = [.constant(1.5), .replicate, .symmetric, .reflect101, .wrap]
    private static let orders: [Accumulation.Order] = [
        .leftToRight, .centreOutward(.symmetric), .centreOutward(.antisymmetric), .outermostInward(.symmetric),
        .pairThenCentreOutward(.symmetric), .roundingTerms(1..<3, of: .leftToRight),
    ]

    /// A pass along an axis, thinned out or with zeros between samples, or as it is.
    private func pass(
        _ axis: Int, _ count: Int, _ number: ElementType, _ type: ElementType, _ kind: Int, _ draws: inout RandomProgram
    ) -> Pass {
        let taps = draws.integer(1...7)
        let pitch = draws.integer(2...3)
        var geometry = AxisGeometry(
            before: draws.integer(-3...6), outputCount: draws.integer(1...count + 2), dilation: draws.pick([1, 1, 2]))
        if kind == 0 { (geometry.stride, geometry.outputCount) = (pitch, draws.integer(1...count / pitch + 2)) }
        if kind == 1 { (geometry.stuffing, geometry.outputCount) = (pitch - 1, draws.integer(1...pitch * count + 1)) }
        let weights = (0..<taps).map { _ in draws.once(in: 5) ? 0 : Double.random(in: -1...1, using: &draws.random) }
        return Pass(
            kernel: PassKernel(axes: [axis], extents: [taps], weights: weights), geometry: [geometry],
            border: [BorderPair(before: draws.pick(Self.borders), after: draws.pick(Self.borders))],
            accumulation: Accumulation(
                number, order: draws.pick(Self.orders), start: draws.once(in: 5) ? 0.5 : nil,
                isFused: !draws.once(in: 3), ignoredMagnitude: draws.once(in: 2) ? 0 : nil),
            store: Store(type, steps: draws.once(in: 3) ? [.multiply(by: 0.25)] : []))
    }

    @Test("drawn at random have the bits of the reference", arguments: UInt64(1)...4)
    func equalReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        var taken = 0
        for _ in 0..<300 {
            let start = draws.random
            let step = draws.pick([1, 1, 2, 3, 70])
            var sizes = [draws.integer(1...12), draws.integer(1...[300, 40, 8][draws.integer(0...2)]), step]
            if draws.once(in: 3) { sizes.insert(draws.integer(1...3), at: draws.integer(0...1)) }
            let number = draws.pick([ElementType.float32, .float64])
            let type = draws.pick([number, number, .uint8, .int16, .float32])
            let axes = [sizes.count - 3, sizes.count - 2].shuffled(using: &draws.random).prefix(draws.integer(1...2))
            var passes: [Pass] = []
            for (place, axis) in axes.enumerated() {
                let kind = place == 0 ? draws.integer(0...1) : draws.integer(0...2)
                let isLast = place == axes.count - 1
                passes.append(pass(axis, sizes[axis], number, isLast ? type : number, kind, &draws))
            }
            if draws.once(in: 4) { passes[0].load = Load([.multiplied(by: 0.5)]) }
            let program = try FilterProgram(
                inputShape: try Shape(sizes), inputType: draws.pick([number, number, .uint8, .float16]), passes: passes)
            let instructions = draws.pick(InstructionSet.available)
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            guard let rows = Plan.executor(.tiles, program, instructions: instructions) else { continue }
            taken += 1
            let expected = try referenceResults(of: program, input)[0]
            var found = try results(of: program, by: rows, input, threads: draws.pick([1, 2, 5]))[0]
            if draws.once(in: 3) {
                // Results that do not follow each other in memory.
                found = try scattered(found, using: &draws.random)
                try rows.run(input.buffer, into: [found.buffer], threads: 1)
            }
            if let words = try difference(found, expected) {
                Issue.record("seed \(seed), state \(start), \(instructions): \(words)\n\(program)")
                return
            }
        }
        #expect(taken > 250, "only \(taken) of 300 programs ran row by row")
    }

    @Test("are what OpenCV's pyramids of real numbers and of 16 bits run by, on any threads")
    func pyramids() throws {
        var random = SeededGenerator(seed: 31)
        for type in [ElementType.float32, .float64, .uint16, .int16] {
            for filter in [try OpenCV.pyrDown(), try OpenCV.pyrUp()] as [any Filter] {
                for sizes in [[1, 1], [2, 3], [37, 131], [450, 521], [33, 40, 3]] {
                    var layout = Layout(shape: try Shape(sizes), elementType: type)
                    layout.channelAxis = sizes.count == 3 ? 2 : nil
                    let program = try filter.program(for: layout)
                    let method = type.isInteger ? Plan.Method.wholeNumbers : .tiles
                    #expect(try filter.plan(for: layout).method == method)
                    let input = try randomArray(of: type, shape: layout.shape, .wild, using: &random)
                    let expected = try referenceResults(of: program, input)[0]
                    for instructions in InstructionSet.available {
                        let rows = try #require(Plan.executor(method, program, instructions: instructions))
                        for threads in [1, 3] {
                            let found = try results(of: program, by: rows, input, threads: threads)[0]
                            #expect(
                                try difference(found, expected) == nil, "\(type) \(sizes) \(instructions) \(threads)")
                        }
                    }
                }
            }
        }
    }
}
