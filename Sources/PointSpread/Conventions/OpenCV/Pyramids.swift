extension OpenCV {
    /// `cv2.pyrDown`: every second sample of an image smoothed by 1, 4, 6, 4, 1 along both axes.
    ///
    /// ```swift
    /// let half = try photo.filtered(by: try OpenCV.pyrDown())
    /// ```
    ///
    /// - Parameters:
    ///   - dstsize: the size of the result, half that of the image and up to 1 more or less; rounded up when it is left out.
    ///   - borderType: no constant.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func pyrDown(dstsize: Size? = nil, borderType: Border = .reflect101) throws(FilterError)
        -> some Filter
    {
        guard borderType != .constant(0) else {
            throw FilterError(
                .invalidParameter, "borderType", expected: "replicate, symmetric, wrap or reflect101",
                found: "\(borderType)", remedy: "use one of them")
        }
        try check(borderType, knowsWrap: true)
        return PyramidStep(isDown: true, size: dstsize, border: borderType)
    }

    /// `cv2.pyrUp`: zeros put between the samples, and the result smoothed by 1, 4, 6, 4, 1, four times as bright.
    ///
    /// - Parameter dstsize: the size of the result, twice that of the image, which it is when it is left out, and up to 1 more or
    ///   less.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func pyrUp(dstsize: Size? = nil) throws(FilterError) -> some Filter {
        PyramidStep(isDown: false, size: dstsize, border: .reflect101)
    }

    static func readPyrDown(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try pyrDown(dstsize: try size(&arguments, "dstsize"), borderType: try borderType(&arguments)))
    }

    static func readPyrUp(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard try borderType(&arguments) == .reflect101 else {
            throw FilterError(
                .invalidParameter, "borderType", expected: "BORDER_DEFAULT", found: "another",
                remedy: "leave it out")
        }
        return .filter(try pyrUp(dstsize: try size(&arguments, "dstsize")))
    }

    private struct PyramidStep: Filter {
        let isDown: Bool
        let size: Size?
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            let known: [ElementType] = [.uint8, .uint16, .int16, .float32, .float64]
            guard known.contains(plane.type) else {
                throw unsupported(plane.type, "uint8, uint16, int16, float32 or float64")
            }
            let size = try resultSize(plane)
            let shift = isDown ? 8 : 6
            let wide: ElementType = plane.type.isInteger ? .int32 : plane.type
            let steps: [Store.Step] =
                plane.type.isInteger
                ? [.add(Double(1 << (shift - 1))), .shiftRight(by: shift)]
                : [.multiply(by: Double(sign: .plus, exponent: -shift, significand: 1))]
            return try plane.program([
                pass(plane, along: plane.horizontal, count: size.width, after: .replicate, Store(wide)),
                pass(
                    plane, along: plane.vertical, count: size.height, after: .symmetric, Store(plane.type, steps: steps)
                ),
            ])
        }

        /// - Parameter after: what lies behind the last sample where zeros are put between samples.
        private func pass(_ plane: Plane, along axis: Int, count: Int, after: Border, _ store: Store) -> Pass {
            let halo = plane.layout.halos[axis].before
            let geometry =
                isDown
                ? AxisGeometry(before: 2 - halo, outputCount: count, stride: 2)
                : AxisGeometry(before: 2 - 2 * halo, outputCount: count, stuffing: 1)
            let order: Accumulation.Order = plane.type.isInteger ? .leftToRight : .centreOutward(.symmetric)
            return Pass(
                kernel: PassKernel(axes: [axis], extents: [5], weights: [1, 4, 6, 4, 1]), geometry: [geometry],
                border: [isDown ? BorderPair(border) : BorderPair(before: border, after: after)],
                accumulation: Accumulation(store.type == plane.type ? sumType(plane) : store.type, order: order),
                store: store)
        }

        private func sumType(_ plane: Plane) -> ElementType { plane.type.isInteger ? .int32 : plane.type }

        private func resultSize(_ plane: Plane) throws(FilterError) -> Size {
            func usual(_ count: Int) -> Int { isDown ? (count + 1) / 2 : count * 2 }
            let size = self.size ?? Size(width: usual(plane.width), height: usual(plane.height))
            for (count, wanted) in [(plane.width, size.width), (plane.height, size.height)] {
                guard (1...2 * maximumSide).contains(wanted) else { throw misfit(plane, size) }
                let distance = isDown ? abs(wanted * 2 - count) : abs(wanted - count * 2)
                guard distance <= (isDown ? 2 : wanted % 2) else { throw misfit(plane, size) }
            }
            return size
        }

        private var maximumSide: Int { 1 << 40 }

        private func misfit(_ plane: Plane, _ size: Size) -> FilterError {
            FilterError(
                .invalidParameter, "dstsize",
                expected: isDown
                    ? "half of width \(plane.width), height \(plane.height)"
                    : "twice width \(plane.width), height \(plane.height)",
                found: "\(size)", remedy: "leave it out, or give one more or less")
        }
    }
}
