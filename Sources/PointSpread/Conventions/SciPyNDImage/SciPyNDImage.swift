/// The filters of `scipy.ndimage`, version 1.17.1, as it computes them on x86-64.
///
/// ```swift
/// let slope = try photo.filtered(by: try SciPyNDImage.correlate1D(weights: [-1, 0, 1], axis: 1, mode: .replicate))
/// ```
///
/// Sums are made in `float64` and not fused, whatever the samples are, and stored in the type of the result after each axis: whole
/// numbers are cut off towards zero and wrap around.
public enum SciPyNDImage {
    static let framework = Framework(
        name: "scipy.ndimage", version: "1.17.1",
        conventions: [
            Convention("correlate1d", .bitExact, evidence: "not yet compared", make: readCorrelate1D)
        ])

    /// The borders by SciPy's names.
    static func border(_ arguments: inout ConventionArguments) throws(FilterError) -> Border {
        let value = try arguments.number("cval") ?? 0
        return try arguments.choice(
            try arguments.text("mode") ?? "reflect", "mode",
            [
                "reflect": .symmetric, "grid-mirror": .symmetric, "mirror": .reflect101, "nearest": .replicate,
                "wrap": .wrap, "grid-wrap": .wrap, "constant": .constant(value), "grid-constant": .constant(value),
            ])
    }

    /// Taps along one axis, summed as SciPy does: pairs of equal or opposite taps from the ends to the middle, others beginning
    /// with the last.
    ///
    /// - Parameter anchor: the tap that meets the output sample.
    static func pass(
        _ weights: [Double], anchor: Int, axis: Int, _ border: Border, _ type: ElementType, _ layout: Layout
    ) -> Pass {
        Pass(
            kernel: PassKernel(axes: [axis], extents: [weights.count], weights: weights),
            geometry: [layout.geometry(along: axis, anchor: anchor)], border: [BorderPair(border)],
            accumulation: Accumulation(.float64, order: order(weights)),
            store: Store(type, rounding: .towardZero, overflow: .wrap))
    }

    private static func order(_ weights: [Double]) -> Accumulation.Order {
        let middle = weights.count / 2
        guard weights.count % 2 == 1 else { return .lastThenLeftToRight }
        func holds(_ difference: (Double, Double) -> Double) -> Bool {
            (0..<middle + 1).allSatisfy {
                difference(weights[middle + $0], weights[middle - $0]).magnitude <= 0x1p-52
            }
        }
        if holds(-) { return .outermostInward(.symmetric) }
        return holds(+) ? .outermostInward(.antisymmetric) : .lastThenLeftToRight
    }
}
