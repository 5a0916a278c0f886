/// A wide Gaussian in three steps: thin the samples out, filter the few that are left, fill the places between them again.
///
/// All taps but those of the middle step are B-splines. The middle taps are made so that the three together have the spectrum of
/// the Gaussian wherever it is not negligible; what is left of the frequencies that thinning out folds back decides the error.
/// Thinned samples lie at multiples of the spacing from the origin of the coordinates, and each is made of those from there on.
package struct DecimatedGaussian: Hashable, Sendable {
    /// The distance between the samples that are left.
    package let spacing: Int
    /// How many pieces the splines have: each sample is weighted so many times on the way down, and on the way up.
    package let order: Int
    /// Sums to 1.
    package let down: Taps
    /// Symmetric, around its anchor.
    package let middle: Taps
    /// Sums to 1 over the taps that meet samples, wherever these lie.
    package let up: Taps
    /// A bound on Σ|tap − ideal tap| over all taps that one output is made of, for the output where it is largest.
    package let error: Double

    /// The narrowest spacing that is worth the steps.
    static let smallestSpacing = 4

    /// Finds the cheapest steps that are as near to the Gaussian as asked for, or nothing where they would not save work.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples.
    ///   - error: the largest sum of all errors of taps.
    package init?(sigma: Double, error: Double) {
        var candidates: [(order: Int, spacing: Int, radius: Int, cost: Double)] = []
        let reach = Self.reach(error: error)
        for order in 3...8 {
            guard let ratio = Self.ratio(order: order, error: error) else { continue }
            let spacing = Int(sigma / ratio)
            guard spacing >= Self.smallestSpacing else { continue }
            let width = ((sigma / Double(spacing)) * (sigma / Double(spacing)) - Double(order) / 6).squareRoot()
            let radius = Int((reach * width).rounded(.up))
            // All samples are weighted down and up; those left after the first axis also in the middle, and turned.
            let cost = Double(2 * order) + Double(2 * order + 2 * radius + 8) / Double(spacing)
            candidates.append((order, spacing, radius, cost))
        }
        for candidate in candidates.sorted(by: { $0.cost < $1.cost }) {
            // The ratio is a guess, though a good one.
            for spacing in stride(from: candidate.spacing, through: candidate.spacing * 3 / 4, by: -1)
            where spacing >= Self.smallestSpacing {
                let found = DecimatedGaussian(
                    sigma: sigma, spacing: spacing, order: candidate.order, radius: candidate.radius + 1)
                if found.error <= error {
                    self = found
                    return
                }
            }
        }
        return nil
    }

    /// Makes the taps, and computes how far they are from the Gaussian.
    init(sigma: Double, spacing: Int, order: Int, radius: Int) {
        let spline = SplineWeights.sampled(order: order, spacing: spacing)
        let middle = Self.middle(sigma: sigma / Double(spacing), spline, spacing: spacing, radius: radius)
        self.spacing = spacing
        self.order = order
        down = Taps(unchecked: spline.map { $0 / Double(spacing) }, anchor: 0)
        self.middle = Taps(unchecked: middle, anchor: radius)
        up = Taps(unchecked: spline, anchor: 0)
        error = Self.error(sigma: sigma, spline, middle, spacing: spacing, order: order)
    }

    /// A bound on what rounding adds in sums of `float32`, relative to the largest magnitude of a sample.
    ///
    /// Left to right, a sum is half full on average; outward from the middle at most full.
    var roundingError: Double {
        let gain = middle.weights.reduce(0) { $0 + $1.magnitude }
        let roundings = Double(down.count + order) / 2 + Double(middle.anchor) + 6
        return roundings * gain * 0x1p-24
    }

    // MARK: The search

    /// Standard deviations per spacing that reach errors of 2.5 · 10⁻³, 10⁻⁴ and so on, for the orders from 3 on: found with
    /// the error below, which has the last word.
    private static let ratios: [[Double]] = [
        [1.85, 3.75, 7.9, 17],
        [1.35, 2.15, 3.6, 6.25, 11, 19.5],
        [1.25, 1.66, 2.4, 3.6, 5.55, 8.7],
        [1.25, 1.51, 1.94, 2.65, 3.7, 5.25],
        [1.35, 1.5, 1.75, 2.2, 2.9, 3.85],
        [1.45, 1.55, 1.73, 2, 2.45, 3.1],
    ]

    /// The standard deviation per spacing that about reaches an error.
    private static func ratio(order: Int, error: Double) -> Double? {
        let known = ratios[order - 3]
        guard error < 2.5e-3 else { return known[0] }
        let place = Elementary.log(2.5e-3 / error) / Elementary.log(10)
        let below = Int(place)
        guard below + 1 < known.count else { return nil }
        return known[below] + (known[below + 1] - known[below]) * (place - Double(below))
    }

    /// How many standard deviations the middle taps reach so that what lies beyond is small against an error.
    private static func reach(error: Double) -> Double {
        var reach = 2.0
        while reach < 9, SpecialFunctions.erfc(DoubleDouble(reach) / .squareRootOf2).value > error / 20 {
            reach += 0.25
        }
        return reach
    }

    // MARK: The taps

    /// The taps whose spectrum is the Gaussian's divided by that of the splines.
    ///
    /// - Parameter sigma: the standard deviation in spacings.
    private static func middle(sigma: Double, _ spline: [Double], spacing: Int, radius: Int) -> [Double] {
        var points = 64
        while points < 4 * radius { points *= 2 }
        let spectrum = (0...points / 2).map { point in
            let frequency = Double(point) / Double(points)
            let angle = Double.pi * frequency * sigma
            let response = response(spline, degrees: 360 * frequency / Double(spacing)) / Double(spacing)
            return Elementary.exp(-2 * angle * angle) / (response * response)
        }
        let cosines = (0..<points).map { Elementary.sineCosine(degrees: 360 * Double($0) / Double(points)).cosine }
        var half = (0...radius).map { tap in
            var sum = spectrum[0] + (tap.isMultiple(of: 2) ? 1 : -1) * spectrum[points / 2]
            for point in 1..<points / 2 { sum += 2 * spectrum[point] * cosines[point * tap % points] }
            return sum
        }
        let total = half.dropFirst().reduce(0, +) * 2 + half[0]
        half = half.map { $0 / total }
        return half.dropFirst().reversed() + half
    }

    /// The real sum of symmetric weights turned by an angle for each sample.
    private static func response(_ weights: [Double], degrees: Double) -> Double {
        let count = weights.count
        let step = Elementary.sineCosine(degrees: degrees)
        var turn = count.isMultiple(of: 2) ? Elementary.sineCosine(degrees: degrees / 2) : (sine: 0, cosine: 1)
        var sum = count.isMultiple(of: 2) ? 0 : -weights[count / 2]
        for place in count / 2..<count {
            sum += 2 * weights[place] * turn.cosine
            turn = (
                turn.sine * step.cosine + turn.cosine * step.sine, turn.cosine * step.cosine - turn.sine * step.sine
            )
        }
        return sum
    }

    // MARK: The error

    /// The sum of all errors of taps, for the output between two thinned samples where it is largest.
    ///
    /// Beyond a spacing of 16 every so many outputs and taps stand for those around them, which are nearly the same.
    private static func error(
        sigma: Double, _ spline: [Double], _ middle: [Double], spacing: Int, order: Int
    ) -> Double {
        let radius = middle.count / 2
        // What one sample, thinned and filtered, is made of.
        var inner = [Double](repeating: 0, count: (2 * radius + order) * spacing)
        for (tap, weight) in middle.enumerated() {
            let weight = weight / Double(spacing)
            for place in spline.indices { inner[tap * spacing + place] += weight * spline[place] }
        }
        let step = (spacing + 15) / 16
        let reach = (radius + order) * spacing
        let ideal = ideal(sigma: sigma, step: step, count: reach / step + 1)
        var worst = 0.0
        // The other half of the outputs is the mirror image of this one.
        for phase in stride(from: 0, through: spacing / 2, by: step) {
            var sum = 0.0
            for offset in -(reach / step)...reach / step {
                var tap = 0.0
                for piece in 0..<order {
                    let place = phase + offset * step + (piece + radius) * spacing
                    if inner.indices.contains(place) { tap += spline[phase + piece * spacing] * inner[place] }
                }
                sum += (tap - ideal[abs(offset)]).magnitude
            }
            worst = max(worst, sum * Double(step))
        }
        let beyond = SpecialFunctions.erfc(DoubleDouble(Double(reach)) / (DoubleDouble.squareRootOf2 * sigma)).value
        return (step > 1 ? 1.05 * worst : worst) + beyond
    }

    /// The Gaussian at every so many places from its middle.
    private static func ideal(sigma: Double, step: Int, count: Int) -> [Double] {
        let width = Double(step) / sigma
        let square = Elementary.exp(-width * width)
        // Each quotient of neighbours is the one before it times the same number.
        var (value, quotient) = (1 / (sigma * (2 * Double.pi).squareRoot()), Elementary.exp(-width * width / 2))
        return (0..<count).map { _ in
            defer {
                value *= quotient
                quotient *= square
            }
            return value
        }
    }
}
