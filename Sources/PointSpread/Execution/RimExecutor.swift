/// Runs a program whose result keeps a rim of the input: the whole as if there were none, by any executor, and then the rim is copied.
struct RimExecutor: Executor {
    private let inner: any Executor
    /// The axes along which there is a rim, how wide it is at each end, and how many samples there are.
    private let rims: [(axis: Int, rim: Store.Rim, count: Int)]

    /// Prepares a program, or gives up where it has no rim, or one that is more than a copy.
    ///
    /// - Parameter executor: the way to run the program without the rim.
    init?(_ program: FilterProgram, executor: (FilterProgram) -> (any Executor)?) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].count == 1, var pass = program.branches[0].first, !pass.store.rim.isEmpty,
            pass.store.type == program.inputType, program.outputShape == program.inputShape
        else { return nil }
        // What the type of the sums holds is the same when it comes back.
        let type = program.inputType
        guard type == pass.accumulation.type || type.isInteger && type.size <= 2 else { return nil }
        rims = zip(pass.kernel.axes, pass.store.rim).map { ($0, $1, program.outputShape[$0]) }
        pass.store.rim = []
        guard
            let whole = try? FilterProgram(
                inputShape: program.inputShape, inputType: program.inputType, channelAxis: program.channelAxis,
                passes: [pass]),
            let inner = executor(whole)
        else { return nil }
        self.inner = inner
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try inner.run(input, into: outputs, threads: threads, cancellation: cancellation)
        for (axis, rim, count) in rims {
            let (before, after) = (min(rim.before, count), min(rim.after, count))
            for part in [0..<before, count - after..<count] where !part.isEmpty {
                let (source, target) = (try input.part(part, along: axis), try outputs[0].part(part, along: axis))
                copyElements(
                    shape: target.shape.sizes, elementSize: target.elementType.size,
                    from: source.base, strides: source.strides, to: target.base, strides: target.strides)
            }
        }
    }

    func scratchBytes(threads: Int) -> Int { inner.scratchBytes(threads: threads) }

    var reason: String { inner.reason }
}

extension FilterProgram {
    /// Whether a result keeps a rim of the input.
    var hasRims: Bool { branches.joined().contains { !$0.store.rim.isEmpty } }
}
