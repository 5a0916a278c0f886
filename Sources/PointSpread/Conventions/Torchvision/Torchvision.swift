/// The linear filters of torchvision's transforms, version 0.29.2, for arrays whose last two axes are rows and columns.
///
/// ```swift
/// let soft = try photo.filtered(by: try Torchvision.gaussianBlur(kernelSize: Size(width: 5, height: 5)))
/// ```
///
/// Whole numbers are filtered in `float32` and rounded half to even.
public enum Torchvision {
    static let framework = Framework(
        name: "torchvision", version: "0.29.2",
        conventions: [
            Convention("gaussian_blur", .share(0.99998, others: 1), evidence: blurs, make: readGaussianBlur),
            Convention("adjust_sharpness", .within(2.4e-7), evidence: sharpness) {
                (arguments: inout ConventionArguments) throws(FilterError) in
                try readAdjustSharpness(&arguments, version: .first)
            },
            Convention("v2.adjust_sharpness", .within(2.4e-7), evidence: sharpness) {
                (arguments: inout ConventionArguments) throws(FilterError) in
                try readAdjustSharpness(&arguments, version: .second)
            },
        ])

    private static let blurs =
        "1969 random cases beside torchvision, seed 20261121: 1 of 56488 bytes differs, by 1; float32 within 3.6e-7, float64 within 7e-16"
    private static let sharpness =
        "1971 random cases of both versions beside torchvision, seed 20261121: every byte and float64 equal, float32 within 2.4e-7"

    /// The type in which a layout is filtered.
    static func sums(_ layout: Layout) throws(FilterError) -> ElementType {
        guard layout.elementType != .float16 else {
            throw FilterError(
                .mismatch, "type", expected: "float32, float64 or whole numbers", found: "float16",
                remedy: "convert the array")
        }
        return PyTorch.sums(layout.elementType)
    }
}
