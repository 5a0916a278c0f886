extension Pillow {
    /// `ImageFilter.Kernel`: a correlation along rows, a convolution along columns.
    ///
    /// The first row of taps meets the row below a sample, the last one the row above it. Sums are made in `float32`, not fused: the
    /// offset and a half, then row after row of the kernel; they are cut off to whole numbers. Samples that the kernel does not
    /// fit around keep their values.
    ///
    /// - Parameters:
    ///   - size: 3 × 3 or 5 × 5.
    ///   - kernel: the taps, row by row.
    ///   - scale: what taps are divided by; their sum when it is left out.
    ///   - offset: what is added.
    /// - Throws: `FilterError` with code `invalidParameter`, also where the scale is 0.
    public static func kernel(
        size: Size, kernel: [Double], scale: Double? = nil, offset: Double = 0
    ) throws(FilterError) -> some Filter {
        guard size == Size(width: 3, height: 3) || size == Size(width: 5, height: 5) else {
            throw FilterError(
                .invalidParameter, "size", expected: "3 × 3 or 5 × 5", found: "\(size.width) × \(size.height)",
                remedy: "fill the kernel with zeros")
        }
        guard kernel.count == size.width * size.height else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "\(size.width * size.height) taps", found: "\(kernel.count)",
                remedy: "give one for each place, row by row")
        }
        let scale = scale ?? kernel.reduce(0, +)
        let taps = kernel.map { Float($0) / Float(scale) }
        guard taps.allSatisfy(\.isFinite), Float(offset).isFinite else {
            throw FilterError(
                .invalidParameter, "scale", expected: "finite numbers, and a scale other than 0",
                found: "scale \(scale), offset \(offset)", remedy: "give a scale where taps sum to 0")
        }
        return Correlation(width: size.width, taps: taps, offset: Float(offset))
    }

    static func readKernel(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let size = try arguments.numbers("size")?.values, size.count == 2, let width = Int(exactly: size[0]),
            let height = Int(exactly: size[1])
        else { throw arguments.missing("size") }
        guard let taps = try arguments.numbers("kernel")?.values else { throw arguments.missing("kernel") }
        return .filter(
            try kernel(
                size: Size(width: width, height: height), kernel: taps, scale: try arguments.number("scale"),
                offset: try arguments.number("offset") ?? 0))
    }

    struct Correlation: Filter {
        let width: Int
        /// Row by row, the first one for the row below.
        let taps: [Float]
        let offset: Float

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            guard layout.elementType == .uint8 || layout.elementType == .uint16 else {
                throw FilterError(
                    .mismatch, "type", expected: "uint8 or uint16", found: layout.elementType.rawValue,
                    remedy: "convert the image")
            }
            let axes = try layout.imageAxes()
            let rows = stride(from: 0, to: taps.count, by: width).map { taps[$0..<$0 + width] }
            let pass = Pass(
                kernel: PassKernel(
                    axes: [axes.y, axes.x], extents: [width, width],
                    weights: rows.reversed().joined().map { Double($0) }),
                geometry: [axes.y, axes.x].map { layout.geometry(along: $0, anchor: width / 2) },
                // A rim keeps the input, so that nothing outside is ever used.
                border: [axes.y, axes.x].map {
                    layout.shape[$0] == 0 ? BorderPair(.constant(0)) : BorderPair(.replicate)
                },
                accumulation: Accumulation(.float32, order: .rowsFromLast, start: Double(offset + 0.5)),
                store: Store(layout.elementType, rounding: .towardZero, rim: rims([axes.y, axes.x], layout)))
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
                passes: [pass] + layout.crops(except: [axes.y, axes.x]))
        }

        /// An end with enough real neighbours is no end.
        private func rims(_ axes: [Int], _ layout: Layout) -> [Store.Rim] {
            let reach = width / 2
            let rims = axes.map { axis in
                let halo = layout.halos[axis]
                return Store.Rim(before: halo.before < reach ? reach : 0, after: halo.after < reach ? reach : 0)
            }
            return rims.contains { $0.before + $0.after > 0 } ? rims : []
        }
    }
}
