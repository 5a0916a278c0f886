import PointSpread

extension RandomProgram {
    /// A program of integer sums along some axes, in fixed point now and then, or nothing where the parts that were drawn do not
    /// fit.
    mutating func drawWhole() -> FilterProgram? {
        let rank = integer(1...3)
        var sizes = (0..<rank).map { _ in integer(1...[150, 20, 8][rank - 1]) }
        if rank > 1, once(in: 3) { sizes[rank - 1] = integer(40...200) }
        guard let inputShape = try? Shape(sizes) else { return nil }
        let type = pick([ElementType.uint8, .uint8, .uint8, .int8, .uint16, .int16])
        let bits = pick([0, 8, 8, type.size == 2 ? 16 : 7])
        let isOneSided = once(in: 2)
        let axes = Array(sizes.indices).shuffled(using: &random).prefix(integer(1...2))
        let accumulator: ElementType = type.size == 2 || once(in: 4) ? .int64 : .int32
        var passes: [Pass] = []
        for (place, axis) in axes.enumerated() {
            let isLast = place == axes.count - 1
            let count = pick([1, 2, 3, 5, 7, 9, 13, 23])
            let scale = 1 << (bits / axes.count)
            var weights = (0..<count).map { _ in
                once(in: 4) ? 0 : Double(integer((isOneSided ? 0 : -scale)...scale) / (once(in: 3) ? 1 : count))
            }
            let order: Accumulation.Order = pick([
                .leftToRight, .leftToRight, .centreOutward(.symmetric), .outermostInward(.antisymmetric),
                .groups(of: 4),
            ])
            if case .centreOutward = order { for tap in 0..<count / 2 { weights[tap] = weights[count - 1 - tap] } }
            if case .outermostInward = order { for tap in 0..<count / 2 { weights[tap] = -weights[count - 1 - tap] } }
            var geometry = AxisGeometry(
                before: count / 2, outputCount: sizes[axis], dilation: once(in: 6) ? integer(2...3) : 1)
            if once(in: 4) {
                geometry.before = integer(-3...count + 3)
                geometry.outputCount = integer(1...sizes[axis] + count)
            }
            func border(_ program: inout RandomProgram) -> Border {
                let constant = program.once(in: 2) ? 0 : Double(program.integer(0...100))
                return program.pick([.constant(constant), .replicate, .symmetric, .reflect101, .wrap])
            }
            var store = Store(accumulator)
            if isLast {
                let half = Double(1 << max(bits - 1, 0))
                store.steps = bits == 0 ? [] : [.add(once(in: 4) ? 3 : half), .shiftRight(by: bits)]
                if once(in: 4) {
                    let real: ElementType = once(in: 2) ? .float32 : .float64
                    let factor = 1 / Double(integer(1...count))
                    store.steps = pick([
                        [.convert(to: real), .multiply(by: real == .float32 ? Double(Float(factor)) : factor)],
                        [
                            .convert(to: .int64), .add(2), .multiply(by: Double(integer(1...70000))),
                            .shiftRight(by: 16),
                        ],
                    ])
                }
                store.type = once(in: 6) ? pick([.int16, .uint16, .int32, .float32]) : type
            } else if once(in: 6) {
                store = Store(type, steps: [.add(16), .shiftRight(by: 5)])
            } else if once(in: 6) {
                // What is stored as a whole number is whole again.
                let real: ElementType = once(in: 3) ? .float64 : .float32
                let factor = 1 / Double(integer(1...count * scale))
                store = Store(
                    type,
                    steps: [.convert(to: real), .multiply(by: real == .float32 ? Double(Float(factor)) : factor)],
                    rounding: pick([.halfEven, .towardZero]))
            } else if once(in: 8) {
                let factor = Double(4 * integer(1...90))
                store = Store(type, steps: [.multiply(by: factor), .shiftRight(by: integer(1...12))])
            }
            if once(in: 20) { store.overflow = .wrap }
            // What whole numbers begin, floats may end.
            let endsInFloats = isLast && place > 0 && once(in: 5)
            if endsInFloats {
                weights = weights.map { $0 / 8 }
                store = Store(once(in: 2) ? .float32 : type, steps: once(in: 2) ? [.multiply(by: 0.125)] : [])
            }
            passes.append(
                Pass(
                    load: passes.isEmpty && once(in: 8) ? Load([.squared]) : Load(),
                    kernel: PassKernel(axes: [axis], extents: [count], weights: weights), geometry: [geometry],
                    border: [BorderPair(before: border(&self), after: border(&self))],
                    accumulation: Accumulation(
                        endsInFloats ? .float32 : accumulator, order: order, start: once(in: 6) ? 5 : nil,
                        isFused: endsInFloats, ignoredMagnitude: once(in: 2) ? 0 : nil),
                    store: store))
            sizes[axis] = geometry.outputCount
        }
        return try? FilterProgram(inputShape: inputShape, inputType: type, passes: passes)
    }
}
