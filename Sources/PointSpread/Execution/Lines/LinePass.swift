/// A pass prepared for lines: for every tap, which line it meets and how far along that line it is shifted.
struct LinePass<Number: LineNumber>: Sendable {
    /// Where the samples under one tap begin: a line of the window, and a shift in numbers.
    struct Point {
        let line: Int
        let shift: Int
    }

    /// How the samples under the taps become a sum.
    enum Sum {
        case pairs(centre: (point: Point, weight: Number)?, earlier: [Point], later: [Point], isAntisymmetric: Bool)
        case products([Point])
        case doubling([Point], ends: (Point, Point)?)
    }

    /// What a prepared line holds beside the numbers of the line itself.
    enum Extension {
        case number(Number)
        case sample(Int)
        /// A zero between samples.
        case stuffed
    }

    let inputSizes: [Int]
    /// The axes of the kernel outside the lines.
    let outerAxes: [Int]
    /// For each of them, how far the position that a tap meets moves with the output and with the tap.
    let outerSteps: [(output: Int, tap: Int)]
    /// For each of them and every position from the first tap of the first output on: the index of the line that stands
    /// there, or −1 − u for a line of the number `uniforms[u]`.
    let outerSources: [[Int]]
    /// The numbers that stand outside: 0 for zeros between samples, then the constants before and after each outer axis.
    let uniforms: [Number]
    /// The lines that one output line is made of: one tap index per outer axis of the kernel.
    let window: [[Int]]
    let sum: Sum
    let weights: [Number]
    /// What a sum begins with, where that is not its first product.
    let start: Number?
    /// Whether products are added with one rounding.
    let isFused: Bool
    /// What happens to a sum.
    let steps: [Store.Step]
    /// How a sum is stored in another type before it is taken up again, where it is.
    let between: Store?

    /// The numbers of a line that enters, and of one that leaves.
    let inputLength: Int
    let outputLength: Int
    /// The distance in numbers between neighbours along the line, the stride of outputs and the zeros between samples.
    let step: Int
    let stride: Int
    let stuffing: Int
    /// The numbers that a prepared line has before position 0, and in all.
    let lead: Int
    let preparedLength: Int
    /// What stands at positions outside the line, or at every position where zeros are put between samples.
    let extensions: [(position: Int, content: Extension)]

    private static var longestReach: UInt { 1 << 26 }

    /// Prepares a pass, or gives up where its arithmetic is not what the line kernels compute.
    ///
    /// - Parameter isResult: whether the stored sums are a result, not what a further pass or a join takes up.
    init?(_ pass: Pass, inputSizes: [Int], layout: LineLayout, isResult: Bool) {
        let kernel = pass.kernel
        guard kernel.channels == nil, pass.split == nil, pass.store.rim.isEmpty, kernel.axes == kernel.axes.sorted(),
            pass.accumulation.type == Number.elementType, pass.store.isLinear(in: Number.elementType)
        else { return nil }
        self.inputSizes = inputSizes
        start = pass.accumulation.start.map { Number(number: $0) }
        isFused = pass.accumulation.isFused
        steps = pass.store.steps
        between = isResult || pass.store.type == Number.elementType ? nil : pass.store
        let inner = kernel.axes.firstIndex(of: layout.lineAxis).flatMap { layout.isFilteredAlongLine ? $0 : nil }
        outerAxes = kernel.axes.filter { $0 < layout.lineAxis }
        outerSteps = outerAxes.indices.map { (pass.geometry[$0].stride, pass.geometry[$0].dilation) }
        let positions = outerAxes.indices.map { place in
            let (geometry, taps) = (pass.geometry[place], kernel.extents[place])
            guard geometry.outputCount > 0 else { return 0..<0 }
            return -geometry.before..<geometry.position(output: geometry.outputCount - 1, tap: taps - 1) + 1
        }
        guard positions.allSatisfy({ $0.count < Self.longestReach }) else { return nil }
        outerSources = outerAxes.indices.map { place in
            let (geometry, count) = (pass.geometry[place], inputSizes[kernel.axes[place]])
            return positions[place].map { position in
                switch geometry.source(at: position, count: count, border: pass.border[place]) {
                case .sample(let index): return index
                case .outside: return -1 - (2 * place + (position < 0 ? 1 : 2))
                case .stuffed: return -1
                }
            }
        }
        uniforms =
            [.zero]
            + outerAxes.indices.flatMap { place in
                [pass.border[place].before, pass.border[place].after].map { border in
                    if case .constant(let value) = border { return Number(number: value) }
                    return .zero
                }
            }
        var window: [[Int]] = [[]]
        for place in outerAxes.indices {
            window = window.flatMap { taps in (0..<kernel.extents[place]).map { taps + [$0] } }
        }
        self.window = window

        step = layout.step
        let innerTaps = inner.map { kernel.extents[$0] } ?? 1
        var shifts = [0]
        if let inner {
            let (geometry, count) = (pass.geometry[inner], inputSizes[layout.lineAxis])
            // Lines are prepared as a whole: a kernel that lies far away from them would make them very long.
            let reach = geometry.before.magnitude + geometry.after(inputCount: count, taps: innerTaps).magnitude
            guard reach < Self.longestReach else { return nil }
            stride = geometry.stride
            stuffing = geometry.stuffing
            inputLength = count * step
            outputLength = geometry.outputCount * step
            let firstPosition = -geometry.before
            let lastPosition = geometry.position(output: geometry.outputCount - 1, tap: innerTaps - 1)
            let stuffedCount = stuffing == 0 ? count : (count - 1) * (stuffing + 1) + 1
            lead = max(0, geometry.before) * step
            preparedLength = lead + max(lastPosition + 1, stuffedCount, 0) * step
            shifts = (0..<innerTaps).map { (firstPosition + $0 * geometry.dilation) * layout.step }
            extensions =
                geometry.outputCount == 0
                ? []
                : Self.extensions(
                    geometry, count: count, border: pass.border[inner], from: firstPosition, to: lastPosition)
        } else {
            (stride, stuffing, lead, extensions) = (1, 0, 0, [])
            // A segment may be shorter: the cursor knows.
            inputLength = layout.isFilteredAlongLine ? inputSizes[layout.lineAxis] * step : layout.segmentLength
            outputLength = inputLength
            preparedLength = inputLength
        }
        let points = window.indices.flatMap { line in shifts.map { Point(line: line, shift: $0) } }
        guard let (sum, weights) = Self.sum(pass.accumulation, points: points, weights: kernel.weights) else {
            return nil
        }
        self.sum = sum
        self.weights = weights
        // A sum that begins with a number begins with a tap on ones, and a middle tap that comes later is joined with zeros, which
        // changes nothing but the sign of zero: that is lost in any sum that does not begin with −0.
        if let start, start == 0, start.sign == .minus { return nil }
        if start != nil, case .doubling = sum { return nil }
    }

    private static func extensions(
        _ geometry: AxisGeometry, count: Int, border: BorderPair, from first: Int, to last: Int
    ) -> [(position: Int, content: Extension)] {
        // A crop may begin after the first sample; a prepared line holds the whole line all the same.
        let stuffedCount = (count - 1) * (geometry.stuffing + 1) + 1
        return (min(first, 0)..<max(last + 1, stuffedCount)).compactMap { position in
            if geometry.stuffing == 0, position >= 0, position < count { return nil }
            switch geometry.source(at: position, count: count, border: border) {
            case .sample(let index): return (position, .sample(index))
            case .outside(let value): return (position, .number(Number(number: value)))
            case .stuffed: return (position, .stuffed)
            }
        }
    }

    /// The samples and the weights of the taps, in the order that the kernels take.
    private static func sum(
        _ accumulation: Accumulation, points: [Point], weights: [Double]
    ) -> (Sum, [Number])? {
        guard let taps = TapOrder(accumulation, weights: weights), !taps.hasSingles else { return nil }
        func numbers(_ taps: [Int]) -> [Number] { taps.map { Number(number: weights[$0]) } }
        switch taps {
        case .products(let taps): return (.products(taps.map { points[$0] }), numbers(taps))
        case .pairs(let centre, let earlier, let later, let isAntisymmetric):
            let middle = centre.map { (point: points[$0], weight: Number(number: weights[$0])) }
            return (
                .pairs(
                    centre: middle, earlier: earlier.map { points[$0] }, later: later.map { points[$0] },
                    isAntisymmetric: isAntisymmetric),
                numbers(later)
            )
        case .doubling(let taps, let ends):
            return (
                .doubling(taps.map { points[$0] }, ends: ends.map { (points[$0.0], points[$0.1]) }),
                ends.map { numbers([$0.0]) } ?? []
            )
        }
    }
}

extension LinePass {
    /// The numbers of a line before it is thinned out or spread; 0 where neither is done.
    var wholeLength: Int {
        let unthinned = stride > 1 ? (outputLength / max(step, 1) * stride + 1) * step : 0
        return max(unthinned, stuffing > 0 ? inputLength : 0)
    }
}
