/// What a derivative is taken per.
///
/// ```swift
/// var slope = DerivativeFilter(along: 0)
/// slope.scale = .perMillimetre        // the change of the samples per millimetre, by the spacing of the image
/// ```
public enum DerivativeScale: Hashable, Sendable {
    /// The distance between neighbouring samples: 1 on a ramp that rises by 1 per sample.
    case perSample
    /// A millimetre, by the spacing along the axis: 1 on a ramp that rises by 1 per millimetre.
    case perMillimetre

    /// The factor of a derivative of some order along an axis.
    ///
    /// - Throws: `FilterError` with code `invalidParameter` where the spacing is needed and not known.
    func factor(along axis: Int, order: Int = 1, of layout: Layout) throws(FilterError) -> Double {
        guard self == .perMillimetre, order > 0 else { return 1 }
        guard let spacing = layout.spacing[axis] else {
            throw FilterError(
                .invalidParameter, "derivative", expected: "a spacing along axis \(axis)", found: "none",
                remedy: "give the spacing, or differentiate per sample")
        }
        return 1 / (0..<order).reduce(1) { product, _ in product * spacing.millimetres }
    }
}
