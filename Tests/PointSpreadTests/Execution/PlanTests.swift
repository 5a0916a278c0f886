import PointSpread
import TestSupport
import Testing

@Suite("Plans")
struct PlanTests {
    private func image() throws -> NDArray<Float> {
        var random = SeededGenerator(seed: 1)
        return try randomArray(Float.self, shape: [40, 50], using: &random)
    }

    @Test func describeThemselves() throws {
        let plan = try GaussianFilter(sigma: 2).plan(for: image().layout)
        let text = plan.description
        #expect(plan.method == .tiles)
        for words in [
            "input: 40×50 of float32", "pass 1: correlate axis 0 with 17 taps",
            "40 samples to 40, reading 8 before and 8 after, border symmetric",
            "sum: float32, centre, then symmetric pairs outward, fused, zero taps skipped", "pass 2: correlate axis 1",
            "output: 40×50 of float32", "method: tiles, because: wide sums down columns and along rows",
            "operations: 68000.0 fused",
            "memory beside input and results: ",
        ] { #expect(text.contains(words), "\(words) in:\n\(text)") }
        #expect(plan.operations == 2 * 2000 * 17)
    }

    @Test func countTheirMemory() throws {
        func layout(_ sizes: [Int], _ type: ElementType = .float32) throws -> Layout {
            Layout(shape: try Shape(sizes), elementType: type)
        }
        let small = try GaussianFilter(sigma: 2).plan(for: layout([40, 50]))
        // A window of 17 lines at least, and blocks of 16 between the passes.
        #expect(17 * 50 * 4..<16 * 17 * 50 * 4 ~= small.scratchBytes(threads: 1))
        // Threads that are not worth starting take nothing; others as much as the first.
        #expect(small.scratchBytes(threads: 8) == small.scratchBytes(threads: 1))
        let large = try GaussianFilter(sigma: 2).plan(for: layout([1000, 1000]))
        #expect(large.scratchBytes(threads: 3) == 3 * large.scratchBytes(threads: 1))
        // A table for every value of 16 bits.
        let light = try layout([200, 200], .uint16)
        let table = try GaussianFilter(sigma: 1).plan(for: light.inLinearLight()).scratchBytes(threads: 1)
        #expect(table >= 65536 * 4)
        // A block with what surrounds it, however long the rows are.
        let edges = try GradientFilter(.magnitude).plan(for: layout([4, 100_000]))
        #expect(6 * 512 * 4..<4 * 100_000 * 4 ~= edges.scratchBytes(threads: 1))
        // Positions are known once, not for every output and tap.
        let tall = try GaussianFilter(sigma: 20).plan(for: layout([100_000, 10]))
        #expect(tall.scratchBytes(threads: 1) < 3 * 100_000 * 8)
    }

    @Test func sayWhyTheyAreSlow() throws {
        let pass = try OnePass([1, 1], count: 4, sum: Accumulation(.int32, order: .leftToRight))
        let plan = Plan(try pass.program, layout: Layout(shape: [4], elementType: .float64))
        #expect(plan.method == .reference && plan.reason.contains("no faster executor"))
        let copy = try GaussianFilter(sigma: 0).plan(for: image().layout)
        #expect(copy.method == .copy && copy.scratchBytes() == 0)
    }

    @Test func doNothingForNoSamples() throws {
        // Tables of so many positions would take all memory.
        let layout = Layout(shape: [1 << 50, 0], elementType: .float32)
        let plan = try GaussianFilter(sigma: 2).plan(for: layout)
        #expect(plan.method == .copy && plan.scratchBytes() == 0 && plan.reason == "the result has no samples")
        let empty = try NDArray<Float>(repeating: 0, shape: [1 << 50, 0])
        #expect(try plan.run(empty)[0].shape == [1 << 50, 0])
    }

    @Test func refuseOtherArrays() throws {
        let image = try image()
        let plan = try GaussianFilter(sigma: 2).plan(for: image.layout)
        func refused(_ words: String, _ work: () throws -> Void) {
            #expect { try work() } throws: { error in
                (error as? FilterError)?.code == .mismatch && "\(error)".contains(words)
            }
        }
        refused("input: expected 40×50 of float32, as planned, found 50×40 of float32") {
            _ = try plan.run(image.transposed)
        }
        refused("found 40×50 of float64") { _ = try plan.run(NDArray<Double>(repeating: 0, shape: [40, 50])) }
        var small = try NDArray<Float>(repeating: 7, shape: [40, 49])
        refused("result: expected 40×50 of float32, found 40×49") { try plan.run(image, into: &small) }
        #expect(small.elements.allSatisfy { $0 == 7 })
        let derivative = try GradientFilter(.components).plan(for: image.layout)
        refused("2, one for each output of the filter") {
            var result = image
            try derivative.run(image, into: &result)
        }
        let cropping = try CorrelationFilter(kernel: Kernel([1, 1], extents: [1, 2]), mode: .valid)
        refused("result: expected 40×49") {
            var image = image
            try image.filter(by: cropping)
        }
    }

    @Test func writeIntoTheArrayItselfAndItsParts() throws {
        let image = try image()
        let plan = try GaussianFilter(sigma: 1).plan(for: image.layout)
        let expected = try plan.run(image)[0]
        var copy = image
        let witness = copy
        try plan.run(copy, into: &copy)
        #expect(try difference(copy, expected) == nil)
        #expect(try difference(witness, image) == nil)
        try plan.run(inPlace: &copy)
        #expect(try difference(copy, plan.run(expected)[0]) == nil)
        // A view of another array is a value of its own: what it was made from stays.
        let frame = try NDArray<Float>(repeating: 5, shape: [60, 60])
        var part = frame[.range(10..<50), .range(5..<55)]
        try plan.run(image, into: &part)
        #expect(try difference(part, expected) == nil)
        #expect(frame.elements.allSatisfy { $0 == 5 })
    }

    @Test func serveManyThreadsAtOnce() async throws {
        var random = SeededGenerator(seed: 2)
        let image = try randomArray(Float.self, shape: [300, 301], using: &random)
        let plan = try UnsharpMaskFilter(sigma: 2).plan(for: image.layout)
        let expected = try plan.run(image, threads: 1)[0]
        let differences = try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<12 {
                group.addTask { try difference(plan.run(image, threads: task % 4 + 1)[0], expected) != nil }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(differences == 0)
    }

    @Test("three forms, one result")
    func forms() throws {
        let image = try image()
        let copy = try image.gaussianBlurred(sigma: 1.5)
        var inPlace = image
        try inPlace.gaussianBlur(sigma: 1.5)
        var into = try NDArray<Float>(repeating: 0, shape: [40, 50])
        try image.gaussianBlur(sigma: 1.5, into: &into)
        let any = try AnyArray(image).filtered(by: GaussianFilter(sigma: 1.5))
        #expect(copy == inPlace && copy == into && copy == any.typed(Float.self))
    }
}
