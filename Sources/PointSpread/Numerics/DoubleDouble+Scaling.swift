extension DoubleDouble {
    /// The number times 2 to a power; exact as long as neither part leaves the normal range.
    package func scaled(byPowerOfTwo exponent: Int) -> DoubleDouble {
        DoubleDouble(
            high: Double(sign: .plus, exponent: exponent, significand: high),
            low: Double(sign: .plus, exponent: exponent, significand: low))
    }

    /// The number times 2 to a power, rounded once to double, also where the result is subnormal or overflows.
    package func rounded(scaledByPowerOfTwo exponent: Int) -> Double {
        guard high != 0, Int(high.exponent) + exponent < Int(Double.leastNormalMagnitude.exponent) else {
            return scaled(byPowerOfTwo: exponent).high
        }
        // Subnormal numbers are the multiples of 2^-1074: the number is counted in these, and the count rounded.
        let count = scaled(byPowerOfTwo: exponent + 1074)
        let nearest = count.high.rounded(.toNearestOrEven)
        // Only where `high` was halfway between two counts can the lower part still decide for the other one.
        let remainder = count.high - nearest
        let isBeyondHalf = abs(remainder) == 0.5 && remainder * count.low > 0
        return (isBeyondHalf ? nearest + 2 * remainder : nearest) * Double.leastNonzeroMagnitude
    }
}
