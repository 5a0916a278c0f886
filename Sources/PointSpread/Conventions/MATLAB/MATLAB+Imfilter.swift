extension MATLAB {
    /// `imfilter`: a correlation, or a convolution, in numbers of 64 bits, stored in the type of the samples.
    ///
    /// Whole numbers are rounded half away from 0 and limited. The tap at (n − 1) ∕ 2 meets the output sample.
    ///
    /// - Parameters:
    ///   - kernel: rows and columns; its anchor does not matter.
    ///   - border: what lies outside; 0 when it is left out.
    ///   - shape: `same` or `full`.
    ///   - isConvolution: whether the kernel is turned.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func imfilter(
        _ kernel: Kernel, border: Border = .constant(0), shape: Shape = .same, isConvolution: Bool = false
    ) throws(FilterError) -> some Filter {
        Correlation(kernel: try plane(kernel, isTurned: isConvolution), border: border, shape: shape, keepsType: true)
    }

    /// `conv2`: a convolution with zeros outside.
    ///
    /// Of even kernels, `same` begins at n ∕ 2 of the full result, one later than SciPy's. Whole numbers become `float64`.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func conv2(_ kernel: Kernel, shape: Shape = .full) throws(FilterError) -> some Filter {
        Correlation(kernel: try plane(kernel, isTurned: true), border: .constant(0), shape: shape, keepsType: false)
    }

    /// `imgaussfilt`: a sampled Gaussian of 2⌈2σ⌉ + 1 taps, the nearest sample outside.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation, above 0.
    ///   - filterSize: odd numbers of taps; they follow from the deviation when they are left out.
    ///   - border: what lies outside.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func imgaussfilt(
        sigma: Double = 0.5, filterSize: Size? = nil, border: Border = .replicate
    ) throws(FilterError) -> some Filter {
        guard sigma > 0, sigma < 0x1p22 else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "a number above 0", found: "\(sigma)", remedy: "give one")
        }
        let taps = 2 * Int((2 * sigma).rounded(.up)) + 1
        let size = filterSize ?? Size(width: taps, height: taps)
        try size.checkOdd("FilterSize")
        return Blur(
            x: try Taps.sampledGaussian(count: size.width, sigma: sigma),
            y: try Taps.sampledGaussian(count: size.height, sigma: sigma), border: border)
    }

    static func readImfilter(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try imfilter(
                try arguments.kernel("h"), border: try readBorder(&arguments, default: .constant(0)),
                shape: try readShape(&arguments, default: .same), isConvolution: try arguments.flag("conv") ?? false))
    }

    static func readConv2(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try conv2(try arguments.kernel("B"), shape: try readShape(&arguments, default: .full)))
    }

    static func readImgaussfilt(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try imgaussfilt(
                sigma: try arguments.number("sigma") ?? 0.5,
                filterSize: try arguments.size("FilterSize", heightFirst: true),
                border: try readBorder(&arguments, default: .replicate)))
    }

    private static func plane(_ kernel: Kernel, isTurned: Bool) throws(FilterError) -> Kernel {
        guard kernel.rank == 2 else {
            throw FilterError(
                .invalidParameter, "h", expected: "rows and columns", found: "rank \(kernel.rank)",
                remedy: "give a kernel of two axes")
        }
        return try Kernel(
            isTurned ? kernel.weights.reversed() : kernel.weights, extents: kernel.extents,
            anchor: kernel.extents.map { ($0 - 1) / 2 })
    }

    /// Rounds as MATLAB converts.
    private static func store(_ type: ElementType) -> Store { Store(type, rounding: .halfAwayFromZero) }

    private struct Correlation: Filter {
        let kernel: Kernel
        let border: Border
        let shape: Shape
        let keepsType: Bool

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            let both = [axes.y, axes.x]
            guard shape == .same || both.allSatisfy({ layout.halos[$0] == Layout.Halo() }) else {
                throw FilterError(
                    .mismatch, "halo", expected: "none for the shape \(shape.rawValue)", found: "\(layout.halos)",
                    remedy: "use the shape same")
            }
            let geometry: [AxisGeometry]? =
                switch shape {
                case .same: nil
                case .full: zip(both, kernel.extents).map { .full(count: layout.shape[$0], taps: $1) }
                case .valid: zip(both, kernel.extents).map { .valid(count: layout.shape[$0], taps: $1) }
                }
            let type: ElementType = keepsType || !layout.elementType.isInteger ? layout.elementType : .float64
            return try layout.program(
                [RealCorrelation(kernel, along: both, border, geometry: geometry)], in: .float64, store: store(type))
        }
    }

    private struct Blur: Filter {
        let x: Taps
        let y: Taps
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            return try layout.program(
                [RealCorrelation(y, along: axes.y, border), RealCorrelation(x, along: axes.x, border)],
                in: layout.elementType.accumulator, store: store(layout.elementType))
        }
    }
}
