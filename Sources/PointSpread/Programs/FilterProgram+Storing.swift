extension FilterProgram {
    /// The same arithmetic with results of another type: what was rounded last is rounded to that type, once.
    ///
    /// - Throws: `FilterError` with code `mismatch` where the parts do not fit.
    package func storing(
        _ type: ElementType, rounding: RoundingRule = .halfEven, overflow: OverflowRule = .saturate
    ) throws(FilterError) -> FilterProgram {
        var (branches, outputs) = (branches, outputs)
        for place in outputs.indices {
            if case .branch(let branch) = outputs[place].join, isPlain(outputs[place]) {
                let isJoined = self.outputs.contains { $0.join.branches.contains(branch) && !isPlain($0) }
                if let last = branches[branch].indices.last, !isJoined {
                    branches[branch][last].store.type = type
                    branches[branch][last].store.rounding = rounding
                    branches[branch][last].store.overflow = overflow
                } else {
                    outputs[place].arithmetic = inputType.accumulator
                }
            }
            outputs[place].type = type
            outputs[place].rounding = rounding
            outputs[place].overflow = overflow
        }
        return try FilterProgram(
            inputShape: inputShape, inputType: inputType, channelAxis: channelAxis, branches: branches,
            outputs: outputs)
    }
}
