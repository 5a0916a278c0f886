/// What stands outside an axis of a padded block, where it is quick to reach.
final class PaddedEdges<Number: LineNumber> {
    /// The index of a sample, or −1 and a number.
    struct Outside {
        let index: Int
        let number: Number
    }

    let axis: Int?
    let before: Int
    let reach: Int
    let count: Int
    /// What stands before the first sample, then what stands behind the last.
    private let positions: Scratch<Outside>
    private let base: UnsafeMutablePointer<Outside>
    private let countBefore: Int

    /// - Parameter axis: the axis; without one there is a single sample, and nothing outside.
    init(_ axis: PaddedAxis?) throws(FilterError) {
        self.axis = axis?.axis
        (before, reach, count) = axis.map { ($0.before, $0.reach, $0.inputCount) } ?? (0, 0, 1)
        var outside: [Outside] = []
        if let axis {
            for position in Array(axis.positionsBefore) + Array(axis.positionsAfter) {
                switch axis.source(at: position) {
                case .sample(let index): outside.append(Outside(index: index, number: .zero))
                case .outside(let value): outside.append(Outside(index: -1, number: Number(number: value)))
                case .stuffed: outside.append(Outside(index: -1, number: .zero))
                }
            }
        }
        countBefore = axis?.positionsBefore.count ?? 0
        positions = try Scratch(outside)
        base = positions.base
    }

    /// What stands at a position outside, of those that results are made of.
    @inline(__always)
    func outside(_ position: Int) -> Outside {
        base[position < 0 ? position &+ countBefore : countBefore &+ position &- count]
    }
}

/// The axes outside of a block.
final class PaddedSlices {
    private let axes: [Int]
    private let sizes: Scratch<Int>
    /// The distances between neighbours along each axis, in bytes.
    private let strides: Scratch<Int>

    init<Number: LineNumber>(_ run: PaddedRun<Number>) throws(FilterError) {
        axes = run.sliceAxes
        sizes = try Scratch(run.sliceAxes.map { run.program.outputShape[$0] })
        strides = try Scratch(repeating: 0, count: run.sliceAxes.count)
    }

    func prepare(for array: ArrayBuffer) {
        for (place, axis) in axes.enumerated() { strides.base[place] = array.strides[axis] * array.elementType.size }
    }

    /// Where a slice lies, in bytes.
    @inline(__always)
    func offset(_ number: Int) -> Int {
        var offset = 0
        var rest = number
        for place in (0..<sizes.count).reversed() {
            let (quotient, index) = rest.quotientAndRemainder(dividingBy: sizes.base[place])
            offset += index * strides.base[place]
            rest = quotient
        }
        return offset
    }
}
