import PointSpreadKernelTable
import Synchronization

/// A program of one pass whose sums are made from the ones before them, prepared to run along its axis.
///
/// Down columns a tile of some hundred of them goes through all rows; along rows sixteen at a time are turned by 90°, so that
/// either way many sums slide side by side.
final class SlideRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let layout: LineLayout
    let kernels: LineKernelTable<Number>
    let slide: SlideKernelTable<Number>.Slide
    /// Whether the first sum is one of squares.
    let isOfSquares: Bool
    let load: LineKernelTable<Number>.Load
    let store: LineKernelTable<Number>.Store
    let steps: [Store.Step]
    let axis: Int
    let taps: Int
    let geometry: AxisGeometry
    let border: BorderPair
    /// The samples along the axis.
    let count: Int
    /// The axes outside the axis and the lines, along which slices lie, or, along rows, all those outside the lines.
    let outerSizes: [Int]
    let outerAxes: [Int]
    /// The numbers of a line of results; down columns, those of a tile.
    let lineLength: Int
    let tileLength: Int
    private let pool = WorkerPool<SlideWorker<Number>>()

    private static var usualTile: Int { 512 }
    private static var longestReach: Int { 1 << 26 }

    /// Prepares a program, or gives up where it is another one.
    init?(_ program: FilterProgram, instructions: InstructionSet) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].count == 1, let pass = program.branches[0].first,
            case .sliding(let step) = pass.accumulation.order, pass.accumulation.type == Number.elementType,
            pass.load.maps.isEmpty, pass.split == nil, pass.store.rim.isEmpty, pass.geometry[0].stuffing == 0,
            pass.store.isLinear(in: Number.elementType), program.outputShape.elementCount > 0
        else { return nil }
        self.program = program
        layout = LineLayout(program)
        kernels = Number.kernels(for: instructions)
        isOfSquares = step == .differenceOfSquares
        slide =
            switch step {
            case .difference: kernels.slides.difference
            case .enterThenLeave: kernels.slides.enterThenLeave
            case .leaveThenEnter: kernels.slides.leaveThenEnter
            case .differenceOfSquares: kernels.slides.differenceOfSquares
            }
        load = kernels.load(from: program.inputType)
        store = kernels.store(to: pass.store.type, pass.store.rounding, pass.store.overflow)
        steps = pass.store.steps
        axis = pass.kernel.axes[0]
        taps = pass.kernel.extents[0]
        (geometry, border) = (pass.geometry[0], pass.border[0])
        count = program.inputShape[axis]
        let axis = axis
        outerAxes = layout.outerAxes.filter { $0 != axis }
        outerSizes = outerAxes.map { program.outputShape[$0] }
        lineLength = program.outputShape.sizes[layout.lineAxis...].reduce(1, *)
        tileLength = layout.isFilteredAlongLine ? lineLength : min(lineLength, Self.usualTile)
        guard geometry.before.magnitude < Self.longestReach, taps < Self.longestReach,
            !layout.isFilteredAlongLine || holdsItsBorder
        else { return nil }
    }

    /// Whether the samples that the border repeats along a row are among those that sums are made of anyway.
    private var holdsItsBorder: Bool {
        let positions = -geometry.before..<geometry.outputCount + taps - 1 - geometry.before
        return positions.allSatisfy { position in
            guard position < 0 || position >= count,
                case .sample(let index) = geometry.source(at: position, count: count, border: border)
            else { return true }
            return positions.contains(index)
        }
    }

    /// How many units of work there are: down columns a tile of a slice each, along rows sixteen of them.
    private var unitCount: Int {
        let outer = outerSizes.reduce(1, *)
        return layout.isFilteredAlongLine
            ? (outer + TileBlock.rows - 1) / TileBlock.rows : outer * ((lineLength + tileLength - 1) / tileLength)
    }

    private func threads(_ most: Int) -> Int {
        max(1, min(most, unitCount, program.outputShape.elementCount / 100_000))
    }

    func scratchBytes(threads: Int) -> Int {
        self.threads(threads) * SlideWorker<Number>.Sizes(self).numbers * MemoryLayout<Number>.stride
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        try withEvenLines(input, outputs[0], layout) { (source, target) throws(FilterError) in
            let workers = try pool.lease(self.threads(threads)) { () throws(FilterError) in try SlideWorker(self) }
            let next = Atomic<Int>(0)
            let units = unitCount
            Threads.run(workers.count) { thread in
                while true {
                    let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard unit < units, cancellation.map({ !$0.isCancelled }) ?? true else { return }
                    workers[thread].run(unit, of: self, from: source, into: target)
                }
            }
            pool.give(back: workers)
            try cancellation?.check()
        }
    }
}
