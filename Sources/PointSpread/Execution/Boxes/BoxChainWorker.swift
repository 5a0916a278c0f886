import PointSpreadKernelTable

/// What one thread needs to take blocks of rows through boxes.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class BoxChainWorker: @unchecked Sendable {
    private typealias Row = UnsafeMutablePointer<UInt8>

    /// How many bytes and sums each part takes.
    struct Sizes {
        static let unit = 64
        /// The rows of a block of results, and all that its boxes down columns are made of.
        let blockRows: Int
        let rows: Int
        /// A row of a block, and one with all that its boxes are made of and what lies outside.
        let pitch: Int
        let margin: Int
        let line: Int

        init(_ run: BoxChainRun) {
            func padded(_ count: Int) -> Int { (count + Self.unit - 1) / Self.unit * Self.unit + 2 * Self.unit }
            let step = run.work.layout.step
            // Many times the rows that are computed for two blocks.
            blockRows = min(run.work.rowCount, max(128, 8 * run.reach))
            rows = min(run.work.rowCount, blockRows + 2 * run.reach)
            pitch = padded(run.work.tileWidth)
            margin = padded((run.chain.along.map(\.reach).max() ?? 0) * step)
            line = padded(run.work.tileWidth + 2 * run.rowReach * step) + 2 * margin
        }

        var bytes: Int { 2 * rows * pitch + 2 * line + 4 * line + 2 * pitch }
    }

    private let kernels: ByteBoxTable
    private let sizes: Sizes
    private let blocks: (Scratch<UInt8>, Scratch<UInt8>)
    private let lines: (Scratch<UInt8>, Scratch<UInt8>)
    /// Sums of a power of two of neighbours, and of all of a box.
    private let powers: Scratch<UInt16>
    private let sums: Scratch<UInt16>
    private let columnSums: Scratch<UInt16>

    init(_ run: BoxChainRun) throws(FilterError) {
        kernels = run.kernels
        sizes = Sizes(run)
        let count = sizes.rows * sizes.pitch
        blocks = (try Scratch(repeating: 0, count: count), try Scratch(repeating: 0, count: count))
        lines = (try Scratch(repeating: 0, count: sizes.line), try Scratch(repeating: 0, count: sizes.line))
        powers = try Scratch(repeating: 0, count: sizes.line)
        sums = try Scratch(repeating: 0, count: sizes.line)
        columnSums = try Scratch(repeating: 0, count: sizes.pitch)
    }

    /// Computes a part of the result.
    func run(
        _ unit: BoxWork.Unit, of run: BoxChainRun, from source: ArrayBuffer, into target: ArrayBuffer,
        cancellation: Cancellation?
    ) {
        let work = run.work
        let first = unit.tile * work.tileWidth
        let count = min(work.tileWidth, work.outputWidth - first)
        let sourcePitch = work.rowAxis.map { source.strides[$0] } ?? 0
        let targetPitch = work.rowAxis.map { target.strides[$0] } ?? 0
        let strides = (work.layout.stride(of: source) ?? 1, work.layout.stride(of: target) ?? 1)
        for slice in unit.slices {
            let from = work.base(source, slice).assumingMemoryBound(to: UInt8.self)
            let to = work.base(target, slice).assumingMemoryBound(to: UInt8.self) + first * strides.1
            for start in stride(from: unit.rows.lowerBound, to: unit.rows.upperBound, by: sizes.blockRows) {
                if let cancellation, cancellation.isCancelled { return }
                let results = start..<min(start + sizes.blockRows, unit.rows.upperBound)
                var rows = max(0, results.lowerBound - run.reach)..<min(work.rowCount, results.upperBound + run.reach)
                for row in rows {
                    along(
                        from + row * sourcePitch, strides.0, run, first, count,
                        into: blocks.0.base + (row - rows.lowerBound) * sizes.pitch)
                }
                var (block, next) = (blocks.0.base, blocks.1.base)
                for box in run.chain.down {
                    rows = down(box, block, rows, into: next, count, of: work.rowCount)
                    swap(&block, &next)
                }
                for row in results {
                    let line = block + (row - rows.lowerBound) * sizes.pitch
                    write(line, to + row * targetPitch, strides.1, count)
                }
            }
        }
    }

    private func write(_ line: Row, _ target: Row, _ stride: Int, _ count: Int) {
        if stride == 1 { return target.update(from: line, count: count) }
        for place in 0..<count { target[place * stride] = line[place] }
    }

    // MARK: Along rows

    /// Takes a row through all boxes along it.
    private func along(
        _ source: UnsafePointer<UInt8>, _ stride: Int, _ run: BoxChainRun, _ first: Int, _ count: Int, into target: Row
    ) {
        let step = run.work.layout.step
        let length = run.work.outputWidth
        var start = max(0, first - run.rowReach * step)
        var end = min(length, first + count + run.rowReach * step)
        // Numbers lie at their own places in all lines, the first that is read behind the margin.
        let origin = start
        var (line, next) = (lines.0.base + sizes.margin, lines.1.base + sizes.margin)
        if stride == 1 {
            line.update(from: source + start, count: end - start)
        } else {
            for place in start..<end { line[place - start] = source[place * stride] }
        }
        for box in run.chain.along {
            let reach = box.reach * step
            if start == 0 {
                for sample in 1...box.reach { (line - sample * step).update(from: line, count: step) }
            } else {
                start += reach
            }
            if end == length {
                let last = line + (end - origin - step)
                for sample in 1...box.reach { (last + sample * step).update(from: last, count: step) }
            } else {
                end -= reach
            }
            sum(line + (start - origin - box.radius * step), 2 * box.radius + 1, step, end - start)
            let middle = line + (start - origin)
            kernels.weigh(
                sums.base, middle - reach, middle + reach, box.weight, box.end, box.term, box.shift,
                next + (start - origin), end - start)
            swap(&line, &next)
        }
        target.update(from: line + (first - origin), count: count)
    }

    /// Sums of so many neighbours, by the binary digits of their number.
    private func sum(_ line: UnsafePointer<UInt8>, _ taps: Int, _ step: Int, _ count: Int) {
        let power = powers.base
        kernels.widen(line, power, count + (taps - 1) * step)
        var (digit, covered) = (1, 0)
        while true {
            if taps & digit != 0 {
                let part = power + covered * step
                if covered == 0 {
                    sums.base.update(from: part, count: count)
                } else {
                    kernels.join(sums.base, part, nil, 0, sums.base, whole(count))
                }
                covered += digit
            }
            guard digit * 2 <= taps else { return }
            kernels.join(power, power + digit * step, nil, 0, power, whole(count + (taps - 2 * digit) * step))
            digit *= 2
        }
    }

    private func whole(_ count: Int) -> Int { (count + Sizes.unit - 1) / Sizes.unit * Sizes.unit }

    // MARK: Down columns

    /// Takes the rows of a block through a box.
    ///
    /// - Returns: the rows that are left.
    private func down(
        _ box: BoxChain.Box, _ block: Row, _ rows: Range<Int>, into target: Row, _ count: Int, of rowCount: Int
    ) -> Range<Int> {
        let lower = rows.lowerBound == 0 ? 0 : rows.lowerBound + box.reach
        let upper = rows.upperBound == rowCount ? rowCount : rows.upperBound - box.reach
        func row(_ row: Int) -> UnsafePointer<UInt8> {
            UnsafePointer(block + (min(max(row, 0), rowCount - 1) - rows.lowerBound) * sizes.pitch)
        }
        let sums = columnSums.base
        sums.update(repeating: 0, count: count)
        // The window of the row above the first, of which the topmost row is still to come.
        for place in lower - box.radius..<lower + box.radius { kernels.slideBytes(row(place), nil, sums, count) }
        for place in lower..<upper {
            let leaving = place == lower ? nil : row(place - box.radius - 1)
            kernels.slideBytes(row(place + box.radius), leaving, sums, count)
            kernels.weigh(
                sums, row(place - box.reach), row(place + box.reach), box.weight, box.end, box.term, box.shift,
                target + (place - lower) * sizes.pitch, count)
        }
        return lower..<upper
    }
}
