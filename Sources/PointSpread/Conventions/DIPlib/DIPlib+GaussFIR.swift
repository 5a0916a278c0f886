extension DIPlib {
    /// `GaussFIR`: a sampled Gaussian, or a derivative of one of order 1 to 3, scaled so that polynomials of its order are right.
    ///
    /// - Parameters:
    ///   - sigmas: the standard deviation along x, y and so on; one for all.
    ///   - derivativeOrder: 0 to 3 along x, y and so on; one for all.
    ///   - border: what lies outside; DIPlib's "mirror" is `reflect101`.
    ///   - truncation: how many deviations taps reach, and a half more for each order.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussFIR(
        sigmas: [Double] = [1], derivativeOrder: [Int] = [0], border: Border = .reflect101, truncation: Double = 3
    ) throws(FilterError) -> some Filter {
        GaussFIR(derivatives: try Derivatives(sigmas, derivativeOrder, truncation), border: border)
    }

    static func readGaussFIR(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(GaussFIR(derivatives: try Derivatives.read(&arguments), border: try readBorder(&arguments)))
    }

    struct GaussFIR: Filter {
        let derivatives: Derivatives
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let correlations = try derivatives.axes(of: layout).map { (axis, sigma, order) throws(FilterError) in
                RealCorrelation(try taps(sigma, order), along: axis, border)
            }
            guard !correlations.isEmpty else { return try unfiltered(layout) }
            var passes = layout.passes(correlations, in: .float64)
            for place in passes.indices where passes[place].store.type == .float64 {
                passes[place].store.type = result(layout)
            }
            return try FilterProgram(
                inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis, passes: passes
            )
        }

        /// Taps of a correlation.
        private func taps(_ sigma: Double, _ order: Int) throws(FilterError) -> Taps {
            guard order <= 3, sigma > 0 else {
                throw misfit("derivativeOrder", "0 to 3, and sigmas above 0", "order \(order), sigma \(sigma)")
            }
            let reach = ((derivatives.truncation + Double(order) / 2) * sigma).rounded(.up)
            guard reach < 0x1p24 else { throw misfit("sigmas", "taps that memory has room for", "\(sigma)") }
            let distances = stride(from: 1, through: max(reach, 1), by: 1).map { $0 }
            let variance = sigma * sigma
            func side(_ factor: (Double) -> Double) -> [Double] {
                distances.map { factor($0) * Elementary.exp(-$0 * $0 / (2 * variance)) }
            }
            func moment(_ power: Int, _ side: [Double]) -> Double {
                zip(distances, side).reduce(0) { sum, tap in
                    sum + (0..<power).reduce(tap.1) { product, _ in product * tap.0 }
                }
            }
            var (middle, after) = (0.0, [Double]())
            switch order {
            case 0:
                after = side { _ in 1 }
                middle = 1 / (1 + 2 * moment(0, after))
                after = after.map { $0 * middle }
            case 1:
                after = side { $0 }
                let scale = 2 * moment(1, after)
                after = after.map { $0 / scale }
            case 2:
                after = side { $0 * $0 / variance - 1 }
                let mean = (2 * moment(0, after) - 1) / Double(2 * distances.count + 1)
                after = after.map { $0 - mean }
                let scale = moment(2, after)
                middle = (-1 - mean) / scale
                after = after.map { $0 / scale }
            default:
                after = side { $0 * ($0 * $0 - 3 * variance) }
                let scale = moment(3, after) / 3
                after = after.map { $0 / scale }
            }
            let before = order % 2 == 0 ? after : after.map { -$0 }
            return try Taps(before.reversed() + [middle] + after, anchor: distances.count)
        }
    }

    /// The samples in the type of a result.
    static func unfiltered(_ layout: Layout) throws(FilterError) -> FilterProgram {
        try FilterProgram(
            inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
            branches: [layout.crops(except: [])],
            outputs: [.init(.branch(0), arithmetic: .float64, type: result(layout))])
    }
}
