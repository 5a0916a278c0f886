import PointSpread
import TestSupport
import Testing

@Suite("Tiles whose rows are summed before their columns")
struct RowsFirstTests {
    private static let borders: [Border] = [.constant(0), .replicate, .symmetric, .reflect101]

    /// Runs a program by tiles and compares with the reference executor.
    private func check(
        _ program: FilterProgram, _ image: AnyArray, _ instructions: InstructionSet, tileWidth: Int? = nil,
        threads: Int = 1
    ) throws -> String? {
        let executor = try #require(
            Plan.executor(.tiles, program, instructions: instructions, tileWidth: tileWidth), "\(program)")
        let expected = try referenceResults(of: program, image)[0]
        let found = try results(of: program, by: executor, image, threads: threads)[0]
        return try difference(found, expected)
    }

    @Test("read them where they lie, whatever the border, the width and the reach", arguments: InstructionSet.available)
    func edges(instructions: InstructionSet) throws {
        var random = SeededGenerator(seed: 21)
        for (number, width) in [1, 5, 17, 31, 32, 33, 48, 63, 64, 65, 96, 100, 131, 160].enumerated() {
            for type in [ElementType.float32, .float64] {
                let start = random
                let channels = [nil, 3][number % 2]
                let shape = try Shape([Int.random(in: 17...37, using: &random), width] + (channels.map { [$0] } ?? []))
                let image = try randomArray(of: type, shape: shape, using: &random)
                var layout = Layout(shape: shape, elementType: type)
                layout.channelAxis = channels.map { _ in 2 }
                let border = Self.borders[Int.random(in: Self.borders.indices, using: &random)]
                for sigma in [0.8, 2, 4.2] {
                    let filter = try OpenCV.gaussianBlur(
                        ksize: Size(width: 0, height: 0), sigmaX: sigma, borderType: border)
                    let program = try filter.program(for: layout)
                    for tileWidth in [nil, 48] {
                        if let words = try check(program, image, instructions, tileWidth: tileWidth, threads: 2) {
                            Issue.record("\(start), \(shape), \(type), σ \(sigma), \(border), \(words)\n\(program)")
                            return
                        }
                    }
                }
            }
        }
    }

    @Test("are written past the caches where they are many, at any place", arguments: [0, 4])
    func streams(offset: Int) throws {
        var random = SeededGenerator(seed: 22)
        let image = try randomArray(of: .float32, shape: Shape([2912, 2928]), using: &random)
        let view = image[.all, .range(offset..<offset + 2912)]
        let filter = try OpenCV.gaussianBlur(ksize: Size(width: 7, height: 7), sigmaX: 2)
        let program = try filter.program(for: view.layout)
        let lines = try #require(Plan.executor(.lines, program))
        let expected = try results(of: program, by: lines, view, threads: 2)[0]
        let target = AnyArray(try ArrayBuffer(uninitialized: image.shape, of: .float32))[
            .all, .range(offset..<offset + 2912)]
        for instructions in InstructionSet.available where instructions.isFusing {
            let executor = try #require(Plan.executor(.tiles, program, instructions: instructions))
            try executor.run(view.buffer, into: [target.buffer], threads: 2)
            #expect(try difference(target, expected) == nil, "\(instructions)")
        }
    }

    @Test("sum pairs from the ends inward, fused or not, and begin with a number", arguments: InstructionSet.available)
    func orders(instructions: InstructionSet) throws {
        var random = SeededGenerator(seed: 23)
        for type in [ElementType.float32, .float64] {
            for pairing in [Accumulation.Pairing.symmetric, .antisymmetric, .turnedAntisymmetric] {
                for order in [Accumulation.Order.centreOutward(pairing), .outermostInward(pairing), .leftToRight] {
                    // From 33 taps on rows are turned.
                    for count in [2, 3, 5, 8, 17, 18, 32, 33, 34] {
                        for (isFused, begin) in [(false, nil), (true, nil), (false, 0), (true, 0.5)]
                            as [(Bool, Double?)]
                        {
                            let image = try randomArray(of: type, shape: Shape([21, 70]), using: &random)
                            var weights = (0..<count).map { _ in Double(Float.random(in: -1...1, using: &random)) }
                            let sign: Double = pairing == .symmetric ? 1 : -1
                            for tap in 0..<count / 2 { weights[tap] = sign * weights[count - 1 - tap] }
                            let accumulation = Accumulation(
                                type, order: order, start: begin, isFused: isFused,
                                ignoredMagnitude: pairing == .symmetric ? nil : 0)
                            let passes = [0, 1].map { axis in
                                Pass(
                                    kernel: PassKernel(axes: [axis], extents: [count], weights: weights),
                                    geometry: [.same(count: [21, 70][axis], taps: count, anchor: count / 2)],
                                    border: [BorderPair(.reflect101)], accumulation: accumulation, store: Store(type))
                            }
                            let program = try FilterProgram(
                                inputShape: image.shape, inputType: type,
                                passes: Bool.random(using: &random) ? passes : passes.reversed())
                            if let words = try check(program, image, instructions) {
                                Issue.record("\(words)\n\(program)")
                                return
                            }
                        }
                    }
                }
            }
        }
    }
}
