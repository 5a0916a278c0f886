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
            guard output.overflow != .fail, !output.join.mayFail else { throw failingStore }
        }
        let used = outputs.reduce(into: Set<Int>()) { $0.formUnion($1.join.branches) }
        let shape = first.join.branches.min().map { shapes[$0] } ?? inputShape
        guard used.allSatisfy({ shapes[$0] == shape }) else {
            throw misfit("branches that end in one shape", "\(used.sorted().map { shapes[$0].description })")
        }
        let channels = channelAxis.map { 0..<shape[$0] } ?? 0..<0
        for channel in outputs.flatMap(\.join.channels) where !channels.contains(channel) {
            throw misfit("channels from \(channels) of the results", "channel \(channel)")
        }
        return shape
    }
}

extension Pass {
    /// Makes sure that the parts of a pass fit each other and an input of the given sizes.
    fileprivate func check(input: [Int]) throws(FilterError) {
        let axes = kernel.axes
        guard !axes.isEmpty else { throw misfit("at least one axis of a pass", "none") }
        guard Set(axes).count == axes.count, axes.allSatisfy(input.indices.contains) else {
            throw misfit("different axes of an input of rank \(input.count)", "\(axes)")
        }
        guard kernel.extents.count == axes.count, geometry.count == axes.count, border.count == axes.count,
            store.rim.isEmpty || store.rim.count == axes.count
        else { throw misfit("one extent, geometry and border for each of the axes \(axes)", "other numbers") }
        guard kernel.extents.allSatisfy({ $0 >= 1 }) else {
            throw misfit("at least one tap along each axis", "\(kernel.extents)")
        }
        var sizes = kernel.extents
        if let bank = kernel.channels {
            guard input.indices.contains(bank.axis), !axes.contains(bank.axis), bank.groups >= 1,
                bank.inputsPerGroup >= 1, bank.outputs >= 1, bank.outputs % bank.groups == 0,
                input[bank.axis] % bank.groups == 0, bank.inputsPerGroup == input[bank.axis] / bank.groups
            else { throw misfit("groups that divide the channels", "\(bank)") }
            sizes += [bank.inputsPerGroup, bank.outputs]
        }
        // Counted in real numbers, which do not overflow; no array has as many weights as they cannot tell apart.
        let weightCount = sizes.reduce(1.0) { $0 * Double($1) }
        guard Double(kernel.weights.count) == weightCount else {
            throw misfit("one weight for each tap of \(sizes)", "\(kernel.weights.count)")
        }
        for (index, axis) in axes.enumerated() { try checkGeometry(index, count: input[axis]) }
        try check(accumulation)
        try check(store)
        guard store.rim.isEmpty || outputSizes(for: input) == input else {
            throw misfit("a result of the input's shape, of which the rim is kept", "\(outputSizes(for: input))")
        }
        if let split { try check(split, rank: input.count) }
    }

    private func check(_ split: Split, rank: Int) throws(FilterError) {
        guard Set(split.axes).count == split.axes.count, split.axes.allSatisfy((0..<rank).contains) else {
            throw misfit("rows of different axes of a result of rank \(rank)", "\(split.axes)")
        }
        guard split.accumulation.type == accumulation.type, split.store.type == store.type, split.store.rim.isEmpty
        else { throw misfit("the types of the pass, and no rim, at the end of a row", "others") }
        try check(split.accumulation)
        try check(split.store)
        var start = split.start
        for later in split.further {
            guard later.axes == split.axes, later.start > start, later.further.isEmpty else {
                throw misfit(
                    "further changes in the same rows, each behind the one before", "\(later.start) of \(later.axes)")
            }
            start = later.start
            try check(later, rank: rank)
        }
    }

    private func check(_ store: Store) throws(FilterError) {
        guard store.overflow != .fail else { throw failingStore }
        guard store.rim.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
            throw misfit("rims of 0 or more", "\(store.rim)")
        }
    }

    private func checkGeometry(_ index: Int, count: Int) throws(FilterError) {
        let numbers = geometry[index]
        guard numbers.stride >= 1, numbers.dilation >= 1, numbers.stuffing >= 0, numbers.outputCount >= 0 else {
            throw misfit("strides and dilations of at least 1, no negative number of outputs", "\(numbers)")
        }
        let taps = kernel.extents[index]
        let reach =
            Double(numbers.outputCount) * Double(numbers.stride) + Double(taps) * Double(numbers.dilation)
            + Double(numbers.before).magnitude + Double(max(count, 1)) * (Double(numbers.stuffing) + 1)
        guard reach < 0x1p60 else { throw misfit("positions below 2^60", "\(numbers)") }
        guard numbers.outputCount > 0 else { return }
        // Zeros that have been put behind the last sample, and before the first, are nobody's neighbours.
        let readsBefore = numbers.before > numbers.stuffing
        let readsAfter = numbers.after(inputCount: count, taps: taps) > numbers.stuffing
        let sides = border[index]
        if readsBefore && sides.before == .supplied || readsAfter && sides.after == .supplied {
            throw FilterError(
                .mismatch, "border", expected: "supplied neighbours for every tap",
                found: "\(max(numbers.before, 0)) too few before axis \(kernel.axes[index]) and "
                    + "\(max(numbers.after(inputCount: count, taps: taps), 0)) too few after it",
                remedy: "give longer halos, or another border")
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
        case .backward(let order):
            switch order {
            case .leftToRight, .lastThenLeftToRight, .groups, .rows:
                var forward = accumulation
                forward.order = order
                try check(forward)
            default: throw misfit("single taps, groups or rows to be counted from the last", "\(order)")
            }
        case .groups(let size) where size < 1: throw misfit("groups of at least one product", "\(size)")
        case .sliding
        where kernel.axes.count != 1 || kernel.channels != nil || geometry[0].stride != 1 || geometry[0].dilation != 1:
            throw misfit("a sliding sum along one axis with stride and dilation 1", "axes \(kernel.axes)")
        case .sliding where kernel.weights.contains { $0 != 1 }: throw misfit("unit taps", "\(kernel.weights)")
        case .doubling where kernel.axes.count != 1 || kernel.channels != nil:
            throw misfit("sums by doubling along one axis", "axes \(kernel.axes)")
        case .doubling
        where !kernel.weights.dropFirst().dropLast().allSatisfy { $0 == 1 }
            || kernel.weights.first != kernel.weights.last || kernel.weights.count < 3 && kernel.weights.first != 1:
            throw misfit("unit taps, but for two equal ends", "\(kernel.weights)")
        case .roundingTerms(let terms, let order) where !order.addsTermByTerm || terms.lowerBound < 0:
            throw misfit("terms of a sum that is made term by term", "terms \(terms) of \(order)")
        default: return
        }
    }
}

extension Accumulation.Order {
    /// Whether every product, or joined pair, is added on its own.
    fileprivate var addsTermByTerm: Bool {
        switch self {
        case .leftToRight, .lastThenLeftToRight, .centreOutward, .outermostInward, .pairThenCentreOutward: true
        case .groups, .rows, .rowsFromLast, .doubling, .sliding, .roundingTerms, .backward: false
        }
    }
}

private func misfit(_ expected: String, _ found: String) -> FilterError {
    FilterError(.mismatch, "program", expected: expected, found: found, remedy: "mend the parts of the program")
}

private var failingStore: FilterError { misfit("results that saturate or wrap", "results that fail") }

extension Join {
    /// Whether a number may be rounded to a type that cannot hold it, without a rule for that.
    fileprivate var mayFail: Bool {
        if case .rounded(_, _, _, .fail) = self { return true }
        return parts.contains(where: \.mayFail)
    }

    /// The channels that are named.
    fileprivate var channels: [Int] {
        switch self {
        case .channel(let channel, _): [channel]
        case .whereChannel(let channel, _, _): [channel] + parts.flatMap(\.channels)
        default: parts.flatMap(\.channels)
        }
    }
}
