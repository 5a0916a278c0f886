extension SciPyNDImage {
    /// `scipy.ndimage.correlate`: a kernel over several axes, taps of up to 2⁻⁵² left out.
    ///
    /// - Parameters:
    ///   - weights: a kernel with one axis for each filtered axis, in ascending order; its anchor is not looked at.
    ///   - output: the type of the result; that of the samples when it is left out.
    ///   - origin: how far the window is shifted towards lower indices, from −⌊n/2⌋ to ⌊(n − 1)/2⌋ along each axis.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func correlate(
        weights: Kernel, output: ElementType? = nil, mode: Border = .symmetric, origin: PerAxis<Int> = .uniform(0),
        axes: [Int]? = nil
    ) throws(FilterError) -> some Filter {
        Correlate(weights: weights, output: output, border: mode, origin: origin, axes: axes, isTurned: false)
    }

    /// `scipy.ndimage.convolve`: the same with the kernel turned by 180°.
    ///
    /// - Parameter origin: how far the window is shifted towards higher indices; an even kernel lies one sample lower than that of
    ///   `correlate`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func convolve(
        weights: Kernel, output: ElementType? = nil, mode: Border = .symmetric, origin: PerAxis<Int> = .uniform(0),
        axes: [Int]? = nil
    ) throws(FilterError) -> some Filter {
        Correlate(weights: weights, output: output, border: mode, origin: origin, axes: axes, isTurned: true)
    }

    static func readCorrelate(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try readDense(&arguments, isTurned: false))
    }

    static func readConvolve(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try readDense(&arguments, isTurned: true))
    }

    private static func readDense(
        _ arguments: inout ConventionArguments, isTurned: Bool
    ) throws(FilterError) -> Correlate {
        guard let weights = try arguments.numbers("weights") else { throw arguments.missing("weights") }
        return Correlate(
            weights: try Kernel(weights.values, extents: weights.extents),
            output: try arguments.elementType("output"), border: try border(&arguments),
            origin: try arguments.integerPerAxis("origin") ?? .uniform(0), axes: try axes(&arguments),
            isTurned: isTurned)
    }

    /// A kernel over several axes, summed as SciPy does: from 0, in the order of memory.
    private static func pass(
        _ kernel: Kernel, _ geometry: [AxisGeometry], axes: [Int], _ border: Border, _ type: ElementType, _ load: Load
    ) -> Pass {
        Pass(
            load: load, kernel: PassKernel(axes: axes, extents: kernel.extents, weights: kernel.weights),
            geometry: geometry, border: axes.map { _ in BorderPair(border) },
            accumulation: Accumulation(.float64, order: .leftToRight, start: 0, ignoredMagnitude: 0x1p-52),
            store: store(type))
    }

    /// The pass of a convolution without an origin.
    static func pass(
        convolving kernel: Kernel, axes: [Int], _ border: Border, _ type: ElementType, _ load: Load, _ layout: Layout
    ) -> Pass {
        let geometry = zip(axes, kernel.extents).map { axis, taps in
            layout.geometry(along: axis, anchor: taps / 2 + turned(origin: 0, taps: taps))
        }
        return pass(kernel.turned, geometry, axes: axes, border, type, load)
    }

    /// A kernel over several axes.
    private struct Correlate: Filter {
        let weights: Kernel
        let output: ElementType?
        let border: Border
        let origin: PerAxis<Int>
        let axes: [Int]?
        let isTurned: Bool

        /// A sum as a number of 64 bits without sign: SciPy converts the negative of a negative one, which matters below −2⁶³.
        private static let unsigned = Join.whereGreater(
            .branch(0), than: .constant(-0x1p63), then: .branch(0),
            otherwise: .difference(
                .constant(0x1p64),
                .rounded(.difference(.constant(0), .branch(0)), to: .uint64, .towardZero, .indefinite)))

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let given = try SciPyNDImage.axes(axes, layout)
            let axes = given.sorted()
            guard weights.rank == axes.count else {
                throw FilterError(
                    .invalidParameter, "weights", expected: "one axis for each of the filtered axes \(axes)",
                    found: "\(weights.rank)", remedy: "give a kernel of that rank, or other axes")
            }
            let origins = Dictionary(uniqueKeysWithValues: zip(given, try origin.values(for: given, "origin")))
            var geometry: [AxisGeometry] = []
            for (axis, taps) in zip(axes, weights.extents) {
                var origin = origins[axis] ?? 0
                if isTurned { origin = turned(origin: origin, taps: taps) }
                try check(origin: origin, taps: taps)
                geometry.append(layout.geometry(along: axis, anchor: taps / 2 + origin))
            }
            let type = output ?? layout.elementType
            var pass = SciPyNDImage.pass(
                isTurned ? weights.turned : weights, geometry, axes: axes, border, type, Load())
            guard type == .uint64 else { return try SciPyNDImage.program([pass], as: type, layout) }
            pass.store.type = .float64
            return try SciPyNDImage.program([[pass]], Self.unsigned, as: type, arithmetic: .float64, layout)
        }
    }
}
