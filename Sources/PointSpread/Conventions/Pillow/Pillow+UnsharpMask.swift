extension Pillow {
    /// `ImageFilter.UnsharpMask`: adds a part of the difference to the Gaussian blur where it is large.
    ///
    /// - Parameters:
    ///   - radius: that of the Gaussian blur.
    ///   - percent: how much of the difference is added; the part is cut off to a whole number.
    ///   - threshold: the difference that is still left alone.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func unsharpMask(
        radius: Double = 2, percent: Int = 150, threshold: Int = 3
    ) throws(FilterError) -> some Filter {
        UnsharpMask(blur: try gaussianBoxes(Radius(radius)), percent: percent, threshold: threshold)
    }

    static func readUnsharpMask(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try unsharpMask(
                radius: try arguments.number("radius") ?? 2, percent: try arguments.integer("percent") ?? 150,
                threshold: try arguments.integer("threshold") ?? 3))
    }

    private struct UnsharpMask: Filter {
        let blur: Boxes
        let percent: Int
        let threshold: Int

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            try checkBytes(layout)
            let difference = Join.difference(.branch(1), .branch(0))
            let part = Join.rounded(
                .quotient(.product(difference, .constant(Double(percent))), .constant(100)), to: .int64, .towardZero,
                .saturate)
            let sharpened = Join.whereGreater(
                .magnitude(difference), than: .constant(Double(threshold)), then: .sum(.branch(1), part),
                otherwise: .branch(1))
            return try FilterProgram(
                inputShape: layout.shape, inputType: .uint8, channelAxis: layout.channelAxis,
                branches: [try blur.passes(for: layout), layout.crops(except: [])],
                outputs: [.init(sharpened, arithmetic: .float64, type: .uint8)])
        }
    }
}
