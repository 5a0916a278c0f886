import PointSpreadKernelTable

/// The sums of one pass on one thread: taps and weights where they are quick to reach, and the kernel that takes them.
final class TileSum<Number: LineNumber> {
    private enum Kind { case pairs, differences, products, doubling }

    private let kind: Kind
    private let kernels: LineKernelTable<Number>
    /// The distance in numbers between the samples of neighbouring taps, where they lie in one row.
    private let distance: Int
    /// The tap in the middle, or −1, and its weight.
    private let centre: Int
    private let centreWeight: Number
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
    private let hasSteps: Bool

    /// Prepares the sums of a pass.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(_ pass: TilePass<Number>, step: Int, kernels: LineKernelTable<Number>) throws(FilterError) {
        self.kernels = kernels
        distance = pass.dilation * step
        steps = pass.steps
        hasSteps = !steps.isEmpty
        var (firstTaps, secondTaps): ([Int], [Int])
        var middle: (tap: Int, weight: Number)?
        switch pass.sum {
        case .pairs(let centre, let earlier, let later, let isAntisymmetric):
            (kind, middle) = (isAntisymmetric ? .differences : .pairs, centre)
            (firstTaps, secondTaps) = (earlier, later)
        case .products(let taps): (kind, firstTaps, secondTaps) = (.products, taps, [])
        case .doubling(let taps, let ends):
            (kind, firstTaps, secondTaps) = (.doubling, taps, ends.map { [$0.0, $0.1] } ?? [])
        }
        (centre, centreWeight) = middle.map { ($0.tap, $0.weight) } ?? (-1, .zero)
        (firstCount, secondCount) = (firstTaps.count, secondTaps.count)
        let taps = (try Scratch(firstTaps), try Scratch(secondTaps))
        let weights = try Scratch(pass.weights)
        let first = try Scratch<UnsafePointer<Number>>(count: firstTaps.count)
        let second = try Scratch<UnsafePointer<Number>>(count: secondTaps.count)
        let vectors = try Scratch<UInt8>(count: kind == .doubling ? 256 * 64 : 0)
        (self.firstTaps, self.secondTaps) = (taps.0.base, taps.1.base)
        (self.weights, self.first, self.second) = (weights.base, first.base, second.base)
        self.vectors = vectors.base
        memory = [taps.0, taps.1, weights, first, second, vectors]
    }

    /// Sums the samples of neighbours in one row.
    ///
    /// - Parameters:
    ///   - row: the samples under the first tap.
    ///   - count: how many sums to make.
    @inline(__always)
    func along(_ row: UnsafePointer<Number>, into target: UnsafeMutablePointer<Number>, count: Int) {
        let distance = distance
        for tap in 0..<firstCount { first[tap] = row + firstTaps[tap] &* distance }
        for tap in 0..<secondCount { second[tap] = row + secondTaps[tap] &* distance }
        sum(centre < 0 ? nil : row + centre &* distance, target, count)
    }

    /// Sums the samples of rows that lie one below the other.
    ///
    /// - Parameters:
    ///   - window: where each row from that of the first tap on begins.
    ///   - offset: the distance of the samples from there.
    ///   - dilation: how many rows lie between those of neighbouring taps.
    @inline(__always)
    func down(
        _ window: UnsafePointer<UnsafeMutablePointer<Number>>, offset: Int, dilation: Int,
        into target: UnsafeMutablePointer<Number>, count: Int
    ) {
        for tap in 0..<firstCount {
            first[tap] = UnsafePointer(window[firstTaps[tap] &* dilation] + offset)
        }
        for tap in 0..<secondCount {
            second[tap] = UnsafePointer(window[secondTaps[tap] &* dilation] + offset)
        }
        sum(centre < 0 ? nil : UnsafePointer(window[centre &* dilation] + offset), target, count)
    }

    /// Adds the two ends of a box, which share a weight.
    private func addEnds(to target: UnsafeMutablePointer<Number>, count: Int) {
        let (before, after, weight) = (second[0], second[1], weights[0])
        for place in 0..<count {
            target[place] = .fused(.sum(before[place], after[place]), weight, plus: target[place])
        }
    }

    @inline(__always)
    private func sum(_ middle: UnsafePointer<Number>?, _ target: UnsafeMutablePointer<Number>, _ count: Int) {
        switch kind {
        case .pairs, .differences:
            guard middle != nil || firstCount > 0 else {
                target.update(repeating: .zero, count: count)
                break
            }
            kernels.pairSum(
                middle, centreWeight, first, second, weights, firstCount, kind == .differences, target, count)
        case .products:
            guard firstCount > 0 else {
                target.update(repeating: .zero, count: count)
                break
            }
            kernels.productSum(first, weights, firstCount, target, count)
        case .doubling:
            kernels.doublingSum(first, firstCount, target, count, vectors)
            guard secondCount > 0 else { break }
            addEnds(to: target, count: count)
        }
        if hasSteps { for step in steps { step.apply(to: target, count: count) } }
    }
}
