/// Encodes linear light to whole numbers by looking up between which thresholds it lies.
///
/// A result that is encoded and then rounded takes one of a few values, so the slow curve need not be computed for every
/// sample: the lookup gives the same numbers, because the thresholds are found with the curve itself.
final class ResultEncoder<Number: LineNumber>: Sendable {
    /// The smallest light that is rounded to 1, to 2, and so on.
    private let thresholds: [Number]
    /// For light in equal steps from 0 to 1, how many thresholds lie at or below it.
    private let starts: [Int32]

    /// Finds the thresholds, or gives up where there are no few values, or too few samples to be worth it.
    init?(_ program: FilterProgram, output: FilterProgram.Output) {
        guard case .encoded(_, let curve, let fullScale)? = output.join.encodedResult,
            output.type == .uint8 || output.type == .uint16 && program.outputShape.elementCount > 1 << 18,
            output.rounding == .halfEven, output.overflow == .saturate
        else { return nil }
        let largest = output.type == .uint8 ? 255 : 65535
        func code(_ light: Number) -> Number {
            Number(number: curve.encoded(light.doubleValue) * fullScale).rounded(.toNearestOrEven)
        }
        var thresholds: [Number] = []
        for step in 0..<largest {
            var light = Number(number: curve.decoded((Double(step) + 0.5) / fullScale))
            while code(light) > Number(step) { light = light.nextDown }
            while code(light) <= Number(step) { light = light.nextUp }
            thresholds.append(light)
        }
        let bins = largest + 1 << 4
        var starts: [Int32] = []
        var count = 0
        for bin in 0...bins {
            let light = Number(bin) / Number(bins)
            while count < largest, thresholds[count] <= light { count += 1 }
            starts.append(Int32(count))
        }
        self.thresholds = thresholds
        self.starts = starts
    }

    /// The whole number that light is rounded to; NaN gives 0.
    func encoded(_ light: Number) -> Number {
        guard light > 0 else { return .zero }
        let bins = starts.count - 1
        let bin = light < 1 ? Int((light * Number(bins)).rounded(.down)) : bins
        // The product may have been rounded up into the next bin.
        var code = Int(starts[max(bin - 1, 0)])
        while code < thresholds.count, thresholds[code] <= light { code += 1 }
        return Number(code)
    }
}

extension Join {
    /// The encoding that a result comes from directly, wherever it is not alpha.
    fileprivate var encodedResult: Join? {
        switch self {
        case .encoded: self
        case .whereChannel(_, _, let otherwise): otherwise.encodedResult
        default: nil
        }
    }
}
