extension Torchvision {
    /// `gaussian_blur`: a Gaussian sampled at whole distances, its mirror image outside.
    ///
    /// The original sums all taps of a square at once, in an order that depends on the processor; here rows and columns are summed
    /// one after the other.
    ///
    /// - Parameters:
    ///   - kernelSize: odd numbers; half of one, rounded down, is less than the image along its axis.
    ///   - sigmaX: the standard deviation along rows, above 0; 0.15 · width + 0.35 when it is left out.
    ///   - sigmaY: the standard deviation along columns; 0.15 · height + 0.35 when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianBlur(
        kernelSize: Size, sigmaX: Double? = nil, sigmaY: Double? = nil
    ) throws(FilterError) -> some Filter {
        try kernelSize.checkOdd("kernel_size")
        let sigmas = [sigmaX ?? automaticSigma(kernelSize.width), sigmaY ?? automaticSigma(kernelSize.height)]
        for sigma in sigmas where !(sigma > 0 && sigma.isFinite) {
            throw FilterError(
                .invalidParameter, "sigma", expected: "a number above 0", found: "\(sigma)", remedy: "give one")
        }
        return GaussianBlur(
            x: try Taps.sampledGaussian(count: kernelSize.width, sigma: sigmas[0]),
            y: try Taps.sampledGaussian(count: kernelSize.height, sigma: sigmas[1]))
    }

    private static func automaticSigma(_ taps: Int) -> Double { Double(taps) * 0.15 + 0.35 }

    static func readGaussianBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let size = try arguments.size("kernel_size", heightFirst: false) else {
            throw arguments.missing("kernel_size")
        }
        let sigma = try arguments.pair("sigma")
        return .filter(try gaussianBlur(kernelSize: size, sigmaX: sigma?.first, sigmaY: sigma?.second))
    }

    private struct GaussianBlur: Filter {
        let x: Taps
        let y: Taps

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            for (axis, taps) in [(axes.y, y), (axes.x, x)] {
                try PyTorch.PaddingMode.reflect.check(
                    before: taps.count / 2, after: taps.count / 2, count: layout.shape[axis])
            }
            return try layout.program(
                [RealCorrelation(y, along: axes.y, .reflect101), RealCorrelation(x, along: axes.x, .reflect101)],
                in: try sums(layout), store: Store(layout.elementType))
        }
    }

    /// The transform `GaussianBlur`: a blur whose standard deviation is drawn for each image, evenly from a range, the same along both
    /// axes.
    ///
    /// ```swift
    /// let transform = try Torchvision.RandomGaussianBlur(kernelSize: Size(width: 5, height: 9))
    /// let soft = try photo.filtered(by: try transform.filter(using: &generator))
    /// ```
    public struct RandomGaussianBlur: Hashable, Sendable {
        /// The size of the kernel, whatever the standard deviation.
        public let kernelSize: Size
        /// What standard deviations are drawn from.
        public let sigma: ClosedRange<Double>

        /// States the rules.
        ///
        /// - Throws: `FilterError` with code `invalidParameter`.
        public init(kernelSize: Size, sigma: ClosedRange<Double> = 0.1...2) throws(FilterError) {
            try kernelSize.checkOdd("kernel_size")
            guard sigma.lowerBound > 0, sigma.upperBound.isFinite else {
                throw FilterError(
                    .invalidParameter, "sigma", expected: "numbers above 0", found: "\(sigma)", remedy: "give a range")
            }
            self.kernelSize = kernelSize
            self.sigma = sigma
        }

        /// A blur by a standard deviation from the range.
        ///
        /// - Throws: `FilterError` with code `invalidParameter`.
        public func filter(using generator: inout some RandomNumberGenerator) throws(FilterError) -> some Filter {
            let sigma = Double.random(in: sigma, using: &generator)
            return try gaussianBlur(kernelSize: kernelSize, sigmaX: sigma, sigmaY: sigma)
        }
    }
}
