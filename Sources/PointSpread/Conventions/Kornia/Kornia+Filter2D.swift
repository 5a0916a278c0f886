extension Kornia {
    /// `filter2d`: a correlation, or a convolution, with any kernel of two axes.
    ///
    /// - Parameters:
    ///   - kernel: its anchor does not matter: the tap at (n − 1) ∕ 2 meets the output sample, in a convolution too.
    ///   - border: what lies outside.
    ///   - isNormalized: whether taps are divided by the sum of their magnitudes.
    ///   - isValid: whether outputs that meet what lies outside are left out.
    ///   - isConvolution: whether the kernel is turned.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func filter2D(
        kernel: Kernel, border: PyTorch.PaddingMode = .reflect, isNormalized: Bool = false, isValid: Bool = false,
        isConvolution: Bool = false
    ) throws(FilterError) -> some Filter {
        guard kernel.rank == 2 else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "rank 2", found: "rank \(kernel.rank)",
                remedy: "give rows and columns")
        }
        var weights = isConvolution ? kernel.weights.reversed() : kernel.weights
        if isNormalized {
            let sum = weights.reduce(0) { $0 + $1.magnitude }
            weights = weights.map { $0 / sum }
        }
        let anchor = isValid ? [0, 0] : kernel.extents.map { ($0 - 1) / 2 }
        return Dense(
            kernel: try Kernel(weights, extents: kernel.extents, anchor: anchor), border: border, isValid: isValid)
    }

    static func readFilter2D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        let kernel = try arguments.kernel("kernel")
        let rule = try arguments.choice(
            (try arguments.text("padding") ?? "same").lowercased(), "padding", ["same": false, "valid": true])
        let behaviour = try arguments.choice(
            (try arguments.text("behaviour") ?? "corr").lowercased(), "behaviour", ["corr": false, "conv": true])
        return .filter(
            try filter2D(
                kernel: kernel, border: try readBorder(&arguments),
                isNormalized: try arguments.flag("normalized") ?? false,
                isValid: rule, isConvolution: behaviour))
    }

    /// One kernel of two axes.
    struct Dense: Filter {
        let kernel: Kernel
        let border: PyTorch.PaddingMode
        var isValid = false

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            let both = [axes.y, axes.x]
            guard isValid else {
                return try Kornia.program([RealCorrelation(kernel, along: both, border.border)], border, layout)
            }
            var geometry: [AxisGeometry] = []
            for (axis, taps) in zip(both, kernel.extents) {
                geometry.append(try PyTorch.convolution(count: layout.shape[axis], taps: taps))
            }
            return try Kornia.program(
                [RealCorrelation(kernel, along: both, .constant(0), geometry: geometry)], border, layout)
        }
    }
}
