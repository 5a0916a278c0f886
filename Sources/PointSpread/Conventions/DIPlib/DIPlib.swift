/// The Gaussian filters of DIPlib, version 3.6.1, by sums and by Fourier transforms.
///
/// ```swift
/// let slope = try photo.results(of: try DIPlib.gaussFIR(sigmas: [2], derivativeOrder: [1, 0]), axes: .automatic)
/// ```
///
/// Numbers for each axis begin with x, the last axis of an array. Results are real: `float64` for such samples, `float32` for all
/// others. Axes of a single sample are left out.
public enum DIPlib {
    static let framework = Framework(
        name: "diplib", version: "3.6.1",
        conventions: [
            Convention("GaussFIR", .within(1e-14), evidence: evidence(1448, "1.3e-15", "1.9e-7"), make: readGaussFIR),
            Convention("GaussFT", .within(1e-14), evidence: evidence(750, "1.2e-15", "3.7e-7"), make: readGaussFT),
            Convention("Gauss", .within(1e-14), evidence: evidence(802, "7e-16", "3e-7"), make: readGauss),
        ])

    private static func evidence(_ cases: Int, _ float64: String, _ float32: String) -> String {
        "\(cases) random cases beside DIPlib without the sizes of its defect, seed 20261121, relative to the largest: "
            + "float64 within \(float64), float32 within \(float32)"
    }

    /// How `Gauss` is computed.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// By Fourier transforms where a deviation is below 0.8 or an order above 3, else by sums up to a deviation of 10.
        case best
        /// By sums.
        case sums = "FIR"
        /// By Fourier transforms.
        case fourier = "FT"
    }

    /// What all three functions are told.
    struct Derivatives: Hashable, Sendable {
        let sigmas: [Double]
        let orders: [Int]
        let truncation: Double

        init(_ sigmas: [Double], _ orders: [Int], _ truncation: Double) throws(FilterError) {
            for sigma in sigmas where !(sigma >= 0 && sigma.isFinite) {
                throw DIPlib.misfit("sigmas", "finite numbers of 0 or more", "\(sigma)")
            }
            for order in orders where order < 0 { throw DIPlib.misfit("derivativeOrder", "0 or more", "\(order)") }
            guard truncation > 0, truncation < 100 else {
                throw DIPlib.misfit("truncation", "a number above 0 and below 100", "\(truncation)")
            }
            self.sigmas = sigmas
            self.orders = orders
            self.truncation = truncation
        }

        /// The filtered axes, each with its deviation and order.
        func axes(of layout: Layout) throws(FilterError) -> [(axis: Int, sigma: Double, order: Int)] {
            let axes = try layout.resolvedAxes()
            func spread<Number>(_ numbers: [Number], _ name: String) throws(FilterError) -> [Number] {
                if numbers.count == 1 { return axes.map { _ in numbers[0] } }
                guard numbers.count == axes.count else {
                    throw DIPlib.misfit(name, "1 or \(axes.count) numbers", "\(numbers.count)")
                }
                return numbers.reversed()
            }
            let (sigmas, orders) = (try spread(sigmas, "sigmas"), try spread(orders, "derivativeOrder"))
            return axes.indices.map { (axes[$0], sigmas[$0], orders[$0]) }.filter {
                layout.shape[$0.0] > 1 && ($0.1 > 0 || $0.2 > 0)
            }
        }

        static func read(_ arguments: inout ConventionArguments) throws(FilterError) -> Derivatives {
            let orders = try arguments.numbers("derivativeOrder")?.values ?? [0]
            return try Derivatives(
                try arguments.numbers("sigmas")?.values ?? [1],
                try orders.map { (order) throws(FilterError) in
                    guard let whole = Int(exactly: order) else { throw arguments.missing("derivativeOrder") }
                    return whole
                }, try arguments.number("truncation") ?? 3)
        }
    }

    static func misfit(_ name: String, _ expected: String, _ found: String) -> FilterError {
        FilterError(.invalidParameter, name, expected: expected, found: found, remedy: "give such numbers, x first")
    }

    /// `Gauss`: one of the two by its method.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, also where `best` is the recursive filter, which is not reproduced.
    public static func gauss(
        sigmas: [Double] = [1], derivativeOrder: [Int] = [0], method: Method = .best, border: Border = .reflect101,
        truncation: Double = 3
    ) throws(FilterError) -> some Filter {
        try Gauss(
            derivatives: Derivatives(sigmas, derivativeOrder, truncation), method: method, border: border)
    }

    static func readGauss(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        let method = try arguments.choice(
            try arguments.text("method") ?? "best", "method",
            Dictionary(uniqueKeysWithValues: Method.allCases.map { ($0.rawValue, $0) }))
        return .filter(
            Gauss(derivatives: try Derivatives.read(&arguments), method: method, border: try readBorder(&arguments)))
    }

    static func readBorder(_ arguments: inout ConventionArguments) throws(FilterError) -> Border {
        try arguments.choice(
            try arguments.text("boundaryCondition") ?? "mirror", "boundaryCondition",
            ["mirror": .reflect101, "periodic": .wrap, "zero order": .replicate, "add zeros": .constant(0)])
    }

    private struct Gauss: Filter {
        let derivatives: Derivatives
        let method: Method
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            switch method {
            case .sums: try GaussFIR(derivatives: derivatives, border: border).program(for: layout)
            case .fourier: try GaussFT(derivatives: derivatives, border: border).program(for: layout)
            case .best: try best(layout)
            }
        }

        private func best(_ layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try derivatives.axes(of: layout)
            if axes.contains(where: { $0.sigma < 0.8 || $0.order > 3 }) {
                return try GaussFT(derivatives: derivatives, border: border).program(for: layout)
            }
            guard axes.allSatisfy({ $0.sigma <= 10 }) else {
                throw misfit("sigmas", "at most 10 for the method 'best'", "\(derivatives.sigmas)")
            }
            return try GaussFIR(derivatives: derivatives, border: border).program(for: layout)
        }
    }

    /// The type of a result.
    static func result(_ layout: Layout) -> ElementType { layout.elementType == .float64 ? .float64 : .float32 }
}
