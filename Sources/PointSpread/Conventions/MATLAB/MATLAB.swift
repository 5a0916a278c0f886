/// The linear filters of MATLAB's Image Processing Toolbox, for arrays of rows and columns.
///
/// ```swift
/// let log = try MATLAB.fspecial(.laplacianOfGaussian(size: Size(width: 5, height: 5), sigma: 0.5))
/// let edges = try photo.filtered(by: MATLAB.imfilter(log, border: .replicate))
/// ```
///
/// MATLAB itself has not been run. `fspecial`, `imfilter` and `conv2` are compared with the image package 2.14 of Octave 7.3;
/// `imgaussfilt`, which that has not, is from documentation only.
public enum MATLAB {
    static let framework = Framework(
        name: "matlab", version: "documentation, Octave image 2.14",
        conventions: [
            Convention(
                "fspecial", .within(1e-14), evidence: evidence("486 kernels within 3.9e-16"), make: readFspecial),
            Convention(
                "imfilter", .within(1e-14),
                evidence: evidence("1010 cases, whole numbers equal, float64 within 5.1e-16"), make: readImfilter),
            Convention("conv2", .within(1e-14), evidence: evidence("504 cases within 4.9e-16"), make: readConv2),
            Convention(
                "imgaussfilt", .documented, evidence: "from documentation only: no run of the original",
                make: readImgaussfilt),
        ])

    private static func evidence(_ words: String) -> String {
        "beside Octave 7.3 with image 2.14, not MATLAB, seed 20261121: \(words)"
    }

    /// Which outputs there are.
    public enum Shape: String, Hashable, Sendable, CaseIterable {
        /// One for each sample.
        case same
        /// Wherever the kernel meets a sample.
        case full
        /// Wherever the kernel meets samples only.
        case valid
    }

    static func readShape(_ arguments: inout ConventionArguments, default standard: Shape) throws(FilterError) -> Shape
    {
        guard let text = try arguments.text("shape") else { return standard }
        return try arguments.choice(
            text, "shape", Dictionary(uniqueKeysWithValues: Shape.allCases.map { ($0.rawValue, $0) }))
    }

    static func readBorder(_ arguments: inout ConventionArguments, default standard: Border) throws(FilterError)
        -> Border
    {
        if let value = try arguments.number("value") { return .constant(value) }
        guard let text = try arguments.text("padding") else { return standard }
        return try arguments.choice(
            text, "padding", ["replicate": .replicate, "symmetric": .symmetric, "circular": .wrap])
    }
}
