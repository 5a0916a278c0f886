extension OpenCV {
    /// `cv2.Sobel`: a derivative along one or both axes, smoothed across.
    ///
    /// ```swift
    /// let slope = try photo.filtered(by: try OpenCV.sobel(ddepth: .int16, dx: 1, dy: 0))
    /// ```
    ///
    /// The taps are not normalised: on a unit ramp the size 3 gives 8.
    ///
    /// - Parameters:
    ///   - ddepth: the type of the result; that of the samples when it is left out.
    ///   - dx: the order of the derivative along the rows.
    ///   - dy: the order along the columns.
    ///   - ksize: 1, 3, 5 and so on up to 31; from 0 down Scharr's taps.
    ///   - scale: what results are multiplied by.
    ///   - delta: what is added to them then.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func sobel(
        ddepth: ElementType? = nil, dx: Int, dy: Int, ksize: Int = 3, scale: Double = 1, delta: Double = 0,
        borderType: Border = .reflect101
    ) throws(FilterError) -> some Filter {
        let taps = try derivativeTaps(dx: dx, dy: dy, ksize: ksize)
        try check(borderType)
        try check(delta: delta)
        guard scale.isFinite else {
            throw FilterError(
                .invalidParameter, "scale", expected: "a finite number", found: "\(scale)",
                remedy: "give what results are to be multiplied by")
        }
        return ScaledDerivative(
            ddepth: ddepth, rows: taps.x, columns: taps.y, scalesRows: dx == 0, scale: scale, delta: delta,
            border: borderType)
    }

    /// `cv2.Scharr`: a first derivative, smoothed across by 3, 10, 3.
    ///
    /// - Parameters: as of `sobel`; one of dx and dy is 1, the other 0.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func scharr(
        ddepth: ElementType? = nil, dx: Int, dy: Int, scale: Double = 1, delta: Double = 0,
        borderType: Border = .reflect101
    ) throws(FilterError) -> some Filter {
        try sobel(ddepth: ddepth, dx: dx, dy: dy, ksize: -1, scale: scale, delta: delta, borderType: borderType)
    }

    static func readSobel(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        try readDerivative(&arguments, ksize: try arguments.integer("ksize") ?? 3)
    }

    static func readScharr(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        try readDerivative(&arguments, ksize: -1)
    }

    private static func readDerivative(
        _ arguments: inout ConventionArguments, ksize: Int
    ) throws(FilterError) -> Convention.Made {
        guard let dx = try arguments.integer("dx") else { throw arguments.missing("dx") }
        guard let dy = try arguments.integer("dy") else { throw arguments.missing("dy") }
        return .filter(
            try sobel(
                ddepth: try arguments.elementType("ddepth"), dx: dx, dy: dy, ksize: ksize,
                scale: try arguments.number("scale") ?? 1, delta: try arguments.number("delta") ?? 0,
                borderType: try borderType(&arguments)))
    }

    private struct ScaledDerivative: Filter {
        let ddepth: ElementType?
        let rows: [Double]
        let columns: [Double]
        /// Whether the taps along the rows carry the scale, which those that smooth do where there are such.
        let scalesRows: Bool
        let scale: Double
        let delta: Double
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let isDouble = layout.elementType == .float64 || ddepth == .float64
            func scaled(_ taps: [Double]) -> [Double] {
                isDouble ? taps.map { $0 * scale } : taps.map { Double(Float($0) * Float(scale)) }
            }
            let filter = Separable(
                ddepth: ddepth, kernelX: scale != 1 && scalesRows ? scaled(rows) : rows,
                kernelY: scale != 1 && !scalesRows ? scaled(columns) : columns, delta: delta, border: border)
            return try filter.program(for: layout)
        }
    }
}
