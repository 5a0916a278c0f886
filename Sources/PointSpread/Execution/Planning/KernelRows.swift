extension FilterProgram {
    /// The same program with a branch for each row of a kernel whose rows are summed one by one; nothing where its only pass is
    /// another one.
    ///
    /// A row is a sum along one axis, of samples a few rows away, and the rows' sums are joined in their order.
    var separatingKernelRows: FilterProgram? {
        guard branches.count == 1, outputs.count == 1, isPlain(outputs[0]), branches[0].count == 1,
            let pass = branches[0].first, let rows = pass.kernelRows, !rows.isEmpty
        else { return nil }
        let accumulation = pass.accumulation
        var join = Join.branch(0)
        if let start = accumulation.start { join = .sum(.constant(start), join) }
        for row in rows.indices.dropFirst() { join = .sum(join, .branch(row)) }
        return try? FilterProgram(
            inputShape: inputShape, inputType: inputType, channelAxis: channelAxis, branches: rows.map { [$0] },
            outputs: [
                Output(
                    join, arithmetic: accumulation.type, type: pass.store.type, rounding: pass.store.rounding,
                    overflow: pass.store.overflow)
            ])
    }
}

extension Pass {
    /// A pass for each row of the kernel, in the order in which they are added.
    fileprivate var kernelRows: [Pass]? {
        guard kernel.axes.count == 2, kernel.channels == nil, split == nil, store.rim.isEmpty, store.steps.isEmpty,
            accumulation.type == .float32 || accumulation.type == .float64, geometry.allSatisfy({ $0.stuffing == 0 })
        else { return nil }
        let rows: [Int]
        switch accumulation.order {
        case .rows: rows = Array(0..<kernel.extents[0])
        case .rowsFromLast: rows = (0..<kernel.extents[0]).reversed()
        default: return nil
        }
        let width = kernel.extents[1]
        return rows.compactMap { row in
            let weights = Array(kernel.weights[row * width..<(row + 1) * width])
            guard weights.contains(where: accumulation.visits) else { return nil }
            var pass = self
            pass.kernel.extents[0] = 1
            pass.kernel.weights = weights
            pass.geometry[0].before -= row * pass.geometry[0].dilation
            pass.accumulation.order = .leftToRight
            pass.accumulation.start = nil
            pass.store = Store(accumulation.type)
            return pass
        }
    }
}
