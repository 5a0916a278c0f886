extension Elementary {
    /// The natural logarithm, correctly rounded.
    ///
    /// Zero gives −infinity, a negative number or NaN gives NaN.
    package static func log(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? -.infinity : .nan }
        return x.isFinite ? logarithm(x).value : x
    }

    /// The natural logarithm of a finite number above zero, with a relative error below 2⁻⁹⁶.
    package static func logarithm(_ x: Double) -> DoubleDouble {
        var exponent = Int(x.exponent)
        var m = x.significand
        if m > DoubleDouble.squareRootOf2.high {
            m /= 2
            exponent += 1
        }
        // log m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) with |s| ≤ 0.1716: each term gains more than five bits.
        let s = DoubleDouble(sum: m, -1) / DoubleDouble(sum: m, 1)
        let square = s * s
        var sum = DoubleDouble.zero
        for n in stride(from: 45, through: 1, by: -2) {
            sum = sum * square + DoubleDouble.one / Double(n)
        }
        return DoubleDouble.naturalLogarithmOf2 * Double(exponent) + (s * sum).scaled(byPowerOfTwo: 1)
    }

    /// x to the power of y for x ≥ 0, off by less than 0.500001 ulp.
    ///
    /// An exact result, such as 3², is returned exactly; where the exact result lies halfway between two doubles, either
    /// may be returned. `power(x, 0)` and `power(1, y)` are 1; x below zero and NaN give NaN. Infinities and zeros follow
    /// the limits.
    package static func power(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        guard x >= 0, !y.isNaN else { return .nan }
        if x == 0 || x == .infinity { return (x == 0) == (y < 0) ? .infinity : 0 }
        guard y.isFinite else { return (x > 1) == (y > 0) ? .infinity : 0 }
        let logarithm = logarithm(x)
        // Beyond these the result is infinite or zero; within them the product neither overflows nor loses bits.
        let estimate = logarithm.high * y
        guard abs(estimate) < 800 else { return estimate > 0 ? .infinity : 0 }
        guard abs(estimate) > 0x1p-60 else { return 1 }
        let (significand, exponent) = exponential(logarithm * y)
        return significand.rounded(scaledByPowerOfTwo: exponent)
    }
}
