import Synchronization

/// Runs separable passes along more than two axes by way of the result: the outermost writes its sums there, and the others replace
/// them slice by slice.
///
/// A slice is copied first, into memory that stays in the second cache. Long reaches along the outermost axis then cost nothing,
/// where slabs would overlap by them.
final class SliceStages: Executor {
    private let program: FilterProgram
    private let outer: any Executor
    private let axis: Int
    /// The way to run the other passes of one slice.
    private let slice: any Executor
    private let sliceShape: Shape
    private let slices = WorkerPool<Storage>()

    private static let cache = 1 << 20
    /// A thread costs about 50 µs, in which it makes some 10⁵ samples.
    private static let samplesOfThread = 200_000

    /// Prepares a program, or gives up where slices do not fit into a cache, or results cannot hold what lies between the passes.
    ///
    /// - Parameters:
    ///   - first: the outermost pass alone.
    ///   - executor: the way to run one or two passes, where there is one.
    init?(
        _ program: FilterProgram, first: FilterProgram,
        executor: @escaping @Sendable (FilterProgram) -> (any Executor)?
    ) {
        let axis = first.branches[0][0].kernel.axes[0]
        let rest = Array(program.branches[0].dropFirst())
        let type = first.outputs[0].type
        guard program.outputs[0].type == type, program.outputShape == first.outputShape,
            !rest.contains(where: { $0.kernel.axes.contains(axis) }), program.channelAxis != axis,
            let shape = try? first.outputShape.replacing(axis: axis, with: 1),
            shape.elementCount * type.size <= Self.cache,
            let slices = try? FilterProgram(
                inputShape: shape, inputType: type, channelAxis: program.channelAxis, passes: rest),
            let outer = executor(first), let slice = executor(slices) ?? TileStages.best(slices, executor: executor)
        else { return nil }
        (self.program, self.axis, self.outer, self.slice, sliceShape) = (program, axis, outer, slice, shape)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        let output = outputs[0]
        let useful = usefulThreads(threads)
        let memory = try slices.lease(useful) { () throws(FilterError) in
            try Storage(byteCount: sliceShape.elementCount * output.elementType.size)
        }
        defer { slices.give(back: memory) }
        try outer.run(input, into: outputs, threads: threads, cancellation: cancellation)
        let next = Atomic<Int>(0)
        let failure = Mutex<FilterError?>(nil)
        Threads.run(useful) { thread in
            let copy = ArrayBuffer(
                storage: memory[thread], elementType: output.elementType, shape: sliceShape,
                strides: sliceShape.contiguousStrides, offset: 0)
            do throws(FilterError) {
                while true {
                    let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard place < output.shape[axis] else { return }
                    try cancellation?.check()
                    let part = try output.part(place..<place + 1, along: axis)
                    copyElements(
                        shape: sliceShape.sizes, elementSize: part.elementType.size, from: part.base,
                        strides: part.strides, to: copy.base, strides: copy.strides)
                    try slice.run(copy, into: [part], threads: 1, cancellation: cancellation)
                }
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func usefulThreads(_ threads: Int) -> Int {
        let samples = program.outputShape.elementCount
        return max(1, min(threads, samples / Self.samplesOfThread, program.outputShape[axis]))
    }

    func scratchBytes(threads: Int) -> Int {
        let sliceBytes = sliceShape.elementCount * program.outputs[0].type.size
        return usefulThreads(threads) * (sliceBytes + slice.scratchBytes(threads: 1))
            + outer.scratchBytes(threads: threads)
    }
}
