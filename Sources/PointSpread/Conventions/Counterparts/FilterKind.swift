/// What a filter is for: a job that many frameworks have a function of their own for.
public enum FilterKind: Hashable, Sendable, CustomStringConvertible {
    /// A Gaussian blur.
    case gaussian
    /// The mean of a box.
    case box
    /// A convolution with a kernel, which turns it.
    case convolution
    /// A correlation with a kernel, which does not.
    case correlation
    /// A derivative along one axis; whichever the framework names first where no kernel is said.
    case derivative(DerivativeKernel?)
    /// The sum of the second derivatives.
    case laplacian
    /// The same of samples blurred by a Gaussian.
    case laplacianOfGaussian
    /// Sharpening by the difference to a Gaussian blur.
    case unsharpMask

    /// The job in words.
    public var description: String {
        switch self {
        case .gaussian: "Gaussian blur"
        case .box: "box blur"
        case .convolution: "convolution"
        case .correlation: "correlation"
        case .derivative(let kernel): kernel.map { "\($0)" } ?? "derivative"
        case .laplacian: "Laplacian"
        case .laplacianOfGaussian: "Laplacian of a Gaussian"
        case .unsharpMask: "unsharp mask"
        }
    }

    /// Whether a function for this job does what is asked for.
    package func serves(_ wanted: FilterKind) -> Bool {
        if case .derivative = self, wanted == .derivative(nil) { return true }
        return self == wanted
    }
}
