package import PointSpread

/// The results of a plan that is run band by band, as files are filtered.
///
/// - Parameters:
///   - array: the input, contiguous.
///   - rows: how many rows of results a band has.
package func bandedResults(
    of plan: Plan, _ array: AnyArray, rows: Int, threads: Int = 1
) throws -> [AnyArray] {
    let program = plan.program
    let plan = try BandedPlan(plan, rows: rows)
    let run = try BandRun(plan)
    let whole = try program.outputs.map { AnyArray(try ArrayBuffer(uninitialized: program.outputShape, of: $0.type)) }
    var next = 0
    for band in plan.bands {
        let (count, target) = run.advance(to: band)
        target.copyMemory(from: array.buffer.base + next * plan.inputRowBytes, byteCount: count * plan.inputRowBytes)
        next += count
        for (result, whole) in zip(try run.results(of: band, threads: threads), whole) {
            let bytes = result.shape.dropFirst().reduce(result.elementType.size, *)
            (whole.buffer.base + band.results.lowerBound * bytes).copyMemory(
                from: result.buffer.base, byteCount: result.shape[0] * bytes)
        }
    }
    precondition(next == program.inputShape[0], "rows that were not read")
    withExtendedLifetime(array) {}
    return whole
}
