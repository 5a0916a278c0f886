extension SciPyNDImage {
    /// `scipy.ndimage.correlate1d`: taps along one axis.
    ///
    /// - Parameters:
    ///   - weights: one number or more.
    ///   - axis: a negative one counts from the end.
    ///   - output: the type of the result; that of the samples when it is left out.
    ///   - origin: how far the window is shifted towards lower indices, from −⌊n/2⌋ to ⌊(n − 1)/2⌋.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func correlate1D(
        weights: [Double], axis: Int = -1, output: ElementType? = nil, mode: Border = .symmetric, origin: Int = 0
    ) throws(FilterError) -> some Filter {
        guard !weights.isEmpty else {
            throw FilterError(
                .invalidParameter, "weights", expected: "at least one tap", found: "none", remedy: "give the weights")
        }
        try check(origin: origin, taps: weights.count)
        return Correlate1D(
            weights: weights, anchor: weights.count / 2 + origin, axis: axis, output: output, border: mode)
    }

    /// `scipy.ndimage.convolve1d`: taps along one axis, turned round.
    ///
    /// - Parameters:
    ///   - weights: one number or more.
    ///   - axis: a negative one counts from the end.
    ///   - output: the type of the result; that of the samples when it is left out.
    ///   - origin: how far the window is shifted towards higher indices, from −⌊(n − 1)/2⌋ to ⌊n/2⌋ for an odd number of taps;
    ///     an even number lies one sample lower than that of `correlate1D`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func convolve1D(
        weights: [Double], axis: Int = -1, output: ElementType? = nil, mode: Border = .symmetric, origin: Int = 0
    ) throws(FilterError) -> some Filter {
        try correlate1D(
            weights: weights.reversed(), axis: axis, output: output, mode: mode,
            origin: turned(origin: origin, taps: weights.count))
    }

    /// Where the window of a correlation lies that is a convolution.
    static func turned(origin: Int, taps: Int) -> Int {
        // No shift that is allowed comes near the ends of the type.
        0 &- origin &- (taps % 2 == 0 ? 1 : 0)
    }

    static func readCorrelate1D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let weights = try arguments.numbers("weights") else { throw arguments.missing("weights") }
        return .filter(
            try correlate1D(
                weights: weights.values, axis: try arguments.integer("axis") ?? -1,
                output: try arguments.elementType("output"), mode: try border(&arguments),
                origin: try arguments.integer("origin") ?? 0))
    }

    static func readConvolve1D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let weights = try arguments.numbers("weights") else { throw arguments.missing("weights") }
        return .filter(
            try convolve1D(
                weights: weights.values, axis: try arguments.integer("axis") ?? -1,
                output: try arguments.elementType("output"), mode: try border(&arguments),
                origin: try arguments.integer("origin") ?? 0))
    }

    /// Taps along one axis.
    struct Correlate1D: Filter {
        let weights: [Double]
        let anchor: Int
        let axis: Int
        let output: ElementType?
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axis = try SciPyNDImage.axes([axis], layout)[0]
            let type = output ?? layout.elementType
            return try SciPyNDImage.program(
                [pass(weights, anchor: anchor, axis: axis, border, type, layout)], as: type, layout)
        }
    }
}
