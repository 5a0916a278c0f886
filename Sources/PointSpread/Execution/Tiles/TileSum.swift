import PointSpreadKernelTable

/// The sums of one pass on one thread: taps and weights where they are quick to reach, and the kernel that takes them.
final class TileSum<Number: LineNumber> {
    private enum Kind { case pairs, differences, products, doubling }

    private let kind: Kind
    private let kernels: LineKernelTable<Number>
    /// The distance in numbers between the samples of neighbouring taps, where they lie in one row.
    private let distance: Int
    /// The tap in the middle, or a place that stands for something else, and its weight.
    private let centre: Int
    private let centreWeight: Number
    /// The taps as the kernels for blocks of rows take them, which ask for neighbours.
    private let pairs: BlockKernelTable<Number>.Pairs
    private let denseTaps: DenseTaps?
    var isDense: Bool { denseTaps != nil }
    /// The taps of one list, or of the earlier and the later halves of pairs, and how many there are.
    private let firstTaps: UnsafeMutablePointer<Int>
    private let secondTaps: UnsafeMutablePointer<Int>
    private let firstCount: Int
    private let secondCount: Int
    private let weights: UnsafeMutablePointer<Number>
    /// The samples under the taps.
    private let first: UnsafeMutablePointer<UnsafePointer<Number>>
    private let second: UnsafeMutablePointer<UnsafePointer<Number>>
    private let vectors: UnsafeMutablePointer<UInt8>
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]
    private let steps: [Store.Step]
    private let storage: NumberStorage<Number>?
    /// Whether anything happens to sums.
    private let hasSteps: Bool
    private let isFused: Bool
    /// What is added to these sums, where some products are rounded before and others are not.
    private let further: TileSum?
    /// Rows of one number: ones, which a start value is the weight of, and what changes nothing when it is joined with samples.
    private let constants: UnsafeMutablePointer<Number>?
    private let constantLength: Int
    /// A row of these sums, where others go on from it.
    private let partial: UnsafeMutablePointer<Number>?
    /// Whether anything but samples stands in the place of a tap.
    private let usesStands: Bool

    /// What stands in the place of a tap: no samples at all, samples that change nothing, ones, or the sums so far.
    private enum Stand {
        static var none: Int { -2 }
        static var nothing: Int { TapOrder.nothing }
        static var one: Int { -3 }
        static var sums: Int { -4 }
    }

    /// How many rows of numbers the sums of a pass need.
    static func constants(_ pass: TilePass<Number>) -> Int {
        func hasSingles(_ sum: TilePass<Number>.Sum) -> Bool {
            if case .pairs(_, let earlier, _, _) = sum { earlier.contains(Stand.nothing) } else { false }
        }
        let all = [pass.sum] + pass.further.map(\.sum)
        return (pass.start != nil || all.contains(where: hasSingles) ? 2 * all.count : 0) + pass.further.count
    }

    /// Prepares the sums of a pass.
    ///
    /// - Parameter length: how many numbers of a row are summed at most, which matters only where a pass takes parts.
    /// - Throws: `FilterError` with code `outOfMemory`.
    convenience init(
        _ pass: TilePass<Number>, step: Int, kernels: LineKernelTable<Number>, length: Int
    ) throws(FilterError) {
        try self.init(
            pass, ([TilePass.Part(sum: pass.sum, weights: pass.weights, isFused: pass.isFused)] + pass.further)[...],
            isFirst: true, step: step, kernels: kernels, length: length)
    }

    /// Prepares a part of the sums and those behind it.
    private init(
        _ pass: TilePass<Number>, _ parts: ArraySlice<TilePass<Number>.Part>, isFirst: Bool, step: Int,
        kernels: LineKernelTable<Number>, length: Int
    ) throws(FilterError) {
        let rest = parts.dropFirst()
        further =
            rest.isEmpty
            ? nil : try TileSum(pass, rest, isFirst: false, step: step, kernels: kernels, length: length)
        let part = parts[parts.startIndex]
        self.kernels = kernels
        distance = pass.dilation * step
        // What happens to a sum happens to all of it.
        steps = rest.isEmpty ? pass.steps : []
        storage =
            rest.isEmpty
            ? try pass.between.map { (store) throws(FilterError) in
                try NumberStorage(store, kernels: kernels, isSmall: pass.isSmall)
            } : nil
        hasSteps = !steps.isEmpty || storage != nil
        isFused = part.isFused
        var (firstTaps, secondTaps): ([Int], [Int])
        var middle: (tap: Int, weight: Number)?
        var partWeights = part.weights
        var leadingWeights = 0
        switch part.sum {
        case .pairs(let centre, let earlier, let later, let isAntisymmetric):
            (kind, middle) = (isAntisymmetric ? .differences : .pairs, centre)
            (firstTaps, secondTaps) = (earlier, later)
        case .products(let taps): (kind, firstTaps, secondTaps) = (.products, taps, [])
        case .doubling(let taps, let ends):
            (kind, firstTaps, secondTaps) = (.doubling, taps, ends.map { [$0.0, $0.1] } ?? [])
        }
        denseTaps =
            isFirst && rest.isEmpty
            ? DenseTaps(kind, firstTaps, secondTaps, hasStart: pass.start != nil) : nil
        let (pairCount, pairCentre) = (firstTaps.count, middle)
        // What a sum goes on from is a tap before all others.
        let begin: (tap: Int, weight: Number)? =
            isFirst ? pass.start.map { (Stand.one, $0) } : (Stand.sums, 1)
        if let begin {
            switch kind {
            case .products:
                firstTaps.insert(begin.tap, at: 0)
                partWeights.insert(begin.weight, at: 0)
            case .pairs, .differences, .doubling:
                if let middle {
                    firstTaps.insert(Stand.nothing, at: 0)
                    secondTaps.insert(middle.tap, at: 0)
                    partWeights.insert(middle.weight, at: 0)
                    leadingWeights = 1
                }
                middle = begin
            }
        }
        (centre, centreWeight) = middle.map { ($0.tap, $0.weight) } ?? (Stand.none, .zero)
        let usesConstants = ([centre] + firstTaps + secondTaps).contains { $0 == Stand.nothing || $0 == Stand.one }
        usesStands = begin != nil || usesConstants
        (firstCount, secondCount) = (firstTaps.count, secondTaps.count)
        let taps = (try Scratch(firstTaps), try Scratch(secondTaps))
        let weights = try Scratch(partWeights)
        let first = try Scratch<UnsafePointer<Number>>(count: firstTaps.count)
        let second = try Scratch<UnsafePointer<Number>>(count: secondTaps.count)
        let vectors = try Scratch<UInt8>(count: kind == .doubling ? 256 * 64 : 0)
        (self.firstTaps, self.secondTaps) = (taps.0.base, taps.1.base)
        (self.weights, self.first, self.second) = (weights.base, first.base, second.base)
        self.vectors = vectors.base
        pairs = BlockKernelTable.Pairs(
            centreWeight: pairCentre?.weight,
            centreDistance: (denseTaps?.later ?? 0) - (pairCentre?.tap ?? 0),
            start: pass.start ?? -Number.zero, weights: weights.base + leadingWeights, count: pairCount,
            isAntisymmetric: kind == .differences, isFused: part.isFused)
        constantLength = usesConstants ? length : 0
        // Taking 0 away and adding −0 leave every number as it is, −0 too.
        let lines = try Scratch(
            [Number](repeating: 1, count: constantLength)
                + [Number](repeating: kind == .differences ? 0 : -0.0, count: constantLength))
        constants = usesConstants ? lines.base : nil
        let row = try Scratch<Number>(count: rest.isEmpty ? 0 : length)
        partial = rest.isEmpty ? nil : row.base
        memory = [taps.0, taps.1, weights, first, second, vectors, lines, row]
    }

    /// How many numbers of a line are computed, so that only whole vectors are: the last one can end with the line.
    @inline(__always)
    func count(_ wanted: Int) -> Int {
        wanted >= TileBlock.vector && kind != .doubling ? wanted : TileBlock.whole(wanted)
    }

    /// Sums the samples of neighbours in each of several rows.
    ///
    /// - Parameters:
    ///   - block: the samples under the first tap, in the first row.
    ///   - rows: how many rows there are.
    ///   - count: how many sums to make in each.
    @inline(__always)
    func along(
        _ block: UnsafePointer<Number>, pitch: Int, into target: UnsafeMutablePointer<Number>, targetPitch: Int,
        rows: Int,
        count: Int
    ) {
        let distance = distance
        if usesStands || further != nil {
            for row in 0..<rows {
                let (block, target) = (block + row &* pitch, target + row &* targetPitch)
                sum(into: target, count) { block + $0 &* distance }
            }
            return
        }
        for tap in 0..<firstCount { first[tap] = block + firstTaps[tap] &* distance }
        for tap in 0..<secondCount { second[tap] = block + secondTaps[tap] &* distance }
        sum(centre < 0 ? nil : block + centre &* distance, pitch, target, targetPitch, rows, count)
    }

    /// Sums the samples under taps, wherever they lie, into one row; some may be stood for by something else.
    ///
    /// The last vector of a row may be summed twice where it ends, so that sums are never made in the place of those that they go
    /// on from.
    func sum(
        into result: UnsafeMutablePointer<Number>, _ count: Int, from sums: UnsafePointer<Number>? = nil,
        _ samples: (_ tap: Int) -> UnsafePointer<Number>
    ) {
        let target = partial ?? result
        func place(_ tap: Int) -> UnsafePointer<Number> {
            switch tap {
            case Stand.sums: sums ?? UnsafePointer(target)
            case Stand.one: constants.map { UnsafePointer($0) } ?? UnsafePointer(target)
            case Stand.nothing: constants.map { UnsafePointer($0 + constantLength) } ?? UnsafePointer(target)
            default: samples(tap)
            }
        }
        for tap in 0..<firstCount { first[tap] = place(firstTaps[tap]) }
        for tap in 0..<secondCount { second[tap] = place(secondTaps[tap]) }
        sum(centre == Stand.none ? nil : place(centre), 0, target, 0, 1, count)
        further?.sum(into: result, count, from: target, samples)
    }

    /// Sums the samples of rows that lie one below the other, for several results at once.
    ///
    /// - Parameters:
    ///   - window: where each row begins, from that under the first tap of the first result on.
    ///   - dilation: how many rows lie between those of neighbouring taps.
    ///   - pitch: the distance between the rows of the target.
    ///   - rows: how many results to make; the window and the target have room for a multiple of four.
    ///   - count: how many numbers of each, at least 16.
    ///   - streams: whether they are better written past the caches; rows and target lie evenly then.
    ///   - finishes: whether what happens to sums happens to them now.
    ///   - soon: what is better asked for meanwhile.
    @inline(__always)
    func down(
        _ window: UnsafePointer<UnsafePointer<Number>>, dilation: Int, into target: UnsafeMutablePointer<Number>,
        pitch: Int, rows: Int, count: Int, streams: Bool = false, finishes: Bool = true,
        soon: BlockKernelTable<Number>.Soon? = nil
    ) {
        if let denseTaps, dilation == 1 {
            let whole = (rows &+ 3) & ~3
            if kind == .products {
                kernels.blocks.productSum(
                    window + denseTaps.later, weights, firstCount, isFused, target, pitch, whole, count, soon)
            } else {
                kernels.blocks.pairSum(
                    pairs, window + denseTaps.later, window + denseTaps.earlier, target, pitch, whole, count,
                    streams && !hasSteps, soon)
                if streams, !hasSteps { kernels.blocks.finishStreams() }
            }
            if hasSteps, finishes { for row in 0..<rows { apply(to: target + row &* pitch, count) } }
            return
        }
        if usesStands || further != nil {
            for row in 0..<rows {
                let window = window + row
                sum(into: target + row &* pitch, count) { window[$0 &* dilation] }
            }
            return
        }
        for row in 0..<rows {
            let window = window + row
            for tap in 0..<firstCount { first[tap] = window[firstTaps[tap] &* dilation] }
            for tap in 0..<secondCount { second[tap] = window[secondTaps[tap] &* dilation] }
            sum(centre < 0 ? nil : window[centre &* dilation], 0, target + row &* pitch, 0, 1, count)
        }
    }

    /// The first taps of neighbours: of those that lead to later samples one by one, and of those that lead to earlier ones.
    private struct DenseTaps {
        let later: Int
        let earlier: Int

        /// Looks at the taps, or gives up where they are not neighbours.
        init?(_ kind: Kind, _ first: [Int], _ second: [Int], hasStart: Bool) {
            func areNeighbours(_ taps: [Int], by step: Int) -> Bool {
                zip(taps, taps.dropFirst()).allSatisfy { $1 - $0 == step }
            }
            switch kind {
            case .doubling: return nil
            case .products:
                guard !first.isEmpty, !hasStart, areNeighbours(first, by: 1) else { return nil }
                (later, earlier) = (first[0], first[0])
            case .pairs, .differences:
                guard !first.isEmpty, !(first + second).contains(Stand.nothing) else { return nil }
                if areNeighbours(first, by: -1), areNeighbours(second, by: 1) {
                    (later, earlier) = (second[0], first[0])
                } else if kind == .pairs, areNeighbours(first, by: 1), areNeighbours(second, by: -1) {
                    // From the ends inward; which of two samples comes first makes no difference to their sum.
                    (later, earlier) = (first[0], second[0])
                } else {
                    return nil
                }
            }
        }
    }

    /// Adds the two ends of a box, which share a weight.
    private func addEnds(to target: UnsafeMutablePointer<Number>, count: Int) {
        let (before, after, weight) = (second[0], second[1], weights[0])
        for place in 0..<count {
            let ends = Number.sum(before[place], after[place])
            target[place] =
                isFused ? .fused(ends, weight, plus: target[place]) : .sum(target[place], .product(ends, weight))
        }
    }

    /// Sums the samples under the taps, in each of several rows.
    @inline(__always)
    private func sum(
        _ middle: UnsafePointer<Number>?, _ pitch: Int, _ target: UnsafeMutablePointer<Number>, _ targetPitch: Int,
        _ rows: Int, _ count: Int
    ) {
        switch kind {
        case .doubling: return addDoubling(pitch, target, targetPitch, rows, count)
        case _ where middle == nil && firstCount == 0:
            for row in 0..<rows { (target + row &* targetPitch).update(repeating: .zero, count: count) }
        case .products:
            kernels.productSum(first, weights, firstCount, isFused, pitch, target, targetPitch, rows, count)
        case .pairs, .differences:
            kernels.pairSum(
                middle, centreWeight, first, second, weights, firstCount, kind == .differences, isFused, pitch, target,
                targetPitch, rows, count)
        }
        if hasSteps { for row in 0..<rows { apply(to: target + row &* targetPitch, count) } }
    }

    private func addDoubling(
        _ pitch: Int, _ target: UnsafeMutablePointer<Number>, _ targetPitch: Int, _ rows: Int, _ count: Int
    ) {
        for row in 0..<rows {
            let line = target + row &* targetPitch
            kernels.doublingSum(first, firstCount, line, count, vectors)
            if secondCount > 0 { addEnds(to: line, count: count) }
            if hasSteps { apply(to: line, count) }
            for tap in 0..<firstCount { first[tap] += pitch }
            for tap in 0..<secondCount { second[tap] += pitch }
        }
    }

    /// Lets happen to sums what happens to them.
    @inline(__always)
    func finish(_ sums: UnsafeMutablePointer<Number>, count: Int) { if hasSteps { apply(to: sums, count) } }

    private func apply(to target: UnsafeMutablePointer<Number>, _ count: Int) {
        steps.apply(to: target, count: count, by: kernels.pointwise)
        storage?.apply(to: target, count: count)
    }
}
