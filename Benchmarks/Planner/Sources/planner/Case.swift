import PointSpread
import TestSupport

/// A filter, an array and a tolerance, drawn at random.
struct Case {
    let words: String
    let program: FilterProgram
    let layout: Layout
    let tolerance: Double

    /// Draws a case of a few million operations to a few hundred million; nothing where the parts do not fit each other.
    init?(using random: inout SeededGenerator) throws {
        let type = [ElementType.uint8, .uint16, .float32, .float32, .float64].randomElement(using: &random) ?? .float32
        let rank = [1, 2, 2, 2, 3].randomElement(using: &random) ?? 2
        let sizes = (0..<rank).map { _ in Int(Self.draw(16, 16384, &random)) }
        let samples = sizes.reduce(1, *)
        guard samples <= 1 << 24 else { return nil }
        layout = Layout(shape: try Shape(sizes), elementType: type).filtering(.all)
        tolerance = Bool.random(using: &random) ? 1e-5 : 0
        let filter: any Filter
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1:
            let sigma = Self.draw(0.4, 20, &random)
            filter = GaussianFilter(sigma: .samples(sigma))
        case 2: filter = BoxFilter(width: Int(Self.draw(2, 120, &random)))
        case 3: filter = GradientFilter(.magnitude, kind: .sobel)
        case 4: filter = DerivativeFilter(along: -1, kind: .scharr)
        case 5:
            // Fixed point: taps that add up to 256, as whole numbers.
            guard type == .uint8, rank == 2 else { return nil }
            let radius = Int(Self.draw(1, 20, &random))
            program = try Self.fixedPoint(layout, radius: radius)
            words = "fixed point, \(2 * radius + 1) taps, \(layout.shape) of \(type.rawValue)"
            return
        default:
            let extents = (0..<rank).map { _ in Int(Self.draw(2, rank == 1 ? 400 : rank == 2 ? 60 : 7, &random)) }
            let weights = (0..<extents.reduce(1, *)).map { _ in Double.random(in: -1...1, using: &random) }
            filter = CorrelationFilter(kernel: try Kernel(weights, extents: extents))
        }
        program = try filter.program(for: layout)
        words =
            "\(filter)".prefix(while: { $0 != "(" })
            + " \(program.branches.joined().map { "\($0.kernel.extents)" }.joined(separator: " ")), \(layout.shape) of \(type.rawValue)"
            + (tolerance > 0 ? ", tolerance \(tolerance)" : "")
        let taps = program.branches.joined().reduce(0) { $0 + $1.kernel.tapCount }
        guard Double(samples) * Double(taps) < 2e9 else { return nil }
    }

    /// A number between two, as likely of any order of magnitude.
    private static func draw(_ low: Double, _ high: Double, _ random: inout SeededGenerator) -> Double {
        var value = low
        // The powers of a base that is drawn evenly, without a logarithm: 64 equal steps of the ratio.
        let steps = Int.random(in: 0...64, using: &random)
        var ratio = high / low
        for _ in 0..<6 { ratio = ratio.squareRoot() }
        for _ in 0..<steps { value *= ratio }
        return value
    }

    private static func fixedPoint(_ layout: Layout, radius: Int) throws -> FilterProgram {
        var weights = (-radius...radius).map {
            (Double(radius + 1 - abs($0)) * 256 / Double((radius + 1) * (radius + 1))).rounded()
        }
        weights[radius] += 256 - weights.reduce(0, +)
        let passes = [1, 0].map { axis in
            Pass(
                kernel: PassKernel(axes: [axis], extents: [weights.count], weights: weights),
                geometry: [.same(count: layout.shape[axis], taps: weights.count, anchor: radius)],
                border: [BorderPair(.reflect101)], accumulation: Accumulation(.int32, order: .leftToRight),
                store: axis == 1 ? Store(.int32) : Store(.uint8, steps: [.add(32768), .shiftRight(by: 16)]))
        }
        return try FilterProgram(inputShape: layout.shape, inputType: layout.elementType, passes: passes)
    }
}
