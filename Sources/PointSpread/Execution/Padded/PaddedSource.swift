import PointSpreadKernelTable

/// The block that is read, with all that surrounds it.
///
/// Nothing here holds on to an object while a block is made: counting references waits until all stores before it have ended.
final class PaddedSource<Number: LineNumber> {
    private typealias Target = UnsafeMutablePointer<Number>

    /// The first number of the block: that of its first plane, row and column, of those that surround it.
    let block: UnsafePointer<Number>
    private let numbers: UnsafeMutablePointer<Number>
    private let size: PaddedSize
    private let rows: PaddedEdges<Number>
    private let planes: PaddedEdges<Number>
    private let load: LineKernelTable<Number>.Load
    private let copy: BlockKernelTable<Number>.Copy
    private let inputSize: Int
    private let layout: LineLayout
    private let slices: PaddedSlices
    /// Columns from elsewhere in the row, which the border asks for.
    private let extra: UnsafeMutablePointer<Number>
    private let extraPitch: Int
    private let memory: [AnyObject]
    // The array that is read: distances in bytes, that between neighbours of a row in elements.
    private var base: UnsafeMutableRawPointer?
    private var stride = 1
    private var pitch = 0
    private var planePitch = 0
    /// Whether rows are copied as they are.
    private var isPlain = false
    private var slice: UnsafeMutableRawPointer?
    /// What lies behind the rows that were read last.
    private var end: UnsafeMutableRawPointer?

    init(_ run: PaddedRun<Number>) throws(FilterError) {
        size = run.size
        rows = try PaddedEdges(run.rows)
        planes = try PaddedEdges(run.planes)
        load = run.load
        copy = run.kernels.blocks.copy
        isPlain = run.program.inputType == Number.elementType
        inputSize = run.program.inputType.size
        layout = run.layout
        slices = try PaddedSlices(run)
        extraPitch = max(run.columns.positionsOutside * run.layout.step, 1)
        // Places that nothing is put at are read all the same, and must be numbers.
        let block = try Scratch(repeating: Number.zero, count: size.count)
        let extra = try Scratch(repeating: Number.zero, count: extraPitch * (size.planePitch / size.pitch))
        (numbers, self.block, self.extra) = (block.base, UnsafePointer(block.base), extra.base)
        memory = [block, extra]
    }

    func prepare(for array: ArrayBuffer) {
        base = array.base
        stride = layout.stride(of: array) ?? 1
        isPlain = array.elementType == Number.elementType && stride == 1
        pitch = (rows.axis.map { array.strides[$0] } ?? 0) * inputSize
        planePitch = (planes.axis.map { array.strides[$0] } ?? 0) * inputSize
        slices.prepare(for: array)
    }

    /// Goes to a slice.
    func locate(_ number: Int) { slice = base.map { $0 + slices.offset(number) } }

    /// Where samples lie that are likely to be read next: those behind the block.
    @inline(__always)
    var next: GradientKernelTable<Number>.Rows<UnsafePointer<Number>> {
        guard isPlain, let end else { return GradientKernelTable.Rows(base: block, pitch: 0) }
        return GradientKernelTable.Rows(
            base: UnsafePointer(end.assumingMemoryBound(to: Number.self)), pitch: pitch / inputSize)
    }

    /// Reads the samples that some results are made of.
    func read(_ firstPlane: Int, _ firstRow: Int, planes planeCount: Int, rows rowCount: Int, _ columns: TileColumns) {
        guard let slice else { return }
        for place in 0..<planeCount + planes.reach {
            let target = numbers + place * size.planePitch
            let position = firstPlane - planes.before + place
            if position >= 0, position < planes.count {
                read(slice + position * planePitch, firstRow, rowCount, columns, target)
                continue
            }
            let outside = planes.outside(position)
            if outside.index >= 0 {
                read(slice + outside.index * planePitch, firstRow, rowCount, columns, target)
            } else {
                target.update(repeating: outside.number, count: size.planePitch)
            }
        }
    }

    /// Reads the rows of a plane.
    @inline(__always)
    private func read(
        _ plane: UnsafeMutableRawPointer, _ firstRow: Int, _ rowCount: Int, _ columns: TileColumns, _ target: Target
    ) {
        let first = firstRow - rows.before
        let count = rowCount + rows.reach
        let lower = min(max(first, 0), first + count)
        let upper = max(min(first + count, rows.count), lower)
        readRows(
            plane + lower * pitch, upper - lower, columns, target + (lower - first) * size.pitch,
            extra + (lower - first) * extraPitch)
        end = plane + (upper * pitch + columns.first * stride * inputSize)
        for position in first..<lower { readOutside(position, plane, first, columns, target) }
        for position in upper..<first + count { readOutside(position, plane, first, columns, target) }
        columns.fill(target, pitch: size.pitch, from: extra, extraPitch: extraPitch, rows: count)
    }

    /// Reads what stands at a row outside the plane.
    private func readOutside(
        _ position: Int, _ plane: UnsafeMutableRawPointer, _ first: Int, _ columns: TileColumns, _ target: Target
    ) {
        let line = target + (position - first) * size.pitch
        let extra = extra + (position - first) * extraPitch
        let outside = rows.outside(position)
        if outside.index >= 0 { return readRows(plane + outside.index * pitch, 1, columns, line, extra) }
        line.update(repeating: outside.number, count: size.pitch)
        extra.update(repeating: outside.number, count: extraPitch)
    }

    /// Reads the tile's part of rows, and their extra columns.
    @inline(__always)
    private func readRows(
        _ source: UnsafeMutableRawPointer, _ count: Int, _ columns: TileColumns, _ target: Target, _ extra: Target
    ) {
        let elementSize = inputSize * stride
        let first = source + columns.first * elementSize
        let line = target + columns.offset
        if isPlain {
            let numbers = UnsafeRawPointer(first).assumingMemoryBound(to: Number.self)
            copy(numbers, pitch / inputSize, line, size.pitch, count, columns.count)
        } else {
            for row in 0..<count { load(first + row * pitch, stride, line + row * size.pitch, columns.count) }
        }
        guard columns.extraCount > 0 else { return }
        for row in 0..<count {
            for run in columns.extras {
                load(
                    source + row * pitch + run.first * elementSize, stride, extra + row * extraPitch + run.offset,
                    run.count)
            }
        }
    }
}
