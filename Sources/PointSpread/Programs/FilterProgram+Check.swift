extension FilterProgram {
    /// Makes sure that the parts of a program fit each other.
    ///
    /// - Returns: the shape that all branches that are used end in.
    static func check(
        inputShape: Shape, channelAxis: Int?, branches: [[Pass]], outputs: [Output]
    ) throws(FilterError) -> Shape {
        if let channelAxis, !inputShape.indices.contains(channelAxis) {
            throw misfit("a channel axis of the input", "\(channelAxis)")
        }
        var shapes: [Shape] = []
        for passes in branches {
            var sizes = inputShape.sizes
            for pass in passes {
                try pass.check(input: sizes)
                for alpha in pass.load.maps.compactMap(\.alpha)
                where alpha.axis != channelAxis || !(0..<sizes[alpha.axis]).contains(alpha.channel) {
                    throw misfit("alpha among the channels", "channel \(alpha.channel) of axis \(alpha.axis)")
                }
                sizes = try Shape(pass.outputSizes(for: sizes)).sizes
            }
            shapes.append(try Shape(sizes))
        }
        guard let first = outputs.first else { throw misfit("at least one output", "none") }
        for output in outputs {
            guard output.join.branches.allSatisfy(branches.indices.contains) else {
                throw misfit("joins of the \(branches.count) branches", "branches \(output.join.branches.sorted())")
            }
        }
        let used = outputs.reduce(into: Set<Int>()) { $0.formUnion($1.join.branches) }
        let shape = first.join.branches.min().map { shapes[$0] } ?? inputShape
        guard used.allSatisfy({ shapes[$0] == shape }) else {
            throw misfit("branches that end in one shape", "\(used.sorted().map { shapes[$0].description })")
        }
        return shape
    }
}

extension Pass {
    /// Makes sure that the parts of a pass fit each other and an input of the given sizes.
    fileprivate func check(input: [Int]) throws(FilterError) {
        let axes = kernel.axes
        guard Set(axes).count == axes.count, axes.allSatisfy(input.indices.contains) else {
            throw misfit("different axes of an input of rank \(input.count)", "\(axes)")
        }
        guard kernel.extents.count == axes.count, geometry.count == axes.count, border.count == axes.count,
            store.rim.isEmpty || store.rim.count == axes.count
        else { throw misfit("one extent, geometry and border for each of the axes \(axes)", "other numbers") }
        guard kernel.extents.allSatisfy({ $0 >= 1 }) else {
            throw misfit("at least one tap along each axis", "\(kernel.extents)")
        }
        var kernels = 1
        if let bank = kernel.channels {
            guard input.indices.contains(bank.axis), !axes.contains(bank.axis), bank.groups >= 1,
                bank.outputs % bank.groups == 0, bank.inputsPerGroup * bank.groups == input[bank.axis]
            else { throw misfit("groups that divide the channels", "\(bank)") }
            kernels = bank.outputs
        }
        guard kernel.weights.count == kernel.tapCount * kernels else {
            throw misfit("\(kernel.tapCount * kernels) weights", "\(kernel.weights.count)")
        }
        for (index, axis) in axes.enumerated() { try checkGeometry(index, count: input[axis]) }
        try check(accumulation)
        if let split { try check(split.accumulation) }
    }

    private func checkGeometry(_ index: Int, count: Int) throws(FilterError) {
        let numbers = geometry[index]
        guard numbers.stride >= 1, numbers.dilation >= 1, numbers.stuffing >= 0, numbers.outputCount >= 0 else {
            throw misfit("strides and dilations of at least 1, no negative number of outputs", "\(numbers)")
        }
        guard numbers.outputCount > 0 else { return }
        let readsBefore = numbers.before > 0
        let readsAfter = numbers.after(inputCount: count, taps: kernel.extents[index]) > 0
        let sides = border[index]
        if readsBefore && sides.before == .supplied || readsAfter && sides.after == .supplied {
            throw misfit("supplied neighbours for every tap", "\(numbers) on \(count) samples")
        }
        if count == 0 {
            guard case .constant = sides.before, case .constant = sides.after else {
                throw misfit("a constant border for an axis without samples", "\(sides)")
            }
        }
    }

    private func check(_ accumulation: Accumulation) throws(FilterError) {
        if accumulation.type.isInteger, kernel.weights.contains(where: { $0 != $0.rounded(.towardZero) }) {
            throw misfit("whole taps for an integer accumulator", "\(kernel.weights)")
        }
        switch accumulation.order {
        case .groups(let size) where size < 1: throw misfit("groups of at least one product", "\(size)")
        case .sliding where kernel.axes.count != 1 || kernel.channels != nil || geometry[0].stride != 1:
            throw misfit("a sliding sum along one axis with stride 1", "axes \(kernel.axes)")
        case .sliding where kernel.weights.contains { $0 != 1 }: throw misfit("unit taps", "\(kernel.weights)")
        case .doubling where kernel.axes.count != 1 || kernel.channels != nil:
            throw misfit("sums by doubling along one axis", "axes \(kernel.axes)")
        case .doubling
        where !kernel.weights.dropFirst().dropLast().allSatisfy { $0 == 1 }
            || kernel.weights.first != kernel.weights.last:
            throw misfit("unit taps, but for two equal ends", "\(kernel.weights)")
        default: return
        }
    }
}

private func misfit(_ expected: String, _ found: String) -> FilterError {
    FilterError(.mismatch, "program", expected: expected, found: found, remedy: "mend the parts of the program")
}
