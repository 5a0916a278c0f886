import PointSpreadKernelTable

/// Sums along rows, of which some take every n-th position, or have zeros between samples; for one thread.
final class StrideRows<Number: LineNumber> {
    private typealias Target = UnsafeMutablePointer<Number>
    private typealias Line = UnsafePointer<Number>

    private struct Phase {
        /// The samples under the first tap and those that follow it.
        let samples: UnsafePointer<UnsafePointer<Number>>
        let count: Int
        let sums: Int
    }

    private let sum: TileSum<Number>
    private let kernels: LineKernelTable<Number>
    private let own: LineKernelTable<Number>.Load
    private let columns: TileColumns
    private let step: Int
    private let cells: Scratch<Number>
    private let cellCount: Int
    private let extra: Scratch<Number>
    /// The lines that cells are dealt into, and those of phases.
    private let lines: Scratch<Number>
    private let lineStarts: Scratch<Target>
    private let phaseStarts: Scratch<Line>
    private let phases: [Phase]
    private let width: Int
    private let memory: [AnyObject]
    /// Whether nothing is written behind a row of results.
    let writesExactly: Bool

    /// - Parameter zeros: as many as a row has.
    init(
        _ pass: TilePass<Number>, _ columns: StrideColumns, _ run: StrideRun<Number>, _ sizes: StrideSizes,
        zeros: Scratch<Number>
    ) throws(FilterError) {
        let step = run.work.layout.step
        self.step = step
        kernels = run.kernels
        own = run.kernels.load(from: Number.elementType)
        let sum = try TileSum(pass, step: step, kernels: run.kernels, length: sizes.row)
        self.sum = sum
        self.columns = TileColumns(firstOutput: 0, outputCount: 0, of: columns, step: step)
        cellCount = columns.reach
        let cells = try Scratch<Number>(repeating: .zero, count: sizes.cells)
        self.cells = cells
        extra = try Scratch(repeating: .zero, count: sizes.cells)
        let lines = try Scratch<Number>(repeating: .zero, count: sizes.lines * sizes.line)
        self.lines = lines
        lineStarts = try Scratch((0..<sizes.lines).map { lines.base + $0 * sizes.line })
        let results = try Scratch<Number>(repeating: .zero, count: sizes.phases * sizes.row)
        phaseStarts = try Scratch((0..<sizes.phases).map { UnsafePointer(results.base + $0 * sizes.row) })
        var phases: [Phase] = []
        var memory: [AnyObject] = [results, zeros]
        for phase in columns.phases {
            let samples = try Scratch(
                phase.taps.map { place -> Line in
                    guard let place else { return UnsafePointer(zeros.base) }
                    let line = sizes.lines == 0 ? cells.base : lines.base + place.line * sizes.line
                    return UnsafePointer(line + place.cell * step)
                })
            memory.append(samples)
            let numbers = phase.count * step
            phases.append(Phase(samples: UnsafePointer(samples.base), count: numbers, sums: sum.count(numbers)))
        }
        (self.phases, self.memory) = (phases, memory)
        width = run.work.outputWidth
        writesExactly = phases.count > 1 || phases.allSatisfy { $0.count == $0.sums }
    }

    /// Sums a row of numbers.
    func sum(_ row: UnsafeMutablePointer<Number>, into target: UnsafeMutablePointer<Number>) {
        sum(UnsafeMutableRawPointer(row), 1, own, MemoryLayout<Number>.size, into: target)
    }

    /// Sums a row of an array.
    func sum(
        _ row: UnsafeMutableRawPointer, _ stride: Int, _ load: LineKernelTable<Number>.Load, _ size: Int,
        into target: UnsafeMutablePointer<Number>
    ) {
        let distance = stride * size
        load(row + columns.first * distance, stride, cells.base + columns.offset, columns.count)
        for run in columns.extras { load(row + run.first * distance, stride, extra.base + run.offset, run.count) }
        columns.fill(cells.base, pitch: 0, from: extra.base, extraPitch: 0, rows: 1)
        if lineStarts.count > 0 {
            kernels.sampling.deinterleave(cells.base, step, lineStarts.base, lineStarts.count, cellCount)
        }
        for (number, phase) in phases.enumerated() {
            let line = phaseStarts.count > 0 ? Target(mutating: phaseStarts.base[number]) : target
            let samples = phase.samples
            sum.sum(into: line, phase.sums) { samples[$0] }
        }
        if phaseStarts.count > 0 {
            kernels.sampling.interleave(phaseStarts.base, phaseStarts.count, step, target, width / step)
        }
    }
}
