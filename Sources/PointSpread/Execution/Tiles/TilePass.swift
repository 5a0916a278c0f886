/// A pass along one axis of a tile: down its columns or along its rows.
///
/// A class, so that workers hand it around at little cost.
final class TilePass<Number: LineNumber>: TileAxis, Sendable {
    /// A part of a sum, which goes on from what has been summed before.
    struct Part: Sendable {
        let sum: Sum
        let weights: [Number]
        /// Whether products are added with one rounding.
        let isFused: Bool
    }

    /// How the samples under the taps become a sum, by the number of each tap.
    enum Sum: Sendable {
        case pairs(centre: (tap: Int, weight: Number)?, earlier: [Int], later: [Int], isAntisymmetric: Bool)
        case products([Int])
        case doubling([Int], ends: (Int, Int)?)
    }

    let axis: Int
    /// The samples along the axis, before and after.
    let inputCount: Int
    let outputCount: Int
    /// How many positions before its own the first tap of an output lies, and from there to the last one.
    let before: Int
    let reach: Int
    /// The distance between the positions of neighbouring taps, and of neighbouring outputs.
    let dilation: Int
    let stride: Int
    /// How many zeros lie between neighbouring samples.
    let stuffing: Int
    let border: BorderPair
    let sum: Sum
    let weights: [Number]
    /// Whether products are added with one rounding.
    let isFused: Bool
    /// What is added afterwards, where some products are rounded before and others are not.
    let further: [Part]
    /// What a sum begins with, where that is not its first product.
    let start: Number?
    /// What happens to a sum.
    let steps: [Store.Step]
    /// How a sum is stored in another type before it is taken up again, where it is.
    let between: Store?
    /// Whether all sums lie between −2³¹ and 2³¹, whatever the samples are.
    let isSmall: Bool

    /// Prepares a pass, or gives up where its arithmetic or its geometry is not that of tiles.
    ///
    /// - Parameters:
    ///   - isResult: whether the stored sums are a result, not what a further pass or a join takes up.
    ///   - largest: no sample is larger.
    ///   - takesParts: whether a sum may begin with a number, and be made of several parts.
    ///   - takesStrides: whether outputs may take every n-th position, or zeros lie between samples.
    init?(
        _ pass: Pass, inputCount: Int, largest: Double = .infinity, isResult: Bool = true, takesParts: Bool = false,
        takesStrides: Bool = false
    ) {
        let kernel = pass.kernel
        guard kernel.axes.count == 1, kernel.channels == nil, pass.split == nil, pass.store.rim.isEmpty,
            pass.accumulation.type == Number.elementType, pass.store.isLinear(in: Number.elementType),
            takesStrides || pass.geometry[0].stride == 1 && pass.geometry[0].stuffing == 0,
            let parts = TapOrder.parts(pass.accumulation, weights: kernel.weights),
            takesParts || parts.count == 1 && pass.accumulation.start == nil && !parts[0].order.hasSingles
        else { return nil }
        if case .doubling = parts[0].order, pass.accumulation.start != nil { return nil }
        let sums = parts.map { order, isFused in
            let (sum, weights) = Self.sum(order, kernel.weights)
            return Part(sum: sum, weights: weights, isFused: isFused)
        }
        axis = kernel.axes[0]
        self.inputCount = inputCount
        outputCount = pass.geometry[0].outputCount
        before = pass.geometry[0].before
        (dilation, stride) = (pass.geometry[0].dilation, pass.geometry[0].stride)
        stuffing = pass.geometry[0].stuffing
        reach = (kernel.extents[0] - 1) * dilation
        border = pass.border[0]
        (sum, weights, isFused) = (sums[0].sum, sums[0].weights, sums[0].isFused)
        further = Array(sums.dropFirst())
        start = pass.accumulation.start.map { Number(number: $0) }
        steps = pass.store.steps
        between = isResult || pass.store.type == Number.elementType ? nil : pass.store
        isSmall = pass.store.steps.isEmpty && pass.largestSum(of: largest) < 0x1p31
        // Tiles hold all rows and columns that their outputs are made of.
        guard reach < Self.longestReach, before.magnitude < Self.longestReach else { return nil }
    }

    private static var longestReach: Int { 1 << 26 }

    private static func sum(_ taps: TapOrder, _ weights: [Double]) -> (Sum, [Number]) {
        func numbers(_ taps: [Int]) -> [Number] { taps.map { Number(number: weights[$0]) } }
        switch taps {
        case .products(let taps): return (.products(taps), numbers(taps))
        case .pairs(let centre, let earlier, let later, let isAntisymmetric):
            let middle = centre.map { (tap: $0, weight: Number(number: weights[$0])) }
            return (
                .pairs(centre: middle, earlier: earlier, later: later, isAntisymmetric: isAntisymmetric),
                numbers(later)
            )
        case .doubling(let taps, let ends):
            return (.doubling(taps, ends: ends), ends.map { numbers([$0.0]) } ?? [])
        }
    }

    /// How many positions outside the axis the outputs are made of.
    var positionsOutside: Int { max(0, before) + max(0, outputCount - before + reach - inputCount) }

    /// What stands at a position, after the border has extended the axis.
    func source(at position: Int) -> AxisGeometry.Source {
        AxisGeometry(before: before, outputCount: outputCount, stuffing: stuffing)
            .source(at: position, count: inputCount, border: border)
    }
}

extension Pass {
    /// What no sum is larger than, nor one of some of its products.
    fileprivate func largestSum(of largest: Double) -> Double {
        let outside = border.flatMap { [$0.before, $0.after] }.reduce(largest) { most, border in
            if case .constant(let value) = border { max(most, value.magnitude) } else { most }
        }
        // Rounding adds far less than a part in a thousand.
        let products = kernel.weights.reduce(0) { $0 + $1.magnitude } * outside
        return ((accumulation.start ?? 0).magnitude + products) * 1.001
    }

    /// What no sample of the result is larger than, as far as its type says so.
    var largestResult: Double { store.type.largestShort }
}

extension ElementType {
    /// What no number is larger than in integer types of up to 16 bits.
    var largestShort: Double {
        isInteger && size <= 2 ? Double(sign: .plus, exponent: 8 * size, significand: 1) : .infinity
    }
}
