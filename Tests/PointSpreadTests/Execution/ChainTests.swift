import PointSpread
import TestSupport
import Testing

@Suite("Sums that are added up, row by row")
struct ChainTests {
    private static let orders: [Accumulation.Order] = [
        .leftToRight, .centreOutward(.symmetric), .centreOutward(.antisymmetric), .outermostInward(.symmetric),
        .pairThenCentreOutward(.symmetric), .pairThenCentreOutward(.turnedAntisymmetric),
        .roundingTerms(1..<3, of: .leftToRight), .lastThenLeftToRight,
    ]

    /// Branches of one pass each along some of the same axes, and a join in which some are added up.
    private func program(_ draws: inout RandomProgram) throws -> FilterProgram {
        let step = draws.pick([1, 1, 2, 3, 70])
        var sizes = [draws.integer(1...12), draws.integer(1...[420, 100, 8][draws.integer(0...2)]), step]
        if draws.once(in: 3) { sizes.insert(draws.integer(1...5), at: draws.integer(0...1)) }
        let axes = draws.once(in: 3) ? Array(0..<sizes.count - 1) : [sizes.count - 3, sizes.count - 2]
        let number = draws.pick([ElementType.float32, .float64])
        let counts = sizes.map { draws.once(in: 4) ? draws.integer(1...$0 + 2) : $0 }
        let borders = sizes.map { _ in
            let all: [Border] = [.constant(1.5), .replicate, .symmetric, .reflect101, .wrap]
            return BorderPair(before: draws.pick(all), after: draws.pick(all))
        }
        let maps: [Load.Map] = draws.once(in: 4) ? [.multiplied(by: 0.25)] : []
        let count = draws.integer(1...4)
        var branches: [[Pass]] = []
        for _ in 0..<count {
            let some = axes.filter { counts[$0] != sizes[$0] || !draws.once(in: 3) }
            let own = some.isEmpty ? axes : some
            let extents = own.map { _ in draws.pick([1, 2, 3, 3, 5]) }
            let weights = (0..<extents.reduce(1, *)).map { _ in
                draws.once(in: 3) ? 0 : Double.random(in: -1...1, using: &draws.random)
            }
            let between = count == 1 || draws.once(in: 6) ? draws.pick([number, .float32, .uint8]) : number
            branches.append([
                Pass(
                    load: Load(maps),
                    kernel: PassKernel(axes: own, extents: extents, weights: weights),
                    geometry: own.map {
                        AxisGeometry(
                            before: draws.integer(-1...3), outputCount: counts[$0], dilation: draws.pick([1, 1, 2]))
                    }, border: own.map { borders[$0] },
                    accumulation: Accumulation(
                        number, order: draws.pick(Self.orders), start: draws.once(in: 6) ? 0.5 : nil,
                        isFused: !draws.once(in: 3), ignoredMagnitude: draws.once(in: 4) ? nil : 0),
                    store: Store(between, steps: draws.once(in: 6) ? [.multiply(by: 0.25)] : []))
            ])
        }
        var join = Join.branch(0)
        if draws.once(in: 3) { join = .sum(.constant(2), join) }
        for branch in 1..<max(1, count) {
            join = draws.once(in: 4) ? .sum(.branch(branch), join) : .sum(join, .branch(branch))
        }
        if draws.once(in: 3) { join = .squareRoot(.fused(join, join, plus: .product(.branch(0), .branch(0)))) }
        if draws.once(in: 6) { join = .quotient(.branch(0), .sum(join, .constant(3))) }
        let arithmetic = draws.once(in: 6) ? .float32 : number
        return try FilterProgram(
            inputShape: try Shape(sizes), inputType: draws.pick([number, number, .uint8, .int32]), branches: branches,
            outputs: [.init(join, arithmetic: arithmetic, type: draws.pick([number, number, .uint8]))])
    }

    @Test("drawn at random have the bits of the reference", arguments: UInt64(1)...6)
    func equalReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        var (drawn, taken) = (0, 0)
        while drawn < 300 {
            let start = draws.random
            guard let program = try? program(&draws) else { continue }
            drawn += 1
            let instructions = draws.pick(InstructionSet.available)
            let tileWidth = draws.pick([nil, nil, 3, 20, 130])
            guard let rows = Plan.executor(.dense, program, instructions: instructions, tileWidth: tileWidth) else {
                continue
            }
            taken += 1
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)[0]
            var found = try results(of: program, by: rows, input, threads: draws.pick([1, 2, 5]))[0]
            if draws.once(in: 3) {
                // Results that do not follow each other in memory.
                found = try scattered(found, using: &draws.random)
                try rows.run(input.buffer, into: [found.buffer], threads: 1)
            }
            if let words = try difference(found, expected) {
                Issue.record("seed \(seed), state \(start), \(instructions), \(tileWidth ?? 0): \(words)\n\(program)")
                return
            }
        }
        #expect(taken * 3 > drawn, "only \(taken) of \(drawn) programs ran row by row")
    }

    @Test("are what Laplacians and edges of real numbers run by, on any threads")
    func conventions() throws {
        let filters: [(any Filter, ElementType)] = [
            (try OpenCV.laplacian(ksize: 3), .float32), (try OpenCV.laplacian(ksize: 5), .float32),
            (try SciPyNDImage.laplace(), .float64), (try ScikitImage.sobel(), .float32),
            (try ScikitImage.farid(), .uint8), (try ScikitImage.roberts(), .float64),
            (try ScikitImage.laplace(), .uint8),
        ]
        var random = SeededGenerator(seed: 51)
        for (number, (filter, type)) in filters.enumerated() {
            // Rows of the last one are cut into several tiles.
            for shape in [[401, 517], [2, 3], [30, 700], [7, 40000]] as [Shape] {
                let layout = Layout(shape: shape, elementType: type)
                let program = try filter.program(for: layout)
                let rows = try #require(Plan.executor(.dense, program), "\(number)")
                let input = try randomArray(of: type, shape: shape, .wild, using: &random)
                let expected = try referenceResults(of: program, input)[0]
                for threads in [1, 3] {
                    let found = try results(of: program, by: rows, input, threads: threads)[0]
                    #expect(try difference(found, expected) == nil, "\(number) \(shape) \(threads)")
                }
            }
        }
    }
}
