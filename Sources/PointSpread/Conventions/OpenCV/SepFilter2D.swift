extension OpenCV {
    /// `cv2.sepFilter2D`: a correlation with taps along the rows, then with others along the columns.
    ///
    /// ```swift
    /// let soft = try photo.filtered(by: try OpenCV.sepFilter2D(kernelX: [0.25, 0.5, 0.25], kernelY: [0.25, 0.5, 0.25]))
    /// ```
    ///
    /// - Parameters:
    ///   - ddepth: the type of the result; that of the samples when it is left out.
    ///   - kernelX: the taps along the rows.
    ///   - kernelY: the taps along the columns.
    ///   - anchorX: the tap of kernelX that meets the output sample; the middle one, n/2, when it is left out.
    ///   - anchorY: the same for kernelY.
    ///   - delta: what is added to each result before it is rounded.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func sepFilter2D(
        ddepth: ElementType? = nil, kernelX: [Double], kernelY: [Double], anchorX: Int? = nil, anchorY: Int? = nil,
        delta: Double = 0, borderType: Border = .reflect101
    ) throws(FilterError) -> some Filter {
        _ = try Taps(kernelX, anchor: anchorX)
        _ = try Taps(kernelY, anchor: anchorY)
        try check(borderType)
        try check(delta: delta)
        return Separable(
            ddepth: ddepth, kernelX: kernelX, kernelY: kernelY, anchorX: anchorX, anchorY: anchorY, delta: delta,
            border: borderType)
    }

    static func readSepFilter2D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let kernelX = try arguments.numbers("kernelX") else { throw arguments.missing("kernelX") }
        guard let kernelY = try arguments.numbers("kernelY") else { throw arguments.missing("kernelY") }
        let anchor = try anchor(&arguments)
        return .filter(
            try sepFilter2D(
                ddepth: try arguments.elementType("ddepth"), kernelX: kernelX.values, kernelY: kernelY.values,
                anchorX: anchor?.x, anchorY: anchor?.y, delta: try arguments.number("delta") ?? 0,
                borderType: try borderType(&arguments)))
    }

    /// The place of a kernel that meets the output sample; nothing for −1, the middle.
    static func anchor(_ arguments: inout ConventionArguments) throws(FilterError) -> (x: Int?, y: Int?)? {
        guard let anchor = try size(&arguments, "anchor") else { return nil }
        return (anchor.width == -1 ? nil : anchor.width, anchor.height == -1 ? nil : anchor.height)
    }

    /// Makes sure that something can be added to results.
    static func check(delta: Double) throws(FilterError) {
        guard delta.isFinite else {
            throw FilterError(
                .invalidParameter, "delta", expected: "a finite number", found: "\(delta)",
                remedy: "give what is to be added")
        }
    }

    /// Taps along the rows, then along the columns.
    struct Separable: Filter {
        let ddepth: ElementType?
        let kernelX: [Double]
        let kernelY: [Double]
        var anchorX: Int?
        var anchorY: Int?
        let delta: Double
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            return try plane.program(
                try SeparablePasses.passes(
                    plane, to: ddepth ?? plane.type, rows: kernelX, columns: kernelY, anchorX: anchorX,
                    anchorY: anchorY,
                    border, delta: delta))
        }
    }
}
