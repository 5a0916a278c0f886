import PointSpread
import TestSupport
import Testing

@Suite("Passes one after the other")
struct StageTests {
    @Test("along one axis, whose numbers of results differ, keep to results that do not lie next to each other")
    func scatteredResults() throws {
        let shape: Shape = [9, 4]
        func pass(_ count: Int) -> Pass {
            Pass(
                kernel: PassKernel(axes: [0], extents: [3], weights: [1, 2, 3]),
                geometry: [AxisGeometry(before: 1, outputCount: count)], border: [BorderPair(.replicate)],
                accumulation: Accumulation(.float32, order: .leftToRight, isFused: true), store: Store(.float32))
        }
        let program = try FilterProgram(inputShape: shape, inputType: .float32, passes: [pass(9), pass(2)])
        var random = SeededGenerator(seed: 3)
        let input = try randomArray(of: .float32, shape: shape, .ordinary, using: &random)
        let expected = try referenceResults(of: program, input)[0]
        let tiles = try #require(Plan.executor(.tiles, program))
        // Every second column of a larger array, the other columns of which nobody may touch.
        let all = AnyArray(try ArrayBuffer(uninitialized: [18, 8], of: .float32))
        all.buffer.base.initializeMemory(as: Float.self, repeating: 0, count: 18 * 8)
        let target = try all.sliced([.range(0..<2), .range(0..<8, step: 2)])
        try tiles.run(input.buffer, into: [target.buffer], threads: 1)
        #expect(try difference(target, expected) == nil)
        let rest = all.buffer.base.assumingMemoryBound(to: Float.self)
        #expect((16..<144).allSatisfy { rest[$0] == 0 })
        withExtendedLifetime(all) {}
    }

    /// So many programs for each seed.
    private static let programs = 120

    @Test(
        "of volumes have the bits of the reference, slab by slab and by way of the result",
        arguments: UInt64(1)...4)
    func volumesEqualReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        var drawn = 0
        var failures = 0
        while drawn < Self.programs, failures < 3 {
            let start = draws.random
            guard let program = Self.drawVolume(&draws) else { continue }
            drawn += 1
            let instructions = draws.pick(InstructionSet.available)
            let tileWidth = draws.pick([nil, 1, 4, 16, 33])
            let tiles = try #require(
                Plan.executor(.tiles, program, instructions: instructions, tileWidth: tileWidth), "\(program)")
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, .ordinary, using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)[0]
            var output = try ArrayBuffer(uninitialized: program.outputShape, of: program.outputs[0].type)
            if draws.once(in: 3) { output = try scattered(AnyArray(output), using: &draws.random).buffer }
            // Twice, as a plan is used: workers start again with what they hold.
            for _ in 0..<2 { try tiles.run(input.buffer, into: [output], threads: draws.pick([1, 2, 5])) }
            guard let words = try difference(AnyArray(output), expected) else { continue }
            failures += 1
            Issue.record(
                "seed \(seed), state \(start), \(instructions), tiles of \(tileWidth ?? 0): \(words)\n\(program)")
        }
    }

    /// Passes along three axes next to each other, outermost first, with channels behind them or volumes before, or nothing where
    /// the parts that were drawn do not fit.
    private static func drawVolume(_ draws: inout RandomProgram) -> FilterProgram? {
        let number = draws.once(in: 4) ? ElementType.float64 : .float32
        var sizes = [draws.integer(1...24), draws.integer(1...30), draws.integer(1...70)]
        let batch = draws.once(in: 4) ? 1 : 0
        if batch > 0 { sizes.insert(2, at: 0) }
        if draws.once(in: 4) { sizes.append(3) }
        guard let inputShape = try? Shape(sizes) else { return nil }
        var passes: [Pass] = []
        for axis in batch..<batch + 3 {
            let taps = draws.pick([1, 2, 3, 5, 9])
            let half = (0..<taps).map { _ in Double(draws.integer(-8...8)) / 8 }
            let isSymmetric = draws.once(in: 2)
            let weights = isSymmetric ? zip(half, half.reversed()).map(+) : half
            let dilation = draws.once(in: 6) ? 2 : 1
            var geometry = AxisGeometry(before: taps / 2 * dilation, outputCount: sizes[axis], dilation: dilation)
            if draws.once(in: 4) {
                geometry.before = draws.integer(-2...taps + 2)
                geometry.outputCount = draws.integer(1...sizes[axis] + taps)
            }
            func border(_ draws: inout RandomProgram) -> Border {
                draws.pick([.constant(3), .replicate, .symmetric, .reflect101, .wrap])
            }
            passes.append(
                Pass(
                    kernel: PassKernel(axes: [axis], extents: [taps], weights: weights), geometry: [geometry],
                    border: [BorderPair(before: border(&draws), after: border(&draws))],
                    accumulation: Accumulation(
                        number, order: isSymmetric && taps % 2 == 1 ? .centreOutward(.symmetric) : .leftToRight,
                        isFused: draws.once(in: 2)), store: Store(number)))
            sizes[axis] = geometry.outputCount
        }
        passes[2].store.type = draws.pick([number, .uint8, .float32])
        return try? FilterProgram(
            inputShape: inputShape, inputType: draws.pick([number, .uint8, .uint16, .float32]), passes: passes)
    }

    @Test func needLittleMemoryOfVolumes() throws {
        let volume = Layout(shape: [256, 256, 256], elementType: .float32).filtering(.all)
        // A slab of slices, or one slice for each thread, not all of them.
        #expect(try GaussianFilter(sigma: 2).plan(for: volume).scratchBytes(threads: 1) < 20 << 20)
        #expect(try BoxFilter(width: 101).plan(for: volume).scratchBytes(threads: 1) < 4 << 20)
    }
}
