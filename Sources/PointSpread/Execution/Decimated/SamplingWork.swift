/// The work of a stage, as units that are counted through: some rows of a slice, or groups of rows; and some columns of them, where
/// rows are not turned.
struct SamplingWork: Sendable {
    struct Unit {
        let slice: Int
        let rows: Range<Int>
        let columns: Range<Int>
    }

    let threads: Int
    /// The most rows that are turned at a time, in whole vectors.
    let lanes: Int
    private let slices: Int
    private let rows: Range<Int>
    private let columns: Int
    private let rowsPerUnit: Int
    private let columnsPerUnit: Int

    private var rowUnits: Int { (rows.count + rowsPerUnit - 1) / rowsPerUnit }
    private var columnUnits: Int { (columns + columnsPerUnit - 1) / columnsPerUnit }
    var unitCount: Int { slices * rowUnits * columnUnits }

    /// The work of a stage that thins out.
    init<Number>(thinning stage: SamplingStage<ThinningPass<Number>>, threads: Int) {
        let orders = (stage.vertical?.order ?? 0) + (stage.horizontal?.order ?? 0)
        self.init(
            slices: stage.slices, rows: 0..<stage.outputRows, extra: 0, columns: stage.inputWidth,
            isTurned: stage.horizontal != nil, rowBytes: stage.inputWidth * MemoryLayout<Number>.stride,
            operations: Double(stage.inputSizes.reduce(1, *)) * Double(orders), threads: threads,
            segment: ThinningWorker<Number>.segment)
    }

    /// The work of a stage that fills up.
    init<Number>(filling stage: SamplingStage<FillingPass<Number>>, threads: Int) {
        let orders = (stage.vertical?.order ?? 0) + (stage.horizontal?.order ?? 0)
        self.init(
            slices: stage.slices, rows: stage.vertical?.groups ?? 0..<stage.outputRows,
            extra: (stage.vertical?.order ?? 1) - 1, columns: stage.outputWidth, isTurned: stage.horizontal != nil,
            rowBytes: stage.outputWidth * MemoryLayout<Number>.stride,
            operations: Double(stage.outputCount) * Double(orders), threads: threads,
            segment: FillingWorker<Number>.segment)
    }

    /// - Parameter extra: how many more rows a unit turns than it has.
    private init(
        slices: Int, rows: Range<Int>, extra: Int, columns: Int, isTurned: Bool, rowBytes: Int, operations: Double,
        threads: Int, segment: Int
    ) {
        self.slices = slices
        self.rows = rows
        self.columns = max(columns, 1)
        // A thread costs about 50 µs, in which it does some 10⁶ operations.
        let useful = max(1, min(threads, Int(min(operations / 2e6, 1e6))))
        let wanted = useful == 1 ? 1 : 4 * useful
        let perSlice = max(1, (wanted + slices - 1) / max(slices, 1))
        if isTurned {
            // As many rows as the cache holds, as few as give every thread something to do.
            let fitting = max(16, min(64, (1 << 20) / max(rowBytes, 1) & ~15))
            let fair = ((rows.count + perSlice - 1) / perSlice + extra + 15) & ~15
            lanes = max(16, min(fitting, fair))
            rowsPerUnit = lanes - extra
            columnsPerUnit = self.columns
        } else {
            lanes = 0
            rowsPerUnit = max(rows.count, 1)
            let fair = (self.columns + perSlice - 1) / perSlice
            columnsPerUnit = max(1, (fair + segment - 1) / segment) * segment
        }
        self.threads = useful
    }

    private func unit(_ number: Int) -> Unit {
        let (slice, rest) = number.quotientAndRemainder(dividingBy: rowUnits * columnUnits)
        let (row, column) = rest.quotientAndRemainder(dividingBy: columnUnits)
        let first = rows.lowerBound + row * rowsPerUnit
        return Unit(
            slice: slice, rows: first..<min(first + rowsPerUnit, rows.upperBound),
            columns: column * columnsPerUnit..<min((column + 1) * columnsPerUnit, columns))
    }

    /// Does all units on the threads.
    func run(_ cancellation: Cancellation?, _ body: (_ thread: Int, Unit) -> Void) {
        Threads.run(threads, units: unitCount, cancellation: cancellation) { body($0, unit($1)) }
    }
}
