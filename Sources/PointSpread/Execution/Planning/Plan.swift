/// A filter made ready for arrays of one layout: its program, and the way to run it.
///
/// ```swift
/// let plan = try GaussianFilter(sigma: 2).plan(for: frames[0].layout)
/// print(plan)   // passes, method, reason, memory
/// for frame in frames { try plan.run(frame, into: &result) }
/// ```
///
/// A plan is a value that many threads may use at once. It gives the same bits for any number of threads, any strides, in
/// place or not.
public struct Plan: Sendable {
    /// What is computed.
    public let program: FilterProgram
    /// What the plan was made for.
    public let layout: Layout
    /// The largest error of a run against the program in exact arithmetic, relative to Σ|taps| · max|sample|, that the plan was
    /// made for; with 0 a run keeps the program's own arithmetic, bit for bit.
    ///
    /// Fourier transforms are proven to keep it as the root mean square of each tile's errors; single errors that tests find lie
    /// below a tenth of that bound, but nothing proves so for every array.
    public let tolerance: Double
    /// How it is computed.
    public let method: Method
    /// Why it is computed so.
    public let reason: String
    /// The bound that a run keeps where it does not keep the program's own arithmetic: the root mean square of each tile's errors,
    /// relative to Σ|taps| · max|sample|; otherwise 0.
    public var errorBound: Double { executor.errorBound }
    /// For each axis how many results are computed together, in tiles that are counted from the origin of the whole; 1 where each
    /// is computed alone.
    ///
    /// A part of an array gives the bits of the whole where its halos hold what the taps of all results of its tiles reach.
    public let tile: [Int]
    private let executor: any Executor

    /// Chooses the fastest executor that keeps the program's arithmetic.
    public init(_ program: FilterProgram, layout: Layout, tolerance: Double = 0) {
        self.program = program
        self.layout = layout
        self.tolerance = tolerance
        (method, executor) = Self.choose(program, layout: layout, tolerance: tolerance)
        var reason = executor.reason.isEmpty ? method.reason : executor.reason
        if program.outputShape.elementCount == 0 { reason = "the result has no samples" }
        if !InstructionSet.current.isFusing, method.isFused(program) {
            reason += "; baseline instructions have no fused multiply-add, which is computed in software"
        }
        self.reason = reason
        tile = executor.tile.isEmpty ? [Int](repeating: 1, count: program.inputShape.rank) : executor.tile
    }

    /// The memory that a run needs beside its input and results, in bytes.
    public func scratchBytes(threads: Int = Threads.available) -> Int {
        method == .copy ? 0 : executor.scratchBytes(threads: threads)
    }

    /// The fused operations of a run, counting every tap of every pass that meets a sample.
    public var operations: Double {
        var count = 0.0
        for passes in program.branches {
            var sizes = program.inputShape.sizes
            for pass in passes {
                sizes = pass.outputSizes(for: sizes)
                let taps = Double(pass.kernel.tapCount) / Double(pass.stuffedPitch)
                count += sizes.reduce(1.0) { $0 * Double($1) } * taps
            }
        }
        return count
    }

    /// About how long a run on one thread takes, in seconds, for deciding what is long.
    package var estimatedSeconds: Double { CostModel().seconds(program, by: method) ?? 0 }

    /// Filters an array into new memory: one array for each output of the program.
    ///
    /// Results above 32 MB take the memory of earlier ones that nobody uses any more; at most 256 MB are kept for that.
    ///
    /// - Parameters:
    ///   - input: an array of the shape and type that the plan was made for, at any strides.
    ///   - threads: the largest number of threads to use.
    ///   - cancellation: what may ask the run to stop.
    /// - Throws: `FilterError` with code `mismatch` for another shape or type, `outOfMemory` or `cancelled`.
    public func run(
        _ input: some StridedArray, threads: Int = Threads.available, cancellation: Cancellation? = nil
    ) throws(FilterError) -> [AnyArray] {
        try run(input, threads: threads, cancellation: cancellation, reusesMemory: true)
    }

    /// Filters an array into new memory, or memory that results had which nobody uses any more.
    package func run(
        _ input: some StridedArray, threads: Int, cancellation: Cancellation? = nil, reusesMemory: Bool
    ) throws(FilterError) -> [AnyArray] {
        let outputs = try program.outputs.map { (output) throws(FilterError) in
            try ArrayBuffer(uninitialized: program.outputShape, of: output.type, isKept: reusesMemory)
        }
        try run(input.buffer, into: outputs, threads: threads, cancellation: cancellation)
        return outputs.map { AnyArray($0) }
    }

    /// Filters an array into memory that the caller owns.
    ///
    /// - Parameters:
    ///   - input: an array of the shape and type that the plan was made for, at any strides.
    ///   - result: an array of the shape and type of the program's only output, at any strides.
    ///   - threads: the largest number of threads to use.
    ///   - cancellation: what may ask the run to stop.
    /// - Throws: `FilterError` with code `mismatch` for another shape or type, or `outOfMemory`; the result is unchanged then.
    ///   With code `cancelled` a part of the result has been written.
    public func run<Result: StridedArray>(
        _ input: some StridedArray, into result: inout Result, threads: Int = Threads.available,
        cancellation: Cancellation? = nil
    ) throws(FilterError) {
        try check(input.buffer, outputs: [result.buffer])
        try result.withUniqueBuffer { (buffer) throws(FilterError) in
            try execute(input.buffer, into: [buffer], threads: threads, cancellation: cancellation)
        }
    }

    /// Filters an array in place.
    ///
    /// - Throws: `FilterError` with code `mismatch` when the result is of another shape or type than the array, or
    ///   `outOfMemory`; the array is unchanged then. With code `cancelled` a part of it has been filtered.
    public func run<Samples: StridedArray>(
        inPlace array: inout Samples, threads: Int = Threads.available, cancellation: Cancellation? = nil
    ) throws(FilterError) {
        try check(array.buffer, outputs: [array.buffer])
        try array.withUniqueBuffer { (buffer) throws(FilterError) in
            // Later lines read what earlier ones have overwritten, so the input is set aside.
            try execute(try buffer.copied(), into: [buffer], threads: threads, cancellation: cancellation)
        }
    }

    /// Runs the program on buffers that do not overlap.
    package func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation? = nil
    ) throws(FilterError) {
        try check(input, outputs: outputs)
        try execute(input, into: outputs, threads: threads, cancellation: cancellation)
    }

    /// Runs the program on buffers that do not overlap, and are known to be those that it was made for.
    package func execute(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        try executor.run(input, into: outputs, threads: max(1, threads), cancellation: cancellation)
    }

    private func check(_ input: ArrayBuffer, outputs: [ArrayBuffer]) throws(FilterError) {
        guard input.shape == program.inputShape, input.elementType == program.inputType else {
            throw FilterError(
                .mismatch, "input", expected: "\(program.inputShape) of \(program.inputType.rawValue), as planned",
                found: "\(input.shape) of \(input.elementType.rawValue)", remedy: "make a plan for this layout")
        }
        guard outputs.count == program.outputs.count else {
            throw FilterError(
                .mismatch, "results", expected: "\(program.outputs.count), one for each output of the filter",
                found: "\(outputs.count)", remedy: "ask for all results")
        }
        for (output, buffer) in zip(program.outputs, outputs)
        where buffer.shape != program.outputShape || buffer.elementType != output.type {
            throw FilterError(
                .mismatch, "result", expected: "\(program.outputShape) of \(output.type.rawValue)",
                found: "\(buffer.shape) of \(buffer.elementType.rawValue)",
                remedy: "give an array of the filter's own result, or let it make one")
        }
    }
}

extension Plan: CustomStringConvertible {
    /// The program in words, then method, reason, operations and memory.
    public var description: String {
        let threads = Threads.available
        return """
            \(program)
            method: \(method.rawValue), because: \(reason)\(tolerance > 0 ? "\ntolerance: \(tolerance), error bound: \(errorBound)" : "")
            operations: \(operations) fused, on up to \(threads) threads, with \(InstructionSet.current) instructions
            memory beside input and results: \(scratchBytes(threads: threads)) bytes
            """
    }
}

extension FilterProgram {
    /// Makes a program for arrays of a layout ready.
    ///
    /// - Throws: `FilterError` when the tolerance has no meaning, or the environment demands instructions that this processor does
    ///   not have.
    package func plan(for layout: Layout, tolerance: Double) throws(FilterError) -> Plan {
        guard tolerance >= 0, tolerance.isFinite else {
            throw FilterError(
                .invalidParameter, "tolerance", expected: "a finite number of 0 or more", found: "\(tolerance)",
                remedy: "give the largest relative error, such as 1e-5, or 0")
        }
        _ = try InstructionSet.demanded.get()
        return Plan(self, layout: layout, tolerance: tolerance)
    }
}

extension Filter {
    /// Makes the filter ready for arrays of a layout.
    ///
    /// - Parameters:
    ///   - layout: what is to be filtered.
    ///   - tolerance: the largest error of a run against its program in exact arithmetic, relative to Σ|taps| · max|sample|; with
    ///     0 a run keeps the program's own arithmetic, bit for bit. `Plan.tolerance` says for what errors it is proven.
    /// - Throws: `FilterError` when a parameter has no meaning, or none for this layout, or the environment demands instructions
    ///   that this processor does not have.
    public func plan(for layout: Layout, tolerance: Double = 0) throws(FilterError) -> Plan {
        try program(for: layout).plan(for: layout, tolerance: tolerance)
    }

    /// Makes the filter ready for arrays of a layout, along the given axes.
    ///
    /// - Throws: `FilterError` when a parameter has no meaning, or none for this layout.
    public func plan(for layout: Layout, axes: AxisSelection) throws(FilterError) -> Plan {
        try plan(for: layout.filtering(axes))
    }
}
