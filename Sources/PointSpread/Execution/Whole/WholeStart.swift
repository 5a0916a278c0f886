extension FilterProgram {
    /// The program with its first passes in floating-point numbers, where those sum whole numbers which these hold exactly, and all
    /// later passes sum in them too.
    var startingInFloats: FilterProgram? {
        guard branches.count == 1, inputType.isInteger,
            let first = branches[0].firstIndex(where: { !$0.accumulation.type.isInteger }), first > 0
        else { return nil }
        var passes = branches[0]
        let type = passes[first].accumulation.type
        let largest = type == .float32 ? 0x1p24 : 0x1p53
        guard type == .float32 || type == .float64, passes[first...].allSatisfy({ $0.accumulation.type == type }) else {
            return nil
        }
        var range = inputType.wholeNumbers
        for place in 0..<first {
            guard let sum = WholeSums(passes[place], of: range), sum.size <= largest, sum.tail == nil else {
                return nil
            }
            let original = passes[place]
            passes[place] = sum.pass(in: type, isLast: false)
            // Integers have one zero: a sum of −0 becomes 0.
            if passes[place].store.type == type, range.lowerBound < 0 || original.takesNegativeNumbers {
                passes[place].store.steps.append(.add(0))
            }
            range = sum.results
        }
        return try? FilterProgram(
            inputShape: inputShape, inputType: inputType, channelAxis: channelAxis, branches: [passes], outputs: outputs
        )
    }
}

extension Pass {
    fileprivate var takesNegativeNumbers: Bool {
        kernel.weights.contains { $0 < 0 }
            || border.flatMap { [$0.before, $0.after] }.contains {
                if case .constant(let value) = $0 { value < 0 } else { false }
            }
    }
}
