import PointSpread
import TestSupport
import Testing

@Suite("Every instruction set gives the bits of the reference")
struct InstructionSetTests {
    /// Lengths around one and four vectors of every width.
    private static let counts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 66, 130]

    @Test("for every kernel length", arguments: [ElementType.float32, .float64], [0, 1, 2, 3])
    func kernelLengths(type: ElementType, kind: Int) throws {
        let orders: [Accumulation.Order] = [
            .leftToRight, .centreOutward(.symmetric), .centreOutward(.antisymmetric), .doubling,
        ]
        var random = SeededGenerator(seed: UInt64(kind))
        for taps in 1...70 {
            var weights = (0..<taps).map { _ in Double.random(in: -1...1, using: &random) }
            if kind == 3 { weights = [Double](repeating: 1, count: taps) }
            if kind == 3, taps >= 3, taps.isMultiple(of: 2) {
                weights[0] = 0.375
                weights[taps - 1] = 0.375
            }
            // A few lengths for each kernel; over all kernels every pair comes up often enough.
            for count in [Self.counts[taps % Self.counts.count], Self.counts[(taps / 3 + 7) % Self.counts.count]] {
                let sum = Accumulation(type, order: orders[kind], isFused: true, ignoredMagnitude: 0)
                try check(weights, sum, shape: [count], axis: 0, using: &random)
                try check(weights, sum, shape: [3, count], axis: 0, using: &random)
            }
        }
    }

    @Test("for every line length", arguments: [ElementType.float32, .float64])
    func lineLengths(type: ElementType) throws {
        var random = SeededGenerator(seed: 9)
        let sum = Accumulation(type, order: .centreOutward(.symmetric), isFused: true, ignoredMagnitude: 0)
        let plain = Accumulation(type, order: .leftToRight, isFused: true, ignoredMagnitude: 0)
        let box = Accumulation(type, order: .doubling, isFused: true, ignoredMagnitude: 0)
        for count in 0...140 {
            try check([0.25, 0.5, 0.25], sum, shape: [count], axis: 0, using: &random)
            try check([0.1, 0.5, 0.25, 2], plain, shape: [count], axis: 0, using: &random)
            try check([1, 1, 1, 1, 1], box, shape: [count], axis: 0, using: &random)
        }
    }

    @Test("for loads and stores of every type", arguments: ElementType.allCases)
    func conversions(type: ElementType) throws {
        var random = SeededGenerator(seed: 10)
        for sumType in [ElementType.float32, .float64] {
            let sum = Accumulation(sumType, order: .leftToRight, isFused: true, ignoredMagnitude: 0)
            for count in Self.counts {
                try check([1.5], sum, from: type, to: .float64, shape: [count], axis: 0, using: &random)
                try check([1.5], sum, from: .float64, to: type, shape: [count], axis: 0, using: &random)
                try check([1.5], sum, from: type, to: type, shape: [count, 2], axis: 0, using: &random)
            }
        }
    }

    private func check(
        _ weights: [Double], _ sum: Accumulation, from source: ElementType? = nil, to target: ElementType? = nil,
        shape: Shape, axis: Int, using random: inout SeededGenerator
    ) throws {
        let start = random
        let pass = Pass(
            kernel: PassKernel(axes: [axis], extents: [weights.count], weights: weights),
            geometry: [.same(count: shape[axis], taps: weights.count, anchor: weights.count / 2)],
            border: [BorderPair(.constant(0.5))], accumulation: sum, store: Store(target ?? sum.type))
        let program = try FilterProgram(inputShape: shape, inputType: source ?? sum.type, passes: [pass])
        let input = try randomArray(of: program.inputType, shape: shape, .wild, using: &random)
        let expected = try referenceResults(of: program, input)[0]
        for instructions in InstructionSet.available {
            let lines = try #require(Plan.executor(.lines, program, instructions: instructions))
            if let words = try difference(results(of: program, by: lines, input)[0], expected) {
                Issue.record("\(instructions), \(start): \(words)\n\(program)")
            }
        }
    }

    @Test func theBestSetIsAvailable() {
        #expect(InstructionSet.available.last == InstructionSet.best)
        #expect(InstructionSet.available.first == .baseline)
        #expect(InstructionSet.baseline < .avx2 && .avx2 < InstructionSet.avx512)
    }

    @Test func aSetIsFoundByItsName() throws {
        for set in InstructionSet.available { #expect(try InstructionSet.named("\(set)") == set) }
        #expect(try InstructionSet.named("") == .best)
        let error = #expect(throws: FilterError.self) { try InstructionSet.named("sse9") }
        #expect(error?.description.contains("baseline") == true && error?.description.contains("'sse9'") == true)
    }
}
