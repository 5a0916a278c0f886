extension SpecialFunctions {
    /// e^(−t) Iₙ(t), the scaled modified Bessel function of integer order, correctly rounded.
    ///
    /// - Parameters:
    ///   - n: the order, 0 or more.
    ///   - t: the argument, finite and not negative.
    package static func scaledBessel(order n: Int, _ t: Double) -> Double {
        scaledBessel(through: n, t)[n]
    }

    /// e^(−t) Iₖ(t) for the orders 0 to n, each correctly rounded.
    ///
    /// The time is proportional to n + 12 √t; the relative error before rounding is below 2⁻⁸⁰ for t up to 10⁶.
    package static func scaledBessel(through n: Int, _ t: Double) -> [Double] {
        rows(through: n, t).map { $0.significand.rounded(scaledByPowerOfTwo: $0.exponent) }
    }

    /// The same row in double-double.
    package static func preciseScaledBessel(through n: Int, _ t: Double) -> [DoubleDouble] {
        rows(through: n, t).map { $0.significand.scaled(byPowerOfTwo: $0.exponent) }
    }

    /// The row by Miller's algorithm, each value as a number and a power of 2.
    ///
    /// The recurrence Iₖ₋₁ = Iₖ₊₁ + 2k/t · Iₖ runs downwards from an order so high that its value does not matter, and is
    /// normalised by e^t = I₀ + 2 (I₁ + I₂ + …). All terms are positive, so nothing cancels.
    /// Abramowitz and Stegun, Handbook of Mathematical Functions, 9.6.26, 9.6.37 and example 1 of 9.12.
    private static func rows(through n: Int, _ t: Double) -> [(significand: DoubleDouble, exponent: Int)] {
        var row = Array(repeating: (significand: DoubleDouble.zero, exponent: 0), count: n + 1)
        guard t > 0x1p-900 else {
            // All other orders are below the smallest double.
            row[0].significand = .one
            if n >= 1 { row[1].significand = DoubleDouble(t).scaled(byPowerOfTwo: -1) }
            return row
        }
        let twoOverT = DoubleDouble(2) / t
        // Iₘ(t) falls like e^(-m²/2t) for large t and like (t/2)^m / m! for small t: either leaves less than 2^-106.
        let start = Int((Double(n) * Double(n) + 160 * t).squareRoot()) + 40
        var (above, current) = (DoubleDouble.zero, DoubleDouble.one)
        var sum = DoubleDouble.zero
        var exponent = 0
        for order in stride(from: start, through: 1, by: -1) {
            if order <= n { row[order] = (current, exponent) }
            sum += current
            (above, current) = (current, above + twoOverT * Double(order) * current)
            let excess = Int(current.high.exponent)
            if excess > 60 {
                above = above.scaled(byPowerOfTwo: -excess)
                current = current.scaled(byPowerOfTwo: -excess)
                sum = sum.scaled(byPowerOfTwo: -excess)
                exponent += excess
            }
        }
        row[0] = (current, exponent)
        sum = sum.scaled(byPowerOfTwo: 1) + current
        return row.map { ($0.significand / sum, $0.exponent - exponent) }
    }
}
