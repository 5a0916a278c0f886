/// A sample of a tile that is not finite.
struct FourierOddity<Number: LineNumber> {
    let value: Number
    let part: Int
    let row: Int
    let place: Int
}

/// Spreads samples that are not finite as far as taps reach.
///
/// They are 0 while a tile is transformed; afterwards outputs whose taps meet NaN become NaN, and the products of infinity and
/// taps are added to the outputs under these: infinity or NaN, whatever the other products are.
struct FourierRepair<Number: LineNumber> {
    private typealias Line = UnsafeMutablePointer<Number>

    /// A row of taps: how far it lies from the first along the outer axes.
    private struct Row {
        let outer: [Int]
        /// The products of infinity and the taps, 0 where there is none; the last one first, with zeros between taps that are not
        /// neighbours.
        let products: [Number]
        /// Where taps are that follow each other without gaps, the first one first.
        let runs: [Range<Int>]
    }

    private let axes: [FourierAxis]
    private let layout: FourierTileLayout
    private let rows: [Row]

    init(_ pass: FourierPass, _ axes: [FourierAxis], _ layout: FourierTileLayout) {
        (self.axes, self.layout) = (axes, layout)
        let extents = pass.pass.kernel.extents
        let last = axes[axes.count - 1]
        let length = extents[axes.count - 1]
        rows = stride(from: 0, to: pass.weights.count, by: length).map { start in
            var products = [Number](repeating: .zero, count: last.reach + 1)
            var runs: [Range<Int>] = []
            for tap in 0..<length where pass.isVisited[start + tap] {
                let (weight, place) = (pass.weights[start + tap], tap * last.dilation)
                products[last.reach - place] = .infinity * (weight > 0 ? 1 : weight < 0 ? -1 : 0)
                if let run = runs.last, run.upperBound == place {
                    runs[runs.count - 1] = run.lowerBound..<place + 1
                } else {
                    runs.append(place..<place + 1)
                }
            }
            var outer: [Int] = []
            var rest = start / length
            for place in axes.indices.dropLast().reversed() {
                outer.insert(rest % extents[place] * axes[place].dilation, at: 0)
                rest /= extents[place]
            }
            return Row(outer: outer, products: products, runs: runs)
        }
    }

    /// Mends the outputs of one part of a tile.
    func spread(_ oddities: [FourierOddity<Number>], over plane: UnsafeMutablePointer<Number>) {
        for oddity in oddities where !oddity.value.isNaN { spread(oddity, over: plane) }
        spreadUndefined(oddities.filter(\.value.isNaN), over: plane)
    }

    /// The row of outputs that sees a row of samples through a row of taps, where it is wanted.
    private func output(_ samples: Int, _ outer: [Int]) -> Int? {
        guard axes.count > 1 else { return samples }
        var row = 0
        for (place, axis) in zip(zip(layout.outer(row: samples), outer).map({ $0 - $1 }), axes) {
            guard place >= 0, place < axis.step else { return nil }
            row = row * layout.rowsPerPlane + place
        }
        return row
    }

    /// Adds the products of infinity.
    private func spread(_ oddity: FourierOddity<Number>, over plane: Line) {
        let last = axes[axes.count - 1]
        // Output i sees the sample through the product at reach − (place − i).
        let shift = last.reach - oddity.place
        let outputs = max(0, -shift)..<min(last.step, oddity.place + 1)
        guard !outputs.isEmpty else { return }
        let factor: Number = oddity.value > 0 ? 1 : -1
        for taps in rows {
            guard let row = output(oddity.row, taps.outer) else { continue }
            let line = plane + layout.offset(row: row)
            for output in outputs { line[output] += taps.products[output + shift] * factor }
        }
    }

    /// Makes outputs NaN whose taps meet NaN.
    ///
    /// There may be many such samples: for each row they are counted from its beginning to every place, so that two counts tell
    /// whether there is one under a run of taps.
    private func spreadUndefined(_ oddities: [FourierOddity<Number>], over plane: Line) {
        guard !oddities.isEmpty else { return }
        var counts: [Int: [Int32]] = [:]
        for oddity in oddities {
            counts[oddity.row, default: [Int32](repeating: 0, count: layout.size + 1)][oddity.place + 1] += 1
        }
        let step = axes[axes.count - 1].step
        for (samples, single) in counts {
            var sums = single
            for place in 0..<layout.size { sums[place + 1] += sums[place] }
            sums.withUnsafeBufferPointer { sums in
                for taps in rows {
                    guard let row = output(samples, taps.outer) else { continue }
                    let line = plane + layout.offset(row: row)
                    for run in taps.runs {
                        let (first, end) = (run.lowerBound, run.upperBound)
                        for output in 0..<step where sums[output &+ end] != sums[output &+ first] {
                            line[output] = .nan
                        }
                    }
                }
            }
        }
    }
}
