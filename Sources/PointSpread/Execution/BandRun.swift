/// Works through the bands of a plan, with the rows that are at hand.
///
/// ```swift
/// let run = try BandRun(plan)
/// for band in plan.bands {
///     let (count, target) = run.advance(to: band)   // so many more rows are to be written to this address
///     …
///     let results = try run.results(of: band, threads: 4)
/// }
/// ```
package final class BandRun {
    private let plan: BandedPlan
    private let input: ArrayBuffer
    private let results: [ArrayBuffer]
    private var held = 0..<0
    private var current: Plan?

    /// Takes the memory for all bands.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    package init(_ plan: BandedPlan) throws(FilterError) {
        self.plan = plan
        let program = plan.program
        input = try ArrayBuffer(
            uninitialized: try program.inputShape.replacing(axis: 0, with: plan.inputRows), of: program.inputType)
        let shape = try program.outputShape.replacing(axis: 0, with: plan.resultRows)
        results = try program.outputs.map { (output) throws(FilterError) in
            try ArrayBuffer(uninitialized: shape, of: output.type)
        }
    }

    /// Moves on to the next band: says how many of the next rows of the input it needs in addition, and where they belong.
    package func advance(to band: BandedPlan.Band) -> (count: Int, target: UnsafeMutableRawPointer) {
        let bytes = plan.inputRowBytes
        let dropped = band.input.lowerBound - held.lowerBound
        let kept = held.upperBound - band.input.lowerBound
        if dropped > 0, kept > 0 { input.base.copyMemory(from: input.base + dropped * bytes, byteCount: kept * bytes) }
        held = band.input
        return (band.input.count - kept, input.base + kept * bytes)
    }

    /// Filters the band that the run has moved on to, once its rows are there.
    ///
    /// - Returns: one array for each output of the program, in memory that the next band overwrites.
    /// - Throws: `FilterError` with code `outOfMemory`.
    package func results(of band: BandedPlan.Band, threads: Int) throws(FilterError) -> [AnyArray] {
        let source = input.viewed(
            shape: try input.shape.replacing(axis: 0, with: band.input.count), strides: input.strides,
            offset: input.offset)
        let targets = try results.map { (result) throws(FilterError) in
            result.viewed(
                shape: try result.shape.replacing(axis: 0, with: band.results.count), strides: result.strides,
                offset: result.offset)
        }
        // Bands away from the ends are alike, and share their plan.
        let program = try plan.program.band(band.results, of: band.input, along: 0)
        let ready: Plan
        if let current, current.program == program { ready = current } else { ready = try plan.plan(for: band) }
        current = ready
        try ready.run(source, into: targets, threads: threads)
        return targets.map { AnyArray($0) }
    }
}
