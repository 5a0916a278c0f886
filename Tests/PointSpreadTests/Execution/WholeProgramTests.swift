import PointSpread
import TestSupport
import Testing

@Suite("Programs of integer sums")
struct WholeProgramTests {
    /// So many programs for each seed.
    private static let programs = 250

    @Test("drawn at random have the bits of the reference", arguments: UInt64(1)...6)
    func equalReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        var failures = 0
        var drawn = 0
        var declined = 0
        while drawn < Self.programs, failures < 3 {
            let start = draws.random
            guard let program = draws.drawWhole() else { continue }
            drawn += 1
            // Bytes have a way of their own with the best instructions there are.
            let instructions = draws.once(in: 2) ? InstructionSet.best : draws.pick(InstructionSet.available)
            let tileWidth = draws.pick([nil, nil, 1, 5, 16, 40])
            guard let whole = Plan.executor(.wholeNumbers, program, instructions: instructions, tileWidth: tileWidth)
            else {
                declined += 1
                continue
            }
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)[0]
            let found = try results(of: program, by: whole, input, threads: draws.pick([1, 2, 5]))[0]
            guard let words = try difference(found, expected) else { continue }
            failures += 1
            Issue.record(
                "seed \(seed), state \(start), \(instructions), tiles of \(tileWidth ?? 0): \(words)\n\(program)")
        }
        #expect(declined * 4 < drawn, "\(declined) of \(drawn) programs were declined")
    }

    @Test("in fixed point, rows first, are chosen to run so and equal the reference")
    func fixedPoint() throws {
        // A Gaussian of 23 taps with σ = 2 in 256ths, and one rounding at the end.
        let taps: [Double] = [
            0, 0, 0, 0, 0, 1, 2, 7, 16, 31, 45, 52, 45, 31, 16, 7, 2, 1, 0, 0, 0, 0, 0,
        ]
        let shape: Shape = [40, 90, 3]
        func pass(_ axis: Int, _ store: Store) -> Pass {
            Pass(
                kernel: PassKernel(axes: [axis], extents: [taps.count], weights: taps),
                geometry: [.same(count: shape[axis], taps: taps.count, anchor: 11)], border: [BorderPair(.reflect101)],
                accumulation: Accumulation(.int32, order: .leftToRight), store: store)
        }
        let program = try FilterProgram(
            inputShape: shape, inputType: .uint8,
            passes: [
                pass(1, Store(.int32)), pass(0, Store(.uint8, steps: [.add(32768), .shiftRight(by: 16)])),
            ])
        #expect(Plan(program, layout: Layout(shape: shape, elementType: .uint8)).method == .wholeNumbers)
        var random = SeededGenerator(seed: 4)
        // The lowest and the highest sums, and some that end in a half.
        let images = try [
            AnyArray(NDArray<UInt8>(repeating: 0, shape: shape)),
            AnyArray(NDArray<UInt8>(repeating: 255, shape: shape)),
            randomArray(of: .uint8, shape: shape, .wild, using: &random),
            randomArray(of: .uint8, shape: shape, .small, using: &random),
        ]
        for image in images {
            let expected = try referenceResults(of: program, image)[0]
            for instructions in InstructionSet.available {
                let whole = try #require(Plan.executor(.wholeNumbers, program, instructions: instructions))
                let found = try results(of: program, by: whole, image)[0]
                #expect(try difference(found, expected) == nil, "\(instructions)")
            }
        }
    }

    @Test("of wide boxes, each made from the one before it, equal the reference")
    func wideBoxes() throws {
        var random = SeededGenerator(seed: 9)
        let shape: Shape = [70, 300, 3]
        let cases = [
            (size: Size(width: 13, height: 11), isMean: true), (Size(width: 40, height: 31), true),
            (Size(width: 21, height: 21), false),
        ]
        for type in [ElementType.uint16, .int16] {
            var layout = Layout(shape: shape, elementType: type)
            layout.channelAxis = 2
            for (size, isMean) in cases {
                let filter = try OpenCV.boxFilter(
                    ddepth: isMean ? type : .float64, ksize: size, normalize: isMean, borderType: .reflect101)
                let program = try filter.program(for: layout)
                #expect(Plan(program, layout: layout).method == .wholeNumbers)
                let input = try randomArray(of: type, shape: shape, .wild, using: &random)
                let expected = try referenceResults(of: program, input)[0]
                for instructions in InstructionSet.available {
                    let whole = try #require(Plan.executor(.wholeNumbers, program, instructions: instructions))
                    let found = try results(of: program, by: whole, input, threads: 2)[0]
                    #expect(try difference(found, expected) == nil, "\(instructions), \(type), \(size)")
                }
            }
        }
    }

    @Test("that end in floats have no negative zero")
    func negativeZero() throws {
        let shape: Shape = [20, 40]
        func pass(_ axis: Int, _ type: ElementType, _ weight: Double) -> Pass {
            Pass(
                kernel: PassKernel(axes: [axis], extents: [1], weights: [weight]),
                geometry: [.same(count: shape[axis], taps: 1, anchor: 0)], border: [BorderPair(.replicate)],
                accumulation: Accumulation(type, order: .leftToRight), store: Store(type))
        }
        let program = try FilterProgram(
            inputShape: shape, inputType: .uint8, passes: [pass(1, .int32, -1), pass(0, .float32, 0.5)])
        let image = AnyArray(try NDArray<UInt8>(repeating: 0, shape: shape))
        let expected = try referenceResults(of: program, image)[0]
        for instructions in InstructionSet.available {
            let whole = try #require(Plan.executor(.wholeNumbers, program, instructions: instructions))
            #expect(try difference(try results(of: program, by: whole, image)[0], expected) == nil, "\(instructions)")
        }
    }

    @Test("that may wrap around are left to the reference")
    func wrapping() throws {
        let shape: Shape = [20]
        func program(_ type: ElementType, _ weight: Double) throws -> FilterProgram {
            let pass = Pass(
                kernel: PassKernel(axes: [0], extents: [3], weights: [weight, weight, weight]),
                geometry: [.same(count: 20, taps: 3, anchor: 1)], border: [BorderPair(.replicate)],
                accumulation: Accumulation(type, order: .leftToRight), store: Store(.uint8))
            return try FilterProgram(inputShape: shape, inputType: .uint8, passes: [pass])
        }
        #expect(Plan.executor(.wholeNumbers, try program(.uint16, 85)) != nil)
        #expect(Plan.executor(.wholeNumbers, try program(.uint16, 86)) == nil)
        #expect(Plan.executor(.wholeNumbers, try program(.int16, 43)) == nil)
        #expect(Plan.executor(.wholeNumbers, try program(.uint16, -1)) == nil)
    }

    @Test(
        "take boxes of bytes to their means, as boxes where those are rounded alike",
        arguments: [2, 3, 4, 5, 6, 14, 16, 21])
    func means(size: Int) throws {
        let shape: Shape = [31, 50, 3]
        var random = SeededGenerator(seed: UInt64(size))
        var layout = Layout(shape: shape, elementType: .uint8)
        layout.channelAxis = 2
        for (width, height) in [(size, size), (size, 1), (size, 3)] {
            let filter = try OpenCV.blur(ksize: Size(width: width, height: height))
            let program = try filter.program(for: layout)
            #expect(Plan(program, layout: layout).method == .wholeNumbers)
            for values in RandomValues.allCases {
                let input = try randomArray(of: .uint8, shape: shape, values, using: &random)
                let expected = try referenceResults(of: program, input)[0]
                for instructions in InstructionSet.available {
                    let whole = try #require(
                        Plan.executor(.wholeNumbers, program, instructions: instructions))
                    let found = try results(of: program, by: whole, input, threads: 2)[0]
                    #expect(try difference(found, expected) == nil)
                }
            }
        }
    }
}
