import PointSpread
import TestSupport
import Testing

@Suite("Boxes of bytes one after the other")
struct BoxChainTests {
    @Test("have the bits of the reference, at all widths and numbers of channels", arguments: UInt64(1)...6)
    func equalReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        for _ in 0..<40 {
            let start = draws.random
            let channels = draws.pick([1, 1, 3, 4])
            let shape: Shape = [draws.pick([1, 2, 7, 30, 150]), draws.pick([1, 2, 5, 40, 300]), channels]
            var layout = Layout(shape: shape, elementType: .uint8)
            layout.channelAxis = 2
            func radius(_ draws: inout RandomProgram) -> Double {
                draws.pick([0, 0.3, 1, 1.7, 2, 3.2, 9, 20.5]) + (draws.once(in: 3) ? 0.25 : 0)
            }
            let radii = Pillow.Radius(x: radius(&draws), y: radius(&draws))
            let program =
                draws.once(in: 2)
                ? try Pillow.gaussianBlur(radius: radii).program(for: layout)
                : try Pillow.boxBlur(radius: radii).program(for: layout)
            if program.branches[0].isEmpty { continue }
            let instructions = draws.pick(InstructionSet.available)
            let tileWidth = draws.pick([nil, nil, 5, 16, 40])
            let chain = try #require(
                Plan.executor(.wholeNumbers, program, instructions: instructions, tileWidth: tileWidth))
            #expect("\(type(of: chain))" == "BoxChainRun")
            var input = try randomArray(
                of: .uint8, shape: shape, draws.pick(RandomValues.allCases), using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)[0]
            let found = try results(of: program, by: chain, input, threads: draws.pick([1, 2, 5]))[0]
            if let words = try difference(found, expected) {
                Issue.record("seed \(seed), state \(start), \(instructions), radii \(radii): \(words)\n\(program)")
            }
        }
    }
}
