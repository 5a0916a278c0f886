extension PyTorch {
    /// `conv1d`, `conv2d` and `conv3d` of a single channel: a correlation along the last axes.
    ///
    /// - Parameters:
    ///   - weight: a kernel with one axis for each of them.
    ///   - bias: what is added to every sum.
    ///   - stride: how far outputs lie apart along each axis.
    ///   - padding: what is put around each axis.
    ///   - dilation: how far taps lie apart along each axis.
    ///   - mode: what the padding is; `.valid` has none.
    public static func convolution(
        weight: Kernel, bias: Double = 0, stride: PerAxis<Int> = .uniform(1),
        padding: PerAxis<Padding> = .uniform(.samples(0)),
        dilation: PerAxis<Int> = .uniform(1), mode: PaddingMode = .zeros
    ) -> some Filter {
        Convolution(
            weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation, mode: mode)
    }

    /// `conv_transpose1d` and the others of a single channel: each sample adds the kernel to the outputs around it.
    ///
    /// - Parameters:
    ///   - weight: a kernel with one axis for each of the last axes.
    ///   - stride: how many outputs lie between the kernels of neighbouring samples.
    ///   - padding: how many outputs are cut off at both ends of each axis.
    ///   - outputPadding: how many outputs there are more behind.
    ///   - dilation: how far taps lie apart along each axis.
    public static func transposedConvolution(
        weight: Kernel, stride: PerAxis<Int> = .uniform(1), padding: PerAxis<Int> = .uniform(0),
        outputPadding: PerAxis<Int> = .uniform(0), dilation: PerAxis<Int> = .uniform(1)
    ) -> some Filter {
        TransposedConvolution(
            weight: weight, stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation)
    }

    static func readConvolution(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            convolution(
                weight: try arguments.kernel("weight"), bias: try arguments.number("bias") ?? 0,
                stride: try arguments.integerPerAxis("stride") ?? .uniform(1), padding: try readPadding(&arguments),
                dilation: try arguments.integerPerAxis("dilation") ?? .uniform(1),
                mode: try PaddingMode.read(&arguments, "padding_mode") ?? .zeros))
    }

    static func readTransposedConvolution(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made
    {
        .filter(
            transposedConvolution(
                weight: try arguments.kernel("weight"), stride: try arguments.integerPerAxis("stride") ?? .uniform(1),
                padding: try arguments.integerPerAxis("padding") ?? .uniform(0),
                outputPadding: try arguments.integerPerAxis("output_padding") ?? .uniform(0),
                dilation: try arguments.integerPerAxis("dilation") ?? .uniform(1)))
    }

    /// `same` and `valid` are words, all else is numbers.
    private static func readPadding(_ arguments: inout ConventionArguments) throws(FilterError) -> PerAxis<Padding> {
        if let word = try arguments.text("padding_rule") {
            return .uniform(try arguments.choice(word, "padding_rule", ["same": .same, "valid": .valid]))
        }
        switch try arguments.integerPerAxis("padding") ?? .uniform(0) {
        case .uniform(let count): return .uniform(.samples(count))
        case .each(let counts): return .each(counts.map(Padding.samples))
        }
    }

    /// The last axes of an array, as many as a kernel has.
    static func lastAxes(_ count: Int, of layout: Layout) throws(FilterError) -> [Int] {
        let axes = try SciPyNDImage.axes(nil, layout)
        let rank = axes.count
        guard count <= rank else {
            throw FilterError(
                .invalidParameter, "weight", expected: "a kernel of rank \(rank) at most", found: "rank \(count)",
                remedy: "give a kernel with as many axes as are filtered")
        }
        return Array(axes.suffix(count))
    }

    /// The type of sums: that of the samples, with 32 bits at least.
    static func sums(_ type: ElementType) -> ElementType { type == .float64 ? .float64 : .float32 }

    private struct Convolution: Filter {
        let weight: Kernel
        let bias: Double
        let stride: PerAxis<Int>
        let padding: PerAxis<Padding>
        let dilation: PerAxis<Int>
        let mode: PaddingMode

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try lastAxes(weight.rank, of: layout)
            let strides = try stride.values(for: axes, "stride")
            let paddings = try padding.values(for: axes, "padding")
            let dilations = try dilation.values(for: axes, "dilation")
            var geometry: [AxisGeometry] = []
            for (place, axis) in axes.enumerated() {
                let ends = try paddings[place].ends(
                    reach: dilations[place] * (weight.extents[place] - 1), stride: strides[place])
                try mode.check(before: ends.before, after: ends.after, count: layout.shape[axis])
                geometry.append(
                    try convolution(
                        count: layout.shape[axis], taps: weight.extents[place], stride: strides[place],
                        padding: paddings[place], dilation: dilations[place]))
            }
            let sums = sums(layout.elementType)
            return try layout.program(
                [RealCorrelation(weight, along: axes, mode.border, geometry: geometry)], in: sums,
                store: Store(
                    layout.elementType.isInteger ? sums : layout.elementType, steps: bias == 0 ? [] : [.add(bias)]))
        }
    }

    private struct TransposedConvolution: Filter {
        let weight: Kernel
        let stride: PerAxis<Int>
        let padding: PerAxis<Int>
        let outputPadding: PerAxis<Int>
        let dilation: PerAxis<Int>

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try lastAxes(weight.rank, of: layout)
            let strides = try stride.values(for: axes, "stride")
            let paddings = try padding.values(for: axes, "padding")
            let more = try outputPadding.values(for: axes, "output_padding")
            let dilations = try dilation.values(for: axes, "dilation")
            var geometry: [AxisGeometry] = []
            for (place, axis) in axes.enumerated() {
                geometry.append(
                    try transposedConvolution(
                        count: layout.shape[axis], taps: weight.extents[place], stride: strides[place],
                        padding: paddings[place], outputPadding: more[place], dilation: dilations[place]))
            }
            let sums = sums(layout.elementType)
            return try layout.program(
                [RealCorrelation(weight.turned, along: axes, .constant(0), geometry: geometry)], in: sums,
                store: Store(layout.elementType.isInteger ? sums : layout.elementType))
        }
    }
}
