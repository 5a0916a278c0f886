import Synchronization

/// A program prepared for lines of one type of number.
///
/// Every output line is pulled from the lines that it is made of, so intermediate results are kept for a window of lines, not
/// for the whole array; joins are evaluated on the lines while they are at hand. Separable and dense kernels are the same to
/// it: a dense kernel's window has several taps along several axes. Threads take runs of output lines.
struct LineRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let instructions: InstructionSet
    private let layout: LineLayout
    private let branches: [[LinePass<Number>]]
    private let encoders: [ResultEncoder<Number>?]

    /// Prepares a program, or gives up where its arithmetic is not what the line kernels compute.
    init?(_ program: FilterProgram, instructions: InstructionSet) {
        let layout = LineLayout(program)
        var branches: [[LinePass<Number>]] = []
        for (index, passes) in program.branches.enumerated() {
            var sizes = program.inputShape.sizes
            var prepared: [LinePass<Number>] = []
            for (number, pass) in passes.enumerated() {
                let isResult = number == passes.count - 1 && program.takesStored(branch: index)
                guard number == 0 || pass.load.maps.isEmpty,
                    let linePass = LinePass<Number>(pass, inputSizes: sizes, layout: layout, isResult: isResult)
                else { return nil }
                prepared.append(linePass)
                sizes = pass.outputSizes(for: sizes)
            }
            branches.append(prepared)
        }
        for output in program.outputs {
            if program.isPlain(output) {
                let copiesInput = output.join.branches.contains { program.branches[$0].isEmpty }
                guard !copiesInput || Number.holds(program.inputType) else { return nil }
            } else {
                guard output.arithmetic == Number.elementType, !output.join.looksAtWholeArrays else { return nil }
            }
        }
        self.program = program
        self.instructions = instructions
        self.layout = layout
        self.branches = branches
        encoders = program.outputs.map { ResultEncoder(program, output: $0) }
    }

    func scratchBytes(threads: Int) -> Int {
        let work = LineWork(program.outputShape, layout: layout)
        return min(threads, work.usefulThreads(program))
            * LineWorker.byteCount(program, branches: branches, layout: layout)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        // Lines must lie evenly in memory: what does not is copied first, or written through a copy.
        let source = layout.stride(of: input) == nil ? try input.copied() : input
        let targets = try outputs.map { (output) throws(FilterError) in
            layout.stride(of: output) == nil
                ? try ArrayBuffer(uninitialized: output.shape, of: output.elementType) : output
        }
        let work = LineWork(program.outputShape, layout: layout)
        let threads = min(threads, work.usefulThreads(program))
        let workers = try (0..<threads).map { (_) throws(FilterError) in
            try LineWorker(
                program, branches: branches, layout: layout, kernels: Number.kernels(for: instructions),
                encoders: encoders, input: source, outputs: targets)
        }
        let crew = LineCrew(workers: workers)
        let next = Atomic<Int>(0)
        Threads.run(threads) { thread in
            while let part = work.part(next.wrappingAdd(1, ordering: .relaxed).oldValue, threads: threads) {
                crew.workers[thread].run(work, part, cancellation)
            }
        }
        try cancellation?.check()
        withExtendedLifetime(source.storage) {}
        for (output, target) in zip(outputs, targets) where layout.stride(of: output) == nil {
            copyElements(
                shape: output.shape.sizes, elementSize: output.elementType.size, from: target.base,
                strides: target.strides, to: output.base, strides: output.strides)
        }
    }
}

/// The workers of one run.
///
/// Unchecked, because each thread uses the worker that has its number.
private struct LineCrew<Number: LineNumber>: @unchecked Sendable {
    let workers: [LineWorker<Number>]
}

extension LineNumber {
    /// Whether every number of a type is one of this type too.
    fileprivate static func holds(_ type: ElementType) -> Bool { type == elementType || type.size < elementType.size }
}

/// The output lines of a run, as units that are counted through: segment by segment, in each all places in row-major order, so
/// that neighbouring units share most of their windows.
struct LineWork: Sendable {
    let outerSizes: [Int]
    let segmentLength: Int
    let lineLength: Int
    private let outerCount: Int
    private let unitCount: Int

    init(_ shape: Shape, layout: LineLayout) {
        outerSizes = Array(shape.sizes[..<layout.lineAxis])
        lineLength = shape.sizes[layout.lineAxis...].reduce(1, *)
        segmentLength = layout.isFilteredAlongLine ? lineLength : layout.segmentLength
        outerCount = outerSizes.reduce(1, *)
        unitCount = outerCount * ((lineLength + segmentLength - 1) / segmentLength)
    }

    /// How many threads have enough to do to be worth starting.
    func usefulThreads(_ program: FilterProgram) -> Int {
        let taps = program.branches.joined().reduce(1) { $0 + $1.kernel.tapCount }
        let operations = Double(outerCount) * Double(lineLength) * Double(taps)
        // A thread costs about 50 µs, in which it does some 10⁵ operations.
        return max(1, min(unitCount, Int(min(operations / 400_000, 1e6))))
    }

    /// The units of one part of the work, or nothing when all parts have been given out.
    func part(_ number: Int, threads: Int) -> Range<Int>? {
        let parts = threads == 1 ? 1 : min(unitCount, 8 * threads)
        guard number < parts else { return nil }
        return unitCount * number / parts..<unitCount * (number + 1) / parts
    }

    /// The segment of a unit, and its place along the outer axes.
    func locate(_ unit: Int, _ outer: UnsafeMutablePointer<Int>) -> (segment: Int, count: Int) {
        var rest = unit % outerCount
        for axis in outerSizes.indices.reversed() {
            outer[axis] = rest % outerSizes[axis]
            rest /= outerSizes[axis]
        }
        let segment = unit / outerCount * segmentLength
        return (segment, min(segmentLength, lineLength - segment))
    }
}
