import PointSpread
import TestSupport
import Testing

/// Draws programs that thin axes out, filter, and fill the axes up again.
private struct RandomDecimation {
    var drawing: RandomProgram

    init(seed: UInt64) { drawing = RandomProgram(seed: seed) }

    /// A program, or nothing where the parts that were drawn do not fit.
    mutating func draw() -> FilterProgram? {
        let number: ElementType = drawing.once(in: 3) ? .float64 : .float32
        let rank = drawing.integer(1...4)
        var sizes = (0..<rank).map { _ in drawing.integer(1...9) }
        // Rows that are combined as they are, rows that are turned, rows of several blocks, and several of these.
        if drawing.once(in: 2) { sizes[rank - 1] = drawing.integer(10...90) }
        if drawing.once(in: 3) { sizes[drawing.integer(0...rank - 1)] = drawing.integer(10...90) }
        if drawing.once(in: 8) { sizes[rank - 1] = drawing.integer(500...1200) }
        guard sizes.reduce(1, *) < 2500, let inputShape = try? Shape(sizes) else { return nil }
        let axes = Array(Array(0..<rank).shuffled(using: &drawing.random).prefix(drawing.integer(1...rank)).sorted())
        var passes: [Pass] = []
        var fillings: [(axis: Int, spacing: Int, order: Int, count: Int)] = []
        for axis in axes {
            let (spacing, order) = (drawing.pick([2, 3, 4, 5, 8, 11]), drawing.integer(2...8))
            let before = drawing.integer(-2...order * spacing)
            let geometry = AxisGeometry(before: before, outputCount: drawing.integer(1...24), stride: spacing)
            passes.append(
                pass(number, axis, geometry, weights(order * spacing, isPositive: false), isOutward: false, border()))
            fillings.append((axis, spacing, drawing.integer(2...8), geometry.outputCount))
        }
        for place in fillings.indices where !drawing.once(in: 4) {
            let taps = drawing.pick([1, 3, 5])
            let reads = drawing.once(in: 3)
            let count = reads ? fillings[place].count : fillings[place].count - taps + 1
            guard count > 0 else { continue }
            fillings[place].count = count
            let geometry = AxisGeometry(before: reads ? taps / 2 : 0, outputCount: count)
            let isOutward = drawing.once(in: 2)
            let weights = weights(taps, isPositive: false)
            passes.append(
                pass(
                    number, fillings[place].axis, geometry, weights, isOutward: isOutward,
                    reads ? border() : .supplied))
        }
        for filling in fillings.reversed() {
            let pitch = filling.spacing
            let most = (filling.count - filling.order + 1) * pitch
            guard most > 0 else { return nil }
            // The first neighbour of the first result lies at or behind the beginning, the last one of the last before the end.
            let before = drawing.integer(max(pitch - most, -3)...pitch - 1)
            let count = drawing.integer(1...most - pitch + 1 + before)
            let geometry = AxisGeometry(before: before, outputCount: count, stuffing: pitch - 1)
            passes.append(
                pass(
                    number, filling.axis, geometry, weights(filling.order * pitch, isPositive: true), isOutward: false,
                    .supplied))
        }
        // The reference executor takes its time.
        for pass in passes {
            sizes = pass.outputSizes(for: sizes)
            guard sizes.reduce(1, *) < 3000 else { return nil }
        }
        let last = passes.count - 1
        passes[last].store.type = drawing.pick(ElementType.allCases)
        passes[last].store.rounding = drawing.pick(RoundingRule.allCases)
        passes[last].store.overflow = drawing.pick([.saturate, .wrap])
        let type = drawing.pick(ElementType.allCases)
        return try? FilterProgram(inputShape: inputShape, inputType: type, passes: passes)
    }

    private mutating func border() -> Border {
        drawing.pick([.constant(Double(drawing.integer(-2...2))), .replicate, .symmetric, .reflect101, .wrap])
    }

    private mutating func weights(_ count: Int, isPositive: Bool) -> [Double] {
        let weights = (0..<count).map { _ in
            (isPositive || drawing.once(in: 2) ? 1 : -1) * Double.random(in: 0.01...1, using: &drawing.random)
        }
        // Symmetric, so that they may be summed in pairs.
        return weights.indices.map { weights[min($0, count - 1 - $0)] }
    }

    private func pass(
        _ type: ElementType, _ axis: Int, _ geometry: AxisGeometry, _ weights: [Double], isOutward: Bool,
        _ border: Border
    ) -> Pass {
        Pass(
            kernel: PassKernel(axes: [axis], extents: [weights.count], weights: weights), geometry: [geometry],
            border: [BorderPair(border)],
            accumulation: Accumulation(
                type, order: isOutward ? .centreOutward(.symmetric) : .leftToRight, isFused: true, ignoredMagnitude: 0),
            store: Store(type))
    }
}

@Suite("Programs that thin axes out and fill them up")
struct DecimatedProgramTests {
    @Test("run as they do in the reference executor", arguments: UInt64(1)...6)
    func reference(seed: UInt64) throws {
        var draws = RandomDecimation(seed: seed)
        var (drawn, declined, failures) = (0, 0, 0)
        while drawn < 40, failures < 3 {
            let start = draws.drawing.random
            guard let program = draws.draw() else { continue }
            drawn += 1
            let instructions = draws.drawing.pick(InstructionSet.available)
            guard let executor = Plan.executor(.decimated, program, instructions: instructions) else {
                declined += 1
                continue
            }
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.drawing.pick(RandomValues.allCases),
                using: &draws.drawing.random)
            if draws.drawing.once(in: 3) { input = try scattered(input, using: &draws.drawing.random) }
            let expected = try referenceResults(of: program, input)[0]
            var output = try ArrayBuffer(uninitialized: program.outputShape, of: program.outputs[0].type)
            if draws.drawing.once(in: 3) {
                output = try scattered(AnyArray(output), using: &draws.drawing.random).buffer
            }
            // The second run uses the memory of the first one.
            for threads in [draws.drawing.pick([1, 2, 7]), 1, 1] {
                try executor.run(input.buffer, into: [output], threads: threads)
                guard let words = try difference(AnyArray(output), expected) else { continue }
                failures += 1
                Issue.record("seed \(seed), state \(start), \(instructions), \(threads) threads: \(words)\n\(program)")
                break
            }
        }
        // Tiles decline a few of the programs in the middle.
        #expect(declined * 20 < drawn, "\(declined) of \(drawn) programs were declined")
    }

    @Test("are divided among threads, in parts that give the same bits")
    func threads() throws {
        var random = SeededGenerator(seed: 31)
        for (shape, type, axes) in [
            ([700, 900], .float32, [0, 1]), ([500, 300, 3], .uint8, [0, 1]), ([40, 150, 160], .float32, [0, 1, 2]),
            ([3000, 160], .float64, [0]), ([9000, 70], .uint16, [1]),
        ] as [(Shape, ElementType, [Int])] {
            let input = try randomArray(of: type, shape: shape, using: &random)
            let filter = GaussianFilter(sigma: 11, accuracy: 1e-3)
            let plan = try filter.plan(for: input.layout, axes: .only(axes))
            #expect(plan.method == .decimated)
            let alone = try plan.run(input, threads: 1)[0]
            for threads in [2, 3, 8] {
                #expect(
                    try difference(plan.run(input, threads: threads)[0], alone) == nil, "seed 31, \(shape), \(threads)")
            }
        }
    }

    @Test func runsThatAreCancelledSaySo() throws {
        let input = try NDArray<Float>(repeating: 1, shape: [64, 64])
        let plan = try GaussianFilter(sigma: 20, accuracy: 1e-3).plan(for: input.layout)
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect { try plan.run(input, cancellation: cancellation) } throws: { error in
            (error as? FilterError)?.code == .cancelled
        }
        // What the cancelled run has left behind does no harm.
        #expect(try plan.run(input).count == 1)
    }

    @Test func otherProgramsAreDeclined() throws {
        let layout = Layout(shape: [40, 40], elementType: .float32)
        for filter in [GaussianFilter(sigma: 20), GaussianFilter(sigma: 2, accuracy: 1e-3)] {
            #expect(Plan.executor(.decimated, try filter.program(for: layout)) == nil)
        }
    }
}
