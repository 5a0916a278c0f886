extension FilterProgram: CustomStringConvertible {
    /// Every pass and join in words, one line for each part.
    public var description: String {
        let channels = channelAxis.map { ", channels along axis \($0)" } ?? ""
        var lines = ["input: \(inputShape) of \(inputType.rawValue)" + channels]
        let isPlain = branches.count == 1 && outputs.count == 1 && isPlain(outputs[0])
        for (index, passes) in branches.enumerated() {
            if !isPlain { lines.append("branch \(index)" + (passes.isEmpty ? ": the input as it is" : "")) }
            var sizes = inputShape.sizes
            for (place, pass) in passes.enumerated() {
                lines += pass.lines(number: place + 1, input: sizes).map { isPlain ? $0 : "  " + $0 }
                sizes = pass.outputSizes(for: sizes)
            }
        }
        for (index, output) in outputs.enumerated() where !isPlain {
            lines.append(
                "output \(index): \(output.join) in \(output.arithmetic.rawValue), stored as \(output.type.rawValue)"
                    + roundingWords(output.type, output.rounding, output.overflow))
        }
        lines.append("output: \(outputShape) of \(outputs.map(\.type.rawValue).joined(separator: ", "))")
        return lines.joined(separator: "\n")
    }
}

extension Pass {
    fileprivate func lines(number: Int, input: [Int]) -> [String] {
        var lines: [String] = []
        let axesWords = kernel.axes.count == 1 ? "axis \(kernel.axes[0])" : "axes \(kernel.axes)"
        lines.append(
            "pass \(number): correlate \(axesWords) with \(kernel.extents.map(String.init).joined(separator: "×")) taps"
                + (kernel.channels.map { ", \($0.outputs) channels out of \($0.inputsPerGroup) each" } ?? ""))
        for map in load.maps { lines.append("  load: \(map.words)") }
        for (index, axis) in kernel.axes.enumerated() {
            lines.append("  axis \(axis): " + geometryWords(index, count: input[axis]))
        }
        lines.append("  sum: \(accumulation.words)")
        lines.append("  store: \(store.words)")
        for split in split.map({ [$0] + $0.further }) ?? [] {
            let rows = split.axes.count == 1 ? "axis \(split.axes[0])" : "axes \(split.axes)"
            lines.append("  from element \(split.start) of each row of \(rows), sum: \(split.accumulation.words)")
            lines.append("  from element \(split.start) of each row of \(rows), store: \(split.store.words)")
        }
        return lines
    }

    private func geometryWords(_ index: Int, count: Int) -> String {
        let numbers = geometry[index]
        let after = numbers.after(inputCount: count, taps: kernel.extents[index])
        var words = "\(count) samples to \(numbers.outputCount), reading \(numbers.before) before and \(after) after"
        if numbers.stride != 1 { words += ", stride \(numbers.stride)" }
        if numbers.dilation != 1 { words += ", dilation \(numbers.dilation)" }
        if numbers.stuffing != 0 { words += ", \(numbers.stuffing) zeros between samples" }
        return words + ", border \(border[index])"
    }
}

extension Load.Map {
    fileprivate var words: String {
        switch self {
        case .multiplied(let factor): "times \(factor)"
        case .squared: "squared"
        case .atLeast(let number): "at least \(number)"
        case .decoded(let curve, let fullScale, let alpha):
            "linear light from \(curve.rawValue), full scale \(fullScale)"
                + (alpha.map { ", but for alpha, channel \($0.channel) of axis \($0.axis)" } ?? "")
        case .premultiplied(let alpha, let fullScale):
            "times alpha, channel \(alpha.channel) of axis \(alpha.axis)"
                + (fullScale == 1 ? "" : ", full scale \(fullScale)")
        }
    }
}

extension Accumulation {
    fileprivate var words: String {
        var words = "\(type.rawValue), \(order.words)"
        if let start { words += ", from \(start)" }
        if isFused { words += ", fused" }
        if let ignoredMagnitude {
            words += ignoredMagnitude == 0 ? ", zero taps skipped" : ", taps up to \(ignoredMagnitude) skipped"
        }
        return words
    }
}

extension Accumulation.Order {
    fileprivate var words: String {
        switch self {
        case .leftToRight: "left to right"
        case .lastThenLeftToRight: "last tap, then left to right"
        case .centreOutward(let pairing): "centre, then \(pairing.rawValue) pairs outward"
        case .outermostInward(let pairing): "centre, then \(pairing.rawValue) pairs inward"
        case .pairThenCentreOutward(let pairing): "first \(pairing.rawValue) pair, then centre, then pairs outward"
        case .groups(let size): "groups of \(size)"
        case .rows: "row by row"
        case .rowsFromLast: "row by row, the last first"
        case .doubling: "sums of 1, 2, 4, … neighbours"
        case .sliding(let step): "sliding, \(step.words)"
        case .roundingTerms(let terms, let order):
            "\(order.words), products \(terms.lowerBound) to \(terms.upperBound - 1) rounded"
        case .backward(let order): "\(order.words), from the last tap backward"
        }
    }
}

extension Accumulation.SlidingStep {
    fileprivate var words: String {
        switch self {
        case .difference: "difference added"
        case .enterThenLeave: "entering added, then leaving subtracted"
        case .leaveThenEnter: "leaving subtracted, then entering added"
        case .differenceOfSquares: "difference of squares added"
        }
    }
}

extension Store {
    fileprivate var words: String {
        let arithmetic = steps.map { step in
            switch step {
            case .add(let number): "+ \(number)"
            case .multiply(let number): "× \(number)"
            case .divide(let number): "÷ \(number)"
            case .shiftRight(let bits): ">> \(bits)"
            case .convert(let type): "as \(type.rawValue)"
            }
        }
        var words =
            (arithmetic + ["\(type.rawValue)"]).joined(separator: ", ") + roundingWords(type, rounding, overflow)
        if !rim.isEmpty { words += ", rim of \(rim.map { "\($0.before) and \($0.after)" }) keeps the input" }
        return words
    }
}

private func roundingWords(_ type: ElementType, _ rounding: RoundingRule, _ overflow: OverflowRule) -> String {
    guard type.isInteger else { return "" }
    let rule =
        switch rounding {
        case .halfEven: "half to even"
        case .halfUp: "half up"
        case .halfAwayFromZero: "half away from zero"
        case .towardZero: "toward zero"
        case .down: "down"
        }
    let excess =
        switch overflow {
        case .wrap: "wrapping"
        case .indefinite: "as x86-64 converts"
        case .saturate, .fail: "saturating"
        }
    return ", rounded \(rule), \(excess)"
}

extension Join: CustomStringConvertible {
    /// The expression in usual notation.
    public var description: String {
        switch self {
        case .branch(let branch): "branch \(branch)"
        case .channel(let channel, let branch): "branch \(branch) channel \(channel)"
        case .constant(let number): "\(number)"
        case .sum(let a, let b): "(\(a) + \(b))"
        case .difference(let a, let b): "(\(a) − \(b))"
        case .product(let a, let b): "\(a) · \(b)"
        case .quotient(let a, let b): "\(a) ÷ \(b)"
        case .fused(let a, let b, let c): "fused(\(a) · \(b) + \(c))"
        case .magnitude(let a): "|\(a)|"
        case .squareRoot(let a): "√(\(a))"
        case .arctangent(let y, let x): "atan2(\(y), \(x))"
        case .minimum(let a, let b): "min(\(a), \(b))"
        case .maximum(let a, let b): "max(\(a), \(b))"
        case .whereGreater(let a, let b, let then, let otherwise): "(\(a) > \(b) ? \(then) : \(otherwise))"
        case .whereChannel(let channel, let then, let otherwise): "(channel \(channel) ? \(then) : \(otherwise))"
        case .rounded(let a, let type, let rounding, let overflow):
            "\(type.rawValue)(\(a)\(roundingWords(type, rounding, overflow)))"
        case .encoded(let a, let curve, let fullScale): "\(curve.rawValue)(\(a), full scale \(fullScale))"
        case .smallest(let branch): "smallest of branch \(branch)"
        case .largest(let branch): "largest of branch \(branch)"
        }
    }
}
