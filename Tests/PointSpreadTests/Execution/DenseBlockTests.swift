import PointSpread
import TestSupport
import Testing

@Suite("Blocks of rows give the bits of the reference")
struct DenseBlockTests {
    /// Lengths around one and two strips of every width, and some with room for rows that are read where they lie.
    private static let widths = [1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 320, 413]
    private static let borders: [Border] = [.constant(1.5), .replicate, .symmetric, .reflect101, .wrap]

    @Test("for every kernel and row length", arguments: [ElementType.float32, .float64])
    func kernels(type: ElementType) throws {
        var random = SeededGenerator(seed: 21)
        let extents = [[2, 2], [3, 3], [2, 5], [5, 5], [4, 6], [6, 1], [7, 7], [9, 9], [15, 3]]
        for (number, width) in (Self.widths + Self.widths.reversed()).enumerated() {
            let extents = extents[number % extents.count]
            try check(
                [1 + number % 14, width], axes: [0, 1], extents: extents, type, zeros: number % 3 == 0 ? 2 : 9,
                border: Self.borders[number % Self.borders.count], dilation: number % 5 == 0 ? 2 : 1, using: &random)
        }
    }

    @Test("for planes, volumes, channels and batches", arguments: [ElementType.float32, .float64])
    func axes(type: ElementType) throws {
        var random = SeededGenerator(seed: 22)
        let cases: [(sizes: [Int], axes: [Int])] = [
            ([7, 8, 70], [0, 1, 2]), ([9, 8, 130], [0, 1]), ([9, 100, 3], [0, 1]), ([3, 9, 90], [1, 2]),
            ([8, 3, 100], [0, 2]), ([3, 4, 7, 40], [0, 1, 2, 3]), ([2, 9, 66, 2], [1, 2]), ([20, 7, 65], [0, 1]),
        ]
        for (sizes, axes) in cases {
            for border in Self.borders {
                let extents = axes.map { _ in Int.random(in: 1...4, using: &random) }
                try check(sizes, axes: axes, extents: extents, type, zeros: 6, border: border, using: &random)
            }
        }
    }

    @Test("for every type of samples and results", arguments: ElementType.allCases)
    func types(type: ElementType) throws {
        var random = SeededGenerator(seed: 23)
        for (from, to) in [(type, type), (type, .float32), (.float32, type)] {
            try check(
                [13, 70], axes: [0, 1], extents: [3, 4], .float32, from: from, to: to, zeros: 9, border: .symmetric,
                using: &random)
        }
    }

    @Test("for rows that several tiles are cut of, and ends on both sides of them")
    func longRows() throws {
        var random = SeededGenerator(seed: 24)
        for (sizes, extents) in [([7, 40000], [3, 3]), ([9, 14000, 3], [2, 5])] {
            try check(
                sizes, axes: [0, 1], extents: extents, .float32, zeros: 9, border: .reflect101, using: &random)
        }
    }

    @Test func plansUseThem() throws {
        let kernel = try Kernel([1, 2, 3, 4, -4.5, 1, 2, 5, 7], extents: [3, 3])
        let plan = try CorrelationFilter(kernel: kernel).plan(
            for: Layout(shape: [2048, 2048], elementType: .float32))
        #expect(plan.method == .dense)
        // The rows of a window, one result, the tables, and little beside them.
        #expect(plan.scratchBytes(threads: 1) < 20 * 2048 * 4)
        #expect(plan.scratchBytes(threads: 2) == 2 * plan.scratchBytes(threads: 1))
    }

    /// Compares blocks on all instruction sets with the reference.
    ///
    /// - Parameter zeros: one tap of so many is 0.
    private func check(
        _ sizes: [Int], axes: [Int], extents: [Int], _ sum: ElementType, from source: ElementType? = nil,
        to target: ElementType? = nil, zeros: Int, border: Border, dilation: Int = 1,
        using random: inout SeededGenerator
    ) throws {
        let start = random
        let weights = (0..<extents.reduce(1, *)).map { tap in
            tap > 0 && Int.random(in: 0..<zeros, using: &random) == 0 ? 0 : Double.random(in: -1...1, using: &random)
        }
        let geometry = axes.indices.map { place in
            AxisGeometry(
                before: Int.random(in: 0..<extents[place], using: &random) * dilation,
                outputCount: sizes[axes[place]], dilation: dilation)
        }
        let pass = Pass(
            kernel: PassKernel(axes: axes, extents: extents, weights: weights), geometry: geometry,
            border: axes.map { _ in BorderPair(border) },
            accumulation: Accumulation(sum, order: .leftToRight, isFused: true, ignoredMagnitude: 0),
            store: Store(target ?? sum))
        let program = try FilterProgram(inputShape: Shape(sizes), inputType: source ?? sum, passes: [pass])
        let values: RandomValues = Bool.random(using: &random) ? .wild : .ordinary
        let input = try randomArray(of: program.inputType, shape: program.inputShape, values, using: &random)
        let view = try scattered(input, using: &random)
        let expected = try referenceResults(of: program, input)[0]
        for instructions in InstructionSet.available {
            for tileWidth in [nil, 70] {
                let blocks = try #require(
                    Plan.executor(.dense, program, instructions: instructions, tileWidth: tileWidth))
                for input in [input, view] {
                    let output = try ArrayBuffer(uninitialized: program.outputShape, of: expected.elementType)
                    try blocks.run(input.buffer, into: [output], threads: tileWidth == nil ? 1 : 3)
                    if let words = try difference(AnyArray(output), expected) {
                        Issue.record("state \(start), \(instructions), tile \(tileWidth ?? 0): \(words)\n\(program)")
                        return
                    }
                }
            }
        }
    }
}
