import PointSpreadKernelTable

/// How an array is gone through for sums over several axes: its slices and rows, the tiles that rows are cut into, and how samples are
/// read.
struct DenseFrame<Number: LineNumber>: Sendable {
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
    /// Whether samples are the numbers that are summed.
    let isPlain: Bool
    let sliceAxes: [SliceAxis]
    let tiles: DenseTiles<Number>
    /// The rows of a plane's window.
    let windowRows: Int

    /// Prepares a program, or gives up where its axes or what lies outside are not those of blocks.
    ///
    /// - Parameter pass: taps wherever the program's passes have some.
    init?(_ program: FilterProgram, _ pass: Pass, instructions: InstructionSet, tileWidth: Int?) {
        let layout = LineLayout(program)
        guard program.outputShape.elementCount > 0, pass.load.maps.allSatisfy(\.isPointwise),
            let dense = DensePass<Number>(pass, inputSizes: program.inputShape.sizes, layout: layout)
        else { return nil }
        self.program = program
        self.layout = layout
        self.pass = dense
        kernels = Number.kernels(for: instructions)
        load = kernels.load(from: program.inputType, mapped: pass.load.maps)
        isPlain = program.inputType == Number.elementType && pass.load.maps.isEmpty
        sliceAxes = layout.outerAxes.filter { $0 != dense.rowAxis.axis }.map { axis in
            let plane = dense.planeAxes.firstIndex { $0.axis == axis } ?? -1
            return SliceAxis(axis: axis, size: program.outputShape[axis], plane: plane)
        }
        windowRows = dense.rowAxis.reach + DensePart.blockRows
        tiles = DenseTiles(
            program.outputShape.sizes[layout.lineAxis...].reduce(1, *), pass: dense.columnAxis, step: layout.step,
            rows: dense.planes.count * windowRows, needsPacking: !isPlain, tileWidth: tileWidth)
    }

    /// The numbers of a row of the widest tile and more, of which whole strips and vectors can be summed.
    var paddedWidth: Int { paddedWidth(of: tiles.width) }

    /// The same for a tile of another width.
    func paddedWidth(of width: Int) -> Int { (max(width, kernels.dense.width) + 15) / 16 * 16 + 16 }

    /// The work of a run.
    ///
    /// - Parameters:
    ///   - blockRows: how many rows are summed at once.
    ///   - products: how many products each result is made of.
    func work(threads: Int, blockRows: Int, products: Int) -> DenseWork {
        DenseWork(
            tileGroups: tiles.groups.count, slices: sliceAxes.reduce(1) { $0 * $1.size },
            rows: program.outputShape[pass.rowAxis.axis], blockRows: blockRows,
            operations: Double(program.outputShape.elementCount) * Double(products + 2), threads: threads)
    }
}
