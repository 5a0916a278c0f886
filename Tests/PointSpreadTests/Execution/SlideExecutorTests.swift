import PointSpread
import TestSupport
import Testing

@Suite("Sums that are made from the ones before them")
struct SlideExecutorTests {
    private static let programs = 150

    @Test("drawn at random have the bits of the reference", arguments: UInt64(1)...6)
    func equalReference(seed: UInt64) throws {
        try compare(seed: seed) { $0.drawSlides() }
    }

    @Test("down columns of sums along rows have the bits of the reference", arguments: UInt64(1)...6)
    func fed(seed: UInt64) throws {
        try compare(seed: seed) { $0.drawFedSlides() }
    }

    private func compare(seed: UInt64, _ draw: (inout RandomProgram) -> FilterProgram?) throws {
        var draws = RandomProgram(seed: seed)
        var failures = 0
        var declined = 0
        for _ in 0..<Self.programs where failures < 3 {
            let start = draws.random
            guard let program = draw(&draws) else { continue }
            let instructions = draws.pick(InstructionSet.available)
            guard let slides = Plan.executor(.slides, program, instructions: instructions) else {
                declined += 1
                continue
            }
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)[0]
            let found = try results(of: program, by: slides, input, threads: draws.pick([1, 2, 5]))[0]
            guard let words = try difference(found, expected) else { continue }
            failures += 1
            Issue.record("seed \(seed), state \(start), \(instructions): \(words)\n\(program)")
        }
        #expect(declined * 4 < Self.programs, "\(declined) programs were declined")
    }

    @Test("of sums along rows need no second array, and threads share them")
    func threadsOfRows() throws {
        var random = SeededGenerator(seed: 7)
        let shape: Shape = [400, 370, 3]
        for (type, border) in [(ElementType.float32, Border.reflect101), (.float64, .constant(0))] {
            var layout = Layout(shape: shape, elementType: type)
            layout.channelAxis = 2
            let input = try randomArray(of: type, shape: shape, .ordinary, using: &random)
            for size in [Size(width: 3, height: 4), Size(width: 9, height: 21)] {
                let program = try OpenCV.blur(ksize: size, borderType: border).program(for: layout)
                #expect(Plan(program, layout: layout).method == .slides)
                let expected = try referenceResults(of: program, input)[0]
                for instructions in InstructionSet.available {
                    let slides = try #require(Plan.executor(.slides, program, instructions: instructions))
                    #expect(slides.scratchBytes(threads: 1) < shape.elementCount * 8 / 2)
                    for threads in [1, 2, 4, 7] {
                        let found = try results(of: program, by: slides, input, threads: threads)[0]
                        #expect(
                            try difference(found, expected) == nil,
                            "\(instructions), \(type), \(size), \(threads) threads")
                    }
                }
            }
        }
    }

    @Test("long enough that threads share them")
    func threads() throws {
        let shape: Shape = [120, 700, 3]
        func pass(_ axis: Int, _ type: ElementType) -> Pass {
            Pass(
                kernel: PassKernel(axes: [axis], extents: [9], weights: [Double](repeating: 1, count: 9)),
                geometry: [.same(count: shape[axis], taps: 9, anchor: 4)], border: [BorderPair(.reflect101)],
                accumulation: Accumulation(.float64, order: .sliding(.difference)),
                store: Store(type, steps: [.divide(by: 9)], rounding: .towardZero, overflow: .indefinite))
        }
        var random = SeededGenerator(seed: 5)
        for type in [ElementType.uint8, .float32] {
            let program = try FilterProgram(inputShape: shape, inputType: type, passes: [pass(0, type), pass(1, type)])
            let input = try randomArray(of: type, shape: shape, .ordinary, using: &random)
            let expected = try referenceResults(of: program, input)[0]
            #expect(Plan(program, layout: Layout(shape: shape, elementType: type)).method == .slides)
            let slides = try #require(Plan.executor(.slides, program))
            for threads in [1, 2, 7] {
                let found = try results(of: program, by: slides, input, threads: threads)[0]
                #expect(try difference(found, expected) == nil)
            }
        }
    }
}

extension RandomProgram {
    /// A program of one or two passes whose sums slide, and of others now and then.
    mutating func drawSlides() -> FilterProgram? {
        let rank = integer(1...3)
        var sizes = (0..<rank).map { _ in integer(1...[400, 40, 12][rank - 1]) }
        if rank > 1, once(in: 3) { sizes[rank - 1] = integer(60...700) }
        guard let inputShape = try? Shape(sizes) else { return nil }
        let number: ElementType = once(in: 3) ? .float32 : .float64
        var passes: [Pass] = []
        for axis in Array(sizes.indices).shuffled(using: &random).prefix(integer(1...2)) {
            let taps = pick([1, 2, 3, 5, 9, 20])
            var geometry = AxisGeometry.same(count: sizes[axis], taps: taps, anchor: integer(0...taps - 1))
            if once(in: 6) {
                geometry.before = integer(0...taps)
                geometry.outputCount = integer(1...sizes[axis])
            }
            let border: Border = pick([.constant(Double(integer(0...3))), .replicate, .symmetric, .reflect101, .wrap])
            let order: Accumulation.Order =
                once(in: 5)
                ? .leftToRight
                : .sliding(pick([.difference, .enterThenLeave, .leaveThenEnter, .differenceOfSquares]))
            let store = Store(
                once(in: 2) ? number : pick(ElementType.allCases),
                steps: pick([[], [.divide(by: 3)], [.multiply(by: 0.25), .add(1)]]),
                rounding: pick(RoundingRule.allCases),
                overflow: pick([.saturate, .wrap, .indefinite]))
            passes.append(
                Pass(
                    kernel: PassKernel(
                        axes: [axis], extents: [taps], weights: [Double](repeating: 1, count: taps)),
                    geometry: [geometry], border: [BorderPair(border)],
                    accumulation: Accumulation(number, order: order), store: store))
            sizes[axis] = geometry.outputCount
        }
        guard passes.contains(where: { if case .sliding = $0.accumulation.order { true } else { false } }) else {
            return nil
        }
        return try? FilterProgram(inputShape: inputShape, inputType: pick(ElementType.allCases), passes: passes)
    }

    /// A program of a pass along rows and one down columns, whose sums slide.
    mutating func drawFedSlides() -> FilterProgram? {
        let number: ElementType = once(in: 3) ? .float32 : .float64
        let channels = pick([[], [], [1], [3], [4], [17]])
        let slices = once(in: 4) ? [integer(1...3)] : []
        let sizes = slices + [integer(1...pick([4, 60])), integer(1...pick([20, 300, 700]))] + channels
        guard let inputShape = try? Shape(sizes) else { return nil }
        func pass(along axis: Int, _ order: Accumulation.Order, weights: [Double]?, _ store: Store) -> Pass {
            let taps = weights?.count ?? pick([1, 2, 3, 5, 9, 20, 40])
            var geometry = AxisGeometry.same(count: sizes[axis], taps: taps, anchor: integer(0...taps - 1))
            if once(in: 6) {
                geometry.before = integer(-2...taps)
                geometry.outputCount = integer(1...sizes[axis])
            }
            let border: Border = pick([.constant(Double(integer(0...3))), .replicate, .symmetric, .reflect101, .wrap])
            return Pass(
                kernel: PassKernel(
                    axes: [axis], extents: [taps], weights: weights ?? [Double](repeating: 1, count: taps)),
                geometry: [geometry], border: [BorderPair(border)],
                accumulation: Accumulation(number, order: order), store: store)
        }
        let kinds: [Accumulation.SlidingStep] = [.difference, .enterThenLeave, .leaveThenEnter, .differenceOfSquares]
        let weights = (0..<integer(1...7)).map { _ in Double(integer(-3...3)) }
        let rows =
            once(in: 2)
            ? pass(along: slices.count + 1, .leftToRight, weights: weights, Store(number))
            : pass(along: slices.count + 1, .sliding(pick(kinds)), weights: nil, Store(number))
        let columns = pass(
            along: slices.count, .sliding(pick(kinds)), weights: nil,
            Store(
                once(in: 2) ? number : pick(ElementType.allCases),
                steps: pick([[], [.divide(by: 3)], [.multiply(by: 0.25)], [.multiply(by: 0.25), .add(1)]]),
                rounding: pick(RoundingRule.allCases), overflow: pick([.saturate, .wrap, .indefinite])))
        let inputType = once(in: 2) ? number : pick(ElementType.allCases)
        return try? FilterProgram(inputShape: inputShape, inputType: inputType, passes: [rows, columns])
    }
}
