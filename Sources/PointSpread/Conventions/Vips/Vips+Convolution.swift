extension Vips {
    /// `conv`: a correlation with a kernel of rows and columns.
    ///
    /// - Parameters:
    ///   - mask: its anchor does not matter: the tap at n ∕ 2 meets the output sample. Taps are whole for integer precision.
    ///   - scale: what sums are divided by; above 0.
    ///   - offset: what is added then.
    ///   - precision: the numbers that sums are made of.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func conv(
        mask: Kernel, scale: Double = 1, offset: Double = 0, precision: Precision = .float
    ) throws(FilterError) -> some Filter {
        guard mask.rank == 2, scale > 0, scale.isFinite, offset.isFinite else {
            throw FilterError(
                .invalidParameter, "mask", expected: "rows and columns, and a scale above 0",
                found: "rank \(mask.rank), scale \(scale), offset \(offset)", remedy: "give such a mask")
        }
        let areWhole = (mask.weights + [scale, offset]).allSatisfy { $0 == $0.rounded() && $0.magnitude < 0x1p31 }
        guard precision == .float || areWhole else {
            throw FilterError(
                .invalidParameter, "mask", expected: "whole numbers for integer precision", found: "others",
                remedy: "round them, or use the precision float")
        }
        return Convolution(mask, precision, scale: scale, offset: offset)
    }

    /// `gaussblur`: the taps of `gaussmat` along rows, then along columns, both times stored in the result's type.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation; below 0.2 samples stay as they are.
    ///   - minimumAmplitude: what the taps that are left out are below.
    ///   - precision: the numbers that taps and sums are made of.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussblur(
        sigma: Double, minimumAmplitude: Double = 0.2, precision: Precision = .integer
    ) throws(FilterError) -> some Filter {
        let taps = try gaussmat(sigma: sigma, minimumAmplitude: minimumAmplitude, precision: precision)
        return sigma < 0.2 ? Convolution() : Convolution(taps, precision)
    }

    static func readGaussblur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let sigma = try arguments.number("sigma") else { throw arguments.missing("sigma") }
        return .filter(
            try gaussblur(
                sigma: sigma, minimumAmplitude: try arguments.number("min_ampl") ?? 0.2,
                precision: try readPrecision(&arguments, default: .integer)))
    }

    static func readConv(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(
            try conv(
                mask: try arguments.kernel("mask"), scale: try arguments.number("scale") ?? 1,
                offset: try arguments.number("offset") ?? 0, precision: try readPrecision(&arguments, default: .float)))
    }

    struct Convolution: Filter {
        /// Rows and columns; or taps along one axis, which are applied along rows and then along columns; or nothing.
        let mask: Kernel?
        let scale: Double
        let offset: Double
        let precision: Precision

        init() { (mask, scale, offset, precision) = (nil, 1, 0, .integer) }

        init(_ mask: Kernel, _ precision: Precision, scale: Double? = nil, offset: Double = 0) {
            self.mask = mask
            self.scale = scale ?? mask.sum
            self.offset = offset
            self.precision = precision
        }

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            let type = layout.elementType
            guard type != .uint32, type.size < 8 || type == .float64, type != .float16 else {
                throw FilterError(
                    .mismatch, "type", expected: "whole numbers of 8 and 16 bits, int32, float32 or float64",
                    found: type.rawValue, remedy: "convert the image")
            }
            var passes: [Pass] = []
            if let mask, layout.shape[axes.y] > 0, layout.shape[axes.x] > 0 {
                for along in mask.rank == 1 ? [[axes.x], [axes.y]] : [[axes.y, axes.x]] {
                    passes.append(pass(mask, along, of: passes.last?.store.type ?? type, layout))
                }
            }
            passes = layout.crops(except: passes.isEmpty ? [] : [axes.y, axes.x]) + passes
            let isRounded = precision == .integer && type.isInteger && offset != 0 && !passes.isEmpty
            guard isRounded else {
                return try FilterProgram(
                    inputShape: layout.shape, inputType: type, channelAxis: layout.channelAxis, passes: passes)
            }
            // The quotient is rounded before the offset is added.
            passes[passes.count - 1].store.type = .float64
            let quotient = Join.rounded(.branch(0), to: .int64, .towardZero, .saturate)
            return try FilterProgram(
                inputShape: layout.shape, inputType: type, channelAxis: layout.channelAxis, branches: [passes],
                outputs: [.init(.sum(quotient, .constant(offset)), arithmetic: .float64, type: type)])
        }

        private func pass(_ mask: Kernel, _ axes: [Int], of type: ElementType, _ layout: Layout) -> Pass {
            let isReal = precision == .float
            let isRounded = !isReal && type.isInteger
            var accumulation = Accumulation(.float64, order: .leftToRight, start: 0, ignoredMagnitude: 0)
            accumulation.start = isReal ? offset : isRounded ? Double(Int(scale) / 2) : 0
            var steps: [Store.Step] = isReal ? [] : [.divide(by: scale)]
            if !isReal, !isRounded, offset != 0 { steps.append(.add(offset)) }
            let result: ElementType = isRounded ? type : type == .float64 ? .float64 : .float32
            return Pass(
                kernel: PassKernel(
                    axes: axes, extents: mask.extents, weights: isReal ? mask.weights.map { $0 / scale } : mask.weights),
                geometry: zip(axes, mask.extents).map { layout.geometry(along: $0, anchor: $1 / 2) },
                border: axes.map { _ in BorderPair(.replicate) }, accumulation: accumulation,
                store: Store(result, steps: steps, rounding: .towardZero))
        }
    }
}
