extension DIPlib {
    /// `GaussFT`: a Gaussian's Fourier transform, times that of the samples.
    ///
    /// Frequencies beyond ⌈(truncation + order ∕ 2) · n ∕ 2πσ⌉ are left out. The original is wrong where there are none to leave out,
    /// and their number or the order is odd; here the result is what the transform says.
    ///
    /// - Parameters:
    ///   - sigmas: the standard deviation along x, y and so on; one for all.
    ///   - derivativeOrder: 0 or more along x, y and so on; one for all.
    ///   - truncation: how many deviations of the transform are kept, and a half more for each order.
    ///   - border: what the samples are continued with, before they become a ring whose size has no factor above 5; without one, the
    ///     samples themselves are a ring.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussFT(
        sigmas: [Double] = [1], derivativeOrder: [Int] = [0], truncation: Double = 3, border: Border? = nil
    ) throws(FilterError) -> some Filter {
        GaussFT(derivatives: try Derivatives(sigmas, derivativeOrder, truncation), border: border)
    }

    static func readGaussFT(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        let derivatives = try Derivatives.read(&arguments)
        let border = try arguments.text("boundaryCondition") == nil ? nil : try readBorder(&arguments)
        return .filter(GaussFT(derivatives: derivatives, border: border))
    }

    struct GaussFT: Filter {
        let derivatives: Derivatives
        let border: Border?

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            guard layout.halos.allSatisfy({ $0 == Layout.Halo() }) else {
                throw FilterError(
                    .mismatch, "halo", expected: "none for a filter of the whole array", found: "\(layout.halos)",
                    remedy: "filter the whole array")
            }
            var correlations: [RealCorrelation] = []
            for (axis, sigma, order) in try derivatives.axes(of: layout) {
                correlations += try ring(axis, layout.shape[axis], sigma, order)
            }
            guard !correlations.isEmpty else { return try unfiltered(layout) }
            return try layout.program(correlations, in: .float64, store: Store(result(layout)))
        }

        /// What makes a ring of the samples along an axis, and its correlation, which leaves as many outputs as there are samples.
        private func ring(_ axis: Int, _ count: Int, _ sigma: Double, _ order: Int) throws(FilterError)
            -> [RealCorrelation]
        {
            guard let border else { return [RealCorrelation(try taps(count, sigma, order), along: axis, .wrap)] }
            let reach = ((derivatives.truncation + Double(order) / 2) * sigma).rounded(.up)
            guard reach < 0x1p14 else { throw misfit("sigmas", "at most 16384 samples along an axis", "\(sigma)") }
            let size = Self.smoothSize(atLeast: count + 2 * Int(reach))
            let before = size / 2 - count / 2
            let ring = try taps(size, sigma, order)
            let identity = Kernel(unchecked: [1], extents: [1], anchor: [0])
            return [
                RealCorrelation(
                    identity, along: [axis], border, geometry: [AxisGeometry(before: before, outputCount: size)]),
                RealCorrelation(
                    Kernel(ring), along: [axis], .wrap,
                    geometry: [AxisGeometry(before: ring.anchor - before, outputCount: count)]),
            ]
        }

        /// The next number without factors above 5.
        private static func smoothSize(atLeast count: Int) -> Int {
            var size = count
            while true {
                var rest = size
                for factor in [2, 3, 5] { while rest % factor == 0 { rest /= factor } }
                if rest == 1 { return size }
                size += 1
            }
        }

        /// As many taps as samples: a product of transforms is a correlation around the ring.
        private func taps(_ count: Int, _ sigma: Double, _ order: Int) throws(FilterError) -> Taps {
            guard count <= 1 << 14 else { throw misfit("sigmas", "at most 16384 samples along an axis", "\(count)") }
            let turn = 2 * Double.pi
            let kept =
                sigma > 0
                ? ((derivatives.truncation + Double(order) / 2) * Double(count) / (turn * sigma)).rounded(.up)
                : .infinity
            let waves = (0..<count).map { Elementary.sineCosine(degrees: 360 * Double($0) / Double(count)) }
            // Every frequency stands for itself and its negative; half of an even count is its own.
            let transform = (0...count / 2).map { index -> Double in
                guard Double(index) <= kept else { return 0 }
                let frequency = turn * Double(index) / Double(count)
                let size = Elementary.exp(-0.5 * (sigma * frequency) * (sigma * frequency))
                let power = (0..<order).reduce(size) { product, _ in product * frequency }
                return power * (index == 0 || 2 * index == count ? 1 : 2) * (order % 4 < 2 ? 1 : -1)
            }
            let anchor = count / 2
            let weights = (0..<count).map { tap in
                // The distance from the tap's sample to the output.
                let distance = (anchor - tap + count) % count
                let sum = transform.indices.reduce(0.0) { sum, index in
                    let wave = waves[index * distance % count]
                    return sum + transform[index] * (order % 2 == 0 ? wave.cosine : -wave.sine)
                }
                return sum / Double(count)
            }
            return try Taps(weights, anchor: anchor)
        }
    }
}
