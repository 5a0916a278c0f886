extension FilterProgram {
    /// The same program with passes along one axis each in place of those whose kernels have several axes but taps along one; nothing
    /// where no pass is such.
    ///
    /// Along the others a pass only takes its samples from somewhere else, which a pass of one tap of 1 does before it.
    var separatingUnitAxes: FilterProgram? {
        var isChanged = false
        let branches = branches.map { passes in
            passes.flatMap { pass -> [Pass] in
                guard let separated = pass.separated else { return [pass] }
                isChanged = true
                return separated
            }
        }
        guard isChanged else { return nil }
        return try? FilterProgram(
            inputShape: inputShape, inputType: inputType, channelAxis: channelAxis, branches: branches, outputs: outputs
        )
    }
}

extension Pass {
    fileprivate var separated: [Pass]? {
        let wide = kernel.extents.indices.filter { kernel.extents[$0] > 1 }
        guard kernel.axes.count > 1, wide.count <= 1, kernel.channels == nil, store.rim.isEmpty, split == nil,
            accumulation.type == .float32 || accumulation.type == .float64, geometry.allSatisfy({ $0.stuffing == 0 })
        else { return nil }
        // Outside along two axes at once it is the constant of the first that counts.
        let constants = border.flatMap { [$0.before, $0.after] }.filter {
            if case .constant = $0 { true } else { false }
        }
        guard Set(constants).count <= 1 else { return nil }
        // What stands outside is taken after the map, and stays in the type of the sums.
        let main = wide.first ?? kernel.axes.count - 1
        var passes: [Pass] = []
        for place in kernel.axes.indices where place != main {
            let moved = AxisGeometry(
                before: geometry[place].before, outputCount: geometry[place].outputCount, stride: geometry[place].stride
            )
            passes.append(
                Pass(
                    load: passes.isEmpty ? load : Load(),
                    kernel: PassKernel(axes: [kernel.axes[place]], extents: [1], weights: [1]), geometry: [moved],
                    border: [border[place]], accumulation: Accumulation(accumulation.type, order: .leftToRight),
                    store: Store(accumulation.type)))
        }
        var rest = self
        rest.load = Load()
        rest.kernel = PassKernel(
            axes: [kernel.axes[main]], extents: [kernel.extents[main]], weights: kernel.weights)
        (rest.geometry, rest.border) = ([geometry[main]], [border[main]])
        return passes + [rest]
    }
}
