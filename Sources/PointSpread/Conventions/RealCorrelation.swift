/// A correlation of real numbers, as frameworks make it whose order of summation depends on the processor.
///
/// Sums are made in one type, in the order of native filters, and rounded to that type after each kernel.
struct RealCorrelation {
    /// The axes that the kernel lies along.
    var axes: [Int]
    /// The taps; the type of the sums may hold them with fewer digits.
    var kernel: Kernel
    /// What lies outside.
    var border: Border
    /// Which samples meet which taps; one output for each sample when it is left out.
    var geometry: [AxisGeometry]?

    init(_ kernel: Kernel, along axes: [Int], _ border: Border, geometry: [AxisGeometry]? = nil) {
        self.axes = axes
        self.kernel = kernel
        self.border = border
        self.geometry = geometry
    }

    /// Taps along one axis.
    init(_ taps: Taps, along axis: Int, _ border: Border) { self.init(Kernel(taps), along: [axis], border) }

    func pass(for layout: Layout, in type: ElementType) -> Pass {
        let geometry = geometry ?? zip(axes, kernel.anchor).map { layout.geometry(along: $0, anchor: $1) }
        return Pass(
            kernel: PassKernel(axes: axes, extents: kernel.extents, weights: kernel.weights), geometry: geometry,
            border: axes.map { _ in BorderPair(border) },
            accumulation: Accumulation(type, order: order, isFused: true, ignoredMagnitude: 0), store: Store(type))
    }

    private var order: Accumulation.Order {
        guard kernel.rank == 1 else { return .leftToRight }
        let taps = Taps(unchecked: kernel.weights, anchor: kernel.anchor[0])
        if taps.isSymmetric { return .centreOutward(.symmetric) }
        return taps.isAntisymmetric ? .centreOutward(.antisymmetric) : .leftToRight
    }
}

extension Layout {
    /// Correlations one after the other, over all channels alike.
    ///
    /// - Parameter store: how the last sum leaves; in the type of the sums when it is left out.
    func passes(_ correlations: [RealCorrelation], in type: ElementType, store: Store? = nil) -> [Pass] {
        var passes = correlations.map { $0.pass(for: self, in: type) }
        if let store, !passes.isEmpty { passes[passes.count - 1].store = store }
        return crops(except: correlations.flatMap(\.axes)) + passes
    }

    /// A program of correlations.
    func program(
        _ correlations: [RealCorrelation], in type: ElementType, store: Store? = nil
    ) throws(FilterError) -> FilterProgram {
        try FilterProgram(
            inputShape: shape, inputType: elementType, channelAxis: channelAxis,
            passes: passes(correlations, in: type, store: store))
    }
}

extension Taps {
    /// A Gaussian sampled at whole distances from the middle, or at halves where there are as many taps as that, scaled to sum to 1.
    ///
    /// - Parameter count: at least 1.
    static func sampledGaussian(count: Int, sigma: Double) throws(FilterError) -> Taps {
        let middle = Double(count - 1) / 2
        let weights = (0..<count).map { index in
            let distance = (Double(index) - middle) / sigma
            return Elementary.exp(-0.5 * distance * distance)
        }
        let sum = weights.reduce(0, +)
        return try Taps(weights.map { $0 / sum }, anchor: (count - 1) / 2)
    }
}
