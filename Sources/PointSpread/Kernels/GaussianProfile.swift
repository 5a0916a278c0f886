/// The taps of a Gaussian or its derivative on one side, from the anchor outwards, worked out in double-double.
struct GaussianProfile {
    private let sigma: Double
    private let radius: Int
    private let sampling: GaussianSampling
    private let order: Int

    init(sigma: Double, radius: Int, sampling: GaussianSampling, order: Int) {
        // Below these a sampled or integrated Gaussian is an impulse, and a derivative a plain difference, to all bits.
        let smallest = order == 0 ? 0x1p-10 : 0x1p-4
        self.sigma = sampling == .discrete ? sigma : max(sigma, smallest)
        self.radius = radius
        self.sampling = sampling
        self.order = order
    }

    /// The weights at 0, 1, … radius, scaled so that the moment of the same order is order!.
    func weights() -> [Double] {
        let raw = orthogonal(order)
        let factorial = Double((1...max(order, 1)).reduce(1, *))
        let scale = moment(order, of: raw) / factorial
        return raw.map { ($0 / scale).value }
    }

    /// The function of some order whose lower moments of the same parity vanish.
    private func orthogonal(_ order: Int) -> [DoubleDouble] {
        var values = base(order)
        for lower in stride(from: order & 1, to: order, by: 2) {
            let other = orthogonal(lower)
            let factor = moment(lower, of: values) / moment(lower, of: other)
            for x in values.indices {
                values[x] -= factor * other[x]
            }
        }
        if sigma < 1 { solveInnermost(order, of: &values) }
        return values
    }

    /// Replaces the taps nearest the anchor by those that make the lower moments vanish.
    ///
    /// For a small sigma these taps are tiny differences of large numbers, while the outer ones are as exact as ever.
    private func solveInnermost(_ order: Int, of values: inout [DoubleDouble]) {
        if order >= 3 {
            values[1] = .zero
            values[1] = moment(order - 2, of: values).scaled(byPowerOfTwo: -1) * -1
        }
        if order == 2 || order == 4 {
            values[0] = .zero
            values[0] = -moment(0, of: values)
        }
    }

    /// Σ xᵖ k(x) over both sides, for p of the same parity as the function.
    private func moment(_ power: Int, of values: [DoubleDouble]) -> DoubleDouble {
        var sum = DoubleDouble.zero
        for x in stride(from: radius, through: 1, by: -1) {
            sum += (0..<power).reduce(values[x]) { product, _ in product * Double(x) }
        }
        sum = sum.scaled(byPowerOfTwo: 1)
        return power == 0 ? sum + values[0] : sum
    }

    /// The function before any correction, at any scale.
    private func base(_ order: Int) -> [DoubleDouble] {
        switch sampling {
        case .sampled:
            // Hermite's polynomials and the powers of x differ by lower powers, which the correction settles anyway.
            (0...radius).map { x in
                (0..<order).reduce(density(Double(x))) { product, _ in product * Double(x) }
            }
        case .integrated:
            (0...radius).map { x in integral(order, from: Double(x) - 0.5, to: Double(x) + 0.5) }
        case .discrete:
            differences(order)
        }
    }

    /// e^(−x²/2σ²).
    private func density(_ x: Double) -> DoubleDouble {
        guard abs(x) < 45 * sigma else { return .zero }
        let z = DoubleDouble(x) / sigma
        return Elementary.exp(-(z * z).scaled(byPowerOfTwo: -1))
    }

    /// The integral of (−1)ᵒ times the derivative of order o over an interval that begins at −½ or later.
    private func integral(_ order: Int, from start: Double, to end: Double) -> DoubleDouble {
        guard order > 0 else {
            let scale = DoubleDouble.squareRootOf2 * sigma
            let (a, b) = (DoubleDouble(start) / scale, DoubleDouble(end) / scale)
            return start < 0
                ? SpecialFunctions.erf(b).scaled(byPowerOfTwo: 1)
                : SpecialFunctions.erfc(a) - SpecialFunctions.erfc(b)
        }
        return hermite(order - 1, start) * density(start) - hermite(order - 1, end) * density(end)
    }

    /// Hermite's polynomial He of x/σ.
    private func hermite(_ order: Int, _ x: Double) -> DoubleDouble {
        let z = DoubleDouble(x) / sigma
        var (previous, current) = (DoubleDouble.zero, DoubleDouble.one)
        for n in 0..<order {
            (previous, current) = (current, z * current - previous * Double(n))
        }
        return current
    }

    /// Central differences of the discrete Gaussian: δ² for each two orders, and half the difference of the neighbours.
    private func differences(_ order: Int) -> [DoubleDouble] {
        var values = SpecialFunctions.preciseScaledBessel(through: radius + (order + 1) / 2, sigma * sigma)
        for _ in 0..<order / 2 {
            values = values.indices.dropLast().map { x in
                values[abs(x - 1)] + values[x + 1] - values[x].scaled(byPowerOfTwo: 1)
            }
        }
        if order & 1 == 1 {
            values = values.indices.dropLast().map { x in values[abs(x - 1)] - values[x + 1] }
        }
        return values
    }
}
