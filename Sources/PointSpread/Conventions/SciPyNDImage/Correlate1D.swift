extension SciPyNDImage {
    /// `scipy.ndimage.correlate1d`: taps along one axis.
    ///
    /// - Parameters:
    ///   - weights: one finite number or more.
    ///   - axis: a negative one counts from the end.
    ///   - output: the type of the result; that of the samples when it is left out.
    ///   - origin: how far the window is shifted towards lower indices, from −⌊n/2⌋ to ⌊(n − 1)/2⌋.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func correlate1D(
        weights: [Double], axis: Int = -1, output: ElementType? = nil, mode: Border = .symmetric, origin: Int = 0
    ) throws(FilterError) -> some Filter {
        let taps = try Taps(weights)
        guard (-(taps.count / 2)...(taps.count - 1) / 2).contains(origin) else {
            throw FilterError(
                .invalidParameter, "origin",
                expected: "\(-(taps.count / 2)) to \((taps.count - 1) / 2) for \(taps.count) taps",
                found: "\(origin)", remedy: "shift the window by less")
        }
        return Correlate1D(weights: weights, axis: axis, output: output, border: mode, origin: origin)
    }

    static func readCorrelate1D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let weights = try arguments.numbers("weights") else { throw arguments.missing("weights") }
        return .filter(
            try correlate1D(
                weights: weights.values, axis: try arguments.integer("axis") ?? -1,
                output: try arguments.elementType("output"), mode: try border(&arguments),
                origin: try arguments.integer("origin") ?? 0))
    }

    private struct Correlate1D: Filter {
        let weights: [Double]
        let axis: Int
        let output: ElementType?
        let border: Border
        let origin: Int

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axis = try layout.filtering(.only([axis])).resolvedAxes()[0]
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType,
                passes: [
                    pass(
                        weights, anchor: weights.count / 2 + origin, axis: axis, border,
                        output ?? layout.elementType, layout)
                ])
        }
    }
}
