/// Runs a program whose arithmetic changes within rows: the whole in that of the longest stretch of the rows, then the other
/// stretches in theirs, whose results replace the first ones.
///
/// These are a few samples of each row, mostly its ends, so that it does not matter that they are computed twice.
struct StretchExecutor: Executor {
    /// Another stretch of the rows, such as their end: the samples along the first axis of the rows that hold it, and what of them
    /// belongs to it.
    private struct End: Sendable {
        let executor: any Executor
        let shape: Shape
        let input: Range<Int>
        let samples: Range<Int>
        let parts: [Part]
    }

    /// A part of an end: some samples, and of each the same numbers along the second axis of the rows, where there is one.
    private struct Part: Sendable {
        let samples: Range<Int>
        let numbers: Range<Int>
    }

    private let outputs: [FilterProgram.Output]
    private let first: any Executor
    private let axes: [Int]
    private let ends: [End]

    /// Prepares a program, or gives up where its rows cannot be cut.
    ///
    /// - Parameters:
    ///   - whole: the way to run the program in the arithmetic of the longest stretch.
    ///   - end: the way to run a part of it in that of another one.
    init?(
        _ program: FilterProgram, whole: (FilterProgram) -> (any Executor)?, end: (FilterProgram) -> any Executor
    ) {
        guard program.outputShape.elementCount > 0, let (axes, stretches) = program.stretches(), axes.count <= 2,
            let longest = stretches.indices.max(by: { stretches[$0].places.count < stretches[$1].places.count }),
            let first = whole(stretches[longest].program)
        else { return nil }
        var ends: [End] = []
        let axis = axes[0]
        let step = axes.count == 2 ? program.outputShape[axes[1]] : 1
        for (number, stretch) in stretches.enumerated() where number != longest {
            let samples = stretch.places.lowerBound / step..<(stretch.places.upperBound + step - 1) / step
            // Where the border reads from the other end of a row there is nothing to leave out.
            let isPart = stretch.program.obstacleToBands(along: axis) == nil
            let results = isPart ? samples : 0..<program.outputShape[axis]
            let input =
                isPart ? stretch.program.inputRange(for: samples, along: axis) : 0..<program.inputShape[axis]
            let part = isPart ? try? stretch.program.band(results, of: input, along: axis) : stretch.program
            guard let part else { return nil }
            ends.append(
                End(
                    executor: end(part), shape: part.outputShape, input: input, samples: results,
                    parts: Self.parts(of: stretch.places, step: step)))
        }
        (outputs, self.first, self.axes, self.ends) = (program.outputs, first, axes, ends)
    }

    /// A run of places as samples of which the first and the last may not belong to it as a whole.
    private static func parts(of places: Range<Int>, step: Int) -> [Part] {
        var parts: [Part] = []
        var place = places.lowerBound
        while place < places.upperBound {
            let (sample, number) = place.quotientAndRemainder(dividingBy: step)
            let whole = number == 0 ? (places.upperBound - place) / step : 0
            let numbers = whole > 0 ? 0..<step : number..<min(step, number + places.upperBound - place)
            parts.append(Part(samples: sample..<sample + max(whole, 1), numbers: numbers))
            place += max(whole, 1) * numbers.count
        }
        return parts
    }

    func run(
        _ input: ArrayBuffer, into targets: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try first.run(input, into: targets, threads: threads, cancellation: cancellation)
        for end in ends {
            let results = try outputs.map { (output) throws(FilterError) in
                try ArrayBuffer(uninitialized: end.shape, of: output.type)
            }
            try end.executor.run(
                try input.part(end.input, along: axes[0]), into: results, threads: threads, cancellation: cancellation)
            for (result, target) in zip(results, targets) {
                for part in end.parts { try copy(part, of: end, from: result, to: target) }
            }
        }
    }

    private func copy(
        _ part: Part, of end: End, from result: ArrayBuffer, to target: ArrayBuffer
    ) throws(FilterError) {
        let own = part.samples.lowerBound - end.samples.lowerBound..<part.samples.upperBound - end.samples.lowerBound
        var source = try result.part(own, along: axes[0])
        var place = try target.part(part.samples, along: axes[0])
        if axes.count == 2 {
            source = try source.part(part.numbers, along: axes[1])
            place = try place.part(part.numbers, along: axes[1])
        }
        copyElements(
            shape: place.shape.sizes, elementSize: place.elementType.size,
            from: source.base, strides: source.strides, to: place.base, strides: place.strides)
    }

    func scratchBytes(threads: Int) -> Int {
        ends.reduce(first.scratchBytes(threads: threads)) { most, end in
            let results = outputs.reduce(0) { $0 + end.shape.elementCount * $1.type.size }
            return max(most, end.executor.scratchBytes(threads: threads) + results)
        }
    }

    var reason: String { first.reason }
}
