import PointSpread
import TestSupport
import Testing

@Suite("Programs in words")
struct DescriptionTests {
    @Test func everyPartOfAPassIsNamed() throws {
        var line = try OnePass(
            [1, 2, 1], count: 9, before: 3, outputs: 4, stride: 2, dilation: 3, stuffing: 1, border: .constant(5),
            sum: Accumulation(.int32, order: .groups(of: 2), start: 3, isFused: true, ignoredMagnitude: 0.5),
            store: Store(
                .uint8, steps: [.add(1), .multiply(by: 2), .divide(by: 3), .convert(to: .int16), .shiftRight(by: 4)],
                rounding: .halfUp, overflow: .wrap))
        line.type = .uint16
        line.pass.border[0].after = .reflect101
        line.pass.load = Load([.squared, .multiplied(by: 0.5), .decoded(.sRGB, fullScale: 255, alpha: nil)])
        line.pass.split = Split(
            axes: [0], start: 2, accumulation: Accumulation(.int32, order: .rows), store: Store(.uint8, rounding: .down)
        )
        #expect(
            try line.program.description == """
                input: 9 of uint16
                pass 1: correlate axis 0 with 3 taps
                  load: squared
                  load: times 0.5
                  load: linear light from sRGB, full scale 255.0
                  axis 0: 9 samples to 4, reading 3 before and -7 after, stride 2, dilation 3, 1 zeros between samples, \
                border constant(5.0) before, reflect101 after
                  sum: int32, groups of 2, from 3.0, fused, taps up to 0.5 skipped
                  store: + 1.0, × 2.0, ÷ 3.0, as int16, >> 4, uint8, rounded half up, wrapping
                  from element 2 of each row of axis 0, sum: int32, row by row
                  from element 2 of each row of axis 0, store: uint8, rounded down, saturating
                output: 4 of uint8
                """)
    }

    @Test func branchesAndOutputsAreNamed() throws {
        let program = try UnsharpMaskFilter(sigma: 1, amount: 2, threshold: 3)
            .program(for: Layout(shape: [8], elementType: .uint8))
        let words = program.description
        #expect(words.contains("branch 0\n  pass 1: correlate axis 0 with 9 taps\n"))
        #expect(words.contains("branch 1: the input as it is"))
        let difference = "(branch 1 − branch 0)"
        #expect(
            words.contains(
                "output 0: (|\(difference)| > 3.0 ? fused(2.0 · \(difference) + branch 1) : branch 1) in float32"))
        #expect(words.hasSuffix("stored as uint8, rounded half to even, saturating\noutput: 8 of uint8"))
    }

    @Test("two programs with the same words are the same, for every order, rounding and join")
    func wordsTellProgramsApart() throws {
        var words: Set<String> = []
        var count = 0
        let pairings: [Accumulation.Pairing] = [.symmetric, .antisymmetric, .turnedAntisymmetric]
        let orders =
            [
                .leftToRight, .lastThenLeftToRight, .groups(of: 2), .rows, .doubling, .sliding(.difference),
                .sliding(.enterThenLeave),
            ]
            + pairings.flatMap {
                [.centreOutward($0), .outermostInward($0), .pairThenCentreOutward($0)] as [Accumulation.Order]
            }
            + [.rowsFromLast]
        for order in orders {
            for rounding in RoundingRule.allCases {
                for overflow in [OverflowRule.saturate, .wrap] {
                    let line = try OnePass(
                        [1, 1], count: 4, sum: Accumulation(.float32, order: order),
                        store: Store(.int8, rounding: rounding, overflow: overflow))
                    words.insert(try line.program.description)
                    count += 1
                }
            }
        }
        let (a, b) = (Join.branch(0), Join.constant(2))
        let joins: [Join] = [
            a, .constant(1), .sum(a, b), .difference(a, b), .product(a, b), .quotient(a, b), .fused(a, b, plus: a),
            .magnitude(a), .squareRoot(a), .arctangent(y: a, x: b), .minimum(a, b), .maximum(a, b),
            .whereGreater(a, than: b, then: a, otherwise: b), .whereChannel(0, then: a, otherwise: b),
            .rounded(a, to: .int8, .halfEven, .saturate), .rounded(a, to: .int8, .down, .saturate),
            .rounded(a, to: .int8, .down, .wrap), .encoded(a, .sRGB, fullScale: 255), .encoded(a, .sRGB, fullScale: 1),
            .smallest(ofBranch: 0), .largest(ofBranch: 0), .channel(0, ofBranch: 0),
        ]
        for join in joins {
            let output = FilterProgram.Output(join, arithmetic: .float32, type: .float64)
            let program = try FilterProgram(
                inputShape: [3, 2], inputType: .float32, channelAxis: 1, branches: [[]], outputs: [output])
            words.insert(program.description)
            count += 1
        }
        #expect(words.count == count)
    }
}
