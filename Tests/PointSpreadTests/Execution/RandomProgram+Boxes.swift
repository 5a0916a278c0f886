import PointSpread

extension RandomProgram {
    /// A program of boxes along some axes, outermost first, or nothing where the parts that were drawn do not fit.
    ///
    /// - Parameter areBytes: whether it takes bytes to their means, as most programs of boxes do.
    mutating func drawBoxes(areBytes: Bool) -> FilterProgram? {
        let number = !areBytes && once(in: 3) ? ElementType.float64 : .float32
        let rank = integer(1...4)
        var sizes = (0..<rank).map { _ in integer(1...[300, 40, 9, 5][rank - 1]) }
        if rank > 1, once(in: 4) { sizes[rank - 1] = integer(60...200) }
        guard let inputShape = try? Shape(sizes) else { return nil }
        var passes: [Pass] = []
        var gain = 1.0
        let constant = Double(integer(0...255))
        for axis in Array(sizes.indices).shuffled(using: &random).prefix(integer(1...3)).sorted() {
            let width = pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 23, 31, 33, 64, 101, rank < 3 ? 257 : 3])
            let dilation = once(in: 6) ? integer(2...3) : 1
            var weights = [Double](repeating: 1, count: width)
            if width >= 3, once(in: areBytes ? 20 : 4) {
                weights[0] = Double(integer(0...7)) / 8
                weights[width - 1] = weights[0]
            }
            var geometry = AxisGeometry(before: width / 2, outputCount: sizes[axis], dilation: dilation)
            if once(in: 3) {
                geometry.before = integer(-3...width + 3)
                geometry.outputCount = integer(1...sizes[axis] + width)
            }
            func border(_ program: inout RandomProgram) -> Border {
                program.pick([
                    .constant(areBytes ? constant * gain : constant), .replicate, .symmetric, .reflect101, .wrap,
                ])
            }
            var store = Store(number)
            if !areBytes, once(in: 5) { store.steps = [pick([.add(0.5), .multiply(by: -3), .divide(by: 7)])] }
            passes.append(
                Pass(
                    kernel: PassKernel(axes: [axis], extents: [width], weights: weights), geometry: [geometry],
                    border: [BorderPair(before: border(&self), after: border(&self))],
                    accumulation: Accumulation(number, order: .doubling, isFused: true, ignoredMagnitude: 0),
                    store: store))
            sizes[axis] = geometry.outputCount
            gain *= weights.reduce(0, +)
        }
        let type = areBytes ? ElementType.uint8 : pick(ElementType.allCases)
        passes[passes.count - 1].store.type = areBytes ? .uint8 : pick(ElementType.allCases)
        if areBytes || once(in: 2) { passes[passes.count - 1].store.steps = [.divide(by: gain == 0 ? 1 : gain)] }
        if !areBytes {
            passes[passes.count - 1].store.rounding = pick([.halfEven, .halfEven, .halfUp, .towardZero])
            passes[passes.count - 1].store.overflow = pick([.saturate, .wrap])
        }
        return try? FilterProgram(inputShape: inputShape, inputType: type, passes: passes)
    }
}
