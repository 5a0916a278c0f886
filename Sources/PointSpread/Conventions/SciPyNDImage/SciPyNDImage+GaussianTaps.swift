extension SciPyNDImage {
    /// The taps of SciPy's Gaussian, or of its derivative, as a correlation.
    ///
    /// Exactly the numbers of SciPy up to order 6; above, one in a hundred may differ in its last place.
    static func gaussianTaps(sigma: Double, order: Int, radius: Int, _ exponential: Exponential) -> [Double] {
        let variance = sigma * sigma
        let factor = -0.5 / variance
        let samples = (-radius...radius).map { exponential(factor * Double($0 &* $0)) }
        let sum = NumPy.sum(samples[...])
        let gaussian = samples.map { $0 / sum }
        guard order > 0 else { return gaussian }
        let polynomial = derivativePolynomial(order: order, variance: variance)
        return zip(-radius...radius, gaussian).map { place, weight in
            var power = 1
            let powers = polynomial.map { _ in
                defer { power = power &* place }
                return Double(power)
            }
            return NumPy.dot(powers, polynomial) * weight
        }.reversed()
    }

    /// The polynomial q of the derivative q(x) · g(x) of a Gaussian g, lowest power first.
    private static func derivativePolynomial(order: Int, variance: Double) -> [Double] {
        var polynomial = [1.0] + [Double](repeating: 0, count: order)
        let slope = 1 / -variance
        for _ in 0..<order {
            polynomial = (0...order).map { power in
                let raised = power < order ? Double(power + 1) * polynomial[power + 1] : 0
                return raised + (power > 0 ? slope * polynomial[power - 1] : 0)
            }
        }
        return polynomial
    }
}
