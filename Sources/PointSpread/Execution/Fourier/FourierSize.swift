/// A size that transforms have: a power of two, divided into passes of eight, then of four numbers.
struct FourierSize: Hashable, Sendable {
    /// How many numbers are transformed with each other.
    let count: Int

    /// The sizes that there are, in ascending order.
    static let all = [32, 64, 128, 256, 512, 1024, 2048, 4096].map { FourierSize(count: $0) }

    /// The sizes of the passes, in the order of a transform forward.
    var passes: [Int] {
        let bits = count.trailingZeroBitCount
        let fours = (3 - bits % 3) % 3
        return [Int](repeating: 8, count: (bits - 2 * fours) / 3) + [Int](repeating: 4, count: fours)
    }

    /// What each pass but the last multiplies by, exp(−2πi jk ∕ length), in the order of `FourierKernelTable`.
    func factors<Number: LineNumber>(as type: Number.Type) -> [Number] {
        let roots = roots.map { (real: Number(number: $0.real), imaginary: Number(number: $0.imaginary)) }
        var factors: [Number] = []
        var length = count
        for pass in passes.dropLast() {
            for place in 0..<length / pass {
                for number in 1..<pass {
                    let root = roots[place * number * (count / length)]
                    factors += [root.real, root.imaginary]
                }
            }
            length /= pass
        }
        guard count > 256 else { return factors }
        for number in 1..<8 {
            let own = (0..<count / 8).map { roots[$0 * number] }
            factors += own.map(\.real) + own.map(\.imaginary)
        }
        return factors
    }

    /// exp(−2πi · index ∕ count), correctly rounded.
    private var roots: [(real: Double, imaginary: Double)] {
        let eighth = (0...count / 8).map { Elementary.sineCosine(degrees: 360 * Double($0) / Double(count)) }
        return (0..<count).map { index in
            // Beyond an eighth of the circle a root has the numbers of one before it, exchanged or negated.
            let (octant, rest) = (8 * index).quotientAndRemainder(dividingBy: count)
            let (sine, cosine) = eighth[(octant % 2 == 0 ? rest : count - rest) / 8]
            let (x, y) = octant % 4 == 1 || octant % 4 == 2 ? (sine, cosine) : (cosine, sine)
            return (octant >= 2 && octant < 6 ? -x : x, octant < 4 ? -y : y)
        }
    }

    /// The operations of a transform for each number, each on a real or an imaginary part.
    var operations: Double {
        passes.enumerated().reduce(0) { sum, pass in
            let isLast = pass.offset == passes.count - 1
            return sum + (pass.element == 8 ? (isLast ? 56 : 98) / 8 : (isLast ? 16 : 34) / 4)
        }
    }

    /// How much a transform adds to the relative error of the root of the mean square, in units of the last place.
    ///
    /// Every sum of complex numbers adds at most one unit, every product by a factor √5 (Brent, Percival and Zimmermann, "Error
    /// bounds on complex floating-point multiplication", 2007) and one for the factor itself; in a pass of eight, products by √½
    /// add 2.3.
    var errorUnits: Double {
        passes.enumerated().reduce(0) { sum, pass in
            let own = pass.element == 8 ? 5.3 : 2
            return sum + own + (pass.offset == passes.count - 1 ? 0 : 3.24)
        }
    }
}
