/// The work of a run, as units that are counted through: group of tiles by group of tiles, in each slice by slice, in each band by
/// band of rows.
struct DenseWork: Sendable {
    struct Unit {
        /// Which tiles are gone through together.
        let tileGroup: Int
        let slices: Range<Int>
        let rows: Range<Int>
    }

    let threads: Int
    let unitCount: Int
    private let sliceCount: Int
    private let rowCount: Int
    private let bandRows: Int
    private let bandCount: Int
    private let slicesPerUnit: Int
    private let sliceGroupCount: Int

    /// Divides the work.
    ///
    /// - Parameters:
    ///   - tileGroups: into how many groups of tiles a row is cut.
    ///   - slices: how many slices there are.
    ///   - rows: the rows of a slice.
    ///   - blockRows: how many rows are summed at once.
    ///   - operations: how many products are summed in all.
    ///   - threads: the largest number of threads.
    init(tileGroups: Int, slices: Int, rows: Int, blockRows: Int, operations: Double, threads: Int) {
        (sliceCount, rowCount) = (slices, rows)
        // A thread costs about 50 µs, in which it does some 10⁶ operations.
        let useful = max(1, min(threads, Int(min(operations / 2e6, 1e6))))
        let wanted = useful == 1 ? 1 : 8 * useful
        let perGroup = (wanted + tileGroups - 1) / tileGroups
        // Slices are whole where there are enough of them; bands are whole blocks.
        let blocks = (rows + blockRows - 1) / blockRows
        let bands = slices >= perGroup ? 1 : min(blocks, (perGroup + slices - 1) / slices)
        bandRows = (blocks + bands - 1) / bands * blockRows
        bandCount = (rows + bandRows - 1) / bandRows
        slicesPerUnit = max(1, slices / perGroup)
        sliceGroupCount = (slices + slicesPerUnit - 1) / slicesPerUnit
        unitCount = tileGroups * sliceGroupCount * bandCount
        self.threads = min(useful, unitCount)
    }

    /// Runs units on threads, each with a worker of its own.
    func run<Worker>(
        _ pool: WorkerPool<Worker>, cancellation: Cancellation?, make: () throws(FilterError) -> Worker,
        body: (Worker, Unit) -> Void
    ) throws(FilterError) {
        let workers = try pool.lease(threads, make: make)
        Threads.run(threads, units: unitCount, cancellation: cancellation) { body(workers[$0], unit($1)) }
        pool.give(back: workers)
        try cancellation?.check()
    }

    private func unit(_ number: Int) -> Unit {
        let (tileGroup, rest) = number.quotientAndRemainder(dividingBy: sliceGroupCount * bandCount)
        let (sliceGroup, band) = rest.quotientAndRemainder(dividingBy: bandCount)
        return Unit(
            tileGroup: tileGroup,
            slices: sliceGroup * slicesPerUnit..<min(sliceCount, (sliceGroup + 1) * slicesPerUnit),
            rows: band * bandRows..<min(rowCount, (band + 1) * bandRows))
    }
}
