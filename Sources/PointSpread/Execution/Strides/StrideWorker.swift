import PointSpreadKernelTable

/// What one thread needs to run passes with strides row by row.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class StrideWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>
    private typealias Line = UnsafePointer<Number>

    private let vertical: (pass: TilePass<Number>, sum: TileSum<Number>)?
    private let alongRows: StrideRows<Number>?
    private let isRowsFirst: Bool
    private let load: LineKernelTable<Number>.Load
    private let store: LineKernelTable<Number>.Store
    private let sizes: StrideSizes
    private let width: Int
    private let betweenWidth: Int
    /// Whether rows of the array are of the type of the sums, and so are results.
    private let isPlain: Bool
    private let writesPlainly: Bool
    /// The rows of the window, and which position of the array each stands for.
    private let ring: Scratch<Number>
    private let positions: Scratch<Int>
    private let tapRows: Scratch<Line>
    private let zeros: Scratch<Number>
    private let between: Scratch<Number>
    private let result: Scratch<Number>
    private let inputSize: Int
    private let resultSize: Int

    /// Where the array and its result lie.
    private struct Place {
        let source: UnsafeMutableRawPointer
        let stride: Int
        let pitch: Int
        let target: UnsafeMutableRawPointer
        let targetStride: Int
        let targetPitch: Int
    }

    init(_ run: StrideRun<Number>) throws(FilterError) {
        let sizes = StrideSizes(run)
        self.sizes = sizes
        vertical = try run.passes.vertical.map { (pass) throws(FilterError) in
            (pass, try TileSum(pass, step: run.work.layout.step, kernels: run.kernels, length: sizes.row))
        }
        zeros = try Scratch(repeating: .zero, count: sizes.row)
        let zeros = zeros
        alongRows = try run.passes.horizontal.flatMap { pass in run.columns.map { (pass, $0) } }.map {
            (pass, columns) throws(FilterError) in
            try StrideRows(pass, columns, run, sizes, zeros: zeros)
        }
        isRowsFirst = run.passes.isRowsFirst
        (load, store) = (run.load, run.store)
        (width, betweenWidth) = (run.work.outputWidth, run.betweenWidth)
        isPlain = run.program.inputType == Number.elementType && run.passes.maps.isEmpty
        writesPlainly = run.program.outputs[0].type == Number.elementType
        (inputSize, resultSize) = (run.program.inputType.size, run.program.outputs[0].type.size)
        ring = try Scratch(repeating: .zero, count: sizes.ringRows * sizes.row)
        positions = try Scratch(repeating: .min, count: sizes.ringRows)
        tapRows = try Scratch(count: run.passes.vertical.map { $0.reach / $0.dilation + 1 } ?? 0)
        between = try Scratch(repeating: .zero, count: sizes.row)
        result = try Scratch(repeating: .zero, count: sizes.row)
    }

    /// Computes a part of the result.
    func run(
        _ unit: BoxWork.Unit, of run: StrideRun<Number>, from source: ArrayBuffer, into target: ArrayBuffer,
        cancellation: Cancellation?
    ) {
        let work = run.work
        for slice in unit.slices {
            positions.base.update(repeating: .min, count: positions.count)
            let place = Place(
                source: work.base(source, slice), stride: work.layout.stride(of: source) ?? 1,
                pitch: (work.rowAxis.map { source.strides[$0] } ?? 0) * inputSize,
                target: work.base(target, slice), targetStride: work.layout.stride(of: target) ?? 1,
                targetPitch: (work.rowAxis.map { target.strides[$0] } ?? 0) * resultSize)
            for row in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                compute(row, place)
            }
        }
    }

    private func compute(_ row: Int, _ place: Place) {
        let target = place.target + row * place.targetPitch
        var line = result.base
        let isDirect = writesPlainly && place.targetStride == 1 && writesExactly
        if isDirect { line = target.assumingMemoryBound(to: Number.self) }
        if let alongRows, !isRowsFirst {
            if vertical != nil {
                down(row, place, into: between.base, betweenWidth)
                alongRows.sum(between.base, into: line)
            } else {
                alongRows.sum(place.source + row * place.pitch, place.stride, load, inputSize, into: line)
            }
        } else {
            down(row, place, into: line, width)
        }
        if !isDirect { store(line, target, place.targetStride, width) }
    }

    /// Whether nothing is written behind a row of the result.
    private var writesExactly: Bool {
        if let alongRows, !isRowsFirst { return alongRows.writesExactly }
        return vertical.map { $0.sum.count(width) == width } ?? false
    }

    // MARK: Down columns

    private func down(_ row: Int, _ place: Place, into target: Target, _ width: Int) {
        guard let (pass, sum) = vertical else { return }
        let pitch = pass.stuffing + 1
        let count = sum.count(width)
        let readsInPlace = isPlain && place.stride == 1 && !isRowsFirst && count == width
        for tap in 0..<tapRows.count {
            let position = row * pass.stride + tap * pass.dilation - pass.before
            let isStuffed = pass.stuffing > 0 && !position.isMultiple(of: pitch)
            tapRows.base[tap] =
                isStuffed ? UnsafePointer(zeros.base) : self.row(position, pass, place, readsInPlace: readsInPlace)
        }
        let rows = tapRows.base
        sum.sum(into: target, count) { rows[$0] }
    }

    /// The row that stands at a position.
    private func row(_ position: Int, _ pass: TilePass<Number>, _ place: Place, readsInPlace: Bool) -> Line {
        let cell = pass.stuffing == 0 ? position : position / (pass.stuffing + 1)
        let rest = cell % sizes.ringRows
        let slot = rest < 0 ? rest + sizes.ringRows : rest
        let line = ring.base + slot * sizes.row
        if positions.base[slot] == position { return UnsafePointer(line) }
        switch pass.source(at: position) {
        case .stuffed: return UnsafePointer(zeros.base)
        case .outside(let value): line.update(repeating: Number(number: value), count: betweenWidth)
        case .sample(let index):
            let row = place.source + index * place.pitch
            if readsInPlace { return UnsafePointer(row.assumingMemoryBound(to: Number.self)) }
            if let alongRows, isRowsFirst {
                alongRows.sum(row, place.stride, load, inputSize, into: line)
            } else {
                load(row, place.stride, line, betweenWidth)
            }
        }
        positions.base[slot] = position
        return UnsafePointer(line)
    }
}
