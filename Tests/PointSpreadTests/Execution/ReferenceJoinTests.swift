import PointSpread
import TestSupport
import Testing

@Suite("Joins by hand, in every executor")
struct ReferenceJoinTests {
    /// The samples as they are, and doubled, joined.
    private func joined(
        _ join: Join, _ samples: [Double] = [-4, 0, 9], type: ElementType = .float64,
        arithmetic: ElementType = .float64
    ) throws -> [Double] {
        var double = try OnePass([2], count: samples.count).pass
        double.accumulation = Accumulation(.float64, order: .leftToRight, isFused: true, ignoredMagnitude: 0)
        let program = try FilterProgram(
            inputShape: Shape([samples.count]), inputType: .float64, branches: [[], [double]],
            outputs: [.init(join, arithmetic: arithmetic, type: type)])
        let input = try NDArray(samples, shape: program.inputShape)
        let expected = try referenceResults(of: program, input)[0]
        if let lines = Plan.executor(.lines, program) {
            #expect(try difference(results(of: program, by: lines, input)[0], expected) == nil)
        }
        return try expected.doubles
    }

    private let a = Join.branch(0)
    private let b = Join.branch(1)

    @Test func arithmetic() throws {
        #expect(try joined(.sum(a, b)) == [-12, 0, 27])
        #expect(try joined(.difference(a, b)) == [4, 0, -9])
        #expect(try joined(.product(a, b)) == [32, 0, 162])
        #expect(try joined(.quotient(.constant(18), b)) == [-2.25, .infinity, 1])
        #expect(try joined(.fused(a, b, plus: .constant(1))) == [33, 1, 163])
        #expect(try joined(.magnitude(a)) == [4, 0, 9])
        #expect(try joined(.squareRoot(.magnitude(a))) == [2, 0, 3])
        #expect(try joined(.constant(0.5)) == [0.5, 0.5, 0.5])
    }

    @Test func choices() throws {
        #expect(try joined(.minimum(a, b)) == [-8, 0, 9])
        #expect(try joined(.maximum(a, b)) == [-4, 0, 18])
        #expect(try joined(.whereGreater(a, than: .constant(0), then: b, otherwise: .constant(-1))) == [-1, -1, 18])
        #expect(try joined(.minimum(a, .constant(2)), [.nan, 1, 3]) == [2, 1, 2])
        #expect(try joined(.maximum(.constant(2), a), [.nan, 1, 3])[0].isNaN)
        #expect(try joined(.smallest(ofBranch: 1)) == [-8, -8, -8])
        #expect(try joined(.largest(ofBranch: 0)) == [9, 9, 9])
    }

    @Test func fusedJoinsRoundOnce() throws {
        let samples = [1 + 0x1p-27]
        let square = Join.constant(-(1 + 0x1p-26))
        #expect(try joined(.fused(a, a, plus: square), samples) == [0x1p-54])
        #expect(try joined(.sum(.product(a, a), square), samples) == [0])
    }

    @Test func angles() throws {
        let y = Join.branch(0)
        #expect(try joined(.arctangent(y: y, x: .constant(-1)), [0, -0.0, 1]) == [.pi, .pi, .pi * 0.75])
        #expect(try joined(.arctangent(y: y, x: .constant(0)), [2, -2, 0]) == [.pi / 2, -.pi / 2, 0])
    }

    @Test func roundingAndStoring() throws {
        let samples = [2.5, 3.5, 300, -7]
        #expect(try joined(.rounded(a, to: .uint8, .halfEven, .saturate), samples) == [2, 4, 255, 0])
        #expect(try joined(.rounded(a, to: .uint8, .halfUp, .wrap), samples) == [3, 4, 44, 249])
        #expect(try joined(.sum(a, .constant(0.25)), samples, type: .int8) == [3, 4, 127, -7])
        #expect(try joined(.sum(a, .constant(1)), [16_777_216], arithmetic: .float32) == [16_777_216])
        #expect(try joined(.sum(a, .constant(1)), [127], arithmetic: .int8) == [-128])
        #expect(try joined(.encoded(a, .sRGB, fullScale: 255), [0, 1]).map { ($0 * 1e9).rounded() / 1e9 } == [0, 255])
    }

    @Test func channelsOfTheSamePlace() throws {
        for channelAxis in 0...1 {
            let identity = OnePass([1], extents: [1, 1], anchor: [0, 0], shape: [2, 2], border: [.wrap, .wrap]).pass
            let program = try FilterProgram(
                inputShape: [2, 2], inputType: .float64, channelAxis: channelAxis, branches: [[identity]],
                outputs: [
                    .init(
                        .whereChannel(1, then: a, otherwise: .sum(.channel(1, ofBranch: 0), a)), arithmetic: .float64,
                        type: .float64)
                ])
            let input = try NDArray<Double>([1, 2, 30, 40], shape: [2, 2])
            let found = try referenceResults(of: program, input)[0].doubles
            #expect(found == (channelAxis == 0 ? [31, 42, 30, 40] : [3, 2, 70, 40]))
        }
    }

    @Test func severalOutputsOfSeveralTypes() throws {
        let double = try OnePass([2], count: 2, store: Store(.int16)).pass
        let program = try FilterProgram(
            inputShape: [2], inputType: .uint8, branches: [[], [double]],
            outputs: [
                .init(.branch(1), arithmetic: .float64, type: .int16),
                .init(.branch(0), arithmetic: .uint8, type: .uint8),
                .init(.difference(.branch(0), .branch(1)), arithmetic: .float32, type: .float16),
            ])
        let results = try referenceResults(of: program, NDArray<UInt8>([200, 7], shape: [2]))
        #expect(results.map(\.elementType) == [.int16, .uint8, .float16])
        #expect(try results.map { try $0.doubles } == [[400, 14], [200, 7], [-200, -7]])
    }
}
