extension SpecialFunctions {
    /// The error function 2/√π ∫₀ˣ e^(−u²) du, correctly rounded; odd, and NaN for NaN.
    package static func erf(_ x: Double) -> Double {
        guard !x.isNaN else { return .nan }
        guard abs(x) < 6 else { return x < 0 ? -1 : 1 }
        // Scaling keeps the lower part of a result near or below 1e-290 from vanishing.
        guard abs(x) > 0x1p-500 else {
            let scaled = DoubleDouble.oneOverSquareRootOfPi * (x * 0x1p+600)
            return scaled.rounded(scaledByPowerOfTwo: -599)
        }
        return erf(DoubleDouble(x)).value
    }

    /// The complement 1 − erf(x), correctly rounded also where it is tiny; NaN for NaN.
    package static func erfc(_ x: Double) -> Double {
        guard !x.isNaN else { return .nan }
        guard abs(x) < 28 else { return x < 0 ? 2 : 0 }
        let (significand, exponent) = scaledErfc(DoubleDouble(x))
        return significand.rounded(scaledByPowerOfTwo: exponent)
    }

    /// The error function in double-double, with a relative error below 2⁻⁹⁴.
    package static func erf(_ x: DoubleDouble) -> DoubleDouble {
        guard x.magnitude.high < 2 else {
            let complement = erfc(x.magnitude)
            return x.high < 0 ? complement - 1 : DoubleDouble.one - complement
        }
        return erfSeries(x)
    }

    /// The complement of the error function in double-double, with a relative error below 2⁻⁹² down to 1e-290.
    package static func erfc(_ x: DoubleDouble) -> DoubleDouble {
        guard x.high < 28 else { return .zero }
        let (significand, exponent) = scaledErfc(x)
        return significand.scaled(byPowerOfTwo: exponent)
    }

    private static func scaledErfc(_ x: DoubleDouble) -> (significand: DoubleDouble, exponent: Int) {
        if x.high < 2 {
            return (x.high > -7 ? DoubleDouble.one - erf(x) : DoubleDouble(2), 0)
        }
        let (significand, exponent) = Elementary.exponential(-(x * x))
        return (significand * DoubleDouble.oneOverSquareRootOfPi / erfcContinuedFraction(x), exponent)
    }

    /// 2x/√π · e^(−x²) · Σ (2x²)ⁿ / (1·3·5·…·(2n+1)): every term has the same sign, so nothing cancels.
    private static func erfSeries(_ x: DoubleDouble) -> DoubleDouble {
        let square = x * x
        let twiceSquare = square.scaled(byPowerOfTwo: 1)
        var term = DoubleDouble.one
        var sum = DoubleDouble.one
        var n = 1.0
        while term.high > sum.high * 0x1p-110 {
            n += 2
            term = term * twiceSquare / n
            sum += term
        }
        let factor = (DoubleDouble.oneOverSquareRootOfPi * x).scaled(byPowerOfTwo: 1)
        return factor * sum * Elementary.exp(-square)
    }

    /// x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …))), the e^(−x²)/√π-th part of 1/erfc(x), for x ≥ 2.
    private static func erfcContinuedFraction(_ x: DoubleDouble) -> DoubleDouble {
        // The error after n levels falls like e^(-4x √(n/2)), for large x like n! / (2x²)ⁿ: this many leave 2^-110.
        let root = 19.5 / x.high
        let levels = Int(2 * root * root) + 30
        var fraction = x
        for level in stride(from: levels, through: 1, by: -1) {
            fraction = x + DoubleDouble(Double(level) / 2) / fraction
        }
        return fraction
    }
}
