extension SciPyNDImage {
    /// `scipy.ndimage.gaussian_laplace`: second derivatives of Gaussians, added in the type of the result.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples, for each of `axes`; an axis with 10⁻¹⁵ or less is left out.
    ///   - output: the type of all results; that of the samples when it is left out.
    ///   - mode: what lies outside, for each of `axes`: it holds along all axes while the derivative along that one is made.
    ///   - truncate: after how many standard deviations the taps end.
    ///   - radius: the radius itself, for each axis of the array.
    ///   - exponential: the function that taps are made with, which depends on the processor in the original.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianLaplace(
        sigma: PerAxis<Double>, output: ElementType? = nil, mode: PerAxis<Border> = .uniform(.symmetric),
        truncate: Double = 4, radius: PerAxis<Int>? = nil, axes: [Int]? = nil,
        exponential: Exponential = .numpyAVX512
    ) throws(FilterError) -> some Filter {
        GaussianDerivatives(
            shape: GaussianShape(sigma: sigma, truncate: truncate, radius: radius, exponential: exponential),
            kind: .laplacian, output: output, border: mode, axes: axes)
    }

    /// `scipy.ndimage.gaussian_gradient_magnitude`: the root of the sum of squares of first derivatives of Gaussians, all in the type
    /// of the result.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation in samples, for each axis of the array, also for those that are not among `axes`.
    ///   - output: the type of all results; that of the samples when it is left out.
    ///   - mode: what lies outside, for each of `axes`: it holds along all axes while the derivative along that one is made.
    ///   - truncate: after how many standard deviations the taps end.
    ///   - radius: the radius itself, for each axis of the array.
    ///   - axes: the axes of the derivatives; all are smoothed.
    ///   - exponential: the function that taps are made with, which depends on the processor in the original.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianGradientMagnitude(
        sigma: PerAxis<Double>, output: ElementType? = nil, mode: PerAxis<Border> = .uniform(.symmetric),
        truncate: Double = 4, radius: PerAxis<Int>? = nil, axes: [Int]? = nil,
        exponential: Exponential = .numpyAVX512
    ) throws(FilterError) -> some Filter {
        GaussianDerivatives(
            shape: GaussianShape(sigma: sigma, truncate: truncate, radius: radius, exponential: exponential),
            kind: .gradientMagnitude, output: output, border: mode, axes: axes)
    }

    static func readGaussianLaplace(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try readDerivatives(&arguments, .laplacian))
    }

    static func readGaussianGradientMagnitude(
        _ arguments: inout ConventionArguments
    ) throws(FilterError) -> Convention.Made {
        .filter(try readDerivatives(&arguments, .gradientMagnitude))
    }

    private static func readDerivatives(
        _ arguments: inout ConventionArguments, _ kind: GaussianDerivatives.Kind
    ) throws(FilterError) -> GaussianDerivatives {
        GaussianDerivatives(
            shape: try GaussianShape(&arguments), kind: kind, output: try arguments.elementType("output"),
            border: try borders(&arguments), axes: try axes(&arguments))
    }

    /// Derivatives of Gaussians along several axes, joined.
    private struct GaussianDerivatives: Filter {
        enum Kind {
            case laplacian
            case gradientMagnitude
        }

        let shape: GaussianShape
        let kind: Kind
        let output: ElementType?
        let border: PerAxis<Border>
        let axes: [Int]?

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(axes, layout)
            let all = try SciPyNDImage.axes(nil, layout)
            let type = output ?? layout.elementType
            guard !axes.isEmpty else { return try SciPyNDImage.program([], as: type, layout) }
            let shape = try kind == .laplacian ? self.shape.spread(from: axes, to: all) : self.shape
            var branches: [[Pass]] = []
            for (axis, border) in zip(axes, try border.values(for: axes, "mode")) {
                let orders = all.map { $0 == axis ? kind == .laplacian ? 2 : 1 : 0 }
                branches.append(try shape.passes(orders, along: all, all.map { _ in border }, type, layout))
            }
            // Without any width each derivative is the input in the type of the result.
            if let first = branches.first, first.isEmpty {
                let copy = Pass(
                    kernel: PassKernel(axes: [axes[0]], extents: [1], weights: [1]),
                    geometry: [layout.geometry(along: axes[0], anchor: 0)], border: [BorderPair(.symmetric)],
                    accumulation: Accumulation(layout.elementType, order: .leftToRight), store: store(type))
                branches = branches.map { _ in [copy] }
            }
            if kind == .laplacian {
                return try SciPyNDImage.program(
                    branches, sum(ofBranches: branches.count), as: type, arithmetic: type, layout)
            }
            if type.isInteger, type.size <= 2 {
                return try SciPyNDImage.program(
                    branches, shortMagnitude(ofBranches: branches.count, in: type), as: type, arithmetic: .float64,
                    layout)
            }
            return try SciPyNDImage.program(
                branches, magnitude(ofBranches: branches.count, in: type), as: type, arithmetic: type, layout)
        }

        /// The same for whole numbers of up to 16 bits, with sums that `float64` holds and that wrap around in the end.
        private func shortMagnitude(ofBranches count: Int, in type: ElementType) -> Join {
            let size = Double(1 << (8 * type.size))
            let squares = (0..<count).map { Join.product(.branch($0), .branch($0)) }
            let sum = squares.dropFirst().reduce(squares[0]) { .sum($0, $1) }
            // From 0 to below the number of values that the type has, and from there on what stands for negative ones.
            let turns = Join.rounded(.product(sum, .constant(1 / size)), to: .int64, .towardZero, .saturate)
            let rest = Join.difference(sum, .product(turns, .constant(size)))
            let root = Join.rounded(.squareRoot(rest), to: .int64, .towardZero, .saturate)
            guard type.isSigned else { return root }
            return .whereGreater(.constant(size / 2), than: rest, then: root, otherwise: .constant(0))
        }

        /// The root of a sum of squares; of whole numbers it is cut off, and that of a sum that wrapped around below 0 is what the
        /// processor makes of NaN.
        private func magnitude(ofBranches count: Int, in type: ElementType) -> Join {
            let squares = (0..<count).map { Join.product(.branch($0), .branch($0)) }
            let sum = squares.dropFirst().reduce(squares[0]) { .sum($0, $1) }
            let root = Join.squareRoot(sum)
            guard type.isInteger else { return root }
            // The square of a root that was rounded up may wrap around, the quotient does not.
            let cut = Join.whereGreater(
                root, than: .quotient(sum, root), then: .difference(root, .constant(1)), otherwise: root)
            let undefined: Double = type == .int32 ? -0x1p31 : type == .int64 ? -0x1p63 : 0
            return .whereGreater(.constant(0), than: sum, then: .constant(undefined), otherwise: cut)
        }
    }
}

extension SciPyNDImage.GaussianShape {
    /// The same for all axes, where widths are given for some.
    ///
    /// The others have none. As in the original, widths for all axes in another order are not sorted.
    fileprivate func spread(from axes: [Int], to all: [Int]) throws(FilterError) -> Self {
        let sigmas = try sigma.values(for: axes, "sigma")
        guard axes.count < all.count else { return Self(sigma: .each(sigmas), self) }
        let widths = Dictionary(uniqueKeysWithValues: zip(axes, sigmas))
        return Self(sigma: .each(all.map { widths[$0] ?? 0 }), self)
    }

    private init(sigma: PerAxis<Double>, _ other: Self) {
        self.init(sigma: sigma, truncate: other.truncate, radius: other.radius, exponential: other.exponential)
    }
}
