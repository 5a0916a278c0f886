extension Kornia {
    /// `gaussian_blur2d`: a Gaussian sampled at whole distances.
    ///
    /// - Parameters:
    ///   - kernelSize: odd numbers.
    ///   - sigmaX: the standard deviation along rows, above 0.
    ///   - sigmaY: the standard deviation along columns, above 0.
    ///   - border: what lies outside.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianBlur2D(
        kernelSize: Size, sigmaX: Double, sigmaY: Double, border: PyTorch.PaddingMode = .reflect
    ) throws(FilterError) -> some Filter {
        try gaussian(kernelSize, sigmaX, sigmaY, border)
    }

    /// `box_blur`: the mean of a box; an even one reaches farther behind than ahead.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func boxBlur(kernelSize: Size, border: PyTorch.PaddingMode = .reflect) throws(FilterError)
        -> some Filter
    {
        Separable(x: try box(kernelSize.width), y: try box(kernelSize.height), border: border)
    }

    /// `unsharp_mask`: twice the samples less their Gaussian blur, not limited.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func unsharpMask(
        kernelSize: Size, sigmaX: Double, sigmaY: Double, border: PyTorch.PaddingMode = .reflect
    ) throws(FilterError) -> some Filter {
        UnsharpMask(blur: try gaussian(kernelSize, sigmaX, sigmaY, border))
    }

    static func readGaussianBlur2D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try readGaussian(&arguments))
    }

    static func readBoxBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        _ = try arguments.flag("separable")
        return .filter(try boxBlur(kernelSize: try readSize(&arguments), border: try readBorder(&arguments)))
    }

    static func readUnsharpMask(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(UnsharpMask(blur: try readGaussian(&arguments)))
    }

    private static func readGaussian(_ arguments: inout ConventionArguments) throws(FilterError) -> Separable {
        _ = try arguments.flag("separable")
        guard let sigma = try arguments.pair("sigma") else { throw arguments.missing("sigma") }
        return try gaussian(try readSize(&arguments), sigma.second, sigma.first, try readBorder(&arguments))
    }

    private static func gaussian(
        _ size: Size, _ sigmaX: Double, _ sigmaY: Double, _ border: PyTorch.PaddingMode
    ) throws(FilterError) -> Separable {
        try size.checkOdd("kernel_size")
        try checkPositive("sigma", sigmaX, sigmaY)
        return Separable(
            x: try Taps.sampledGaussian(count: size.width, sigma: sigmaX),
            y: try Taps.sampledGaussian(count: size.height, sigma: sigmaY), border: border)
    }

    private static func box(_ count: Int) throws(FilterError) -> Taps {
        guard count > 0 else {
            throw FilterError(
                .invalidParameter, "kernel_size", expected: "numbers from 1", found: "\(count)", remedy: "give one")
        }
        return try Taps([Double](repeating: 1 / Double(count), count: count), anchor: (count - 1) / 2)
    }

    /// Taps along columns, then along rows.
    struct Separable: Filter {
        let x: Taps
        let y: Taps
        let border: PyTorch.PaddingMode

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            try Kornia.program(try correlations(layout), border, layout)
        }

        func correlations(_ layout: Layout) throws(FilterError) -> [RealCorrelation] {
            let axes = try layout.imageAxes()
            return [RealCorrelation(y, along: axes.y, border.border), RealCorrelation(x, along: axes.x, border.border)]
        }
    }

    private struct UnsharpMask: Filter {
        let blur: Separable

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let correlations = try blur.correlations(layout)
            try check(correlations, blur.border, layout)
            let sums = PyTorch.sums(layout.elementType)
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
                branches: [layout.passes(correlations, in: sums), layout.crops(except: [])],
                outputs: [
                    .init(
                        .sum(.branch(1), .difference(.branch(1), .branch(0))), arithmetic: sums, type: result(layout))
                ])
        }
    }
}
