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
    /// The taps of one list, or of the earlier and the later halves of pairs.
    private let firstTaps: Scratch<Int>
    private let secondTaps: Scratch<Int>
    private let weights: Scratch<Number>
    private let first: Scratch<UnsafePointer<Number>>
    private let second: Scratch<UnsafePointer<Number>>
    private let vectors: Scratch<UInt8>
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
        self.firstTaps = try Scratch(firstTaps)
        self.secondTaps = try Scratch(secondTaps)
        weights = try Scratch(pass.weights)
        first = try Scratch(count: firstTaps.count)
        second = try Scratch(count: secondTaps.count)
        vectors = try Scratch(count: kind == .doubling ? 256 * 64 : 0)
    }

    /// Sums the samples of neighbours in one row.
    ///
    /// - Parameters:
    ///   - row: the samples under the first tap.
    ///   - count: how many sums to make.
    @inline(__always)
    func along(_ row: UnsafePointer<Number>, into target: UnsafeMutablePointer<Number>, count: Int) {
        let distance = distance
        for tap in 0..<firstTaps.count { first.base[tap] = row + firstTaps.base[tap] &* distance }
        for tap in 0..<secondTaps.count { second.base[tap] = row + secondTaps.base[tap] &* distance }
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
        for tap in 0..<firstTaps.count {
            first.base[tap] = UnsafePointer(window[firstTaps.base[tap] &* dilation] + offset)
        }
        for tap in 0..<secondTaps.count {
            second.base[tap] = UnsafePointer(window[secondTaps.base[tap] &* dilation] + offset)
        }
        sum(centre < 0 ? nil : UnsafePointer(window[centre &* dilation] + offset), target, count)
    }

    /// Adds the two ends of a box, which share a weight.
    private func addEnds(to target: UnsafeMutablePointer<Number>, count: Int) {
        let (before, after, weight) = (second.base[0], second.base[1], weights.base[0])
        for place in 0..<count {
            target[place] = .fused(.sum(before[place], after[place]), weight, plus: target[place])
        }
    }

    @inline(__always)
    private func sum(_ middle: UnsafePointer<Number>?, _ target: UnsafeMutablePointer<Number>, _ count: Int) {
        switch kind {
        case .pairs, .differences:
            guard middle != nil || first.count > 0 else {
                target.update(repeating: .zero, count: count)
                break
            }
            kernels.pairSum(
                middle, centreWeight, first.base, second.base, weights.base, first.count, kind == .differences, target,
                count)
        case .products:
            guard first.count > 0 else {
                target.update(repeating: .zero, count: count)
                break
            }
            kernels.productSum(first.base, weights.base, first.count, target, count)
        case .doubling:
            kernels.doublingSum(first.base, first.count, target, count, vectors.base)
            guard second.count > 0 else { break }
            addEnds(to: target, count: count)
        }
        if hasSteps { for step in steps { step.apply(to: target, count: count) } }
    }
}
