import PointSpread
import TestSupport
import Testing

@Suite("The reference executor: kernels between channels")
struct ReferenceBankTests {
    @Test("equal a convolution written out, for any number of groups", arguments: UInt64(1)...20)
    func bank(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        let groups = draw(1...3)
        let (inputs, outputs) = (groups * draw(1...3), groups * draw(1...3))
        let (rows, columns) = (draw(1...5), draw(1...5))
        let (tall, wide) = (draw(1...3), draw(1...3))
        let isLast = Bool.random(using: &random)
        let channelAxis = isLast ? 2 : 0
        let axes = isLast ? [0, 1] : [1, 2]
        let perGroup = inputs / groups
        let weights = (0..<outputs * perGroup * tall * wide).map { _ in Double(draw(-3...3)) }
        let bank = PassKernel.ChannelBank(
            axis: channelAxis, inputsPerGroup: perGroup, outputs: outputs, groups: groups)
        let pass = Pass(
            kernel: PassKernel(axes: axes, extents: [tall, wide], weights: weights, channels: bank),
            geometry: [
                .same(count: rows, taps: tall, anchor: tall / 2), .same(count: columns, taps: wide, anchor: wide / 2),
            ],
            border: [BorderPair(.constant(0)), BorderPair(.constant(0))],
            accumulation: Accumulation(.float64, order: .leftToRight), store: Store(.float64))
        let shape = try Shape(isLast ? [rows, columns, inputs] : [inputs, rows, columns])
        let program = try FilterProgram(
            inputShape: shape, inputType: .float64, channelAxis: channelAxis, passes: [pass])
        let input = try randomArray(Double.self, shape: shape, .small, using: &random)
        let found = try #require(try referenceResults(of: program, input)[0].typed(Double.self))
        func sample(_ row: Int, _ column: Int, _ channel: Int) -> Double {
            guard (0..<rows).contains(row), (0..<columns).contains(column) else { return 0 }
            return isLast ? input[row, column, channel] : input[channel, row, column]
        }
        for output in 0..<outputs {
            for row in 0..<rows {
                for column in 0..<columns {
                    var sum = 0.0
                    let group = output / (outputs / groups)
                    for input in 0..<perGroup {
                        for y in 0..<tall {
                            for x in 0..<wide {
                                let weight = weights[((output * perGroup + input) * tall + y) * wide + x]
                                sum +=
                                    weight * sample(row + y - tall / 2, column + x - wide / 2, group * perGroup + input)
                            }
                        }
                    }
                    let result = isLast ? found[row, column, output] : found[output, row, column]
                    if result != sum {
                        Issue.record(
                            "seed \(seed): \(result) instead of \(sum) at \(row), \(column), \(output)\n\(program)")
                        return
                    }
                }
            }
        }
    }
}
