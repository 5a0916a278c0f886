import PointSpreadKernelTable

/// The sums of a few neighbouring rows as one list of steps, each a run of samples that serves one row or several.
///
/// A sample under taps of several rows is read once for all of them. The steps go through the window in the order of the taps,
/// so that every row takes its own taps in their order.
struct DenseBlock<Number: LineNumber>: Sendable {
    /// A tap that takes part in the sum.
    struct Tap {
        /// Which combination of taps along the axes outside the rows it belongs to.
        let plane: Int
        /// How many rows and how many numbers of a row it is away from the first tap.
        let row: Int
        let offset: Int
        let weight: Number
    }

    /// Where the samples of a step begin: a row of the window, counted through all planes, and a place in it.
    struct Step {
        let row: Int
        let offset: Int
    }

    /// How many rows are summed at once.
    let rows: Int
    /// The steps that serve the same rows of the block.
    let parts: [DensePart]
    let steps: [Step]
    /// For each step the weights of the rows that it serves.
    let weights: [Number]

    /// Lists the steps of a block.
    ///
    /// - Parameters:
    ///   - taps: the taps in the order of the sum: plane by plane, row by row.
    ///   - rows: how many rows are summed at once.
    ///   - pitch: the distance, in rows of the window, between the same rows of neighbouring planes.
    init(_ taps: [Tap], rows: Int, pitch: Int) {
        var steps: [Step] = []
        var served: [ClosedRange<Int>] = []
        var weights: [Number] = []
        for (plane, planeTaps) in Self.groups(taps, by: \.plane) {
            let tapRows = Self.groups(planeTaps, by: \.row)
            let tapsOfRow = Dictionary(uniqueKeysWithValues: tapRows)
            for row in 0..<(tapRows.last?.key ?? 0) + rows {
                // The block's first row meets the samples of this row with its last taps, and so on.
                let meeting = (0..<rows).flatMap { block in
                    (tapsOfRow[row - block] ?? []).map { (offset: $0.offset, block: block, weight: $0.weight) }
                }
                let first = steps.count
                for (offset, block, weight) in meeting.sorted(by: { ($0.offset, $0.block) < ($1.offset, $1.block) }) {
                    weights.append(weight)
                    let last = steps.count - 1
                    if last >= first, steps[last].offset == offset, served[last].upperBound == block - 1 {
                        served[last] = served[last].lowerBound...block
                    } else {
                        steps.append(Step(row: plane * pitch + row, offset: offset))
                        served.append(block...block)
                    }
                }
            }
        }
        self.rows = rows
        self.steps = steps
        self.weights = weights
        parts = Self.parts(served)
    }

    private static func parts(_ served: [ClosedRange<Int>]) -> [DensePart] {
        var parts: [DensePart] = []
        for rows in served {
            let part = DensePart(rows: rows, steps: 1)
            if let last = parts.last, last.rows == part.rows {
                parts[parts.count - 1].steps += 1
            } else {
                parts.append(part)
            }
        }
        return parts
    }

    /// Neighbours with the same key, together.
    private static func groups(_ taps: [Tap], by key: KeyPath<Tap, Int>) -> [(key: Int, taps: [Tap])] {
        var groups: [(key: Int, taps: [Tap])] = []
        for tap in taps {
            if let last = groups.last, last.key == tap[keyPath: key] {
                groups[groups.count - 1].taps.append(tap)
            } else {
                groups.append((tap[keyPath: key], [tap]))
            }
        }
        return groups
    }
}
