extension Keras {
    /// What Keras computes with.
    public enum Backend: String, Hashable, Sendable, CaseIterable {
        /// Takes the size and the deviation of columns for those of rows, and the other way around.
        case jax
        /// As `jax`.
        case numpy
        /// As `jax`, and reads the kernel, row by row, as one of the other shape.
        case tensorflow
        /// As `tensorflow`, and puts as many zeros around columns as around rows, so that the result may have another size.
        case torch
    }

    /// `ops.image.gaussian_blur`: a Gaussian sampled at whole distances, zeros outside.
    ///
    /// No backend does what the documentation says where sizes or deviations along rows and columns differ.
    ///
    /// - Parameters:
    ///   - kernelSize: from 1.
    ///   - sigmaX: the standard deviation along rows, above 0.
    ///   - sigmaY: the standard deviation along columns, above 0.
    ///   - backend: whose defects are reproduced; without one, the result is what the documentation says.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianBlur(
        kernelSize: Size = Size(width: 3, height: 3), sigmaX: Double = 1, sigmaY: Double = 1,
        defectsOf backend: Backend? = nil
    ) throws(FilterError) -> some Filter {
        guard kernelSize.width > 0, kernelSize.height > 0 else {
            throw FilterError(
                .invalidParameter, "kernel_size", expected: "numbers from 1",
                found: "\(kernelSize.width) × \(kernelSize.height)", remedy: "give how many taps there are")
        }
        try Kornia.checkPositive("sigma", sigmaX, sigmaY)
        return GaussianBlur(
            x: try Taps.sampledGaussian(count: kernelSize.width, sigma: sigmaX),
            y: try Taps.sampledGaussian(count: kernelSize.height, sigma: sigmaY), backend: backend)
    }

    static func readGaussianBlur(
        _ arguments: inout ConventionArguments, of backend: Backend?
    ) throws(FilterError) -> Convention.Made {
        let sigma = try arguments.pair("sigma") ?? (1, 1)
        return .filter(
            try gaussianBlur(
                kernelSize: try arguments.size("kernel_size", heightFirst: true) ?? Size(width: 3, height: 3),
                sigmaX: sigma.second, sigmaY: sigma.first, defectsOf: backend))
    }

    private struct GaussianBlur: Filter {
        let x: Taps
        let y: Taps
        let backend: Backend?

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            guard !layout.elementType.isInteger else {
                throw FilterError(
                    .mismatch, "type", expected: "a floating-point type", found: layout.elementType.rawValue,
                    remedy: "convert the array; backends differ in what they make of whole numbers")
            }
            let axes = try layout.imageAxes()
            let correlations: [RealCorrelation]
            switch backend {
            case nil:
                correlations = [
                    RealCorrelation(y, along: axes.y, .constant(0)), RealCorrelation(x, along: axes.x, .constant(0)),
                ]
            case .jax, .numpy:
                correlations = [
                    RealCorrelation(x, along: axes.y, .constant(0)), RealCorrelation(y, along: axes.x, .constant(0)),
                ]
            case .tensorflow:
                correlations = [RealCorrelation(try mixed(), along: [axes.y, axes.x], .constant(0))]
            case .torch:
                let around = PyTorch.Padding.samples(y.count / 2)
                let geometry = [
                    try PyTorch.convolution(count: layout.shape[axes.y], taps: y.count, padding: around),
                    try PyTorch.convolution(count: layout.shape[axes.x], taps: x.count, padding: around),
                ]
                correlations = [
                    RealCorrelation(try mixed(), along: [axes.y, axes.x], .constant(0), geometry: geometry)
                ]
            }
            return try layout.program(
                correlations, in: PyTorch.sums(layout.elementType), store: Store(layout.elementType))
        }

        /// The kernel whose rows are made of the taps for columns, read as if it had as many rows as those are.
        private func mixed() throws(FilterError) -> Kernel {
            try Kernel(
                Kernel.outerProduct(of: [x, y]).weights, extents: [y.count, x.count],
                anchor: [(y.count - 1) / 2, (x.count - 1) / 2])
        }
    }
}
