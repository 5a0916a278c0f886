/// A sample of a tile that is not finite.
struct FourierOddity<Number: LineNumber> {
    let value: Number
    let part: Int
    let row: Int
    let place: Int
}

/// Spreads samples that are not finite as far as taps reach.
///
/// They are 0 while a tile is transformed; afterwards their products with the taps are added to the outputs under these: infinity
/// or NaN, whatever the other products are.
struct FourierRepair<Number: LineNumber>: Sendable {
    private let axes: [FourierAxis]
    private let extents: [Int]
    /// The products of infinity and the taps, 0 where there is none: for each row of taps the last one first, with zeros between
    /// taps that are not neighbours.
    private let rows: [(outer: [Int], products: [Number])]

    init(_ pass: FourierPass, _ axes: [FourierAxis]) {
        self.axes = axes
        extents = pass.pass.kernel.extents
        let last = axes[axes.count - 1]
        let length = extents[axes.count - 1]
        rows = stride(from: 0, to: pass.weights.count, by: length).map { start in
            var products = [Number](repeating: .zero, count: last.reach + 1)
            for tap in 0..<length where pass.isVisited[start + tap] {
                let weight = pass.weights[start + tap]
                products[last.reach - tap * last.dilation] = .infinity * (weight > 0 ? 1 : weight < 0 ? -1 : 0)
            }
            var outer: [Int] = []
            var rest = start / length
            for place in axes.indices.dropLast().reversed() {
                outer.insert(rest % pass.pass.kernel.extents[place] * axes[place].dilation, at: 0)
                rest /= pass.pass.kernel.extents[place]
            }
            return (outer, products)
        }
    }

    /// Adds the products of a sample to the outputs of its part of a tile.
    func spread(_ oddity: FourierOddity<Number>, over plane: UnsafeMutablePointer<Number>, _ layout: FourierTileLayout)
    {
        let last = axes[axes.count - 1]
        // Output i sees the sample through the product at reach − (place − i).
        let outputs = max(0, oddity.place - last.reach)..<min(last.step, oddity.place + 1)
        guard !outputs.isEmpty else { return }
        let factor: Number = oddity.value.isNaN ? 0 : oddity.value > 0 ? 1 : -1
        for (outer, products) in rows {
            var row = oddity.row
            if axes.count > 1 {
                let places = zip(layout.outer(row: row), outer).map { $0 - $1 }
                guard zip(places, axes).allSatisfy({ $0 >= 0 && $0 < $1.step }) else { continue }
                row = places.reduce(0) { $0 * layout.rowsPerPlane + $1 }
            }
            let line = plane + layout.offset(row: row)
            let shift = last.reach - oddity.place
            for output in outputs { line[output] += products[output + shift] * factor }
        }
    }
}
