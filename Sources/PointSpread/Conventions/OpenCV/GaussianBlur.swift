extension OpenCV {
    /// `cv2.GaussianBlur`: a Gaussian along the rows, then along the columns.
    ///
    /// ```swift
    /// let soft = try photo.filtered(by: try OpenCV.gaussianBlur(ksize: Size(width: 0, height: 0), sigmaX: 2))
    /// ```
    ///
    /// Numbers of 8 and 16 bits without sign are summed exactly, with taps of as many bits, and rounded once, half up. `int16` and
    /// `float32` are summed in `float32`, `float64` in itself. An axis of one sample is left as it is, unless the border is a
    /// constant.
    ///
    /// - Parameters:
    ///   - ksize: odd numbers; from 0 down they are made of sigma: 2 · f · sigma + 1 to the nearest odd number, f being 3 for
    ///     `uint8` and 4 for the others.
    ///   - sigmaX: in samples; from 0 down it is made of the size as in `getGaussianKernel`.
    ///   - sigmaY: from 0 down it is sigmaX.
    ///   - borderType: `wrap` only for `uint8` and `uint16`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianBlur(
        ksize: Size, sigmaX: Double, sigmaY: Double = 0, borderType: Border = .reflect101
    ) throws(FilterError) -> some Filter {
        guard sigmaX.isFinite, sigmaY.isFinite else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "finite numbers", found: "\(sigmaX) and \(sigmaY)",
                remedy: "give them in samples")
        }
        let sigmaY = sigmaY > 0 ? sigmaY : sigmaX
        for (size, sigma) in [(ksize.width, sigmaX), (ksize.height, sigmaY)] {
            guard size > 0 ? size % 2 == 1 : sigma > 0 else {
                throw FilterError(
                    .invalidParameter, "ksize", expected: "odd sizes, or 0 with a sigma above 0",
                    found: "size \(size), sigma \(sigma)", remedy: "give one of the two")
            }
        }
        try check(borderType, knowsWrap: true)
        return GaussianBlur(ksize: ksize, sigmaX: max(sigmaX, 0), sigmaY: max(sigmaY, 0), border: borderType)
    }

    static func readGaussianBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let ksize = try size(&arguments, "ksize") else { throw arguments.missing("ksize") }
        guard let sigmaX = try arguments.number("sigmaX") else { throw arguments.missing("sigmaX") }
        return .filter(
            try gaussianBlur(
                ksize: ksize, sigmaX: sigmaX, sigmaY: try arguments.number("sigmaY") ?? 0,
                borderType: try borderType(&arguments)))
    }

    private struct GaussianBlur: Filter {
        let ksize: Size
        let sigmaX: Double
        let sigmaY: Double
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            let width = try count(ksize.width, sigmaX, samples: plane.width, plane.type)
            let height = try count(ksize.height, sigmaY, samples: plane.height, plane.type)
            let isCopy = width == 1 && height == 1 && layout.halos.allSatisfy { $0 == Layout.Halo() }
            let rows = try gaussianTaps(width, sigma: sigmaX)
            let columns = try gaussianTaps(height, sigma: sigmaY)
            switch plane.type {
            case .uint8, .uint16:
                return try plane.program(isCopy ? [] : fixedPoint(plane, rows: rows, columns: columns))
            case .int16, .float32, .float64:
                try check(border)
                let type = plane.type == .float64 ? ElementType.float64 : .float32
                let separable = SeparablePasses(plane, to: plane.type, summingIn: type, border)
                return try plane.program(isCopy ? [] : separable.passes(rows: rows, columns: columns))
            default: throw unsupported(plane.type, "uint8, uint16, int16, float32 or float64")
            }
        }

        /// How many taps there are along an axis.
        private func count(
            _ given: Int, _ sigma: Double, samples: Int, _ type: ElementType
        ) throws(FilterError) -> Int {
            if samples == 1, border != .constant(0) { return 1 }
            guard given <= 0 else { return given }
            let size = (sigma * (type == .uint8 ? 3 : 4) * 2 + 1).rounded(.toNearestOrEven)
            guard size < Double(maximumTaps) else {
                throw FilterError(
                    .invalidParameter, "sigma", expected: "a kernel of up to \(maximumTaps) taps", found: "\(size)",
                    remedy: "give a smaller sigma")
            }
            return Int(size) | 1
        }

        /// Whole taps and exact sums, of which only the last is rounded.
        private func fixedPoint(_ plane: Plane, rows: [Double], columns: [Double]) -> [Pass] {
            let bits = plane.type.size * 8
            let wide: ElementType = bits == 8 ? .int32 : .int64
            let sum = Accumulation(wide, order: .leftToRight)
            let rounded = Store(
                plane.type, steps: [.add(Double(1 << (2 * bits - 1))), .shiftRight(by: 2 * bits)], overflow: .saturate)
            return [
                plane.pass(
                    quantised(rows, bits: bits), along: plane.horizontal, border,
                    [Plane.Stretch(to: plane.rowLength, sum, Store(wide))]),
                plane.pass(
                    quantised(columns, bits: bits), along: plane.vertical, border,
                    [Plane.Stretch(to: plane.rowLength, sum, rounded)]),
            ]
        }

        /// Taps as whole numbers that sum to 2^bits: what a tap loses its inner neighbour gains, and the middle the rest.
        private func quantised(_ taps: [Double], bits: Int) -> [Double] {
            let one = Double(1 << bits)
            var error = 0.0
            let outer = taps.prefix(taps.count / 2).map { tap in
                let wanted = tap * one + error
                let whole = wanted.rounded(.toNearestOrEven)
                error = wanted - whole
                return whole
            }
            return outer + [one - 2 * outer.reduce(0, +)] + outer.reversed()
        }
    }
}
