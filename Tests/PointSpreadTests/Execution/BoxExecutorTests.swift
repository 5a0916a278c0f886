import PointSpread
import TestSupport
import Testing

@Suite("Boxes")
struct BoxExecutorTests {
    /// So many programs for each seed.
    private static let programs = 250

    @Test("drawn at random have the bits of the reference", arguments: UInt64(1)...6, [false, true])
    func equalReference(seed: UInt64, areBytes: Bool) throws {
        var draws = RandomProgram(seed: seed)
        var failures = 0
        var drawn = 0
        while drawn < Self.programs, failures < 3 {
            let start = draws.random
            guard let program = draws.drawBoxes(areBytes: areBytes) else { continue }
            drawn += 1
            let instructions = draws.pick(InstructionSet.available)
            let tileWidth = draws.pick([nil, nil, 1, 5, 16, 40])
            let boxes = try #require(
                Plan.executor(.boxes, program, instructions: instructions, tileWidth: tileWidth), "\(program)")
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)[0]
            var output = try ArrayBuffer(uninitialized: program.outputShape, of: program.outputs[0].type)
            if draws.once(in: 3) { output = try scattered(AnyArray(output), using: &draws.random).buffer }
            // Twice, as a plan is used: workers start again with what they hold.
            for _ in 0..<2 { try boxes.run(input.buffer, into: [output], threads: draws.pick([1, 2, 5])) }
            guard let words = try difference(AnyArray(output), expected) else { continue }
            failures += 1
            Issue.record(
                "seed \(seed), state \(start), \(instructions), tiles of \(tileWidth ?? 0): \(words)\n\(program)")
        }
    }

    @Test("of bytes are means that are rounded half to even, for every sum", arguments: InstructionSet.available)
    func meansOfBytes(instructions: InstructionSet) throws {
        // Sums of 1 to 255 · width, each once: pairs, triples and so on of neighbours that differ by 1 at most.
        for (height, width) in [(1, 2), (1, 6), (3, 4), (5, 5), (12, 12), (23, 23), (181, 180), (255, 256)] {
            let count = height * width
            let steps = stride(from: 0, through: 255 * count, by: max(1, count / 64))
            let columns = Array(steps)
            // A column of windows holds one sum: every window is made of its own samples.
            let shape: Shape = [height, columns.count * width]
            let input = try NDArray<UInt8>(repeating: 0, shape: shape)
            let samples = input.buffer.base.assumingMemoryBound(to: UInt8.self)
            for (place, sum) in columns.enumerated() {
                for row in 0..<height {
                    for column in 0..<width {
                        let share = sum / count + (row * width + column < sum % count ? 1 : 0)
                        samples[row * columns.count * width + place * width + column] = UInt8(share)
                    }
                }
            }
            let sum = Accumulation(.float32, order: .doubling, isFused: true, ignoredMagnitude: 0)
            func pass(_ axis: Int, _ taps: Int, _ store: Store) -> Pass {
                Pass(
                    kernel: PassKernel(axes: [axis], extents: [taps], weights: [Double](repeating: 1, count: taps)),
                    geometry: [.valid(count: shape[axis], taps: taps)], border: [BorderPair(.replicate)],
                    accumulation: sum, store: store)
            }
            let program = try FilterProgram(
                inputShape: shape, inputType: .uint8,
                passes: [
                    pass(0, height, Store(.float32)),
                    pass(1, width, Store(.uint8, steps: [.divide(by: Double(count))])),
                ])
            let boxes = try #require(Plan.executor(.boxes, program, instructions: instructions))
            let result = try results(of: program, by: boxes, input)[0]
            let means = result.buffer.base.assumingMemoryBound(to: UInt8.self)
            for (place, sum) in columns.enumerated() {
                let exact = (Double(sum) / Double(count)).rounded(.toNearestOrEven)
                #expect(Double(means[place * width]) == exact, "\(sum) of \(count)")
            }
            withExtendedLifetime(result) {}
        }
    }

    @Test func areChosenForBoxFilters() throws {
        let volume = Layout(shape: [20, 30, 40], elementType: .float32).filtering(.all)
        #expect(try BoxFilter(width: 9).plan(for: volume).method == .boxes)
        #expect(try BoxFilter(fractionalWidth: 4.5).plan(for: volume).method == .boxes)
        #expect(try GaussianFilter(sigma: 2).plan(for: volume).method != .boxes)
    }

    @Test func stopWhenTheyAreAsked() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let image = try NDArray<UInt8>(repeating: 1, shape: [64, 64])
        let plan = try BoxFilter(width: 5).plan(for: image.layout)
        let error = #expect(throws: FilterError.self) { try plan.run(image, cancellation: cancellation) }
        #expect(error?.code == .cancelled)
    }
}
