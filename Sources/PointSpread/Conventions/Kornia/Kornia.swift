/// The linear filters of kornia, version 0.9.0, for arrays whose last two axes are rows and columns.
///
/// ```swift
/// let soft = try photo.filtered(by: try Kornia.gaussianBlur2D(kernelSize: Size(width: 5, height: 5), sigmaX: 1.5, sigmaY: 1.5))
/// ```
///
/// Real numbers keep their type, whole ones become `float32` and are not rounded. Sums are made in `float64` for that type and in
/// `float32` for all others, in an order that depends on the processor in the original.
public enum Kornia {
    static let framework = Framework(
        name: "kornia", version: "0.9.0",
        conventions: [
            convention("gaussian_blur2d", (1042, "6e-16", "7e-7"), readGaussianBlur2D),
            convention("box_blur", (1952, "5e-16", "4e-7"), readBoxBlur),
            convention("motion_blur", (1989, "2e-15", "8e-7"), readMotionBlur),
            convention("spatial_gradient", (1375, "3e-15", "0"), readSpatialGradient),
            convention("sobel", (615, "3e-16", "9e-8"), readSobel),
            convention("laplacian", (1934, "3e-16", "3e-7"), readLaplacian),
            convention("unsharp_mask", (1006, "5e-16", "3e-7"), readUnsharpMask),
            convention("filter2d", (1963, "3e-16", "3e-7"), readFilter2D),
        ])

    private static func convention(
        _ name: String, _ measured: (cases: Int, float64: String, float32: String),
        _ make: @escaping @Sendable (inout ConventionArguments) throws(FilterError) -> Convention.Made
    ) -> Convention {
        let words = "float64 within \(measured.float64), float32 and bytes within \(measured.float32)"
        return Convention(
            name, .within(1e-14),
            evidence: "\(measured.cases) random cases beside kornia, seed 20261121, relative to the largest: \(words)",
            make: make)
    }

    /// The type of a result.
    static func result(_ layout: Layout) -> ElementType { layout.elementType.isInteger ? .float32 : layout.elementType }

    /// A program of correlations, each with no more outside than PyTorch makes.
    static func program(_ correlations: [RealCorrelation], _ mode: PyTorch.PaddingMode, _ layout: Layout)
        throws(FilterError)
        -> FilterProgram
    {
        try check(correlations, mode, layout)
        return try layout.program(correlations, in: PyTorch.sums(layout.elementType), store: Store(result(layout)))
    }

    static func check(_ correlations: [RealCorrelation], _ mode: PyTorch.PaddingMode, _ layout: Layout)
        throws(FilterError)
    {
        for correlation in correlations where correlation.geometry == nil {
            for (place, axis) in correlation.axes.enumerated() {
                let anchor = correlation.kernel.anchor[place]
                try mode.check(
                    before: anchor, after: correlation.kernel.extents[place] - 1 - anchor, count: layout.shape[axis])
            }
        }
    }

    static func readBorder(_ arguments: inout ConventionArguments) throws(FilterError) -> PyTorch.PaddingMode {
        try PyTorch.PaddingMode.read(&arguments, "border_type") ?? .reflect
    }

    static func readSize(_ arguments: inout ConventionArguments) throws(FilterError) -> Size {
        guard let size = try arguments.size("kernel_size", heightFirst: true) else {
            throw arguments.missing("kernel_size")
        }
        return size
    }

    /// Refuses what is not positive.
    static func checkPositive(_ name: String, _ numbers: Double...) throws(FilterError) {
        for number in numbers where !(number > 0 && number.isFinite) {
            throw FilterError(
                .invalidParameter, name, expected: "a number above 0", found: "\(number)", remedy: "give one")
        }
    }
}
