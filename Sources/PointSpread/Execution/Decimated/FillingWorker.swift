import PointSpreadKernelTable

/// What one thread needs to fill up rows.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class FillingWorker<Number: LineNumber>: @unchecked Sendable {
    typealias Target = UnsafeMutablePointer<Number>

    private let stage: SamplingStage<FillingPass<Number>>
    private let kernels: LineKernelTable<Number>
    private let store: LineKernelTable<Number>.Store
    /// Whether results are stored as they are.
    private let isPlain: Bool
    private let step: Int

    private let verticalWeights: Target
    private let horizontalWeights: Target
    private let rows: UnsafeMutablePointer<UnsafePointer<Number>>
    /// Results before they are stored.
    private let block: Target
    /// Rows that are filled up along; their columns as rows; some of these filled up; and the rows again.
    private let narrow: Target
    private let narrowPitch: Int
    private let turned: Target
    private let filled: Target
    private let panel: Target
    private let panelPitch: Int
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]

    static var segment: Int { 1024 }
    static var blockRows: Int { 8 }
    /// How many samples along a row are turned back at a time: a multiple of 16.
    private static var chunk: Int { 64 }

    init(
        _ stage: SamplingStage<FillingPass<Number>>, lanes: Int, kernels: LineKernelTable<Number>, isPlain: Bool,
        store: @escaping LineKernelTable<Number>.Store
    ) throws(FilterError) {
        self.stage = stage
        self.kernels = kernels
        self.store = store
        self.isPlain = isPlain
        step = stage.step
        let sizes = Sizes(stage, lanes: lanes)
        panelPitch = sizes.panelPitch
        narrowPitch = sizes.narrowPitch
        // Places that no row reaches are read all the same, and must be numbers.
        let numbers = try sizes.all.map { (count) throws(FilterError) in
            try Scratch(repeating: Number.zero, count: count)
        }
        (block, narrow, turned) = (numbers[0].base, numbers[1].base, numbers[2].base)
        (filled, panel) = (numbers[3].base, numbers[4].base)
        let weights = (try Scratch(stage.vertical?.weights ?? []), try Scratch(stage.horizontal?.weights ?? []))
        (verticalWeights, horizontalWeights) = (weights.0.base, weights.1.base)
        let rows = try Scratch(
            Array(repeating: UnsafePointer(block), count: ThinningPass<Number>.orders.upperBound))
        self.rows = rows.base
        memory = numbers + [weights.0, weights.1, rows]
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ stage: SamplingStage<FillingPass<Number>>, lanes: Int) -> Int {
        Sizes(stage, lanes: lanes).all.reduce(0, +) * MemoryLayout<Number>.stride
    }

    private struct Sizes {
        let narrowPitch: Int
        let panelPitch: Int
        let all: [Int]

        init(_ stage: SamplingStage<FillingPass<Number>>, lanes: Int) {
            let block = FillingWorker.blockRows * (FillingWorker.segment + 16)
            guard stage.horizontal != nil else {
                (narrowPitch, panelPitch) = (0, 0)
                all = [block, 0, 0, 0, 0]
                return
            }
            // An odd number of vectors, so that rows do not fall on the same sets of the cache.
            func padded(_ count: Int) -> Int { (count + 31) / 32 * 32 + 16 }
            narrowPitch = padded(stage.inputWidth)
            panelPitch = padded(stage.outputWidth)
            all = [
                block, lanes * narrowPitch, (stage.inputWidth + 4) * lanes, FillingWorker.chunk * stage.step * lanes,
                lanes * panelPitch,
            ]
        }
    }

    /// Makes the results of some groups of rows of a slice, or of so many rows where no pass runs across them.
    ///
    /// - Parameter source: the array that is filled up, contiguous.
    func run(
        slice: Int, groups: Range<Int>, columns: Range<Int>, from source: UnsafeMutablePointer<Number>,
        into target: SamplingField
    ) {
        let base = source + slice * stage.inputRows * stage.inputWidth
        let first = target.slice(slice)
        guard let horizontal = stage.horizontal else {
            if let vertical = stage.vertical {
                fill(vertical, groups, columns, from: base, row: 0, pitch: stage.inputWidth, into: first, target)
            }
            return
        }
        let rows = groups.lowerBound..<groups.upperBound - 1 + (stage.vertical?.order ?? 1)
        fillAlong(horizontal, rows, from: base)
        if let vertical = stage.vertical {
            fill(
                vertical, groups, 0..<stage.outputWidth, from: panel, row: rows.lowerBound, pitch: panelPitch,
                into: first, target)
        } else {
            for row in rows {
                store(
                    panel + (row - rows.lowerBound) * panelPitch, first + row * target.rowBytes, target.stride,
                    stage.outputWidth)
            }
        }
    }

    // MARK: Across rows

    /// Fills up across rows.
    ///
    /// - Parameter row: which row lies at the beginning of the source.
    private func fill(
        _ pass: FillingPass<Number>, _ groups: Range<Int>, _ columns: Range<Int>, from source: Target, row: Int,
        pitch: Int, into target: UnsafeMutableRawPointer, _ field: SamplingField
    ) {
        let (order, spread, rows) = (pass.order, kernels.sampling.spread, rows)
        let isDirect = isPlain && field.stride == 1
        for group in groups {
            let start = pass.start(ofGroup: group)
            let outputs = pass.outputs(of: group..<group + 1)
            for column in stride(from: columns.lowerBound, to: columns.upperBound, by: Self.segment) {
                for piece in 0..<order {
                    rows[piece] = UnsafePointer(source + ((group - row + piece) * pitch + column))
                }
                var count = min(Self.segment, columns.upperBound - column)
                var place = target + column * field.strideBytes
                if isDirect {
                    let whole = count & ~15
                    let line = place + outputs.lowerBound * field.rowBytes
                    spread(
                        rows, order, verticalWeights + (outputs.lowerBound - start) * order,
                        line.assumingMemoryBound(to: Number.self), field.rowStride, outputs.count,
                        start - outputs.lowerBound, whole)
                    for piece in 0..<order { rows[piece] += whole }
                    place += whole * field.strideBytes
                    count -= whole
                }
                guard count > 0 else { continue }
                let length = Self.segment + 16
                for first in stride(from: outputs.lowerBound, to: outputs.upperBound, by: Self.blockRows) {
                    let results = min(Self.blockRows, outputs.upperBound - first)
                    spread(
                        rows, order, verticalWeights + (first - start) * order, block, length, results, start - first,
                        (count + 15) & ~15)
                    for result in 0..<results {
                        store(block + result * length, place + (first + result) * field.rowBytes, field.stride, count)
                    }
                }
            }
        }
    }

    // MARK: Along rows

    /// Fills up some rows into the panel, turned by 90° and back.
    private func fillAlong(_ pass: FillingPass<Number>, _ lines: Range<Int>, from source: Target) {
        let (order, spacing, step, width) = (pass.order, pass.spacing, step, stage.inputWidth)
        let lanes = (lines.count + 15) & ~15
        let length = step * lanes
        for line in lines {
            (narrow + (line - lines.lowerBound) * narrowPitch).update(from: source + line * width, count: width)
        }
        kernels.blocks.turn(narrow, narrowPitch, lanes, (width + 3) & ~3, turned, lanes, false)
        var group = pass.groups.lowerBound
        for first in stride(from: 0, to: pass.outputCount, by: Self.chunk) {
            let end = min(first + Self.chunk, pass.outputCount)
            var output = first
            while output < end {
                let start = pass.start(ofGroup: group)
                let next = min(start + spacing, end)
                for piece in 0..<order { rows[piece] = UnsafePointer(turned + (group + piece) * length) }
                kernels.sampling.spread(
                    rows, order, horizontalWeights + (output - start) * order, filled + (output - first) * length,
                    length, next - output, start - output, length)
                output = next
                if next == start + spacing { group += 1 }
            }
            kernels.blocks.turn(
                filled, lanes, ((end - first) * step + 15) & ~15, lanes, panel + first * step, panelPitch,
                false)
        }
    }
}
