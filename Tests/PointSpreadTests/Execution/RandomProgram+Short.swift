import PointSpread

extension RandomProgram {
    /// A program of small whole sums of bytes: along one or two axes or over both, thinned out or with zeros between samples,
    /// several branches added up now and then, or nothing where the parts that were drawn do not fit.
    mutating func drawShort() -> FilterProgram? {
        let rank = integer(1...4)
        var sizes = (0..<rank).map { _ in integer(1...[300, 24, 8, 4][rank - 1]) }
        if rank > 1, once(in: 2) { sizes[rank - 1] = integer(1...300) }
        if rank > 2, once(in: 2) { (sizes[rank - 2], sizes[rank - 1]) = (integer(1...120), integer(1...5)) }
        guard let inputShape = try? Shape(sizes) else { return nil }
        let result = pick([ElementType.uint8, .uint8, .int16, .int16, .float32])
        let axes = Array(sizes.indices).shuffled(using: &random).prefix(integer(1...2))
        let geometries = axes.map { shortGeometry(sizes[$0], isUsual: !once(in: 2)) }
        let borders = axes.map { _ in
            let all: [Border] = [.constant(0), .replicate, .symmetric, .reflect101, .wrap]
            return BorderPair(before: pick(all), after: pick(all))
        }
        let isSum = once(in: 2)
        let accumulator = pick([ElementType.int32, .int32, .int64, .float32, .float64])
        var branches: [[Pass]] = []
        for _ in 0..<(isSum ? integer(1...3) : 1) {
            let isDense = axes.count == 2 && once(in: 3)
            let order = isDense ? [Array(axes.indices)] : axes.indices.map { [$0] }.shuffled(using: &random)
            var passes: [Pass] = []
            for (number, places) in order.enumerated() {
                // In the order of the axes, as kernels have them.
                let places = places.sorted { axes[$0] < axes[$1] }
                let extents = places.map { _ in pick([1, 2, 3, 3, 5, 6]) }
                let count = extents.reduce(1, *)
                let most = once(in: 3) ? 12 : 3
                var weights = (0..<count).map { _ in once(in: 3) ? 0 : Double(integer(-most...most)) }
                if result == .uint8, once(in: 2) { weights = weights.map(\.magnitude) }
                let isLast = number == order.count - 1
                var store = Store(accumulator)
                var split: Split?
                var start: Double?
                if isLast, !isSum {
                    store = Store(result)
                    if accumulator.isInteger, once(in: 2) {
                        let shift = integer(0...8)
                        store.steps = [.add(Double(pick([1 << shift / 2, 0, -3]))), .shiftRight(by: shift)]
                    } else if !accumulator.isInteger, result == .uint8, once(in: 2) {
                        // Halves to the even neighbour.
                        store.steps = [.multiply(by: 1 / Double(1 << integer(1...8)))]
                        weights = weights.map { $0.magnitude * (once(in: 2) ? 2 : 1) }
                        start = once(in: 2) ? Double(integer(0...6)) : nil
                    }
                    if once(in: 4) {
                        let end = Accumulation(
                            accumulator, order: .leftToRight, start: start,
                            isFused: accumulator.isInteger ? false : true)
                        split = Split(
                            axes: [sizes.count - 1], start: integer(0...sizes[rank - 1]), accumulation: end,
                            store: store)
                    }
                }
                passes.append(
                    Pass(
                        kernel: PassKernel(axes: places.map { axes[$0] }, extents: extents, weights: weights),
                        geometry: places.map { place in
                            var geometry = geometries[place]
                            geometry.before += once(in: 3) ? integer(-2...2) : 0
                            geometry.dilation = once(in: 6) ? integer(2...3) : 1
                            return geometry
                        }, border: places.map { borders[$0] },
                        accumulation: Accumulation(
                            accumulator, order: .leftToRight, start: start, ignoredMagnitude: once(in: 2) ? 0 : nil),
                        store: store, split: split))
            }
            branches.append(passes)
        }
        if isSum,
            geometries.indices.allSatisfy({ geometries[$0] == AxisGeometry(before: 0, outputCount: sizes[axes[$0]]) })
        {
            branches.append([])
        }
        guard isSum else { return try? FilterProgram(inputShape: inputShape, inputType: .uint8, passes: branches[0]) }
        var join = Join.branch(0)
        for branch in branches.indices.dropFirst() {
            join = once(in: 2) ? .sum(join, .branch(branch)) : .difference(.branch(branch), join)
            if once(in: 3) { join = .rounded(join, to: .int16, .halfEven, .saturate) }
        }
        let arithmetic = pick([ElementType.float32, .float32, .int16, .int32, .float64, .uint32])
        let output = FilterProgram.Output(
            join, arithmetic: arithmetic, type: result, overflow: once(in: 6) ? .wrap : .saturate)
        return try? FilterProgram(inputShape: inputShape, inputType: .uint8, branches: branches, outputs: [output])
    }

    /// Where windows lie along an axis.
    private mutating func shortGeometry(_ count: Int, isUsual: Bool) -> AxisGeometry {
        if isUsual { return AxisGeometry(before: once(in: 2) ? 1 : 0, outputCount: count) }
        return switch integer(0...3) {
        case 0: AxisGeometry(before: integer(-3...4), outputCount: integer(1...count + 4))
        case 1: AxisGeometry(before: integer(-3...4), outputCount: (count + 1) / 2 + integer(0...1), stride: 2)
        case 2: AxisGeometry(before: integer(-3...4), outputCount: 2 * count + integer(0...1), stuffing: 1)
        default:
            once(in: 2)
                ? AxisGeometry(before: integer(0...4), outputCount: count / 3 + 1, stride: 3)
                : AxisGeometry(before: integer(0...4), outputCount: 3 * count, stuffing: 2)
        }
    }
}
