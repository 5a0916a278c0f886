import PointSpread
import TestSupport
import Testing

@Suite("Padded blocks give the bits of the reference")
struct PaddedBlockTests {
    private static let borders: [Border] = [.constant(1.5), .replicate, .symmetric, .reflect101, .wrap]
    private static let kinds: [DerivativeKernel] = [.central, .forward, .sobel, .scharr]

    @Test("for rows of every length", arguments: [ElementType.float32, .float64])
    func rowLengths(type: ElementType) throws {
        var random = SeededGenerator(seed: 31)
        for width in Array(1...50) + [63, 64, 65, 127, 128, 129] {
            for kind in [DerivativeKernel.central, .sobel] {
                let border = Self.borders[width % Self.borders.count]
                try check(.magnitude, kind, [2, 5, width], axes: [1, 2], type, border, using: &random)
            }
        }
    }

    @Test("for planes, volumes, channels and batches of one block and of many", arguments: borders)
    func axes(border: Border) throws {
        var random = SeededGenerator(seed: 32)
        let cases: [(sizes: [Int], axes: [Int])] = [
            ([90, 700], [0, 1]), ([40, 350, 3], [0, 1]), ([13, 20, 90], [0, 1, 2]), ([5, 3, 28, 28], [2, 3]),
            ([6, 7, 8], [0, 2]), ([6, 7, 8], [0, 1]), ([3, 14, 14, 2], [1, 2]), ([4, 5, 70], [0, 1]), ([300], [0]),
            ([3, 300], [1]), ([1, 1], [0, 1]), ([2, 3], [0, 1]), ([9, 2, 6, 5], [0, 2, 3]),
        ]
        for (number, (sizes, axes)) in cases.enumerated() {
            for result in [GradientFilter.Result.magnitude, .components] {
                let kind = Self.kinds[(number + (result == .magnitude ? 0 : 1)) % Self.kinds.count]
                try check(result, kind, sizes, axes: axes, .float32, border, using: &random)
                try check(result, .central, sizes, axes: axes, .float32, border, using: &random)
            }
        }
    }

    @Test("for results so large that they are written past the caches", arguments: [ElementType.float32, .float64])
    func largeResults(type: ElementType) throws {
        var random = SeededGenerator(seed: 34)
        for sizes in [[type == .float32 ? 1100 : 520, 2048], [900, 10, type == .float32 ? 240 : 120]] {
            try check(
                .magnitude, .central, sizes, axes: [sizes.count - 2, sizes.count - 1], type, .symmetric,
                using: &random)
        }
        // Rows without gaps that begin anywhere in a line of the cache.
        try check(.magnitude, .central, [9500, 9, 28], axes: [1, 2], type, .symmetric, using: &random)
        try check(.magnitude, .central, [350, 300, 28], axes: [0, 1, 2], type, .wrap, using: &random)
    }

    @Test("for every type of samples", arguments: ElementType.allCases)
    func types(type: ElementType) throws {
        var random = SeededGenerator(seed: 33)
        for kind in Self.kinds {
            try check(.magnitude, kind, [11, 33], axes: [0, 1], type, .reflect101, using: &random)
            try check(.components, kind, [4, 5, 20], axes: [0, 1, 2], type, .wrap, using: &random)
        }
    }

    /// Compares every instruction set with the reference, from and into memory of every kind.
    private func check(
        _ result: GradientFilter.Result, _ kind: DerivativeKernel, _ sizes: [Int], axes: [Int], _ type: ElementType,
        _ border: Border, using random: inout SeededGenerator
    ) throws {
        let start = random
        let input = try randomArray(
            of: type, shape: Shape(sizes), sizes.count == 2 ? .wild : .ordinary, using: &random)
        var layout = input.layout
        layout.axes = .only(axes)
        let program = try GradientFilter(result, kind: kind, border: .everywhere(border)).program(for: layout)
        let expected = try referenceResults(of: program, input)
        let view = try scattered(input, using: &random)
        for instructions in InstructionSet.available {
            // A constant that stands for sums of an earlier pass is not what surrounds a block.
            let method = [.sobel, .scharr].contains(kind) && border == .constant(1.5) ? Plan.Method.lines : .tiles
            let executor = try #require(Plan.executor(method, program, instructions: instructions))
            for (source, threads) in [(input, 1), (view, 3)] {
                let outputs = try program.outputs.map { (output) in
                    let array = AnyArray(try ArrayBuffer(uninitialized: program.outputShape, of: output.type))
                    return threads == 1 ? array.buffer : try scattered(array, using: &random).buffer
                }
                try executor.run(source.buffer, into: outputs, threads: threads)
                for (found, wanted) in zip(outputs, expected) {
                    guard let words = try difference(AnyArray(found), wanted) else { continue }
                    Issue.record("\(instructions), \(start), \(sizes), axes \(axes), \(border): \(words)\n\(program)")
                    return
                }
            }
        }
    }
}
