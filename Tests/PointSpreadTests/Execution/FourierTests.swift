import PointSpread
import TestSupport
import Testing

@Suite("Fourier transforms")
struct FourierTests {
    private static let borders: [Border] = [.symmetric, .reflect101, .replicate, .wrap, .constant(0), .constant(3)]

    /// A program of one dense pass, its sums in the type that native filters take.
    private func program(
        _ weights: [Double], extents: [Int], axes: [Int], shape: Shape, type: ElementType = .float32,
        border: Border = .symmetric, dilation: Int = 1, before: [Int]? = nil, outputs: [Int]? = nil,
        steps: [Store.Step] = [], result: ElementType? = nil
    ) throws -> FilterProgram {
        let geometry = axes.indices.map { place in
            AxisGeometry(
                before: before?[place] ?? extents[place] / 2 * dilation,
                outputCount: outputs?[place] ?? shape[axes[place]], dilation: dilation)
        }
        let pass = Pass(
            kernel: PassKernel(axes: axes, extents: extents, weights: weights), geometry: geometry,
            border: axes.map { _ in BorderPair(border) },
            accumulation: Accumulation(type.accumulator, order: .leftToRight, isFused: true, ignoredMagnitude: 0),
            store: Store(result ?? type, steps: steps))
        return try FilterProgram(inputShape: shape, inputType: type, passes: [pass])
    }

    /// The largest difference of the results from those of a program in double precision, relative to Σ|taps| · max|sample|.
    private func error(
        of program: FilterProgram, _ input: AnyArray, by executor: any Executor, threads: Int = 1
    ) throws -> Double {
        var pass = program.branches[0][0]
        pass.accumulation.type = .float64
        pass.store.type = .float64
        let exact = try FilterProgram(
            inputShape: program.inputShape, inputType: program.inputType, branches: [[pass]],
            outputs: [.init(.branch(0), arithmetic: .float64, type: .float64)])
        let expected = try referenceResults(of: exact, input)[0]
        let found = try results(of: program, by: executor, input, threads: threads)[0]
        var largest = 0.0
        for border in pass.border {
            for side in [border.before, border.after] {
                if case .constant(let value) = side { largest = max(largest, value.magnitude) }
            }
        }
        for sample in try numbers(input) { largest = max(largest, sample.magnitude) }
        let pairs = zip(try numbers(found), try numbers(expected))
        let gain = pass.kernel.weights.reduce(0) { $0 + $1.magnitude }
        return pairs.reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / (largest * gain)
    }

    private func numbers(_ array: AnyArray) throws -> [Double] {
        try array.converted(to: Double.self, rounding: .halfEven, overflow: .saturate).elements
    }

    private func fourier(
        _ program: FilterProgram, tolerance: Double = 1e-5, origin: [Int]? = nil,
        instructions: InstructionSet = .best
    ) throws -> (executor: any Executor, errorBound: Double) {
        let executor = try #require(
            Plan.executor(.fourier, program, tolerance: tolerance, origin: origin, instructions: instructions))
        return (executor, executor.errorBound)
    }

    private func weights(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in Double.random(in: -0.2...1, using: &random) }
    }

    private enum Picture: CaseIterable { case noise, constant, impulse, edge }

    private func picture(_ picture: Picture, _ shape: Shape, _ random: inout SeededGenerator) throws -> AnyArray {
        let count = shape.elementCount
        let samples: [Float] =
            switch picture {
            case .noise: (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
            case .constant: [Float](repeating: 0.7, count: count)
            case .impulse: (0..<count).map { $0 == count / 3 ? 1 : 0 }
            case .edge: (0..<count).map { $0 % shape[shape.rank - 1] < shape[shape.rank - 1] / 2 ? 0 : 1 }
            }
        return AnyArray(try NDArray(samples, shape: shape))
    }

    @Test("keep to a tenth of their bound", arguments: borders)
    func errors(border: Border) throws {
        var random = SeededGenerator(seed: 11)
        let cases: [(Shape, [Int])] = [
            ([700], [101]), ([90, 70], [21, 13]), ([20, 30], [45, 70]), ([14, 20, 17], [5, 3, 7]),
        ]
        for (shape, extents) in cases {
            let axes = Array(0..<shape.rank)
            let program = try program(
                weights(extents.reduce(1, *), &random), extents: extents, axes: axes, shape: shape, border: border)
            let (executor, bound) = try fourier(program)
            #expect(bound < 1e-5 && bound > 1e-7)
            for kind in Picture.allCases {
                let error = try error(of: program, try picture(kind, shape, &random), by: executor)
                #expect(error < bound / 10, "\(kind) \(shape) \(extents): \(error) of \(bound)")
            }
        }
    }

    @Test("sum in double precision where a tolerance needs it")
    func doubles() throws {
        var random = SeededGenerator(seed: 12)
        let taps = weights(35 * 31, &random)
        for type in [ElementType.float32, .float64] {
            let program = try program(
                taps, extents: [35, 31], axes: [0, 1], shape: [60, 50], type: type, result: .float64)
            let (executor, bound) = try fourier(program, tolerance: 1e-13)
            #expect(bound < 1e-13)
            let input = try randomArray(of: type, shape: [60, 50], using: &random)
            #expect(try error(of: program, input, by: executor) < bound / 10)
        }
        let program = try program(taps, extents: [35, 31], axes: [0, 1], shape: [60, 50])
        #expect(Plan.executor(.fourier, program, tolerance: 1e-16) == nil)
    }

    /// Programs of every geometry: the same bits on every instruction set, for any threads and strides, close to the reference.
    @Test(arguments: UInt64(1)...3)
    func randomPrograms(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<25 {
            let rank = Int.random(in: 1...4, using: &random)
            let axes = Array((0..<rank).shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))).sorted()
            let sizes = (0..<rank).map { _ in Int.random(in: 1...(rank == 1 ? 400 : rank == 2 ? 40 : 9), using: &random)
            }
            let extents = axes.map { _ in Int.random(in: 1...(axes.count == 3 ? 4 : 9), using: &random) }
            let dilation = Int.random(in: 1...3, using: &random)
            let types: [ElementType] = [.float32, .float32, .float64, .uint8, .int16, .float16]
            let type = types.randomElement(using: &random) ?? .float32
            var taps = weights(extents.reduce(1, *), &random)
            for tap in taps.indices where Int.random(in: 0..<4, using: &random) == 0 { taps[tap] = 0 }
            taps[0] = 1
            let isSame = Bool.random(using: &random)
            let program = try program(
                taps, extents: extents, axes: axes, shape: try Shape(sizes), type: type,
                border: Self.borders.randomElement(using: &random) ?? .wrap, dilation: dilation,
                before: isSame ? nil : axes.map { _ in Int.random(in: -3...12, using: &random) },
                outputs: isSame ? nil : axes.map { _ in Int.random(in: 1...20, using: &random) },
                steps: Bool.random(using: &random) ? [] : [.multiply(by: 0.5), .add(2)], result: .float64)
            let isWild = Int.random(in: 0..<3, using: &random) == 0
            var input = try randomArray(of: type, shape: program.inputShape, using: &random)
            if isWild { input = try withOddities(input, &random) }
            let origin = sizes.map { _ in Int.random(in: -1000...1000, using: &random) }
            let (executor, bound) = try fourier(program, origin: origin)
            let found = try results(of: program, by: executor, input)[0]
            for instructions in InstructionSet.available {
                let (other, _) = try fourier(program, origin: origin, instructions: instructions)
                let again = try results(of: program, by: other, try scattered(input, using: &random), threads: 3)[0]
                let words = try difference(again, found)
                #expect(words == nil, "seed \(seed), program \(number), \(instructions): \(words ?? "")\n\(program)")
            }
            let expected = try numbers(referenceResults(of: program, input)[0])
            let gain = taps.reduce(0) { $0 + $1.magnitude }
            // A type of 8 bits has samples up to 255, others up to 1000 here; the sums of the reference are rounded too.
            let limit = max(bound, 1e-6) * gain * (type == .int16 ? 32768 : 1000)
            for (place, (a, b)) in zip(try numbers(found), expected).enumerated() {
                let isRight = b.isNaN ? a.isNaN : b.isInfinite ? a == b : (a - b).magnitude <= limit
                #expect(isRight, "seed \(seed), program \(number), place \(place): \(a), not \(b)\n\(program)")
                if !isRight { return }
            }
        }
    }

    /// The array with NaN or infinity at some places; integers stay as they are.
    private func withOddities(_ array: AnyArray, _ random: inout SeededGenerator) throws -> AnyArray {
        guard array.elementType == .float32 else { return array }
        var samples = try #require(array.typed(Float.self)).elements
        for _ in 0..<3 where !samples.isEmpty {
            let odd: [Float] = [.nan, .infinity, -.infinity]
            samples[Int.random(in: samples.indices, using: &random)] = odd.randomElement(using: &random) ?? 0
        }
        // Now and then a corner without samples, as in a volume with missing values.
        if Bool.random(using: &random) { for place in 0..<samples.count / 4 { samples[place] = .nan } }
        return AnyArray(try NDArray(samples, shape: array.shape))
    }

    @Test("scale samples at the ends of the type's range", arguments: [1e38, 1e25, 1e-30, 1e-36])
    func magnitudes(size: Double) throws {
        var random = SeededGenerator(seed: 13)
        let taps = (0..<400).map { _ in Double.random(in: 0...0.002, using: &random) }
        let program = try program(taps, extents: [20, 20], axes: [0, 1], shape: [50, 60], result: .float64)
        let samples = (0..<3000).map { _ in Float(Double.random(in: -1...1, using: &random) * size) }
        let input = AnyArray(try NDArray(samples, shape: [50, 60]))
        let (executor, bound) = try fourier(program)
        #expect(try error(of: program, input, by: executor) < bound)
    }

    @Test("a part that begins and ends with tiles, or brings them along, has the bits of the whole")
    func origins() throws {
        var random = SeededGenerator(seed: 14)
        let kernel = try Kernel(weights(21 * 25, &random), extents: [21, 25])
        let filter = CorrelationFilter(kernel: kernel)
        let image = try randomArray(Float.self, shape: [500, 400], using: &random)
        let plan = try filter.plan(for: image.layout, tolerance: 1e-5)
        try #require(plan.method == .fourier)
        let whole = try plan.run(image)[0]
        #expect(plan.tile.allSatisfy { $0 > 1 && $0 < 500 })
        #expect(try filter.plan(for: image.layout).tile == [1, 1])
        // All other samples are a halo: it holds every tile that the part takes a share in.
        let (rows, columns) = (250..<270, 170..<200)
        var layout = image.layout
        layout.halos = [.init(before: 250, after: 500 - 270), .init(before: 170, after: 400 - 200)]
        layout.origin = [rows.lowerBound, columns.lowerBound]
        let part = try filter.plan(for: layout, tolerance: 1e-5).run(image)[0]
        let expected = try whole.sliced([.range(rows), .range(columns)])
        #expect(try difference(part, expected) == nil)
        // Elsewhere tiles lie otherwise: the test would not notice a plan that ignores the origin.
        layout.origin = [0, 0]
        let other = try filter.plan(for: layout, tolerance: 1e-5).run(image)[0]
        #expect(try difference(other, expected) != nil)
    }

    @Test("are chosen by filter, type and tolerance alone")
    func choice() throws {
        var random = SeededGenerator(seed: 15)
        func method(_ extent: Int, _ tolerance: Double, _ shape: Shape, _ type: ElementType = .float32) throws -> Plan {
            let kernel = try Kernel(weights(extent * extent, &random), extents: [extent, extent])
            return try CorrelationFilter(kernel: kernel).plan(
                for: Layout(shape: shape, elementType: type), tolerance: tolerance)
        }
        for shape: Shape in [[3, 3], [640, 480], [100_000, 100_000]] {
            #expect(try method(63, 1e-5, shape).method == .fourier)
            #expect(try method(63, 0, shape).method != .fourier)
            #expect(try method(5, 1e-5, shape).method != .fourier)
        }
        let floats = try method(63, 1e-5, [640, 480])
        #expect(floats.reason.contains("512×512 samples in float32, with a root mean square of errors below 8.0e-6 · "))
        #expect(floats.description.contains(floats.reason))
        #expect(try method(63, 1e-7, [640, 480]).reason.contains("float64"))
        #expect(try method(63, 1e-5, [640, 480], .float64).reason.contains("float64"))
        #expect(try method(127, 1e-5, [2048, 2048]).scratchBytes(threads: 2) < 64 << 20)
    }

    @Test("colours next to each other, and results of 8 bits")
    func interleaved() throws {
        var random = SeededGenerator(seed: 16)
        let taps = (0..<900).map { _ in Double.random(in: 0...0.002, using: &random) }
        let program = try program(taps, extents: [30, 30], axes: [0, 1], shape: [60, 50, 3], type: .uint8)
        let input = try randomArray(of: .uint8, shape: [60, 50, 3], using: &random)
        let (executor, _) = try fourier(program)
        let found = try numbers(results(of: program, by: executor, input, threads: 2)[0])
        let expected = try numbers(referenceResults(of: program, input)[0])
        // A sum that lies next to a half may be rounded to the other side.
        let differences = zip(found, expected).filter { $0 != $1 }
        #expect(differences.allSatisfy { abs($0 - $1) == 1 } && differences.count < 5)
    }

    @Test func stopWhenCancelled() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let taps = [Double](repeating: 1, count: 900)
        let program = try program(taps, extents: [30, 30], axes: [0, 1], shape: [600, 500])
        let (executor, _) = try fourier(program)
        let input = try ArrayBuffer(uninitialized: program.inputShape, of: .float32)
        let output = try ArrayBuffer(uninitialized: program.outputShape, of: .float32)
        #expect { try executor.run(input, into: [output], threads: 2, cancellation: cancellation) } throws: {
            ($0 as? FilterError)?.code == .cancelled
        }
    }
}
