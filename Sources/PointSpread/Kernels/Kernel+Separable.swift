extension Kernel {
    /// The taps per axis whose products are the kernel, or nil when there are none to be found.
    ///
    /// ```swift
    /// let sobel = try Kernel([-1, 0, 1, -2, 0, 2, -1, 0, 1], extents: [3, 3])
    /// sobel.separated()?.map(\.weights)  // [[1, 2, 1], [-1, 0, 1]]
    /// ```
    ///
    /// The factors reproduce each weight to ½ ulp: along two axes their products, rounded to double, *are* the weights,
    /// and `outerProduct(of:)` gives back the same bits. Each axis beyond the second adds a multiplication that rounds,
    /// and with it 1 ulp. Zero weights come from zero taps only. What is returned has always been checked.
    ///
    /// Found are all kernels of integers (times one power of 2), with integer factors; all products of one vector with
    /// itself along two axes; and nearly all products of different vectors whose sums or moments are normalised, as those
    /// of smoothing and derivative taps are. Of other products, random numbers for example, only small ones are found:
    /// their rounding hides the scale. A kernel of zeros has factors of zeros.
    ///
    /// The time is proportional to the number of weights, and short where the kernel is nowhere near a product.
    public func separated() -> [Taps]? {
        guard let factors = Factorization(of: self)?.factors() else { return nil }
        return zip(factors, anchor).map { Taps(unchecked: $0, anchor: $1) }
    }
}

/// The search for the factors of a kernel that is nearly an outer product.
private struct Factorization {
    private let kernel: Kernel
    private let grid: FactorGrid
    /// The weight of greatest magnitude.
    private let pivot: Double
    /// The weights along each axis through the pivot.
    private let fibers: [[Double]]

    /// Fails unless the kernel is an outer product to about 48 bits.
    init?(of kernel: Kernel) {
        let grid = FactorGrid(extents: kernel.extents)
        let peak = kernel.weights.indices.max { kernel.weights[$0].magnitude < kernel.weights[$1].magnitude } ?? 0
        self.kernel = kernel
        self.grid = grid
        pivot = kernel.weights[peak]
        fibers = kernel.extents.indices.map { axis in grid.fiber(of: kernel.weights, along: axis, through: peak) }
        guard pivot != 0 else { return }
        let ratios = relativeFibers
        for (cell, weight) in kernel.weights.enumerated() {
            let product = kernel.extents.indices.reduce(pivot) { $0 * ratios[$1][grid.index(of: cell, along: $1)] }
            guard abs(product - weight) <= abs(weight) * 0x1p-48 else { return nil }
        }
    }

    /// The fibers divided by the pivot: the factors' shapes, with 1 where the kernel is greatest.
    private var relativeFibers: [[Double]] { fibers.map { fiber in fiber.map { $0 / pivot } } }

    /// The first guess that is right, as it is or once it is refined.
    func factors() -> [[Double]]? {
        guard pivot != 0 else { return kernel.extents.map { Array(repeating: 0, count: $0) } }
        if let integers = integerFactors(), grid.isProduct(kernel.weights, of: integers) { return integers }
        for guess in [equalFactors(), pivotFactors()] {
            if let guess, let factors = grid.refined(guess, toward: kernel.weights) { return factors }
        }
        let shapes = averagedShapes()
        for axis in kernel.extents.indices {
            // Taps that were normalised and then rounded miss their sum by some eighths of an ulp.
            for eighths in 0...16 {
                let offset = Double((eighths + 1) / 2) * (eighths.isMultiple(of: 2) ? 0x1p-56 : -0x1p-56)
                guard let guess = normalizedFactors(shapes, allBut: axis, offset: offset) else { continue }
                if let factors = grid.refined(guess, toward: kernel.weights) { return factors }
            }
        }
        for scale in stride(from: 1.0, to: 2, by: 0x1p-4) {
            if let factors = grid.refined(scaledFactors(by: scale), toward: kernel.weights) { return factors }
        }
        return nil
    }

    /// The smallest integers in the ratios of the fibers, with all that is common to the kernel in the last factor.
    private func integerFactors() -> [[Double]]? {
        let nonzero = kernel.weights.filter { $0 != 0 }
        guard let lastBit = nonzero.map(\.ulpOfLastSetBit).min(), lastBit.isNormal,
            pivot.magnitude / lastBit <= 0x1p53
        else { return nil }
        var factors: [[Double]] = []
        var common = pivot / lastBit
        for fiber in fibers {
            let integers = fiber.map { Int($0 / lastBit) }
            let divisor = integers.reduce(0, greatestCommonDivisor) * (pivot < 0 ? -1 : 1)
            factors.append(integers.map { Double($0 / divisor) })
            common /= (pivot / lastBit) / Double(divisor)
        }
        let last = factors.removeLast()
        // Of a product what is left is an integer; the divisions may have missed it. Adding 0 makes a zero positive.
        return factors + [last.map { $0 * common.rounded() * lastBit + 0 }]
    }

    /// For a product of one vector with itself: the roots of the weights on the diagonal.
    private func equalFactors() -> [[Double]]? {
        guard let fiber = fibers.first, fibers.allSatisfy({ $0 == fiber }) else { return nil }
        let rank = kernel.rank
        let roots = fiber.indices.map { index in
            let diagonal = kernel.weights[grid.strides.reduce(0) { $0 + $1 * index }].magnitude
            let root = rank == 2 ? diagonal.squareRoot() : Elementary.power(diagonal, 1 / Double(rank))
            return (fiber[index] < 0) == (pivot < 0) ? root : -root
        }
        let first = pivot < 0 ? roots.map { 0 - $0 } : roots
        return [first] + Array(repeating: roots, count: rank - 1)
    }

    /// The last fiber as it is, and ratios along the other axes: right where these are exact, as for a box.
    private func pivotFactors() -> [[Double]]? {
        relativeFibers.dropLast() + fibers.suffix(1)
    }

    /// Factors of the right scale in all that fit the weights best: the rounding of single weights averages out.
    private func averagedShapes() -> [[DoubleDouble]] {
        var shapes = relativeFibers.map { fiber in fiber.map { DoubleDouble($0) } }
        for _ in 0..<2 {
            for axis in shapes.indices {
                shapes[axis] = grid.leastSquaresFactor(of: kernel.weights, along: axis, others: shapes)
            }
        }
        return shapes
    }

    /// Factors normalised as smoothing and derivative taps are, but for one, which takes what is left.
    private func normalizedFactors(
        _ shapes: [[DoubleDouble]], allBut remaining: Int, offset: Double
    ) -> [[Double]]? {
        var rest = DoubleDouble.one
        var factors = shapes
        for axis in shapes.indices where axis != remaining {
            guard let moment = firstMoment(of: shapes[axis], anchor: kernel.anchor[axis]) else { return nil }
            let scale = (DoubleDouble.one + offset) / moment
            factors[axis] = factors[axis].map { $0 * scale }
            rest = rest / scale
        }
        factors[remaining] = factors[remaining].map { $0 * rest }
        return factors.map { $0.map(\.value) }
    }

    /// Σ xᵒ k(x) / o! for the lowest order at which it is not just rounding.
    private func firstMoment(of taps: [DoubleDouble], anchor: Int) -> DoubleDouble? {
        var terms = taps
        for order in 0...4 {
            let sum = terms.sum
            if sum.magnitude > terms.map(\.magnitude).sum * 0x1p-40 { return sum }
            terms = terms.enumerated().map { $1 * Double($0 - anchor) / Double(order + 1) }
        }
        return nil
    }

    /// The shapes at a scale of which nothing is known.
    private func scaledFactors(by scale: Double) -> [[Double]] {
        var factors = relativeFibers
        factors[0] = factors[0].map { $0 * scale }
        factors[kernel.rank - 1] = factors[kernel.rank - 1].map { $0 * pivot / scale }
        return factors
    }
}

extension Double {
    /// The value of the lowest bit that is set in a number other than 0.
    fileprivate var ulpOfLastSetBit: Double {
        let zeros = significandBitPattern == 0 ? Double.significandBitCount : significandBitPattern.trailingZeroBitCount
        return Double(sign: .plus, exponent: zeros, significand: ulp)
    }
}
