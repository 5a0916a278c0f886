extension NumPy {
    /// `numpy.pad` with a mode that is a border: `constant`, `edge` (`.replicate`), `reflect` (`.reflect101`), `symmetric`, `wrap`.
    ///
    /// - Parameters:
    ///   - width: how many samples are put before and after, for each axis, or once for all.
    ///   - mode: what they are.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func pad(width: [Layout.Halo], mode: Border = .constant(0)) throws(FilterError) -> some Filter {
        guard width.allSatisfy({ (0...1 << 40).contains($0.before) && (0...1 << 40).contains($0.after) }) else {
            throw FilterError(
                .invalidParameter, "pad_width", expected: "numbers of 0 or more", found: "\(width)",
                remedy: "leave out what is not to be padded")
        }
        return Padding(width: width, mode: mode)
    }

    static func readPad(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let numbers = try arguments.numbers("pad_width") else { throw arguments.missing("pad_width") }
        let whole = numbers.values.compactMap(Int.init(exactly:))
        guard whole.count == numbers.values.count, whole.count % 2 == 0 else {
            throw FilterError(
                .invalidParameter, "pad_width", expected: "pairs of whole numbers", found: "\(numbers.values)",
                remedy: "give two for each axis")
        }
        let width = stride(from: 0, to: whole.count, by: 2).map { Layout.Halo(before: whole[$0], after: whole[$0 + 1]) }
        let value = try arguments.number("constant_values") ?? 0
        let mode = try arguments.choice(
            try arguments.text("mode") ?? "constant", "mode",
            [
                "constant": .constant(value), "edge": .replicate, "reflect": .reflect101, "symmetric": .symmetric,
                "wrap": .wrap,
            ] as [String: Border])
        return .filter(try pad(width: width, mode: mode))
    }

    /// Samples put around an array, one axis after the other.
    private struct Padding: Filter {
        let width: [Layout.Halo]
        let mode: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(nil, layout)
            guard width.count == axes.count || width.count == 1 else {
                throw FilterError(
                    .invalidParameter, "pad_width", expected: "a pair of numbers for each of the axes \(axes)",
                    found: "\(width.count) pairs", remedy: "give as many, or one for all")
            }
            let type = layout.elementType
            let passes = axes.indices.map { (place: Int) -> Pass in
                let halo = width.count == 1 ? width[0] : width[place]
                return Pass(
                    kernel: PassKernel(axes: [axes[place]], extents: [1], weights: [1]),
                    geometry: [
                        AxisGeometry(
                            before: halo.before, outputCount: layout.shape[axes[place]] + halo.before + halo.after)
                    ],
                    border: [BorderPair(mode)], accumulation: Accumulation(type, order: .leftToRight),
                    store: Store(type))
            }
            return try FilterProgram(
                inputShape: layout.shape, inputType: type, channelAxis: layout.channelAxis, passes: passes)
        }
    }
}
