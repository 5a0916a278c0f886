import PointSpread
import Testing

@Suite("Gaussian taps")
struct GaussianTapsTests {
    static let sigmas = [0.05, 0.3, 0.5, 1, 1.7, 4, 12.5]

    @Test("sigma 1 equals the values worked out with mpmath")
    func table() throws {
        let taps = try Taps.gaussian(sigma: 1)
        #expect(taps.anchor == 4)
        #expect(
            Array(taps.weights[4...]) == [
                0.39894346935609776, 0.24197144565660073, 0.0539911274207044, 0.0044318616200312655,
                0.00013383062461474175,
            ])
        let integrated = try Taps.gaussian(sigma: 0.5, radius: 1, sampling: .integrated)
        #expect(integrated.weights == [0.157731197967152, 0.684537604065696, 0.157731197967152])
        let discrete = try Taps.gaussian(sigma: 0.5, radius: 1, sampling: .discrete)
        #expect(discrete.weights == [0.0993804832086067, 0.8012390335827866, 0.0993804832086067])
    }

    @Test("the default radius is ⌊truncate · σ + ½⌋, and at least what the order needs")
    func radius() throws {
        #expect(try Taps.gaussian(sigma: 1.124).anchor == 4)
        #expect(try Taps.gaussian(sigma: 1.125).anchor == 5)
        #expect(try Taps.gaussian(sigma: 2, truncate: 3).anchor == 6)
        for (order, least) in zip(0...4, [0, 1, 1, 2, 2]) {
            #expect(try Taps.gaussian(sigma: 0.1, order: order).anchor == least)
        }
    }

    @Test("sigma 0 is the identity for every sampling", arguments: GaussianSampling.allCases)
    func identity(sampling: GaussianSampling) throws {
        #expect(try Taps.gaussian(sigma: 0, sampling: sampling).weights == [1])
        #expect(try Taps.gaussian(sigma: 0, radius: 2, sampling: sampling).weights == [0, 0, 1, 0, 0])
        #expect(try Taps.gaussian(sigma: 1e-300, radius: 1, sampling: sampling).weights == [0, 1, 0])
    }

    @Test("every order has the moments of a derivative", arguments: GaussianSampling.allCases, 0...4)
    func moments(sampling: GaussianSampling, order: Int) throws {
        let factorial = [1.0, 1, 2, 6, 24][order]
        for sigma in Self.sigmas {
            let taps = try Taps.gaussian(sigma: sigma, sampling: sampling, order: order)
            let size = taps.weights.reduce(0) { $0 + abs($1) }
            for lower in 0..<order {
                let reach = (0..<lower).reduce(size) { product, _ in product * Double(taps.anchor) }
                #expect(abs(moment(lower, of: taps)) <= 1e-15 * reach, "sigma \(sigma), moment \(lower)")
            }
            #expect(abs(moment(order, of: taps) / factorial - 1) < 1e-13, "sigma \(sigma)")
            #expect(order.isMultiple(of: 2) ? taps.isSymmetric : taps.isAntisymmetric)
        }
    }

    @Test("with the smallest radius the derivatives are the shortest differences", arguments: GaussianSampling.allCases)
    func shortestDifferences(sampling: GaussianSampling) throws {
        let expected = [[-0.5, 0, 0.5], [1, -2, 1], [-0.5, 1, 0, -1, 0.5], [1, -4, 6, -4, 1]]
        for (order, weights) in zip(1...4, expected) {
            for sigma in [1e-9, 0.05, 0.07, 0.4, 1, 3, 100, 1000] {
                let taps = try Taps.gaussian(sigma: sigma, radius: (order + 1) / 2, sampling: sampling, order: order)
                #expect(taps.weights == weights, "sigma \(sigma), order \(order)")
            }
        }
    }

    @Test("a large sigma has the second moment of the continuous function")
    func continuousLimit() throws {
        let (sigma, radius) = (6.0, 60)
        let second = { (sampling: GaussianSampling) throws -> Double in
            moment(2, of: try Taps.gaussian(sigma: sigma, radius: radius, sampling: sampling))
        }
        #expect(abs(try second(.sampled) - 36) < 1e-11)
        #expect(abs(try second(.integrated) - 36 - 1 / 12.0) < 1e-11)
        #expect(abs(try second(.discrete) - 36) < 1e-11)
    }

    @Test("sampled derivatives follow Hermite's polynomials")
    func hermite() throws {
        let sigma = 3.0
        for (order, polynomial) in [
            (1, { $0 }), (2, { $0 * $0 - 1 }), (3, { $0 * ($0 * $0 - 3) }), (4, { $0 * $0 * ($0 * $0 - 6) + 3 }),
        ] as [(Int, (Double) -> Double)] {
            let taps = try Taps.gaussian(sigma: sigma, radius: 30, order: order)
            let ideal = (-30...30).map { x in
                let z = Double(x) / sigma
                let density = Elementary.exp(-z * z / 2) / (sigma * (2 * Double.pi).squareRoot())
                return polynomial(z) * density / Elementary.power(sigma, Double(order))
            }
            #expect(greatestDifference(taps.weights, ideal) < 1e-14)
        }
    }

    @Test("integrated taps equal a fine quadrature of the function over each sample", arguments: 0...2)
    func quadrature(order: Int) throws {
        let (sigma, radius, steps) = (1.5, 15, 400)
        let taps = try Taps.gaussian(sigma: sigma, radius: radius, sampling: .integrated, order: order)
        let fine = (-radius...radius).map { x in
            (0..<steps).reduce(0.0) { sum, step in
                let z = (Double(x) - 0.5 + (Double(step) + 0.5) / Double(steps)) / sigma
                let density = Elementary.exp(-z * z / 2) / (sigma * (2 * Double.pi).squareRoot())
                return sum + [1, z / sigma, (z * z - 1) / (sigma * sigma)][order] * density / Double(steps)
            }
        }
        #expect(greatestDifference(taps.weights, fine) < 1e-6)
    }

    @Test("discrete Gaussians form a semigroup: one after the other is one with the sum of their t")
    func semigroup() throws {
        let a = try Taps.gaussian(sigma: 1.5, radius: 30, sampling: .discrete)
        let b = try Taps.gaussian(sigma: 2, radius: 30, sampling: .discrete)
        let both = try Taps.gaussian(sigma: 2.5, radius: 60, sampling: .discrete)
        #expect(greatestDifference(combined(a, b), both.weights) < 1e-16)
        let sampled = try combined(Taps.gaussian(sigma: 0.5, radius: 30), Taps.gaussian(sigma: 0.5, radius: 30))
        let twice = try Taps.gaussian(sigma: 0.5.squareRoot(), radius: 60)
        #expect(greatestDifference(sampled, twice.weights) > 1e-3, "the sampled Gaussian does not")
    }

    @Test("a discrete derivative is the derivative of the discrete Gaussian")
    func discreteDerivative() throws {
        let smooth = try Taps.gaussian(sigma: 2, radius: 40, sampling: .discrete)
        let taps = try Taps.gaussian(sigma: 2, radius: 41, sampling: .discrete, order: 1)
        #expect(greatestDifference(combined(smooth, try Taps([-0.5, 0, 0.5])), taps.weights) < 1e-16)
    }

    @Test func fullWidthAtHalfMaximum() {
        #expect(Taps.sigma(fullWidthAtHalfMaximum: 1) == 0.42466090014400953)
        #expect(Taps.sigma(fullWidthAtHalfMaximum: 0) == 0)
        #expect(Taps.sigma(fullWidthAtHalfMaximum: .infinity) == .infinity)
        #expect(Taps.sigma(fullWidthAtHalfMaximum: .nan).isNaN)
    }

    @Test func refusals() {
        for sigma in [-1, .nan, .infinity, 1.1e6] {
            expectRefusal(of: "sigma", saying: "found \(sigma)") { () throws(FilterError) in
                try Taps.gaussian(sigma: sigma)
            }
        }
        expectRefusal(of: "sigma", saying: "above 0 for a derivative") { () throws(FilterError) in
            try Taps.gaussian(sigma: 0, order: 1)
        }
        for order in [-1, 5] {
            expectRefusal(of: "order", saying: "expected 0 to 4, found \(order)") { () throws(FilterError) in
                try Taps.gaussian(sigma: 1, order: order)
            }
        }
        expectRefusal(of: "radius", saying: "0 or more for order 0, found -1") { () throws(FilterError) in
            try Taps.gaussian(sigma: 1, radius: -1)
        }
        expectRefusal(of: "radius", saying: "2 or more for order 3, found 1") { () throws(FilterError) in
            try Taps.gaussian(sigma: 1, radius: 1, order: 3)
        }
        expectRefusal(of: "radius", saying: "at most 2^24 taps") { () throws(FilterError) in
            try Taps.gaussian(sigma: 1e6, truncate: 1e300)
        }
        for truncate in [0, -2, .nan, .infinity] {
            expectRefusal(of: "truncate", saying: "found \(truncate)") { () throws(FilterError) in
                try Taps.gaussian(sigma: 1, truncate: truncate)
            }
        }
    }
}
