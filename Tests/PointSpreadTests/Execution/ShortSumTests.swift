import PointSpread
import TestSupport
import Testing

@Suite("Whole sums of bytes in 16 bits")
struct ShortSumTests {
    /// So many programs for each seed.
    private static let programs = 300

    private static func isShort(_ executor: any Executor) -> Bool { "\(type(of: executor))" == "ShortSumRun" }

    @Test("drawn at random have the bits of the reference", arguments: UInt64(1)...8)
    func equalReference(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        var (failures, drawn, taken) = (0, 0, 0)
        while drawn < Self.programs, failures < 3 {
            let start = draws.random
            guard let program = draws.drawShort() else { continue }
            drawn += 1
            let instructions = draws.pick(InstructionSet.available)
            guard let short = Plan.executor(.wholeNumbers, program, instructions: instructions) else { continue }
            if Self.isShort(short) { taken += 1 }
            var input = try randomArray(
                of: .uint8, shape: program.inputShape, draws.pick(RandomValues.allCases), using: &draws.random)
            if draws.once(in: 3) { input = try scattered(input, using: &draws.random) }
            let expected = try referenceResults(of: program, input)[0]
            var found = try results(of: program, by: short, input, threads: draws.pick([1, 2, 5]))[0]
            if draws.once(in: 3) {
                // Results that do not follow each other in memory.
                found = try scattered(found, using: &draws.random)
                try short.run(input.buffer, into: [found.buffer], threads: 1)
            }
            guard let words = try difference(found, expected) else { continue }
            failures += 1
            Issue.record("seed \(seed), state \(start), \(instructions), \(type(of: short)): \(words)\n\(program)")
        }
        #expect(taken * 3 > drawn, "\(taken) of \(drawn) programs ran in 16 bits")
    }

    @Test("are what OpenCV's derivatives and pyramids of bytes run by, at the ends of their range too")
    func conventions() throws {
        let filters: [(String, any Filter, channels: Int)] = [
            ("sobel", try OpenCV.sobel(ddepth: .int16, dx: 1, dy: 0), 1),
            ("sobel of bytes", try OpenCV.sobel(dx: 0, dy: 1), 3),
            ("sobel 5", try OpenCV.sobel(ddepth: .int16, dx: 1, dy: 1, ksize: 5), 1),
            ("scharr", try OpenCV.scharr(ddepth: .int16, dx: 1, dy: 0), 3),
            ("sobel of floats", try OpenCV.sobel(ddepth: .float32, dx: 1, dy: 0), 3),
            ("laplacian of floats", try OpenCV.laplacian(ddepth: .float32), 1),
            ("laplacian 1", try OpenCV.laplacian(ddepth: .int16), 1),
            ("laplacian 3", try OpenCV.laplacian(ddepth: .int16, ksize: 3), 1),
            ("laplacian 5", try OpenCV.laplacian(ddepth: .int16, ksize: 5), 3),
            ("laplacian 3 of bytes", try OpenCV.laplacian(ksize: 3), 1),
            ("laplacian 5 of bytes", try OpenCV.laplacian(ksize: 5), 3),
            ("pyrDown", try OpenCV.pyrDown(), 1), ("pyrDown", try OpenCV.pyrDown(), 3),
            ("pyrUp", try OpenCV.pyrUp(), 1), ("pyrUp", try OpenCV.pyrUp(), 3),
        ]
        var random = SeededGenerator(seed: 8)
        for (name, filter, channels) in filters {
            for size in [(1, 1), (2, 3), (5, 70), (31, 129)] {
                let shape = try Shape([size.0, size.1, channels])
                var layout = Layout(shape: shape, elementType: .uint8)
                layout.channelAxis = 2
                let program = try filter.program(for: layout)
                // Checkers of the least and the greatest sample have the largest differences.
                let checkers = try NDArray<UInt8>(shape: shape) { ($0[0] / 2 + $0[1] / 2) % 2 == 0 ? 0 : 255 }
                for input in [AnyArray(checkers), try randomArray(of: .uint8, shape: shape, .wild, using: &random)] {
                    let expected = try referenceResults(of: program, input)[0]
                    for instructions in InstructionSet.available {
                        let short = try #require(
                            Plan.executor(.wholeNumbers, program, instructions: instructions), "\(name)")
                        #expect(Self.isShort(short), "\(name)")
                        let found = try results(of: program, by: short, input, threads: 2)[0]
                        #expect(try difference(found, expected) == nil, "\(name) \(size) \(instructions)")
                    }
                }
            }
        }
    }

    @Test("are rounded half to even where OpenCV's vectors do so")
    func halves() throws {
        let shape: Shape = [20, 64]
        let layout = Layout(shape: shape, elementType: .uint8)
        var random = SeededGenerator(seed: 3)
        for taps in [[0.25, 0.5, 0.25], [0.0625, 0.25, 0.375, 0.25, 0.0625], [0.5, 0, 0.5]] {
            let program = try OpenCV.sepFilter2D(kernelX: taps, kernelY: taps).program(for: layout)
            for values in RandomValues.allCases {
                let input = try randomArray(of: .uint8, shape: shape, values, using: &random)
                let expected = try referenceResults(of: program, input)[0]
                for instructions in InstructionSet.available {
                    let short = try #require(Plan.executor(.wholeNumbers, program, instructions: instructions))
                    #expect(Self.isShort(short))
                    let found = try results(of: program, by: short, input)[0]
                    #expect(try difference(found, expected) == nil, "\(taps), \(instructions)")
                }
            }
        }
    }

    @Test("are the same on several threads")
    func threads() throws {
        var random = SeededGenerator(seed: 9)
        let shape: Shape = [401, 503, 3]
        let input = try randomArray(of: .uint8, shape: shape, .wild, using: &random)
        var layout = Layout(shape: shape, elementType: .uint8)
        layout.channelAxis = 2
        let filters: [any Filter] = [
            try OpenCV.scharr(ddepth: .int16, dx: 0, dy: 1), try OpenCV.pyrDown(), try OpenCV.pyrUp(),
            try OpenCV.gaussianBlur(ksize: Size(width: 5, height: 3), sigmaX: 0),
        ]
        for filter in filters {
            let program = try filter.program(for: layout)
            let short = try #require(Plan.executor(.wholeNumbers, program))
            #expect(Self.isShort(short))
            let expected = try referenceResults(of: program, input)[0]
            for threads in [1, 2, 3, 8] {
                let found = try results(of: program, by: short, input, threads: threads)[0]
                #expect(try difference(found, expected) == nil, "\(threads) threads")
            }
        }
    }

    @Test("that 16 bits do not hold are left to others")
    func large() throws {
        let shape: Shape = [10, 80]
        func executor(_ weights: [Double], _ type: ElementType, start: Double? = nil) throws -> String {
            let pass = Pass(
                kernel: PassKernel(axes: [1], extents: [weights.count], weights: weights),
                geometry: [.same(count: 80, taps: weights.count, anchor: 0)], border: [BorderPair(.replicate)],
                accumulation: Accumulation(.int32, order: .leftToRight, start: start), store: Store(type))
            let program = try FilterProgram(inputShape: shape, inputType: .uint8, passes: [pass])
            return "\(type)\(Self.isShort(try #require(Plan.executor(.wholeNumbers, program))))"
        }
        #expect(try executor([64, 64], .int16) == "int16true")
        #expect(try executor([64, 65], .int16) == "int16false")
        #expect(try executor([128, 129], .uint8) == "uint8true")
        #expect(try executor([128, 129], .uint8, start: 1) == "uint8false")
        #expect(try executor([-64, 64, 64], .uint8) == "uint8true")
        #expect(try executor([-1, 128, 1], .uint8) == "uint8false")
    }
}
