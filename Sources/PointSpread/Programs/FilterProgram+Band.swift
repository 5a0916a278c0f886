extension FilterProgram {
    /// Why a range of the results along an axis cannot be computed from a part of the input, or nothing where it can.
    package func obstacleToBands(along axis: Int) -> String? {
        guard inputShape.indices.contains(axis), inputShape[axis] > 0, outputShape[axis] > 0 else {
            return "there are no rows"
        }
        if channelAxis == axis { return "the rows are channels, which are filtered together" }
        if outputs[0].join.branches.isEmpty { return "the result does not depend on the input" }
        if outputs.contains(where: \.join.looksAtWholeArrays) {
            return "the smallest or largest sample of all is needed"
        }
        for passes in branches {
            var sizes = inputShape.sizes
            for pass in passes {
                if let obstacle = pass.obstacleToBands(along: axis, count: sizes[axis]) { return obstacle }
                sizes = pass.outputSizes(for: sizes)
            }
        }
        return nil
    }

    /// How many samples beyond both ends of itself a range of results along an axis is made of, at most: those of the branch that
    /// has most.
    package func reach(along axis: Int) -> (before: Int, after: Int) {
        var most = (before: 0, after: 0)
        for passes in branches {
            // From the results back: the first and the last sample that an output is made of, relative to its own place.
            var (first, last) = (0.0, 0.0)
            for pass in passes.reversed() {
                guard let place = pass.kernel.axes.firstIndex(of: axis) else { continue }
                (first, last) = pass.geometry[place].reach(of: (first, last), taps: pass.kernel.extents[place])
            }
            most = (max(most.before, Int((-first).rounded(.up))), max(most.after, Int(last.rounded(.up))))
        }
        return most
    }

    /// The part of the input that a range of the results along an axis is made of, also by way of the border.
    package func inputRange(for results: Range<Int>, along axis: Int) -> Range<Int> {
        var union: Range<Int>?
        for passes in branches {
            let range = ranges(passes, for: results, along: axis)[0]
            union = union.map { min($0.lowerBound, range.lowerBound)..<max($0.upperBound, range.upperBound) } ?? range
        }
        return union ?? results
    }

    /// The program that computes a range of the results along an axis from a part of the input, to the same bits.
    ///
    /// - Parameters:
    ///   - results: the range of the results, not empty.
    ///   - input: the part of the input, which contains that of `inputRange(for:along:)`.
    /// - Throws: `FilterError` where there is an obstacle to bands.
    package func band(
        _ results: Range<Int>, of input: Range<Int>, along axis: Int
    ) throws(FilterError) -> FilterProgram {
        if let obstacle = obstacleToBands(along: axis) {
            throw FilterError(
                .mismatch, "bands", expected: "a filter that works on bands of rows", found: obstacle,
                remedy: "filter the whole array")
        }
        var banded: [[Pass]] = []
        for (index, passes) in branches.enumerated() {
            banded.append(band(passes, branch: index, results, of: input, along: axis))
        }
        return try FilterProgram(
            inputShape: try inputShape.replacing(axis: axis, with: input.count), inputType: inputType,
            channelAxis: channelAxis, branches: banded, outputs: outputs)
    }

    /// The parts of the input of each pass, and of the result of the last, that a range of that result is made of.
    private func ranges(_ passes: [Pass], for results: Range<Int>, along axis: Int) -> [Range<Int>] {
        var counts = [inputShape[axis]]
        for pass in passes {
            let place = pass.kernel.axes.firstIndex(of: axis)
            counts.append(place.map { pass.geometry[$0].outputCount } ?? counts[counts.count - 1])
        }
        var ranges = [results]
        for (pass, count) in zip(passes, counts).reversed() {
            var range = ranges[ranges.count - 1]
            if let place = pass.kernel.axes.firstIndex(of: axis) {
                range = pass.geometry[place].inputRange(
                    for: range, count: count, taps: pass.kernel.extents[place], border: pass.border[place])
            }
            ranges.append(range)
        }
        return ranges.reversed()
    }

    private func band(
        _ passes: [Pass], branch: Int, _ results: Range<Int>, of input: Range<Int>, along axis: Int
    ) -> [Pass] {
        let ranges = ranges(passes, for: results, along: axis)
        var banded = passes
        var current = input
        var count = inputShape[axis]
        for (index, pass) in passes.enumerated() {
            guard let place = pass.kernel.axes.firstIndex(of: axis) else { continue }
            let geometry = pass.geometry[place]
            banded[index].geometry[place] = geometry.banded(ranges[index + 1], of: current)
            banded[index].border[place] = pass.border[place].banded(current, of: count)
            current = ranges[index + 1]
            count = geometry.outputCount
        }
        // Where no pass runs along the axis, one takes away what other branches need.
        if current != results {
            let crop = crop(results, of: current, along: axis, before: passes.first, branch: branch)
            if !banded.isEmpty { banded[0].load = Load() }
            banded.insert(crop, at: 0)
        }
        return banded
    }

    /// A pass that keeps a range of its input, and takes over how samples enter the pass after it.
    private func crop(
        _ results: Range<Int>, of input: Range<Int>, along axis: Int, before next: Pass?, branch: Int
    ) -> Pass {
        let isJoined = outputs.contains { $0.join.branches.contains(branch) && !isPlain($0) }
        // Alone, a branch without passes stays in a type that holds all its numbers.
        let exact = inputType.isInteger && inputType.size == 8 ? inputType : inputType.accumulator
        let type = next?.accumulation.type ?? (isJoined ? inputType.accumulator : exact)
        return Pass(
            load: next?.load ?? Load(), kernel: PassKernel(axes: [axis], extents: [1], weights: [1]),
            geometry: [
                AxisGeometry(before: input.lowerBound - results.lowerBound, outputCount: results.count)
            ],
            border: [BorderPair(.supplied)],
            accumulation: Accumulation(type, order: .leftToRight, isFused: true, ignoredMagnitude: 0),
            store: Store(next == nil && !isJoined ? inputType : type))
    }
}

extension Pass {
    fileprivate func obstacleToBands(along axis: Int, count: Int) -> String? {
        if split?.axes.contains(axis) ?? false { return "the arithmetic changes within the columns" }
        guard let place = kernel.axes.firstIndex(of: axis) else {
            return store.rim.isEmpty ? nil : "a rim of the input is kept"
        }
        if !store.rim.isEmpty { return "a rim of the input is kept" }
        if case .sliding = accumulation.order { return "each sum is made from the one before it" }
        let sides = border[place]
        let readsFarEnd =
            geometry[place].before > 0 && sides.before == .wrap
            || geometry[place].after(inputCount: count, taps: kernel.extents[place]) > 0 && sides.after == .wrap
        return readsFarEnd ? "the border wrap takes rows from the other end" : nil
    }
}
