import PointSpread
import TestSupport

/// Draws filters with any parameters, sensible or not, and layouts for them.
struct FilterArguments {
    var random: SeededGenerator

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: choices.indices, using: &random)]
    }

    mutating func number() -> Double {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: pick([.nan, .infinity, -.infinity, -1, -0.0, 0, 1e-300, 1e300, 1e18, 4e9, 0x1p53])
        case 1: Double(Int.random(in: -3...60, using: &random))
        default: Double.random(in: 0..<6, using: &random)
        }
    }

    mutating func integer() -> Int {
        pick([-1, 0, 1, 2, 3, 3, 4, 5, 5, 6, 7, 9, 15, 100, .max, .min])
    }

    mutating func border() -> PerAxis<BorderPair> {
        .uniform(BorderPair(before: side(), after: side()))
    }

    private mutating func side() -> Border {
        pick([.symmetric, .reflect101, .replicate, .wrap, .constant(0), .constant(number()), .supplied])
    }

    private mutating func length() -> Length {
        pick([.samples(number()), .millimetres(number()), .fullWidthAtHalfMaximum(.samples(number()))])
    }

    mutating func filter() -> any Filter {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return GaussianFilter(sigma: length(), border: border())
        case 1: return BoxFilter(width: integer(), border: border())
        case 2: return BoxFilter(fractionalWidth: number(), border: border())
        case 3:
            return DerivativeFilter(
                along: pick([0, 1, -1, 7]), kind: pick(DerivativeKernel.allCases), size: integer(), border: border())
        case 4:
            return GradientFilter(
                pick(GradientFilter.Result.allCases), kind: pick(DerivativeKernel.allCases), border: border())
        case 5: return LaplacianFilter(sigma: pick([nil, length()]), border: border())
        case 6: return DifferenceOfGaussiansFilter(sigma: length(), widerSigma: length(), border: border())
        default: return UnsharpMaskFilter(sigma: length(), amount: number(), threshold: number(), border: border())
        }
    }

    mutating func layout() -> Layout? {
        let rank = Int.random(in: 0...4, using: &random)
        let sizes = (0..<rank).map { _ in Int.random(in: 0...7, using: &random) }
        guard let shape = try? Shape(sizes) else { return nil }
        var layout = Layout(shape: shape, elementType: pick(ElementType.allCases))
        layout.axes = pick([.automatic, .all, .only([0]), .only([-1, 1]), .only([0, 0])])
        if Bool.random(using: &random) { layout.channelAxis = rank - 1 }
        layout.hasStraightAlpha = pick([true, false, false])
        if pick([true, false, false, false]) { layout.transfer = .sRGB }
        if pick([true, false, false]), rank > 0 {
            layout.halos[0] = Layout.Halo(before: pick([0, 1, 2, -1]), after: pick([0, 1, 3, 9]))
        }
        if Bool.random(using: &random), let spacing = try? Spacing(0.5, .millimetre) {
            layout.spacing = layout.spacing.map { _ in spacing }
        }
        return layout
    }
}
