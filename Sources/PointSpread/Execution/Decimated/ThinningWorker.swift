import PointSpreadKernelTable

/// What one thread needs to thin out rows.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class ThinningWorker<Number: LineNumber>: @unchecked Sendable {
    typealias Target = UnsafeMutablePointer<Number>

    private let stage: SamplingStage<ThinningPass<Number>>
    private let kernels: LineKernelTable<Number>
    private let load: LineKernelTable<Number>.Load
    /// The most rows that are turned at a time, in whole vectors.
    private let lanes: Int
    private let step: Int

    /// A few rows next to each other; sums that are being made, and their places in turn.
    private let block: Target
    private let ring: Target
    private let sums: UnsafeMutablePointer<UnsafeMutablePointer<Number>>
    private let verticalWeights: Target
    private let horizontalWeights: Target
    /// Rows thinned out across; a few of their columns as rows; these thinned out; and the rows again.
    private let panel: Target
    private let panelPitch: Int
    private let turned: Target
    private let thinned: Target
    private let result: Target
    private let resultPitch: Int
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]

    static var segment: Int { 512 }
    static var blockRows: Int { 8 }

    init(
        _ stage: SamplingStage<ThinningPass<Number>>, lanes: Int, kernels: LineKernelTable<Number>,
        load: @escaping LineKernelTable<Number>.Load
    ) throws(FilterError) {
        self.stage = stage
        self.kernels = kernels
        self.load = load
        self.lanes = lanes
        step = stage.step
        let sizes = Sizes(stage, lanes: lanes)
        panelPitch = sizes.panelPitch
        resultPitch = sizes.resultPitch
        // Places that no row reaches are read all the same, and must be numbers.
        let numbers = try sizes.all.map { (count) throws(FilterError) in
            try Scratch(repeating: Number.zero, count: count)
        }
        (block, ring, panel) = (numbers[0].base, numbers[1].base, numbers[2].base)
        (turned, thinned, result) = (numbers[3].base, numbers[4].base, numbers[5].base)
        let weights = (try Scratch(stage.vertical?.weights ?? []), try Scratch(stage.horizontal?.weights ?? []))
        (verticalWeights, horizontalWeights) = (weights.0.base, weights.1.base)
        let sums = try Scratch(Array(repeating: ring, count: ThinningPass<Number>.orders.upperBound))
        self.sums = sums.base
        memory = numbers + [weights.0, weights.1, sums]
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ stage: SamplingStage<ThinningPass<Number>>, lanes: Int) -> Int {
        Sizes(stage, lanes: lanes).all.reduce(0, +) * MemoryLayout<Number>.stride
    }

    private struct Sizes {
        let panelPitch: Int
        let resultPitch: Int
        let all: [Int]

        init(_ stage: SamplingStage<ThinningPass<Number>>, lanes: Int) {
            let pitch = ThinningWorker.segment + 16
            guard let pass = stage.horizontal else {
                (panelPitch, resultPitch) = (0, 0)
                all = [ThinningWorker.blockRows * pitch, (stage.vertical?.order ?? 0) * pitch, 0, 0, 0, 0]
                return
            }
            // An odd number of vectors, so that rows do not fall on the same sets of the cache.
            func padded(_ count: Int) -> Int { (count + 31) / 32 * 32 + 16 }
            panelPitch = padded(stage.inputWidth)
            resultPitch = padded(stage.outputWidth)
            let columns = ThinningWorker.blocks(pass, step: stage.step) * pass.spacing * stage.step
            all = [
                ThinningWorker.blockRows * pitch, (stage.vertical?.order ?? 0) * pitch, lanes * panelPitch,
                (columns + 4) * lanes, (stage.outputWidth + 2 * pass.order * stage.step + 16) * lanes,
                lanes * resultPitch,
            ]
        }
    }

    /// How many blocks of a row are turned at a time.
    private static func blocks(_ pass: ThinningPass<Number>, step: Int) -> Int { max(1, 64 / (pass.spacing * step)) }

    /// Makes some rows of a slice, or some columns of them where no pass runs along rows.
    func run(
        slice: Int, rows: Range<Int>, columns: Range<Int>, from source: SamplingField, into target: Target
    ) {
        let first = source.slice(slice)
        let width = stage.outputWidth
        let base = target + slice * stage.outputRows * width
        guard let horizontal = stage.horizontal else {
            if let vertical = stage.vertical {
                thin(vertical, rows, columns, from: first, source, into: base + rows.lowerBound * width, pitch: width)
            }
            return
        }
        if let vertical = stage.vertical {
            thin(vertical, rows, 0..<stage.inputWidth, from: first, source, into: panel, pitch: panelPitch)
        } else {
            for row in rows {
                load(
                    first + row * source.rowBytes, source.stride, panel + (row - rows.lowerBound) * panelPitch,
                    stage.inputWidth)
            }
        }
        thinAlong(horizontal, lanes: (rows.count + 15) & ~15)
        for row in rows {
            (base + row * width).update(from: result + (row - rows.lowerBound) * resultPitch, count: width)
        }
    }

    // MARK: Across rows

    /// Thins out across rows, so many columns at a time that they stay in the cache next to the processor.
    private func thin(
        _ pass: ThinningPass<Number>, _ rows: Range<Int>, _ columns: Range<Int>, from source: UnsafeMutableRawPointer,
        _ field: SamplingField, into target: Target, pitch: Int
    ) {
        let (order, spacing, length) = (pass.order, pass.spacing, Self.segment + 16)
        let (gather, load, block, ring, sums) = (kernels.sampling.gather, load, block, ring, sums)
        for start in stride(from: columns.lowerBound, to: columns.upperBound, by: Self.segment) {
            let count = min(Self.segment, columns.upperBound - start)
            let padded = (count + 15) & ~15
            let column = source + start * field.strideBytes
            for number in rows.lowerBound..<rows.upperBound + order - 1 {
                // The results that this block is part of, the latest first; a sum of −0 is as good as none.
                for piece in 0..<order { sums[piece] = ring + (number + order - piece) % order * length }
                if number < rows.upperBound { sums[0].update(repeating: -.zero, count: padded) }
                var latest = max(0, number - rows.upperBound + 1)
                let earliest = min(order - 1, number - rows.lowerBound)
                // Sums are made two at a time; those that nobody wants may be anything.
                if latest == earliest, latest > 0 { latest -= 1 }
                let sumCount = max(2, earliest - latest + 1)
                let position = pass.position(ofBlock: number)
                for first in stride(from: 0, to: spacing, by: Self.blockRows) {
                    let rowCount = min(Self.blockRows, spacing - first)
                    for row in 0..<rowCount {
                        let place = position + first + row
                        let line = block + row * length
                        if place >= 0, place < pass.inputCount {
                            load(column + place * field.rowBytes, field.stride, line, count)
                            continue
                        }
                        switch pass.source(at: place) {
                        case .sample(let index): load(column + index * field.rowBytes, field.stride, line, count)
                        case .outside(let value): line.update(repeating: Number(number: value), count: count)
                        case .stuffed: line.update(repeating: .zero, count: count)
                        }
                    }
                    gather(
                        block, length, rowCount, verticalWeights + (first * order + latest), order, sums + latest,
                        sumCount, padded)
                }
                let finished = number - order + 1 - rows.lowerBound
                if finished >= 0 {
                    (target + (finished * pitch + start)).update(from: sums[order - 1], count: count)
                }
            }
        }
    }

    // MARK: Along rows

    /// Thins out the rows of the panel, turned by 90° and back.
    private func thinAlong(_ pass: ThinningPass<Number>, lanes: Int) {
        let (order, spacing, step) = (pass.order, pass.spacing, step)
        let length = step * lanes
        let origin = thinned + order * length
        thinned.update(repeating: -.zero, count: (pass.outputCount + 2 * order) * length)
        let blocks = Self.blocks(pass, step: step)
        for first in stride(from: 0, to: pass.outputCount + order - 1, by: blocks) {
            let count = min(blocks, pass.outputCount + order - 1 - first)
            turn(pass, position: pass.position(ofBlock: first), count: count * spacing, lanes: lanes)
            for number in first..<first + count {
                for piece in 0..<order { sums[piece] = origin + (number - piece) * length }
                kernels.sampling.gather(
                    turned + (number - first) * spacing * length, length, spacing, horizontalWeights, order, sums,
                    order,
                    length)
            }
        }
        kernels.blocks.turn(origin, lanes, (pass.outputCount * step + 15) & ~15, lanes, result, resultPitch, false)
    }

    /// Turns some samples of the panel's rows, those of the border included.
    private func turn(_ pass: ThinningPass<Number>, position: Int, count: Int, lanes: Int) {
        let inside = max(position, 0)..<max(min(position + count, pass.inputCount), max(position, 0))
        if !inside.isEmpty {
            kernels.blocks.turn(
                panel + inside.lowerBound * step, panelPitch, lanes, (inside.count * step + 3) & ~3,
                turned + (inside.lowerBound - position) * step * lanes, lanes, false)
        }
        for place in position..<position + count where !inside.contains(place) {
            let target = turned + (place - position) * step * lanes
            switch pass.source(at: place) {
            case .sample(let index):
                for number in 0..<step {
                    let column = panel + (index * step + number)
                    for lane in 0..<lanes { target[number * lanes + lane] = column[lane * panelPitch] }
                }
            case .outside(let value): target.update(repeating: Number(number: value), count: step * lanes)
            case .stuffed: target.update(repeating: .zero, count: step * lanes)
            }
        }
    }
}
