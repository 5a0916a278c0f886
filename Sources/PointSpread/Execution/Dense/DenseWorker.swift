import PointSpreadKernelTable

/// What one thread needs to sum blocks of rows.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class DenseWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Line = UnsafePointer<Number>
    private typealias Target = UnsafeMutablePointer<Number>
    private typealias Slots = UnsafeMutablePointer<UnsafePointer<Number>>

    /// Where one plane of the window begins in the array, or the number that stands in all of it.
    private struct Plane {
        let base: UnsafeMutableRawPointer?
        let number: Number
    }

    /// The packed rows of the window in turn, plane by plane, and how far apart they begin.
    private let ring: Target
    private let pitch: Int
    /// Where each row of the window begins, in the ring or in the array, in turn and twice over, so that a window is always a
    /// run of them.
    private let slots: Slots
    private let planes: UnsafeMutablePointer<Plane>
    private let coordinates: UnsafeMutablePointer<Int>
    /// The steps of a block, their samples and their weights, and those of one row.
    private let block: Sums
    private let single: Sums
    /// The extra columns of a row, and the rows of a result.
    private let extra: Target
    private let result: Target
    private let resultPitch: Int
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]

    private var tile = -1
    private var columns = TileColumns(firstOutput: 0, outputCount: 0)

    /// A block where it is quick to reach.
    private final class Sums {
        let rows: Int
        let parts: Scratch<DensePart>
        let steps: Scratch<DenseBlock<Number>.Step>
        let weights: Scratch<Number>
        let samples: Scratch<UnsafePointer<Number>>

        init(_ block: DenseBlock<Number>) throws(FilterError) {
            rows = block.rows
            parts = try Scratch(block.parts)
            steps = try Scratch(block.steps)
            weights = try Scratch(block.weights)
            samples = try Scratch(count: block.steps.count)
        }
    }

    init(_ run: DenseRun<Number>) throws(FilterError) {
        let sizes = Sizes(run)
        // Places that no column reaches are read all the same, and must be numbers.
        let ring = try Scratch(repeating: Number.zero, count: sizes.ring)
        let extra = try Scratch(repeating: Number.zero, count: sizes.extra)
        let result = try Scratch(repeating: Number.zero, count: sizes.result)
        let slots = try Scratch(repeating: UnsafePointer(ring.base), count: 2 * run.pass.planes.count * run.windowRows)
        let planes = try Scratch<Plane>(count: run.pass.planes.count)
        let coordinates = try Scratch<Int>(count: run.pass.planeAxes.count)
        block = try Sums(run.block)
        single = try Sums(run.single)
        (self.ring, self.extra, self.result) = (ring.base, extra.base, result.base)
        (self.slots, self.planes, self.coordinates) = (slots.base, planes.base, coordinates.base)
        (pitch, resultPitch) = (sizes.pitch, sizes.resultPitch)
        memory = [ring, extra, result, slots, planes, coordinates]
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: DenseRun<Number>) -> Int {
        let sizes = Sizes(run)
        let steps = run.block.steps.count + run.single.steps.count
        let numbers = sizes.ring + sizes.extra + sizes.result + run.block.weights.count + run.single.weights.count
        return numbers * MemoryLayout<Number>.stride + steps * 3 * MemoryLayout<Int>.stride
            + 2 * run.pass.planes.count * run.windowRows * MemoryLayout<Int>.stride
    }

    /// How many numbers each part takes.
    private struct Sizes {
        let pitch: Int
        let ring: Int
        let extra: Int
        let resultPitch: Int
        let result: Int

        init(_ run: DenseRun<Number>) {
            // A row is summed in whole vectors, a block in whole strips.
            let least = max(run.tiles.width, run.kernels.dense.width)
            resultPitch = (least + 15) / 16 * 16 + 16
            let reach = (run.pass.columnAxis?.reach ?? 0) * run.layout.step
            pitch = (resultPitch + reach + 15) / 16 * 16
            ring = run.pass.planes.count * run.windowRows * pitch
            let outside = run.pass.columnAxis.map { $0.positionsOutside * run.layout.step } ?? 0
            extra = min(outside, run.tiles.width + reach)
            result = run.block.rows * resultPitch
        }
    }

    /// Computes a part of the result.
    func run(
        _ unit: DenseWork.Unit, of run: DenseRun<Number>, from source: ArrayBuffer, into target: ArrayBuffer,
        _ cancellation: Cancellation?
    ) {
        let part = run.tiles.tiles[unit.tile]
        if unit.tile != tile {
            tile = unit.tile
            columns =
                run.pass.columnAxis.map {
                    TileColumns(firstOutput: part.first, outputCount: part.count, of: $0, step: run.layout.step)
                } ?? TileColumns(firstOutput: part.first, outputCount: part.count)
        }
        let sums = unit.rows.count >= block.rows ? block : single
        let isWide = part.count >= run.kernels.dense.width
        let rows = Rows(run, source, columns, isDirect: part.isInside && (isWide || sums.rows == 1))
        let results = Results(run, target, first: part.first, count: part.count, isWide: isWide, rows: sums.rows)
        for slice in unit.slices {
            let offset = locate(slice, run, source, target)
            var entered = unit.rows.lowerBound
            var row = unit.rows.lowerBound
            while row < unit.rows.upperBound {
                if let cancellation, cancellation.isCancelled { return }
                // The last block may overlap the one before it, and computes the same numbers there.
                let first = min(row, unit.rows.upperBound - sums.rows)
                while entered < first + run.pass.rowAxis.reach + sums.rows {
                    enter(entered, run, rows)
                    entered += 1
                }
                sum(sums, first, run, results, offset, isPacked: !rows.isDirect)
                row = first + sums.rows
            }
        }
    }

    /// Finds the planes of a slice's window.
    ///
    /// - Returns: where the slice of the result begins, in elements.
    private func locate(_ slice: Int, _ run: DenseRun<Number>, _ source: ArrayBuffer, _ target: ArrayBuffer) -> Int {
        var (from, to) = (0, 0)
        var rest = slice
        for axis in run.sliceAxes.reversed() {
            let index = rest % axis.size
            rest /= axis.size
            to += index * target.strides[axis.axis]
            if axis.plane < 0 { from += index * source.strides[axis.axis] } else { coordinates[axis.plane] = index }
        }
        for (number, taps) in run.pass.planes.enumerated() {
            var offset = from
            var outside: Number?
            for (place, axis) in run.pass.planeAxes.enumerated() {
                switch axis.source(at: coordinates[place] - axis.before + taps[place]) {
                case .sample(let index): offset += index * source.strides[axis.axis]
                // What lies outside along the outermost axis wins.
                case .outside(let value): outside = outside ?? Number(number: value)
                case .stuffed: outside = outside ?? .zero
                }
            }
            planes[number] =
                outside.map { Plane(base: nil, number: $0) }
                ?? Plane(base: source.base + offset * source.elementType.size, number: .zero)
        }
        return to
    }

    /// How the rows of a tile are read.
    private struct Rows {
        let columns: TileColumns
        let isDirect: Bool
        let stride: Int
        let elementSize: Int
        let rowBytes: Int
        let count: Int

        init(_ run: DenseRun<Number>, _ source: ArrayBuffer, _ columns: TileColumns, isDirect: Bool) {
            self.columns = columns
            stride = run.layout.stride(of: source) ?? 1
            elementSize = source.elementType.size
            rowBytes = source.strides[run.pass.rowAxis.axis] * elementSize
            count = columns.outputCount + (run.pass.columnAxis?.reach ?? 0) * run.layout.step
            self.isDirect = isDirect && stride == 1
        }
    }

    /// Brings the row that stands at a position into the window of every plane.
    private func enter(_ position: Int, _ run: DenseRun<Number>, _ rows: Rows) {
        let place = position % run.windowRows
        let source = run.pass.rowAxis.source(at: position - run.pass.rowAxis.before)
        for number in 0..<run.pass.planes.count {
            let line = ring + (number * run.windowRows + place) * pitch
            var start = UnsafePointer(line)
            let plane = planes[number]
            if let base = plane.base, case .sample(let index) = source {
                let row = base + index * rows.rowBytes
                if rows.isDirect {
                    start = UnsafePointer(
                        (row + rows.columns.first * rows.elementSize).assumingMemoryBound(to: Number.self))
                } else {
                    pack(row, into: line, run, rows)
                }
            } else {
                var value = plane.number
                if plane.base != nil, case .outside(let number) = source { value = Number(number: number) }
                line.update(repeating: value, count: rows.count)
            }
            let slot = slots + 2 * number * run.windowRows + place
            slot[0] = start
            slot[run.windowRows] = start
        }
    }

    /// Reads the tile's part of a row, and puts around it what lies outside.
    private func pack(_ row: UnsafeMutableRawPointer, into line: Target, _ run: DenseRun<Number>, _ rows: Rows) {
        let columns = rows.columns
        let bytes = rows.elementSize * rows.stride
        run.load(row + columns.first * bytes, rows.stride, line + columns.offset, columns.count)
        for part in columns.extras {
            run.load(row + part.first * bytes, rows.stride, extra + part.offset, part.count)
        }
        let step = run.layout.step
        for (place, content) in columns.fillings {
            switch content {
            case .own(let other): (line + place).update(from: line + other, count: step)
            case .extra(let other): (line + place).update(from: extra + other, count: step)
            case .number(let value): (line + place).update(repeating: Number(number: value), count: step)
            }
        }
    }

    /// How the rows of a tile are written.
    private struct Results {
        let target: ArrayBuffer
        /// Whether sums go where the results belong.
        let isDirect: Bool
        let stride: Int
        let elementSize: Int
        let rowStride: Int
        let first: Int
        let count: Int

        init(
            _ run: DenseRun<Number>, _ target: ArrayBuffer, first: Int, count: Int, isWide: Bool, rows: Int
        ) {
            self.target = target
            stride = run.layout.stride(of: target) ?? 1
            elementSize = target.elementType.size
            rowStride = target.strides[run.pass.rowAxis.axis]
            (self.first, self.count) = (first, count)
            isDirect = target.elementType == Number.elementType && stride == 1 && (rows == 1 ? count % 16 == 0 : isWide)
        }
    }

    /// Sums the rows of a block and stores them.
    private func sum(
        _ sums: Sums, _ first: Int, _ run: DenseRun<Number>, _ results: Results, _ offset: Int, isPacked: Bool
    ) {
        let window = slots + first % run.windowRows
        let (steps, samples) = (sums.steps.base, sums.samples.base)
        for step in 0..<sums.steps.count { samples[step] = window[steps[step].row] + steps[step].offset }
        let place = offset + first * results.rowStride + results.first * results.stride
        var (target, distance) = (result, resultPitch)
        if results.isDirect {
            target = (results.target.base + place * results.elementSize).assumingMemoryBound(to: Number.self)
            distance = results.rowStride
        }
        if sums.rows == 1 {
            // Rows of our own hold whole vectors.
            let count = isPacked && !results.isDirect ? (results.count + 15) & ~15 : results.count
            run.kernels.productSum(samples, sums.weights.base, sums.steps.count, target, count)
        } else {
            let count = results.isDirect ? results.count : max(results.count, run.kernels.dense.width)
            run.kernels.dense.sum(
                sums.parts.base, sums.parts.count, samples, sums.weights.base, target, distance, count)
        }
        for row in 0..<sums.rows {
            for step in run.pass.steps { step.apply(to: target + row * distance, count: results.count) }
            guard !results.isDirect else { continue }
            let bytes = (place + row * results.rowStride) * results.elementSize
            run.store(target + row * distance, results.target.base + bytes, results.stride, results.count)
        }
    }
}
