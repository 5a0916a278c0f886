extension Pillow {
    /// `ImageFilter.BoxBlur`: the mean of the box that reaches a radius to each side.
    ///
    /// Rows first, then columns, each stored in 8 bits: ⌊sum ∕ 2²⁴ + ½⌋, with taps of 24 bits.
    ///
    /// - Parameter radius: from 0, which leaves samples as they are, to below 2³¹.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func boxBlur(radius: Radius) throws(FilterError) -> some Filter {
        for value in [radius.x, radius.y] where !(0..<0x1p31).contains(value) {
            throw FilterError(
                .invalidParameter, "radius", expected: "a number from 0 to below 2^31", found: "\(value)",
                remedy: "give how many samples the box reaches to each side")
        }
        return Boxes(x: Float(radius.x), y: Float(radius.y), times: 1)
    }

    static func readBoxBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let radius = try Radius.read(&arguments) else { throw arguments.missing("radius") }
        return .filter(try boxBlur(radius: radius))
    }

    /// Boxes along rows, then along columns, several times each.
    struct Boxes: Filter {
        let x: Float
        let y: Float
        let times: Int

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
                passes: try passes(for: layout))
        }

        func passes(for layout: Layout) throws(FilterError) -> [Pass] {
            let axes = try layout.imageAxes()
            let filtered = [(axes.x, x), (axes.y, y)].filter { layout.shape[$0.0] > 0 && $0.1 != 0 }
            if !filtered.isEmpty { try checkBytes(layout) }
            return layout.crops(except: filtered.map(\.0))
                + filtered.flatMap { axis, radius in
                    (1...times).map { box(radius, axis: axis, isLast: $0 == times, layout) }
                }
        }

        /// One box, of which the last cuts off the real neighbours that the array contains.
        private func box(_ radius: Float, axis: Int, isLast: Bool, _ layout: Layout) -> Pass {
            let taps = Self.taps(radius, count: layout.shape[axis])
            let anchor = taps.count / 2
            return Pass(
                kernel: PassKernel(axes: [axis], extents: [taps.count], weights: taps),
                geometry: [
                    isLast
                        ? layout.geometry(along: axis, anchor: anchor)
                        : .same(count: layout.shape[axis], taps: taps.count, anchor: anchor)
                ],
                border: [BorderPair(.replicate)],
                accumulation: Accumulation(.uint32, order: .centreOutward(.symmetric)),
                store: Store(.uint8, steps: [.add(0x1p23), .shiftRight(by: 24)]))
        }

        /// Whole taps that sum to 2²⁴, or to one less: those inside the box, and at both ends what is left over.
        ///
        /// What reaches farther than the line is long meets its ends from everywhere, and is added to the ends.
        private static func taps(_ radius: Float, count: Int) -> [Double] {
            let whole = Int(radius)
            let inner = Int(0x1p24 / (radius * 2 + 1))
            let outer = ((1 << 24) - (2 * whole + 1) * inner) / 2
            let reach = min(whole + 1, count)
            let end = Double(inner * (whole + 1 - reach) + outer)
            return [end] + [Double](repeating: Double(inner), count: 2 * reach - 1) + [end]
        }
    }
}
