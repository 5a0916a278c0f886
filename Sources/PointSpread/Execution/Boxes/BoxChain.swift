/// Boxes of bytes one after the other, some along rows and then some down columns, each of them rounded to bytes again.
///
/// Inside a box every sample has the same weight, and the two at its ends have another, all of them whole: what leaves is
/// ⌊(weight · Σ inner + end · (first + last) + term) ∕ 2^shift⌋, which 32 bits hold.
struct BoxChain: Sendable {
    struct Box: Sendable {
        /// How many samples of the inner weight lie to each side of the middle; those with the weight of the ends come behind.
        let radius: Int
        let weight: UInt32
        let end: UInt32
        let term: UInt32
        let shift: UInt32
        /// How far the box reaches to each side.
        var reach: Int { radius + 1 }
    }

    let layout: LineLayout
    let along: [Box]
    let down: [Box]
    /// The axis down which boxes go, where there are such.
    let rowAxis: Int?

    /// Looks at a program, or gives up where it is another one.
    init?(_ program: FilterProgram) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.inputType == .uint8, program.outputShape == program.inputShape, !program.branches[0].isEmpty
        else { return nil }
        let layout = LineLayout(program)
        var (along, down): ([Box], [Box]) = ([], [])
        var rowAxis: Int?
        for pass in program.branches[0] {
            guard let box = Box(pass, count: program.inputShape[pass.kernel.axes[0]]) else { return nil }
            let axis = pass.kernel.axes[0]
            if layout.isFilteredAlongLine, axis == layout.lineAxis {
                guard down.isEmpty else { return nil }
                along.append(box)
            } else {
                guard axis < layout.lineAxis, rowAxis ?? axis == axis else { return nil }
                rowAxis = axis
                down.append(box)
            }
        }
        (self.layout, self.along, self.down, self.rowAxis) = (layout, along, down, rowAxis)
    }
}

extension BoxChain.Box {
    fileprivate init?(_ pass: Pass, count: Int) {
        let (weights, accumulation, store) = (pass.kernel.weights, pass.accumulation, pass.store)
        guard pass.kernel.axes.count == 1, pass.kernel.channels == nil, weights.count % 2 == 1, weights.count >= 3,
            pass.geometry[0] == .same(count: count, taps: weights.count, anchor: weights.count / 2),
            pass.border[0] == BorderPair(.replicate), pass.load.maps.isEmpty, pass.split == nil, store.rim.isEmpty,
            store.type == .uint8, accumulation.start == nil, accumulation.ignoredMagnitude == nil,
            accumulation.order == .centreOutward(.symmetric) || accumulation.order == .leftToRight,
            store.steps.count == 2, case .add(let term) = store.steps[0], case .shiftRight(let shift) = store.steps[1],
            weights.first == weights.last, weights.dropFirst().dropLast().allSatisfy({ $0 == weights[1] }),
            weights.count <= Self.mostTaps, (0...31).contains(shift)
        else { return nil }
        // No sum wraps around, and all results are bytes.
        let most = 255 * weights.reduce(0, +) + term
        let limit = Double(accumulation.type == .int32 ? Int64(Int32.max) : Int64(UInt32.max))
        guard accumulation.type.isInteger, accumulation.type.size >= 4, weights.allSatisfy({ $0 >= 0 }), term >= 0,
            most <= limit, Int64(most) >> Int64(shift) <= 255
        else { return nil }
        radius = weights.count / 2 - 1
        (weight, end, self.term) = (UInt32(weights[1]), UInt32(weights[0]), UInt32(term))
        self.shift = UInt32(shift)
    }

    /// So many bytes have a sum of 16 bits.
    private static var mostTaps: Int { 257 }
}
