import PointSpread
import TestSupport
import Testing

@Suite("Programs drawn at random")
struct RandomProgramTests {
    /// So many programs for each seed.
    private static let programs = 600

    @Test("run by lines, tiles and blocks as they do in the reference executor", arguments: UInt64(1)...8)
    func linesEqualReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        var drawn = 0
        var declined = 0
        var tiled = 0
        var joined = 0
        var blocked = 0
        var failures = 0
        while drawn < Self.programs, failures < 3 {
            let start = draws.random
            guard let program = draws.draw() else { continue }
            drawn += 1
            let instructions = draws.pick(InstructionSet.available)
            guard let lines = Plan.executor(.lines, program, instructions: instructions) else {
                declined += 1
                continue
            }
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)
            let tileWidth = draws.pick([nil, 1, 3, 16, 20, 70])
            let tiles = Plan.executor(.tiles, program, instructions: instructions, tileWidth: tileWidth)
            if tiles != nil { tiled += 1 }
            if tiles != nil, program.branches.count > 1 { joined += 1 }
            let blocks = Plan.executor(.dense, program, instructions: instructions, tileWidth: tileWidth)
            if blocks != nil { blocked += 1 }
            let executor = (tiles ?? blocks).flatMap { draws.once(in: 4) ? nil : $0 } ?? lines
            var outputs = try program.outputs.map { try ArrayBuffer(uninitialized: program.outputShape, of: $0.type) }
            if draws.once(in: 3) {
                outputs = try outputs.map { try scattered(AnyArray($0), using: &draws.random).buffer }
            }
            try executor.run(input.buffer, into: outputs, threads: draws.pick([1, 2, 7]))
            for (place, (found, wanted)) in zip(outputs, expected).enumerated() {
                guard let words = try difference(AnyArray(found), wanted) else { continue }
                failures += 1
                Issue.record("seed \(seed), state \(start), \(instructions), output \(place): \(words)\n\(program)")
                break
            }
        }
        // Most of what is drawn is what the line kernels compute.
        #expect(tiled > 20, "only \(tiled) of \(drawn) programs were tiled")
        #expect(joined > 20, "only \(joined) of \(drawn) programs of several branches were tiled")
        #expect(blocked > 20, "only \(blocked) of \(drawn) programs were summed by blocks")
        #expect(declined * 2 < drawn, "\(declined) of \(drawn) programs were declined")
    }
}
