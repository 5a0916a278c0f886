extension OpenCV {
    /// `cv2.filter2D`: a correlation with a kernel of two axes.
    ///
    /// ```swift
    /// let emboss = try Kernel([-2, -1, 0, -1, 1, 1, 0, 1, 2], extents: [3, 3])
    /// let embossed = try photo.filtered(by: try OpenCV.filter2D(kernel: emboss))
    /// ```
    ///
    /// Taps other than 0 are summed row by row in `float32`, or `float64` where samples or results are. Where OpenCV goes over to a
    /// Fourier transform (from 130 taps between bytes, from bytes to `int16` and between `float32`, from 50 taps otherwise), sums are
    /// made in `float64` here; that is what is left of its transform when it is rounded, but for results of `float64`.
    ///
    /// - Parameters:
    ///   - ddepth: the type of the result; that of the samples when it is left out.
    ///   - kernel: with rows along the first axis; its anchor meets the output sample.
    ///   - delta: what is added to each result before it is rounded.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func filter2D(
        ddepth: ElementType? = nil, kernel: Kernel, delta: Double = 0, borderType: Border = .reflect101
    ) throws(FilterError) -> some Filter {
        guard kernel.rank == 2 else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "a kernel of rank 2", found: "rank \(kernel.rank)",
                remedy: "give rows of taps")
        }
        try check(borderType)
        try check(delta: delta)
        return Filter2D(ddepth: ddepth, kernel: kernel, delta: delta, border: borderType)
    }

    static func readFilter2D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let kernel = try arguments.numbers("kernel") else { throw arguments.missing("kernel") }
        let anchor = try anchor(&arguments)
        guard kernel.extents.count == 2 else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "rows of taps", found: "numbers of shape \(kernel.extents)",
                remedy: "give two axes")
        }
        let places = [anchor?.y ?? kernel.extents[0] / 2, anchor?.x ?? kernel.extents[1] / 2]
        return .filter(
            try filter2D(
                ddepth: try arguments.elementType("ddepth"),
                kernel: try Kernel(kernel.values, extents: kernel.extents, anchor: places),
                delta: try arguments.number("delta") ?? 0, borderType: try borderType(&arguments)))
    }

    struct Filter2D: Filter {
        let ddepth: ElementType?
        let kernel: Kernel
        let delta: Double
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            return try plane.program([try pass(plane)])
        }

        /// The pass that sums the taps.
        func pass(_ plane: Plane) throws(FilterError) -> Pass {
            let target = ddepth ?? plane.type
            try check(plane.type, target)
            let stretches = isDirect(plane.type, target) ? direct(plane, target) : [exact(plane, target)]
            let isDouble = plane.type == .float64 || target == .float64
            return plane.pass(
                isDouble ? kernel.weights : kernel.weights.map { Double(Float($0)) },
                Size(width: kernel.extents[1], height: kernel.extents[0]), anchor: kernel.anchor,
                border,
                stretches)
        }

        private func check(_ type: ElementType, _ target: ElementType) throws(FilterError) {
            let targets: [ElementType: [ElementType]] = [
                .uint8: [.uint8, .uint16, .int16, .float32, .float64], .uint16: [.uint16, .float32, .float64],
                .int16: [.int16, .float32, .float64], .float32: [.float32], .float64: [.float64],
            ]
            guard let known = targets[type] else { throw unsupported(type, "uint8, uint16, int16, float32 or float64") }
            guard known.contains(target) else {
                throw FilterError(
                    .invalidParameter, "ddepth",
                    expected: "one of \(known.map(\.rawValue).joined(separator: ", ")) for \(type.rawValue)",
                    found: target.rawValue, remedy: "ask for a type that OpenCV knows")
            }
        }

        private func isDirect(_ type: ElementType, _ target: ElementType) -> Bool {
            let isQuick =
                type == .uint8 && (target == .uint8 || target == .int16) || type == .float32 && target == .float32
            return kernel.weights.count < (isQuick ? 130 : 50)
        }

        /// Fused in vectors, and not behind them, or nowhere.
        private func direct(_ plane: Plane, _ target: ElementType) -> [Plane.Stretch] {
            let isDouble = plane.type == .float64 || target == .float64
            let type: ElementType = isDouble ? .float64 : .float32
            func sum(isFused: Bool) -> Accumulation {
                Accumulation(
                    type, order: .leftToRight, start: isDouble ? delta : Double(Float(delta)), isFused: isFused,
                    ignoredMagnitude: 0)
            }
            let vectors =
                target.isInteger ? plane.whole(4) : plane.type == .float32 && !isDouble ? plane.whole(8) : 0
            return [
                Plane.Stretch(to: vectors, sum(isFused: true), Store(target)),
                Plane.Stretch(to: plane.rowLength, sum(isFused: false), Store(target)),
            ]
        }

        private func exact(_ plane: Plane, _ target: ElementType) -> Plane.Stretch {
            let sum = Accumulation(.float64, order: .leftToRight, isFused: true, ignoredMagnitude: 0)
            return Plane.Stretch(to: plane.rowLength, sum, Store(target, steps: delta == 0 ? [] : [.add(delta)]))
        }
    }
}
