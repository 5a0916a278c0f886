extension Elementary {
    /// e to the power of x, correctly rounded.
    ///
    /// It overflows to infinity above 709.78 and is subnormal, then zero, below −708.39; NaN gives NaN.
    package static func exp(_ x: Double) -> Double {
        guard !x.isNaN else { return .nan }
        let (significand, exponent) = exponential(DoubleDouble(min(max(x, -800), 800)))
        return significand.rounded(scaledByPowerOfTwo: exponent)
    }

    /// e to the power of x as a number near 1 and a power of 2, for |x| ≤ 2²⁰.
    ///
    /// The relative error is below 2⁻⁹⁶ for |x| ≤ 800 and grows in proportion to x.
    package static func exponential(_ x: DoubleDouble) -> (significand: DoubleDouble, exponent: Int) {
        let ln2 = DoubleDouble.naturalLogarithmOf2
        let exponent = (x.high / ln2.high).rounded(.toNearestOrEven)
        // |r| ≤ ln2 / 2 / 2⁹, so that nine terms of the series of e^r - 1 suffice.
        let r = (x - ln2 * exponent).scaled(byPowerOfTwo: -9)
        var term = r
        var result = r
        for n in 2...9 {
            term = term * r / Double(n)
            result += term
        }
        // e^2r - 1 = s² + 2s with s = e^r - 1. Squaring e^r itself would double the relative error each time.
        for _ in 0..<9 {
            result = result * result + result.scaled(byPowerOfTwo: 1)
        }
        return (result + 1, Int(exponent))
    }

    /// e to the power of x in double-double, 0 below −1000.
    ///
    /// Below e^−670 the lower part becomes subnormal and loses bits.
    package static func exp(_ x: DoubleDouble) -> DoubleDouble {
        guard x.high > -1000 else { return .zero }
        let (significand, exponent) = exponential(x)
        return significand.scaled(byPowerOfTwo: exponent)
    }
}
