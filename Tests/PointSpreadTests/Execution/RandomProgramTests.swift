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
        var split = 0
        var failures = 0
        while drawn < Self.programs, failures < 3 {
            let start = draws.random
            guard let program = draws.draw() else { continue }
            drawn += 1
            let instructions = draws.pick(InstructionSet.available)
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let tileWidth = draws.pick([nil, 1, 3, 16, 20, 70])
            let tiles = Plan.executor(.tiles, program, instructions: instructions, tileWidth: tileWidth)
            if tiles != nil { tiled += 1 }
            if tiles != nil, program.branches.count > 1 { joined += 1 }
            let blocks = Plan.executor(.dense, program, instructions: instructions, tileWidth: tileWidth)
            if blocks != nil { blocked += 1 }
            let lines = Plan.executor(.lines, program, instructions: instructions)
            let executors = [tiles ?? blocks, lines].compactMap { $0 }
            guard let executor = draws.once(in: 4) ? executors.last : executors.first else {
                declined += 1
                continue
            }
            var outputs = try program.outputs.map { try ArrayBuffer(uninitialized: program.outputShape, of: $0.type) }
            if draws.once(in: 3) {
                outputs = try outputs.map { try scattered(AnyArray($0), using: &draws.random).buffer }
            }
            if program.branches.joined().contains(where: { $0.split != nil }) { split += 1 }
            let expected = try referenceResults(of: program, input)
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
        #expect(split > 10, "only \(split) of \(drawn) programs changed within rows")
        #expect(declined * 2 < drawn, "\(declined) of \(drawn) programs were declined")
    }

    @Test("run branch by branch as they do in the reference executor", arguments: UInt64(1)...4)
    func branchesEqualReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        var found = 0
        for _ in 0..<Self.programs {
            let start = draws.random
            guard let program = draws.draw() else { continue }
            let instructions = draws.pick(InstructionSet.available)
            guard let branches = Plan.executor(.branches, program, instructions: instructions) else { continue }
            found += 1
            var input = try randomArray(
                of: program.inputType, shape: program.inputShape, draws.pick(RandomValues.allCases),
                using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)
            let made = try results(of: program, by: branches, input, threads: draws.pick([1, 2, 7]))
            for (place, (result, wanted)) in zip(made, expected).enumerated() {
                guard let words = try difference(result, wanted) else { continue }
                Issue.record("seed \(seed), state \(start), \(instructions), output \(place): \(words)\n\(program)")
                return
            }
        }
        #expect(found > 20, "only \(found) programs were run branch by branch")
    }
}
