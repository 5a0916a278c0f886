extension Keras {
    /// `Conv1D`, `Conv2D` and `Conv3D` of a single channel: a correlation along the last axes.
    ///
    /// - Parameters:
    ///   - kernel: with one axis for each of them.
    ///   - strides: how far outputs lie apart along each axis.
    ///   - padding: what is put around.
    ///   - dilationRate: how far taps lie apart along each axis.
    public static func convolution(
        kernel: Kernel, strides: PerAxis<Int> = .uniform(1), padding: Padding = .valid,
        dilationRate: PerAxis<Int> = .uniform(1)
    ) -> some Filter {
        Convolution(kernel: kernel, strides: strides, padding: padding, dilations: dilationRate)
    }

    static func readConvolution(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        let padding = try arguments.choice(
            try arguments.text("padding") ?? "valid", "padding",
            Dictionary(uniqueKeysWithValues: Padding.allCases.map { ($0.rawValue, $0) }))
        return .filter(
            convolution(
                kernel: try arguments.kernel("kernel"), strides: try arguments.integerPerAxis("strides") ?? .uniform(1),
                padding: padding, dilationRate: try arguments.integerPerAxis("dilation_rate") ?? .uniform(1)))
    }

    private struct Convolution: Filter {
        let kernel: Kernel
        let strides: PerAxis<Int>
        let padding: Padding
        let dilations: PerAxis<Int>

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try PyTorch.lastAxes(kernel.rank, of: layout)
            let strides = try strides.values(for: axes, "strides")
            let dilations = try dilations.values(for: axes, "dilation_rate")
            var geometry: [AxisGeometry] = []
            for (place, axis) in axes.enumerated() {
                geometry.append(
                    try convolution(
                        count: layout.shape[axis], taps: kernel.extents[place], stride: strides[place],
                        padding: padding, dilation: dilations[place]))
            }
            return try layout.program(
                [RealCorrelation(kernel, along: axes, .constant(0), geometry: geometry)],
                in: PyTorch.sums(layout.elementType), store: Store(layout.elementType))
        }
    }
}
