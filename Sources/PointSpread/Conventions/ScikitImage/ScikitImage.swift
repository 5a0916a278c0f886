/// The linear filters of scikit-image, version 0.26.0, as it computes them with SciPy 1.17.1 on x86-64.
///
/// ```swift
/// let soft = try photo.filtered(by: try ScikitImage.gaussian(sigma: 2))
/// let edges = try photo.filtered(by: try ScikitImage.sobel())
/// ```
///
/// Results are real: `float32` for samples of `float16` and `float32`, `float64` otherwise. Whole numbers are divided by the largest of
/// their type, as a product with its inverse, unless their range is preserved. All else is done by the functions of `SciPyNDImage`.
public enum ScikitImage {
    private static let compared =
        "2,000 random cases (seed 1121), and all types at small sizes: every number equals scikit-image's"

    static let framework = Framework(
        name: "skimage.filters", version: "0.26.0",
        conventions: [
            Convention("gaussian", .bitExact, evidence: compared, make: readGaussian),
            Convention("difference_of_gaussians", .bitExact, evidence: compared, make: readDifference),
            Convention("unsharp_mask", .bitExact, evidence: compared, make: readUnsharpMask),
            Convention("sobel", .bitExact, evidence: compared, make: readSobel),
            Convention("scharr", .bitExact, evidence: compared, make: readScharr),
            Convention("prewitt", .bitExact, evidence: compared, make: readPrewitt),
            Convention("farid", .bitExact, evidence: compared, make: readFarid),
            Convention("roberts", .bitExact, evidence: compared, make: readRoberts),
            Convention("roberts_pos_diag", .bitExact, evidence: compared, make: readRobertsPositive),
            Convention("roberts_neg_diag", .bitExact, evidence: compared, make: readRobertsNegative),
            Convention("laplace", .bitExact, evidence: compared, make: readLaplace),
        ])

    /// The type of results.
    static func real(_ type: ElementType) -> ElementType {
        type == .float16 || type == .float32 ? .float32 : .float64
    }

    /// How samples enter: whole numbers as a share of the largest of their type, of −1 at least.
    static func load(_ type: ElementType, preservesRange: Bool) -> Load {
        guard type.isInteger, !preservesRange else { return Load() }
        let scaled = Load.Map.multiplied(by: 1 / type.fullScale)
        return Load(type.isSigned ? [scaled, .atLeast(-1)] : [scaled])
    }

    /// Passes of which the first takes samples in; without any, a pass that does nothing else.
    static func loading(_ passes: [Pass], _ load: Load, _ layout: Layout) -> [Pass] {
        var passes = passes
        if passes.isEmpty, layout.shape.rank > 0 {
            let axis = layout.channelAxis == 0 && layout.shape.rank > 1 ? 1 : 0
            passes = [
                Pass(
                    kernel: PassKernel(axes: [axis], extents: [1], weights: [1]),
                    geometry: [layout.geometry(along: axis, anchor: 0)], border: [BorderPair(.symmetric)],
                    accumulation: Accumulation(.float64, order: .leftToRight),
                    store: Store(real(layout.elementType)))
            ]
        }
        if !passes.isEmpty { passes[0].load = load }
        return passes
    }
}
