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
}
