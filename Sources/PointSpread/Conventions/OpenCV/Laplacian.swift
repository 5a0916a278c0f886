extension OpenCV {
    /// `cv2.Laplacian`: the sum of both second derivatives.
    ///
    /// ```swift
    /// let edges = try photo.filtered(by: try OpenCV.laplacian(ddepth: .int16, ksize: 3))
    /// ```
    ///
    /// - Parameters:
    ///   - ddepth: the type of the result; that of the samples when it is left out.
    ///   - ksize: 1 for the four neighbours, 3 for the four corners, twice; from 5 to 31 the second derivatives of `sobel`.
    ///   - scale: what results are multiplied by.
    ///   - delta: what is added to them then.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func laplacian(
        ddepth: ElementType? = nil, ksize: Int = 1, scale: Double = 1, delta: Double = 0,
        borderType: Border = .reflect101
    ) throws(FilterError) -> some Filter {
        guard ksize % 2 == 1, (1...31).contains(ksize) else {
            throw FilterError(
                .invalidParameter, "ksize", expected: "an odd number from 1 to 31", found: "\(ksize)",
                remedy: "give the size of the kernel")
        }
        try check(borderType)
        try check(delta: delta)
        guard scale.isFinite else {
            throw FilterError(
                .invalidParameter, "scale", expected: "a finite number", found: "\(scale)",
                remedy: "give what results are to be multiplied by")
        }
        return Laplacian(ddepth: ddepth, ksize: ksize, scale: scale, delta: delta, border: borderType)
    }

    static func readLaplacian(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try laplacian(
                ddepth: try arguments.elementType("ddepth"), ksize: try arguments.integer("ksize") ?? 1,
                scale: try arguments.number("scale") ?? 1, delta: try arguments.number("delta") ?? 0,
                borderType: try borderType(&arguments)))
    }

    private struct Laplacian: Filter {
        let ddepth: ElementType?
        let ksize: Int
        let scale: Double
        let delta: Double
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            let target = ddepth ?? plane.type
            if isVendors(plane, target) { return try vendors(plane, target) }
            return ksize <= 3 ? try dense(plane, target) : try separable(plane, target)
        }

        // MARK: One kernel

        private func dense(_ plane: Plane, _ target: ElementType) throws(FilterError) -> FilterProgram {
            let isDouble = plane.type == .float64 || target == .float64
            let weights = kernel.map { isDouble ? $0 * scale : Double(Float($0) * Float(scale)) }
            let filter = Filter2D(
                ddepth: target, kernel: try Kernel(weights, extents: [3, 3]), delta: delta, border: border)
            return try plane.program([try filter.pass(plane)])
        }

        private var kernel: [Double] {
            ksize == 1 ? [0, 1, 0, 1, -4, 1, 0, 1, 0] : [2, 0, 2, 0, -8, 0, 2, 0, 2]
        }

        // MARK: Two derivatives

        private func separable(_ plane: Plane, _ target: ElementType) throws(FilterError) -> FilterProgram {
            let type: ElementType =
                plane.type == .uint8 && ksize <= 5 ? .int16 : plane.type == .float64 ? .float64 : .float32
            let taps = try derivativeTaps(dx: 2, dy: 0, ksize: ksize)
            let branches = [
                try SeparablePasses.passes(plane, to: type, rows: taps.x, columns: taps.y, border),
                try SeparablePasses.passes(plane, to: type, rows: taps.y, columns: taps.x, border),
            ]
            let sum = Join.rounded(.sum(.branch(0), .branch(1)), to: type, .halfEven, .saturate)
            let isDouble = type == .float64 || target == .float64
            // Results of 8 and 16 bits are scaled in float32, whatever they are made of.
            let isNarrow = target.isInteger && target.size <= 2 && (scale != 1 || delta != 0)
            guard isDouble, isNarrow else {
                return try plane.program(branches, [output(of: sum, isDouble ? .float64 : .float32, target)])
            }
            func narrowed(_ join: Join) -> Join { .rounded(join, to: .float32, .halfEven, .saturate) }
            var scaled = output(of: narrowed(sum), .float64, target)
            scaled.join = narrowed(scaled.join)
            return try plane.program(branches, [scaled])
        }

        /// The sum, scaled.
        private func output(of sum: Join, _ arithmetic: ElementType, _ target: ElementType) -> FilterProgram.Output {
            let isScaled = scale != 1 || delta != 0
            let join = isScaled ? Join.fused(sum, .constant(scale), plus: .constant(delta)) : sum
            return FilterProgram.Output(join, arithmetic: arithmetic, type: target)
        }

        // MARK: The vendor's code for one channel

        /// Whether OpenCV hands the work to the library of the processor's maker.
        private func isVendors(_ plane: Plane, _ target: ElementType) -> Bool {
            guard plane.rowLength == plane.width, border != .symmetric else { return false }
            switch plane.type {
            case .uint8: return ksize == 3 && (target == .uint8 || target == .int16 || target == .float32)
            case .float32: return (ksize == 3 || ksize == 5) && target == .float32
            default: return false
            }
        }

        /// Each row of the kernel summed on its own, then the rows: of three the outer ones first, of five from the top.
        ///
        /// Where vectors do not fit in, at the ends of rows, five rows are summed by twos there.
        private func vendors(_ plane: Plane, _ target: ElementType) throws(FilterError) -> FilterProgram {
            let rows: [[Double]] =
                ksize == 3
                ? [[2, 0, 2], [0, -8, 0], [2, 0, 2]]
                : [[2, 4, 4, 4, 2], [4, 0, -8, 0, 4], [4, -8, -24, -8, 4], [4, 0, -8, 0, 4], [2, 4, 4, 4, 2]]
            let sum = Accumulation(
                .float32, order: .pairThenCentreOutward(.symmetric), isFused: true, ignoredMagnitude: 0)
            let branches = rows.enumerated().map { place, row in
                [
                    plane.pass(
                        row, Size(width: row.count, height: 1), anchor: [row.count / 2 - place, row.count / 2], border,
                        [Plane.Stretch(to: plane.rowLength, sum, Store(.float32))])
                ]
            }
            let total: Join =
                ksize == 3
                ? .sum(.sum(.branch(0), .branch(2)), .branch(1))
                : branches.indices.dropFirst().reduce(.branch(0)) { .sum($0, .branch($1)) }
            return try plane.program(branches, [output(of: total, .float32, target)])
        }
    }
}
