import PointSpreadKernelTable
import Synchronization

/// A program of one dense pass, prepared for blocks of rows.
///
/// A block of rows is summed from the rows that all its taps meet. They are read where they lie in the array, if they are of
/// the type of the sums and hold all samples; otherwise converted and copied into a ring, with what lies outside around them.
///
/// A class, so that a call costs little.
final class DenseRun<Number: LineNumber>: Sendable {
    /// An axis outside the rows, along which slices lie: its place among the kernel's axes outside the rows, or −1.
    struct SliceAxis {
        let axis: Int
        let size: Int
        let plane: Int
    }

    let program: FilterProgram
    let layout: LineLayout
    let pass: DensePass<Number>
    let kernels: LineKernelTable<Number>
    let load: LineKernelTable<Number>.Load
    let store: LineKernelTable<Number>.Store
    let sliceAxes: [SliceAxis]
    let tiles: DenseTiles<Number>
    /// How the rows of a band are summed, and those of a band with fewer rows than that takes.
    let block: DenseBlock<Number>
    let single: DenseBlock<Number>
    /// The rows of a plane's window.
    let windowRows: Int
    /// The numbers of a row of the widest tile and more, of which whole strips and vectors can be summed.
    let paddedWidth: Int
    private let pool = WorkerPool<DenseWorker<Number>>()

    /// Prepares a program, or gives up where it is not made of such a pass.
    init?(_ program: FilterProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.branches[0].count == 1, let pass = program.branches[0].first, pass.load.maps.isEmpty,
            program.outputShape.elementCount > 0
        else { return nil }
        let layout = LineLayout(program)
        guard let dense = DensePass<Number>(pass, inputSizes: program.inputShape.sizes, layout: layout) else {
            return nil
        }
        self.program = program
        self.layout = layout
        self.pass = dense
        kernels = Number.kernels(for: instructions)
        load = kernels.load(from: program.inputType)
        store = kernels.store(to: program.outputs[0].type, pass.store.rounding, pass.store.overflow)
        sliceAxes = layout.outerAxes.filter { $0 != dense.rowAxis.axis }.map { axis in
            let plane = dense.planeAxes.firstIndex { $0.axis == axis } ?? -1
            return SliceAxis(axis: axis, size: program.outputShape[axis], plane: plane)
        }
        let windowRows = dense.rowAxis.reach + DensePart.blockRows
        self.windowRows = windowRows
        single = DenseBlock(dense.taps, rows: 1, pitch: 2 * windowRows)
        let several = DenseBlock(dense.taps, rows: DensePart.blockRows, pitch: 2 * windowRows)
        // Where few taps share their samples with other rows, a row at a time does as well, and with less ado.
        let isShared = 2 * several.weights.count >= 3 * several.steps.count
        block = isShared && program.outputShape[dense.rowAxis.axis] >= several.rows ? several : single
        tiles = DenseTiles(
            program.outputShape.sizes[layout.lineAxis...].reduce(1, *), pass: dense.columnAxis, step: layout.step,
            rows: dense.planes.count * windowRows, needsPacking: program.inputType != Number.elementType,
            tileWidth: tileWidth)
        paddedWidth = (max(tiles.width, kernels.dense.width) + 15) / 16 * 16 + 16
    }

    private func work(threads: Int) -> DenseWork {
        DenseWork(
            tiles: tiles.tiles.count, slices: sliceAxes.reduce(1) { $0 * $1.size },
            rows: program.outputShape[pass.rowAxis.axis], blockRows: block.rows,
            operations: Double(program.outputShape.elementCount) * Double(pass.taps.count + 2), threads: threads)
    }

    func scratchBytes(threads: Int) -> Int {
        work(threads: threads).threads * DenseWorker.byteCount(self)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        // Lines must lie evenly in memory: what does not is copied first, or written through a copy.
        let output = outputs[0]
        let source = layout.stride(of: input) == nil ? try input.copied() : input
        let isEven = layout.stride(of: output) != nil
        let target = isEven ? output : try ArrayBuffer(uninitialized: output.shape, of: output.elementType)
        let work = work(threads: threads)
        let workers = try pool.lease(work.threads) { () throws(FilterError) in try DenseWorker(self) }
        let next = Atomic<Int>(0)
        Threads.run(work.threads) { thread in
            while true {
                let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard unit < work.unitCount, cancellation.map({ !$0.isCancelled }) ?? true else { return }
                workers[thread].run(work.unit(unit), of: self, from: source, into: target, cancellation)
            }
        }
        pool.give(back: workers)
        withExtendedLifetime(source.storage) {}
        try cancellation?.check()
        guard !isEven else { return }
        copyElements(
            shape: output.shape.sizes, elementSize: output.elementType.size, from: target.base,
            strides: target.strides, to: output.base, strides: output.strides)
    }
}
