extension OpenCV {
    /// `cv2.blur`: the mean of a box.
    ///
    /// ```swift
    /// let soft = try photo.filtered(by: try OpenCV.blur(ksize: Size(width: 5, height: 3)))
    /// ```
    ///
    /// - Parameters: as of `boxFilter`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func blur(
        ksize: Size, anchorX: Int? = nil, anchorY: Int? = nil, borderType: Border = .reflect101,
        isIsolated: Bool = false
    ) throws(FilterError) -> some Filter {
        try boxFilter(
            ksize: ksize, anchorX: anchorX, anchorY: anchorY, borderType: borderType, isIsolated: isIsolated)
    }

    /// `cv2.boxFilter`: the mean or the sum of a box.
    ///
    /// Integers are summed exactly; the mean of bytes over up to 256 samples is a product with a whole number, which makes
    /// 1 of a box of two zeros. Real numbers are summed in `float64`: each sum along a column is made from the one above it.
    ///
    /// - Parameters:
    ///   - ddepth: the type of the result; that of the samples when it is left out.
    ///   - ksize: the size of the box.
    ///   - anchorX: the place in the box, from the left, that meets the output sample; the middle, n/2, when it is left out.
    ///   - anchorY: the same from the top.
    ///   - normalize: whether the mean is made.
    ///   - isIsolated: OpenCV's `BORDER_ISOLATED`, with which the mean leaves an axis of one sample as it is.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func boxFilter(
        ddepth: ElementType? = nil, ksize: Size, anchorX: Int? = nil, anchorY: Int? = nil, normalize: Bool = true,
        borderType: Border = .reflect101, isIsolated: Bool = false
    ) throws(FilterError) -> some Filter {
        try check(borderType)
        try checkBox(ksize, anchorX, anchorY)
        return Box(
            ddepth: ddepth, ksize: ksize, anchorX: anchorX, anchorY: anchorY, isMean: normalize, border: borderType,
            isIsolated: isIsolated)
    }

    /// `cv2.sqrBoxFilter`: the mean or the sum of the squares in a box.
    ///
    /// - Parameters: as of `boxFilter`; the result is of `float32` when ddepth is left out, of `float64` for real numbers.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func sqrBoxFilter(
        ddepth: ElementType? = nil, ksize: Size, anchorX: Int? = nil, anchorY: Int? = nil, normalize: Bool = true,
        borderType: Border = .reflect101
    ) throws(FilterError) -> some Filter {
        try check(borderType)
        try checkBox(ksize, anchorX, anchorY)
        return SquareBox(
            ddepth: ddepth, ksize: ksize, anchorX: anchorX, anchorY: anchorY, isMean: normalize, border: borderType)
    }

    static func readBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let ksize = try size(&arguments, "ksize") else { throw arguments.missing("ksize") }
        let place = try anchor(&arguments)
        return .filter(
            try blur(
                ksize: ksize, anchorX: place?.x, anchorY: place?.y, borderType: try borderType(&arguments),
                isIsolated: try arguments.flag("isolated") ?? false))
    }

    static func readBoxFilter(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let ksize = try size(&arguments, "ksize") else { throw arguments.missing("ksize") }
        let place = try anchor(&arguments)
        return .filter(
            try boxFilter(
                ddepth: try arguments.elementType("ddepth"), ksize: ksize, anchorX: place?.x, anchorY: place?.y,
                normalize: try arguments.flag("normalize") ?? true, borderType: try borderType(&arguments),
                isIsolated: try arguments.flag("isolated") ?? false))
    }

    static func readSqrBoxFilter(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let ksize = try size(&arguments, "ksize") else { throw arguments.missing("ksize") }
        let place = try anchor(&arguments)
        return .filter(
            try sqrBoxFilter(
                ddepth: try arguments.elementType("ddepth"), ksize: ksize, anchorX: place?.x, anchorY: place?.y,
                normalize: try arguments.flag("normalize") ?? true, borderType: try borderType(&arguments)))
    }

    private static func checkBox(_ ksize: Size, _ anchorX: Int?, _ anchorY: Int?) throws(FilterError) {
        for (size, place) in [(ksize.width, anchorX), (ksize.height, anchorY)] {
            guard (1...maximumTaps).contains(size), (0..<size).contains(place ?? 0) else {
                throw FilterError(
                    .invalidParameter, "ksize", expected: "1 to \(maximumTaps) samples and an anchor among them",
                    found: "\(ksize), anchor \(place ?? size / 2)", remedy: "give a box that there is")
            }
        }
    }

    private struct Box: Filter {
        let ddepth: ElementType?
        let ksize: Size
        let anchorX: Int?
        let anchorY: Int?
        let isMean: Bool
        let border: Border
        let isIsolated: Bool

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            let target = ddepth ?? plane.type
            try checkTypes(plane.type, target)
            let sums = try BoxSums(
                plane, ksize, anchorX, anchorY, isMean: isMean, border, leavesSingles: isMean && isIsolated)
            guard plane.type.isInteger else {
                let isBlock = plane.type == target && sums.size.width <= 5 && sums.size.height <= 5
                let isDirect = isBlock || sums.size.width == 3 || sums.size.width == 5
                let rows: Accumulation.Order = isDirect ? .leftToRight : .sliding(.difference)
                return try plane.program(sums.passes(rows: rows, to: target))
            }
            return try plane.program(sums.wholePasses(Load(), to: target, usesProduct: true))
        }

        private func checkTypes(_ type: ElementType, _ target: ElementType) throws(FilterError) {
            let known: [ElementType] = [.uint8, .uint16, .int16, .int32, .float32, .float64]
            guard known.contains(type) else {
                throw unsupported(type, "uint8, uint16, int16, int32, float32 or float64")
            }
            guard known.contains(target), type.isInteger || target != .int32 else { throw wrongDepth(type, target) }
        }
    }

    private struct SquareBox: Filter {
        let ddepth: ElementType?
        let ksize: Size
        let anchorX: Int?
        let anchorY: Int?
        let isMean: Bool
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            let target = ddepth ?? (plane.type.isInteger ? .float32 : .float64)
            try checkTypes(plane.type, target)
            let sums = try BoxSums(
                plane, ksize, anchorX, anchorY, isMean: isMean, border, leavesSingles: isMean && border != .constant(0))
            if plane.type == .uint8 {
                return try plane.program(sums.wholePasses(Load([.squared]), to: target, usesProduct: false))
            }
            return try plane.program(sums.passes(rows: .sliding(.differenceOfSquares), to: target))
        }

        private func checkTypes(_ type: ElementType, _ target: ElementType) throws(FilterError) {
            let known: [ElementType] = [.uint8, .uint16, .int16, .float32, .float64]
            guard known.contains(type) else { throw unsupported(type, "uint8, uint16, int16, float32 or float64") }
            guard known.contains(target) || type == .uint8 && target == .int32 else { throw wrongDepth(type, target) }
        }
    }

    private static func wrongDepth(_ type: ElementType, _ target: ElementType) -> FilterError {
        FilterError(
            .invalidParameter, "ddepth", expected: "a type that OpenCV knows for \(type.rawValue)",
            found: target.rawValue, remedy: "ask for another type")
    }
}
