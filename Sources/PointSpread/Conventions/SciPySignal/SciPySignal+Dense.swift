extension SciPySignal {
    /// Which of the two middle taps of an even kernel, as it is summed, meets the sample in the mode `same`.
    enum Centre: Hashable {
        case before
        case after
    }

    static func dense(
        _ kernel: Kernel, _ mode: CorrelationMode, centre: Centre, _ border: Border, _ type: ElementType?,
        order: Accumulation.Order, rank: Int? = nil, isExact: Bool = false, isReal: Bool = false
    ) throws(FilterError) -> Dense {
        guard rank == nil || kernel.rank == rank else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "two axes", found: "\(kernel.rank)",
                remedy: "give a kernel of rows and columns")
        }
        return Dense(
            kernel: kernel, mode: mode, centre: centre, border: border, type: type, order: order, isExact: isExact,
            isReal: isReal)
    }

    /// A kernel over all filtered axes.
    struct Dense: Filter {
        let kernel: Kernel
        let mode: CorrelationMode
        let centre: Centre
        let border: Border
        let type: ElementType?
        let order: Accumulation.Order
        /// Whether sums are made in the type of the result, not fused, all taps visited.
        let isExact: Bool
        /// Whether the result of whole numbers is real.
        let isReal: Bool

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try SciPyNDImage.axes(nil, layout)
            guard axes.count == kernel.rank else {
                throw FilterError(
                    .invalidParameter, "kernel", expected: "one axis for each of the filtered axes \(axes)",
                    found: "\(kernel.rank)", remedy: "give a kernel of that rank, or other axes")
            }
            let type = type ?? (isReal ? Self.real(layout.elementType) : layout.elementType)
            let accumulation =
                isExact
                ? Accumulation(type, order: order, start: 0)
                : Accumulation(
                    type.isInteger ? type : .float64, order: order, isFused: true, ignoredMagnitude: 0)
            let pass = Pass(
                kernel: PassKernel(axes: axes, extents: kernel.extents, weights: kernel.weights),
                geometry: zip(axes, kernel.extents).map { geometry(count: layout.shape[$0], taps: $1) },
                border: axes.map { _ in BorderPair(border) }, accumulation: accumulation,
                store: Store(type, overflow: .wrap))
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis, passes: [pass]
            )
        }

        private func geometry(count: Int, taps: Int) -> AxisGeometry {
            switch mode {
            case .full: .full(count: count, taps: taps)
            case .valid: .valid(count: count, taps: taps)
            case .same: .same(count: count, taps: taps, anchor: centre == .before ? (taps - 1) / 2 : taps / 2)
            }
        }

        private static func real(_ type: ElementType) -> ElementType {
            type == .float16 || type == .float32 ? .float32 : .float64
        }
    }

    // MARK: Calls by name

    static func readConvolve2D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try convolve2D(
                kernel: try kernel(&arguments), mode: try mode(&arguments), boundary: try boundary(&arguments),
                type: try arguments.elementType("type")))
    }

    static func readCorrelate2D(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try correlate2D(
                kernel: try kernel(&arguments), mode: try mode(&arguments), boundary: try boundary(&arguments),
                type: try arguments.elementType("type")))
    }

    static func readConvolve(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try convolve(
                kernel: try kernel(&arguments), mode: try mode(&arguments), type: try arguments.elementType("type")))
    }

    static func readCorrelate(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try correlate(
                kernel: try kernel(&arguments), mode: try mode(&arguments), type: try arguments.elementType("type")))
    }

    static func readFFTConvolve(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try fftConvolve(
                kernel: try kernel(&arguments), mode: try mode(&arguments), type: try arguments.elementType("type")))
    }

    static func kernel(_ arguments: inout ConventionArguments) throws(FilterError) -> Kernel {
        guard let numbers = try arguments.numbers("kernel") else { throw arguments.missing("kernel") }
        return try Kernel(numbers.values, extents: numbers.extents)
    }

    static func mode(
        _ arguments: inout ConventionArguments, otherwise: CorrelationMode = .full
    ) throws(FilterError) -> CorrelationMode {
        guard let name = try arguments.text("mode") else { return otherwise }
        return try arguments.choice(
            name, "mode", Dictionary(uniqueKeysWithValues: CorrelationMode.allCases.map { ($0.rawValue, $0) }))
    }

    private static func boundary(_ arguments: inout ConventionArguments) throws(FilterError) -> Border {
        let value = try arguments.number("fillvalue") ?? 0
        return try arguments.choice(
            try arguments.text("boundary") ?? "fill", "boundary",
            [
                "fill": .constant(value), "pad": .constant(value), "wrap": .wrap, "circular": .wrap, "symm": .symmetric,
                "symmetric": .symmetric,
            ])
    }
}
