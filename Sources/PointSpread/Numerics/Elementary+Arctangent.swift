extension Elementary {
    /// The angle of the point (x, y) in radians, in (−π, π], off by less than 0.6 ulp.
    ///
    /// A zero y counts as +0, whatever its sign: points of the negative x axis have the angle π, those of the positive
    /// one and the origin have 0. Infinite coordinates give the limit along the diagonal or axis, NaN gives NaN. Just
    /// below the negative x axis the result may round to −`Double.pi`, which is greater than −π.
    package static func arctangent(y: Double, x: Double) -> Double {
        let (height, width) = (abs(y), abs(x))
        guard height <= .infinity, width <= .infinity else { return .nan }
        guard height > 0 else { return x < 0 ? .pi : 0 }
        let angle = angleInFirstOctant(min(height, width), max(height, width))

        // The angle of a point beyond the first octant is its mirror image's, subtracted from an exact multiple of π/2.
        var (high, low) = (angle.high, angle.low)
        if height > width {
            (high, low) = difference(halfPi, high, low)
        }
        if x < 0 {
            (high, low) = difference(DoubleDouble.pi, high, low)
        }
        let result = high + low
        return y < 0 ? -result : result
    }

    private static let halfPi = DoubleDouble(high: 0x1.921fb54442d18p+0, low: 0x1.1a62633145c07p-54)

    private static func difference(_ x: DoubleDouble, _ high: Double, _ low: Double) -> (Double, Double) {
        let sum = DoubleDouble(larger: x.high, smaller: -high)
        return (sum.high, sum.low + (x.low - low))
    }

    /// The arctangent of a/b for 0 ≤ a ≤ b, b > 0, as a sum of two doubles that may overlap slightly.
    private static func angleInFirstOctant(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
        var (a, b) = (a, b)
        if b > 0x1p+1000 {
            (a, b) = b < .infinity ? (a * 0x1p-100, b * 0x1p-100) : (a < .infinity ? 0 : 1, 1)
        } else if b < 0x1p-800 {
            (a, b) = (a * 0x1p+200, b * 0x1p+200)
        }
        let ratio = a / b
        guard ratio >= 0.125 else {
            let remainder = a.addingProduct(-ratio, b) / b
            return (ratio, remainder + ratio * longSeries(ratio * ratio))
        }
        // atan(a/b) = atan(t) + atan((a - tb) / (b + ta)) with t = k/64, which leaves at most 1/128 to the series.
        let step = Int(ratio * 64 + 0.5)
        let t = Double(step) / 64
        let rest = a.addingProduct(-t, b) / b.addingProduct(t, a)
        let base = arctangentsOf64ths[step]
        return (base.high, base.low + (rest + rest * shortSeries(rest * rest)))
    }

    /// atan(x)/x - 1 for x² ≤ 2⁻⁶, to 2⁻⁶⁴.
    private static func longSeries(_ z: Double) -> Double {
        let upper = 1 / 13.0 - z * (1 / 15.0 - z * (1 / 17.0 - z * (1 / 19.0 - z * (1 / 21.0))))
        return -z * (1 / 3.0 - z * (1 / 5.0 - z * (1 / 7.0 - z * (1 / 9.0 - z * (1 / 11.0 - z * upper)))))
    }

    /// atan(x)/x - 1 for |x| ≤ 1/128, to 2⁻⁵⁹.
    private static func shortSeries(_ z: Double) -> Double {
        -z * (1 / 3.0 - z * (1 / 5.0 - z * (1 / 7.0)))
    }

    /// atan(k/64) for k from 0 to 64, summed from atan(k/64) − atan((k−1)/64) = atan(64 / (64² + k(k−1))).
    private static let arctangentsOf64ths: [DoubleDouble] = {
        var sums = [DoubleDouble.zero]
        var sum = DoubleDouble.zero
        for k in 1...64 {
            let x = DoubleDouble(64) / Double(64 * 64 + k * (k - 1))
            var series = DoubleDouble.zero
            for n in stride(from: 21, through: 1, by: -2) {
                series = DoubleDouble.one / Double(n) - series * x * x
            }
            sum += series * x
            sums.append(sum)
        }
        return sums
    }()
}
