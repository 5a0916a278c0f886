import PointSpread
import TestSupport
import Testing

@Suite("Joins that look at whole arrays")
struct ExtremeTests {
    /// What the samples are scaled to: their range.
    private func program(_ shape: Shape, _ type: ElementType, _ arithmetic: ElementType) throws -> FilterProgram {
        let blur = Pass(
            kernel: PassKernel(axes: [shape.rank - 1], extents: [3], weights: [1, 2, 1]),
            geometry: [.same(count: shape[shape.rank - 1], taps: 3, anchor: 1)], border: [BorderPair(.replicate)],
            accumulation: Accumulation(arithmetic, order: .leftToRight, isFused: true), store: Store(arithmetic))
        let range = Join.difference(.largest(ofBranch: 1), .smallest(ofBranch: 0))
        return try FilterProgram(
            inputShape: shape, inputType: type, branches: [[], [blur]],
            outputs: [
                .init(
                    .quotient(.difference(.branch(1), .smallest(ofBranch: 1)), range), arithmetic: arithmetic,
                    type: arithmetic),
                .init(.largest(ofBranch: 0), arithmetic: arithmetic, type: type),
            ])
    }

    @Test("find the number of the reference first, wherever it is, on any threads")
    func equalReference() throws {
        var random = SeededGenerator(seed: 41)
        for (number, type) in ElementType.allCases.enumerated() {
            for arithmetic in [ElementType.float32, .float64] {
                for values in RandomValues.allCases {
                    let shape: Shape = ([[7, 50], [301, 401], [1, 3]] as [Shape])[number % 3]
                    let program = try program(shape, type, arithmetic)
                    var input = try randomArray(of: type, shape: shape, values, using: &random)
                    if Bool.random(using: &random) { input = try scattered(input, using: &random) }
                    let expected = try referenceResults(of: program, input)
                    for method in [Plan.Method.lines, .tiles] {
                        guard let executor = Plan.executor(method, program) else {
                            #expect(method != .lines, "\(type) \(arithmetic)")
                            continue
                        }
                        // The second run may use what the first one made.
                        for threads in [1, 4] {
                            let found = try results(of: program, by: executor, input, threads: threads)
                            for (result, wanted) in zip(found, expected) {
                                #expect(try difference(result, wanted) == nil, "\(type) \(arithmetic) \(values)")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test("take the last of both zeros, NaN, and what follows it, as the reference does")
    func order() throws {
        let shape: Shape = [200_000]
        func check(_ numbers: [Int: Float], _ others: Float) throws {
            let program = try program(shape, .float32, .float32)
            let input = try NDArray<Float>(shape: shape) { numbers[$0[0]] ?? others }
            let expected = try referenceResults(of: program, input)
            let lines = try #require(Plan.executor(.lines, program))
            let found = try results(of: program, by: lines, input, threads: 3)
            for (result, wanted) in zip(found, expected) { #expect(try difference(result, wanted) == nil) }
        }
        try check([5: -0.0, 199_000: 0], -1)
        try check([5: 0, 199_000: -0.0], -1)
        try check([70_000: .nan, 6: 9, 180_000: 3], 2)
        try check([199_999: .nan], 2)
        try check([0: .nan], -.infinity)
        try check([40_000: 0, 40_001: -0.0], 1)
    }

    @Test("may be all that there is of a result, whose shape is that of a branch")
    func onlyNumbers() throws {
        let shape: Shape = [5, 40]
        let cut = Pass(
            kernel: PassKernel(axes: [1], extents: [3], weights: [1, 2, 1]), geometry: [.valid(count: 40, taps: 3)],
            border: [BorderPair(.replicate)], accumulation: Accumulation(.float64, order: .leftToRight),
            store: Store(.float64))
        let program = try FilterProgram(
            inputShape: shape, inputType: .float64, branches: [[cut]],
            outputs: [.init(.smallest(ofBranch: 0), arithmetic: .float64, type: .float64)])
        #expect(program.outputShape == [5, 38])
        for method in Plan.Method.allCases where method != .reference {
            #expect(Plan.executor(method, program) == nil, "\(method)")
        }
    }

    @Test("are no reason to take the slow way")
    func plans() throws {
        for type in [ElementType.float32, .float64, .int16] {
            let layout = Layout(shape: [300, 200], elementType: type)
            let plan = try ScikitImage.unsharpMask(radius: .uniform(2), amount: 1).plan(for: layout)
            #expect(plan.method == .tiles, "\(type)")
            var random = SeededGenerator(seed: 42)
            let input = try randomArray(of: type, shape: layout.shape, .ordinary, using: &random)
            let expected = try referenceResults(of: plan.program, input)[0]
            #expect(try difference(plan.run(input)[0], expected) == nil, "\(type)")
        }
    }
}
