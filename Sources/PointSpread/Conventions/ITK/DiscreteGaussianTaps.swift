/// The taps of ITK's discrete Gaussian, e^(−t) Iₙ(t), of which I is a polynomial with seven digits.
///
/// Whole numbers are cut off after the sums, so that the last bit of a tap is seen on flat images: everything is in ITK's order.
struct DiscreteGaussianTaps {
    let variance: Double
    /// How many taps there are at most from the middle to one end.
    let width: Int
    /// How much may be cut off.
    let error: Double

    /// From one end to the other; they sum to 1.
    var weights: [Double] {
        let half = self.half
        return half.dropFirst().reversed() + half
    }

    /// From the middle to the end.
    private var half: [Double] {
        // Beyond, ITK's numbers are not finite.
        let exact = variance > 700 ? SpecialFunctions.scaledBessel(through: max(width, 2) + 1, variance) : nil
        let scale = Elementary.exp(-variance)
        func tap(_ order: Int) -> Double { exact?[order] ?? scale * bessel(order) }
        var taps = [tap(0), tap(1)]
        var sum = taps[0] + taps[1] * 2
        while sum < 1 - error {
            let next = tap(taps.count)
            taps.append(next)
            sum += next * 2
            if next <= 0 || taps.count > width { break }
        }
        return taps.map { $0 / sum }
    }

    /// Iₙ of the variance; for n of 2 and more by a recurrence that runs down from an order so high that its value does not matter.
    private func bessel(_ order: Int) -> Double {
        if order == 0 { return besselZero }
        if order == 1 { return besselOne }
        if variance == 0 { return 0 }
        let factor = 2 / variance
        var (last, current, result) = (0.0, 1.0, 0.0)
        for index in (1...2 * (order + Int((40 * Double(order)).squareRoot()))).reversed() {
            let next = last + Double(index) * factor * current
            last = current
            current = next
            if current.magnitude > 1e10 {
                result *= 1e-10
                current *= 1e-10
                last *= 1e-10
            }
            if index == order { result = last }
        }
        return result * (besselZero / current)
    }

    /// Abramowitz and Stegun, Handbook of Mathematical Functions, 9.8.1 and 9.8.2.
    private var besselZero: Double {
        guard variance >= 3.75 else {
            return Self.polynomial([1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.360768e-1, 0.45813e-2], near)
        }
        return growth
            * Self.polynomial(
                [
                    0.39894228, 0.1328592e-1, 0.225319e-2, -0.157565e-2, 0.916281e-2, -0.2057706e-1, 0.2635537e-1,
                    -0.1647633e-1, 0.392377e-2,
                ], 3.75 / variance)
    }

    /// The same, 9.8.3 and 9.8.4.
    private var besselOne: Double {
        guard variance >= 3.75 else {
            return variance
                * Self.polynomial(
                    [0.5, 0.87890594, 0.51498869, 0.15084934, 0.2658733e-1, 0.301532e-2, 0.32411e-3], near)
        }
        return Self.polynomial(
            [
                0.39894228, -0.3988024e-1, -0.362018e-2, 0.163801e-2, -0.1031555e-1, 0.2282967e-1, -0.2895312e-1,
                0.1787654e-1, -0.420059e-2,
            ], 3.75 / variance) * growth
    }

    private var near: Double { (variance / 3.75) * (variance / 3.75) }

    private var growth: Double { Elementary.exp(variance) / variance.squareRoot() }

    /// A polynomial by Horner's rule, its constant first.
    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.dropLast().reversed().reduce(coefficients[coefficients.count - 1]) { $1 + x * $0 }
    }
}
