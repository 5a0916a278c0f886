/// The Gaussian kernel that people pass around in fastai's forum; fastai has none of its own.
///
/// ```swift
/// let soft = try photo.filtered(by: try FastAI.gaussianBlur(kernelSize: 5, sigma: 1))   // 4 rows and columns less
/// ```
///
/// Two slips are kept, since results depend on them: the deviation is √2 times what is asked for, because the 2 of 2σ² stands inside
/// the square; and padding is computed but never used, so that the result is smaller than the image by the kernel less one.
public enum FastAI {
    static let framework = Framework(
        name: "fastai", version: "forum",
        conventions: [
            Convention(
                "gaussian_blur", .documented, evidence: "read in the forum, with its slips; no run of the original",
                make: readGaussianBlur)
        ])

    /// The taps along one axis: exp(−((x − middle) ∕ 2σ)²), scaled to sum to 1.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func kernel(size: Int, sigma: Double) throws(FilterError) -> Kernel {
        guard size > 0, size < 1 << 24, sigma > 0, sigma.isFinite else {
            throw FilterError(
                .invalidParameter, "kernel_size", expected: "a size from 1 and a deviation above 0",
                found: "\(size) and \(sigma)", remedy: "give such numbers")
        }
        return Kernel(try Taps.sampledGaussian(count: size, sigma: sigma * 2.0.squareRoot()))
    }

    /// A correlation with these taps along columns and rows, where they meet samples only.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianBlur(kernelSize: Int, sigma: Double) throws(FilterError) -> some Filter {
        GaussianBlur(kernel: try kernel(size: kernelSize, sigma: sigma))
    }

    static func readGaussianBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let size = try arguments.integer("kernel_size") else { throw arguments.missing("kernel_size") }
        guard let sigma = try arguments.number("sigma") else { throw arguments.missing("sigma") }
        return .filter(try gaussianBlur(kernelSize: size, sigma: sigma))
    }

    private struct GaussianBlur: Filter {
        let kernel: Kernel

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            var correlations: [RealCorrelation] = []
            for axis in [axes.y, axes.x] {
                let geometry = try PyTorch.convolution(count: layout.shape[axis], taps: kernel.extents[0])
                correlations.append(RealCorrelation(kernel, along: [axis], .constant(0), geometry: [geometry]))
            }
            let sums = PyTorch.sums(layout.elementType)
            return try layout.program(
                correlations, in: sums, store: Store(layout.elementType.isInteger ? sums : layout.elementType))
        }
    }
}
