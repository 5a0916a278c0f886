import PointSpreadKernelTable

/// What one thread needs to make whole sums of bytes in 16 bits.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ShortSumWorker: @unchecked Sendable {
    /// How many numbers and bytes each part takes.
    struct Sizes {
        /// Kernels read and write whole vectors where there are fewer numbers.
        static let spare = 64
        let line: Int
        let packed: Int
        let result: Int
        let bytes: Int

        init(_ run: ShortSumRun) {
            let size = run.sums.type.size
            line = run.window.count / 32 * 32 + 2 * Self.spare
            packed = run.window.inner.count + Self.spare
            let longest = run.window.phases.map(\.pixels).max() ?? 0
            result = (max(longest * run.window.step, run.work.outputWidth) + Self.spare) * size
            bytes =
                2 * run.sums.down.count * line + run.window.rows * packed + (run.window.phases.count + 1) * result
        }
    }

    /// A sample of a window of rows, and where those of a column end.
    private struct Tap {
        let offset: Int
        let weight: UInt16
    }

    /// A pixel outside a row: where it lies, and what it is a copy of.
    private struct Copy {
        let place: Int
        let source: Int
    }

    private typealias Line = UnsafePointer<UInt8>

    private let kernels: ShortSumTable
    private let sizes: Sizes
    private let rows: ShortAxis?
    private let taps: Scratch<Tap>
    private let tapEnds: Scratch<Int>
    private let outside: Scratch<Copy>
    private let step: Int
    private let inner: Range<Int>
    private let offset: Int
    /// The rows that a column is summed of, and their weights.
    private let pointers: Scratch<Line>
    private let weights: Scratch<UInt16>
    /// Rows whose samples did not lie next to each other, and the positions of those.
    private let packed: Scratch<UInt8>
    private let positions: Scratch<Int>
    /// The sums of each column, and where along a line they are taken, phase by phase.
    private let lines: Scratch<UInt16>
    private let parts: Scratch<UnsafePointer<UInt16>>
    private let partWeights: Scratch<UInt16>
    private let phases: Scratch<(first: Int, count: Int, numbers: Int)>
    private let results: Scratch<UInt8>
    private let resultLines: Scratch<Line>
    private let ending: (start: UInt16, shift: Int32, isSigned: Bool, roundsToEven: Bool)
    private let distance: Int
    private let size: Int
    private let isInTurn: Bool
    private let width: Int

    init(_ run: ShortSumRun) throws(FilterError) {
        let (sums, window) = (run.sums, run.window)
        kernels = run.kernels
        let sizes = Sizes(run)
        self.sizes = sizes
        rows = sums.rows
        func word(_ number: Int) -> UInt16 { UInt16(truncatingIfNeeded: number) }
        taps = try Scratch(sums.down.joined().map { Tap(offset: $0.offset, weight: word($0.weight)) })
        var ends: [Int] = []
        for column in sums.down { ends.append((ends.last ?? 0) + column.count) }
        tapEnds = try Scratch(ends)
        outside = try Scratch(window.outside.map { Copy(place: $0.place, source: $0.source ?? -1) })
        (step, inner, offset) = (window.step, window.inner, window.offset)
        pointers = try Scratch(count: taps.count)
        weights = try Scratch(count: taps.count)
        packed = try Scratch(repeating: 0, count: window.rows * sizes.packed)
        positions = try Scratch(repeating: Int.min, count: window.rows)
        let lines = try Scratch<UInt16>(repeating: 0, count: sums.down.count * sizes.line)
        self.lines = lines
        let all = window.phases.flatMap(\.parts)
        parts = try Scratch(all.map { UnsafePointer(lines.base + $0.column * sizes.line + $0.tap.offset) })
        partWeights = try Scratch(all.map { word($0.tap.weight) })
        var phases: [(first: Int, count: Int, numbers: Int)] = []
        for phase in window.phases {
            let first = phases.last.map { $0.first + $0.count } ?? 0
            phases.append((first, phase.parts.count, phase.pixels * window.step))
        }
        self.phases = try Scratch(phases)
        let results = try Scratch<UInt8>(repeating: 0, count: (phases.count + 1) * sizes.result)
        self.results = results
        resultLines = try Scratch(phases.indices.map { UnsafePointer(results.base + $0 * sizes.result) })
        ending = (word(sums.start), Int32(truncatingIfNeeded: sums.shift), sums.isSigned, sums.roundsToEven)
        size = sums.type.size
        distance = window.stride * window.step * size
        isInTurn = phases.count > 1 || window.stride > 1
        width = run.work.outputWidth
    }

    /// Computes a part of the result.
    func run(
        _ unit: BoxWork.Unit, of run: ShortSumRun, from source: ArrayBuffer, into target: ArrayBuffer,
        cancellation: Cancellation?
    ) {
        let work = run.work
        let input = (
            stride: work.layout.stride(of: source) ?? 1, pitch: work.rowAxis.map { source.strides[$0] } ?? 0
        )
        let output = (
            stride: work.layout.stride(of: target) ?? 1, pitch: work.rowAxis.map { target.strides[$0] } ?? 0
        )
        let rowStride = rows?.stride ?? 1
        for slice in unit.slices {
            positions.base.update(repeating: Int.min, count: positions.count)
            let from = UnsafePointer(work.base(source, slice).assumingMemoryBound(to: UInt8.self))
            let to = work.base(target, slice).assumingMemoryBound(to: UInt8.self)
            for row in unit.rows {
                if let cancellation, cancellation.isCancelled { return }
                down(row * rowStride, from, input.pitch, input.stride)
                along(to + row * output.pitch * size, output.stride)
            }
        }
    }

    // MARK: Down columns

    /// Sums the columns of a row of the result, and fills what lies outside.
    private func down(_ position: Int, _ source: Line, _ pitch: Int, _ stride: Int) {
        var tap = 0
        for column in 0..<tapEnds.count {
            var count = 0
            while tap < tapEnds.base[column] {
                if let row = row(position + taps.base[tap].offset, source, pitch, stride) {
                    pointers.base[count] = row
                    weights.base[count] = taps.base[tap].weight
                    count += 1
                }
                tap += 1
            }
            let line = lines.base + column * sizes.line
            if !inner.isEmpty { kernels.columns(pointers.base, weights.base, count, line + offset, inner.count) }
            for place in 0..<outside.count {
                let copy = outside.base[place]
                if copy.source < 0 {
                    (line + copy.place).update(repeating: 0, count: step)
                } else {
                    (line + copy.place).update(from: line + copy.source, count: step)
                }
            }
        }
    }

    /// The samples of the row that stands at a position, or nothing where zeros do.
    @inline(__always)
    private func row(_ position: Int, _ source: Line, _ pitch: Int, _ stride: Int) -> Line? {
        var index = position
        if let rows {
            guard let sample = rows.sample(at: position) else { return nil }
            index = sample
        }
        let line = source + (index * pitch + inner.lowerBound * stride)
        if stride == 1, inner.count >= Sizes.spare { return line }
        let slot = ((position % positions.count) + positions.count) % positions.count
        let row = packed.base + slot * sizes.packed
        if positions.base[slot] != position {
            positions.base[slot] = position
            for place in 0..<inner.count { row[place] = line[place * stride] }
        }
        return UnsafePointer(row)
    }

    // MARK: Along rows

    /// Makes a row of the result of the sums of its columns.
    private func along(_ target: UnsafeMutablePointer<UInt8>, _ stride: Int) {
        let isDirect = !isInTurn && stride == 1 && width >= Sizes.spare
        for phase in 0..<phases.count {
            let (first, count, numbers) = phases.base[phase]
            sum(first, count, numbers, into: isDirect ? target : results.base + phase * sizes.result)
        }
        if isDirect { return }
        var line = UnsafePointer(results.base)
        if isInTurn {
            let place = stride == 1 ? target : results.base + phases.count * sizes.result
            kernels.pixels(resultLines.base, phases.count, distance, step * size, place, width / step)
            line = UnsafePointer(place)
        }
        switch size {
        case 1: write(UInt8.self, line, target, stride)
        case 2: write(UInt16.self, line, target, stride)
        default: write(Float.self, line, target, stride)
        }
    }

    /// Writes results to where they lie, if they are not there yet.
    private func write<Result: BitwiseCopyable>(
        _ type: Result.Type, _ line: Line, _ target: UnsafeMutablePointer<UInt8>, _ stride: Int
    ) {
        if stride == 1, line == UnsafePointer(target) { return }
        let source = UnsafeRawPointer(line).assumingMemoryBound(to: type)
        let target = UnsafeMutableRawPointer(target).assumingMemoryBound(to: type)
        if stride == 1 { return target.update(from: source, count: width) }
        for place in 0..<width { target[place * stride] = source[place] }
    }

    private func sum(_ first: Int, _ count: Int, _ numbers: Int, into target: UnsafeMutablePointer<UInt8>) {
        let (lines, weights) = (parts.base + first, partWeights.base + first)
        let (start, shift, isSigned, roundsToEven) = ending
        if size == 4 {
            UnsafeMutableRawPointer(target).withMemoryRebound(to: Float.self, capacity: numbers) {
                kernels.floats(lines, weights, count, start, isSigned, $0, numbers)
            }
        } else if size == 1 {
            if roundsToEven {
                kernels.evenBytes(lines, weights, count, start, shift, target, numbers)
            } else {
                kernels.bytes(lines, weights, count, start, shift, isSigned, target, numbers)
            }
        } else {
            UnsafeMutableRawPointer(target).withMemoryRebound(to: UInt16.self, capacity: numbers) {
                kernels.words(lines, weights, count, start, shift, isSigned, $0, numbers)
            }
        }
    }
}
