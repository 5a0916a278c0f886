import PointSpread
import TestSupport

/// Draws small programs of every kind: geometry, borders, orders, maps, joins and types of all sorts.
struct RandomProgram {
    var random: SeededGenerator
    /// The type that most sums are made in.
    private var number = ElementType.float32
    private var sizes: [Int] = []
    private var channelAxis: Int?
    /// The executor that the program is made for, if any.
    private var kind = Kind.any

    private enum Kind {
        case any
        /// One pass along each of some axes, outermost first, for tiles.
        case separable
        /// One pass along several axes, for blocks of rows.
        case dense
        /// Several branches of short passes, joined at every place, for padded blocks.
        case joined
    }

    init(seed: UInt64) { self.init(generator: SeededGenerator(seed: seed)) }

    init(generator: SeededGenerator) { random = generator }

    /// Whether something happens that happens once in so many times.
    mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: choices.indices, using: &random)]
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// A program, or nothing where the parts that were drawn do not fit.
    mutating func draw() -> FilterProgram? {
        number = once(in: 3) ? .float64 : .float32
        let rank = integer(1...4)
        sizes = (0..<rank).map { _ in once(in: 25) ? 0 : integer(1...6) }
        // Long lines, and neighbours of the filtered axis that are far from each other.
        if once(in: 4) { sizes[integer(0...rank - 1)] = integer(7...40) }
        if rank <= 3, once(in: 8) { sizes[rank - 1] = integer(60...130) }
        channelAxis = once(in: 2) ? integer(0...rank - 1) : nil
        kind = pick([.any, .any, .any, .separable, .dense, .joined])
        if kind == .dense, rank >= 2, once(in: 2) {
            sizes[rank - 2] = integer(5...20)
            sizes[rank - 1] = integer(60...300)
        }
        let count = kind == .any ? pick([1, 1, 1, 2, 3]) : 1
        var branches: [[Pass]] = []
        switch kind {
        case .any: branches = [branch(passes: once(in: 12) ? 0 : integer(1...3), toward: nil)]
        case .separable: branches = [separable()]
        case .dense: branches = [[dense()]]
        case .joined: branches = joined()
        }
        let shape = branches[0].reduce(sizes) { $1.outputSizes(for: $0) }
        for _ in 1..<count { branches.append(branch(passes: integer(0...2), toward: shape)) }
        guard let inputShape = try? Shape(sizes) else { return nil }
        let type = kind == .dense && once(in: 2) ? number : pick(ElementType.allCases)
        let isPlain = kind == .separable || kind == .dense || once(in: kind == .joined ? 4 : 2)
        for place in branches.indices where !branches[place].isEmpty {
            let last = branches[place].count - 1
            branches[place][last].store.type = isPlain || once(in: 20) ? resultType() : number
            branches[place][last].store.rounding = pick(RoundingRule.allCases)
            branches[place][last].store.overflow = pick([.saturate, .wrap])
            if once(in: 30) { branches[place][last].store.rim = branches[place][last].kernel.axes.map { _ in rim() } }
        }
        if once(in: 5) { for place in branches.indices { split(&branches[place]) } }
        let channels = channelAxis.map { shape[$0] } ?? 0
        let outputs = (0..<pick([1, 1, 2])).map { _ in
            if isPlain {
                let branch = integer(0...branches.count - 1)
                let type = branches[branch].last?.store.type ?? type
                return FilterProgram.Output(.branch(branch), arithmetic: number, type: type)
            }
            let arithmetic = once(in: 4) ? pick([.float32, .uint8, .int16, .int32, .uint16, .float64]) : number
            return FilterProgram.Output(
                kind == .joined
                    ? joinOfPlaces(branches.count)
                    : join(depth: 3, branches: branches.count, channels: channels),
                arithmetic: arithmetic,
                type: arithmetic.isInteger && !once(in: 3) ? arithmetic : pick(ElementType.allCases),
                rounding: pick(RoundingRule.allCases), overflow: pick([.saturate, .wrap]))
        }
        return try? FilterProgram(
            inputShape: inputShape, inputType: type, channelAxis: channelAxis, branches: branches, outputs: outputs)
    }

    private mutating func resultType() -> ElementType {
        kind == .dense && once(in: 2) ? number : pick(ElementType.allCases)
    }

    /// Changes the arithmetic of some passes within rows.
    private mutating func split(_ passes: inout [Pass]) {
        let rank = sizes.count
        let axes = rank > 1 && once(in: 2) ? [rank - 2, rank - 1] : [once(in: 6) ? 0 : rank - 1]
        let start = integer(0...9)
        for place in passes.indices.reversed() where passes[place].kernel.channels == nil {
            let pass = passes[place]
            guard pass.kernel.tapCount > 0, !once(in: 4) else { continue }
            func change(_ program: inout RandomProgram, _ start: Int) -> Split {
                var (accumulation, store) = (pass.accumulation, pass.store)
                accumulation.isFused.toggle()
                if accumulation.order == .leftToRight, pass.kernel.axes.count == 1, program.once(in: 2) {
                    accumulation.order = .roundingTerms(1..<program.integer(1...4), of: .leftToRight)
                    accumulation.isFused = true
                }
                if program.once(in: 2) { store.steps.append(.add(1)) }
                store.rim = []
                return Split(axes: axes, start: start, accumulation: accumulation, store: store)
            }
            var split = change(&self, start)
            if once(in: 2) { split.further = [change(&self, start + integer(1...5))] }
            passes[place].split = split
        }
    }

    private mutating func rim() -> Store.Rim { Store.Rim(before: integer(0...2), after: integer(0...2)) }

    /// A pass along one axis, or along several from the outer to the inner one.
    private mutating func separable() -> [Pass] {
        var passes: [Pass] = []
        var current = sizes
        var axes = Array(sizes.indices).shuffled(using: &random).prefix(integer(1...4)).sorted()
        if axes.count == 2, once(in: 3) { axes.reverse() }
        for axis in axes {
            let pass = pass(input: current, isFirst: false, toward: nil, axes: [axis])
            current = pass.outputSizes(for: current)
            passes.append(pass)
        }
        return passes
    }

    /// Branches of short passes along some of the same axes, mostly with the same samples outside.
    private mutating func joined() -> [[Pass]] {
        let axes = Array(sizes.indices).shuffled(using: &random).prefix(integer(1...3)).sorted()
        // An axis that not all branches are filtered along keeps its length.
        let counts = sizes.map { once(in: 2) ? $0 : integer(1...$0 + 2) }
        let borders = sizes.map { size in
            BorderPair(size == 0 || once(in: 4) ? .constant(2) : pick([.replicate, .symmetric, .reflect101, .wrap]))
        }
        let isEverywhere = once(in: 2)
        return (0..<integer(2...3)).map { _ in
            let own = axes.filter { counts[$0] != sizes[$0] || isEverywhere || !once(in: 3) }
            var current = sizes
            return (once(in: 4) ? own.reversed() : own).map { axis in
                var pass = pass(input: current, isFirst: false, toward: nil, axes: [axis])
                if once(in: 2) {
                    pass.kernel = PassKernel(axes: [axis], extents: [3], weights: [-0.3, 0, 0.3])
                    pass.accumulation.order = .centreOutward(.antisymmetric)
                }
                pass.geometry[0] = AxisGeometry(
                    before: integer(-1...3), outputCount: counts[axis], dilation: pick([1, 1, 2]))
                if !once(in: 6) { pass.border[0] = borders[axis] }
                if pass.border[0].before == .supplied || pass.border[0].after == .supplied {
                    pass.border[0] = BorderPair(.constant(1))
                }
                current = pass.outputSizes(for: current)
                return pass
            }
        }
    }

    /// A join without channels and whole arrays, often the length of a gradient.
    private mutating func joinOfPlaces(_ branches: Int) -> Join {
        if once(in: 3) { return join(depth: 2, branches: branches, channels: 0) }
        var squares = Join.product(.branch(0), .branch(0))
        for branch in 1..<branches { squares = .fused(.branch(branch), .branch(branch), plus: squares) }
        return .squareRoot(squares)
    }

    /// A pass along several axes.
    private mutating func dense() -> Pass {
        let count = min(sizes.count, pick([2, 2, 3]))
        let axes =
            once(in: 2)
            ? Array(sizes.indices.suffix(count)) : Array(sizes.indices.shuffled(using: &random).prefix(count))
        return pass(input: sizes, isFirst: false, toward: nil, axes: axes.sorted())
    }

    /// Passes one after the other, which end in a shape where one is given.
    private mutating func branch(passes count: Int, toward shape: [Int]?) -> [Pass] {
        var passes: [Pass] = []
        var current = sizes
        for place in 0..<count {
            let pass = pass(input: current, isFirst: place == 0, toward: shape)
            current = pass.outputSizes(for: current)
            passes.append(pass)
        }
        guard let shape else { return passes }
        for axis in current.indices where current[axis] != shape[axis] {
            passes.append(pass(input: current, isFirst: passes.isEmpty, toward: shape, axes: [axis]))
            current[axis] = shape[axis]
        }
        return passes
    }

    private mutating func pass(input: [Int], isFirst: Bool, toward shape: [Int]?, axes: [Int]? = nil) -> Pass {
        var axes = axes ?? []
        if axes.isEmpty {
            let all = Array(input.indices).shuffled(using: &random)
            axes = all.prefix(pick([1, 1, 1, 2, 2, 3])).sorted()
        }
        if once(in: 60) { axes.reverse() }
        let order = kind == .dense ? .leftToRight : order(alongOneAxis: axes.count == 1)
        var geometry: [AxisGeometry] = []
        var borders: [BorderPair] = []
        var extents: [Int] = []
        for axis in axes {
            let extent = axes.count == 1 ? pick([1, 2, 3, 4, 5, 7, 12]) : integer(1...(kind == .dense ? 5 : 3))
            extents.append(extent)
            var numbers = AxisGeometry.same(count: input[axis], taps: extent, anchor: integer(0...extent - 1))
            if !once(in: 3) {
                numbers = AxisGeometry(
                    before: integer(-3...extent + 3), outputCount: integer(0...(kind == .dense ? 20 : 9)),
                    stride: kind != .any ? 1 : pick([1, 1, 2, 3]), dilation: pick([1, 1, 2, 3]),
                    stuffing: kind != .any ? 0 : pick([0, 0, 0, 1, 2]))
            }
            if let shape { numbers.outputCount = shape[axis] }
            geometry.append(numbers)
            borders.append(borderPair(numbers, count: input[axis], taps: extent))
        }
        var steps: [Store.Step] = []
        while once(in: 5) {
            let size = Double(integer(-6...6))
            steps.append(pick([.add(size), .multiply(by: size / 4), .divide(by: size == 0 ? 3 : size)]))
        }
        return Pass(
            load: isFirst || once(in: 40) ? load() : Load(),
            kernel: PassKernel(axes: axes, extents: extents, weights: weights(extents.reduce(1, *), order)),
            geometry: geometry, border: borders,
            accumulation: Accumulation(
                once(in: 60) ? pick(ElementType.allCases) : number, order: order, start: once(in: 20) ? 1 : nil,
                isFused: !once(in: 4), ignoredMagnitude: once(in: 8) ? nil : 0),
            store: once(in: 8)
                ? Store(
                    pick(ElementType.allCases), steps: steps, rounding: pick(RoundingRule.allCases),
                    overflow: pick([.saturate, .wrap]))
                : Store(number, steps: steps))
    }

    private mutating func order(alongOneAxis: Bool) -> Accumulation.Order {
        if alongOneAxis, once(in: 4) { return .doubling }
        if once(in: 40) { return pick([.rows, .rowsFromLast, .groups(of: 2)]) }
        if once(in: 6) {
            let first = integer(0...3)
            let terms = first..<first + integer(0...4)
            return pick([
                .pairThenCentreOutward(.symmetric), .pairThenCentreOutward(.antisymmetric),
                .pairThenCentreOutward(.turnedAntisymmetric), .roundingTerms(terms, of: .leftToRight),
                .roundingTerms(terms, of: .centreOutward(.symmetric)),
                .roundingTerms(terms, of: .outermostInward(.antisymmetric)),
            ])
        }
        if once(in: 4) {
            return pick([
                .outermostInward(.symmetric), .outermostInward(.antisymmetric),
                .outermostInward(.turnedAntisymmetric), .centreOutward(.turnedAntisymmetric), .lastThenLeftToRight,
            ])
        }
        return pick([.leftToRight, .leftToRight, .centreOutward(.symmetric), .centreOutward(.antisymmetric)])
    }

    private mutating func weights(_ count: Int, _ order: Accumulation.Order) -> [Double] {
        if order == .doubling {
            var weights = [Double](repeating: 1, count: count)
            if count >= 3, once(in: 2) {
                weights[0] = Double(integer(1...7)) / 8
                weights[count - 1] = weights[0]
            }
            return weights
        }
        let isWhole = once(in: 4)
        return (0..<count).map { _ in
            once(in: 6) ? 0 : isWhole ? Double(integer(-3...3)) : Double.random(in: -1...1, using: &random)
        }
    }

    private mutating func borderPair(_ numbers: AxisGeometry, count: Int, taps: Int) -> BorderPair {
        func one(_ program: inout RandomProgram, isRead: Bool) -> Border {
            let constant = Border.constant(Double(program.integer(-2...2)))
            if count == 0 { return constant }
            if !isRead, program.once(in: 3) { return .supplied }
            return program.pick([constant, .replicate, .symmetric, .reflect101, .wrap])
        }
        return BorderPair(
            before: one(&self, isRead: numbers.before > 0),
            after: one(&self, isRead: numbers.after(inputCount: count, taps: taps) > 0))
    }

    private mutating func load() -> Load {
        guard once(in: 3) else { return Load() }
        let alpha = channelAxis.flatMap { axis in
            sizes[axis] > 0 ? Load.AlphaChannel(axis: axis, channel: integer(0...sizes[axis] - 1)) : nil
        }
        var maps: [Load.Map] = []
        repeat {
            let map: Load.Map = pick([
                .multiplied(by: 0.25), .squared, .decoded(.sRGB, fullScale: 255, alpha: alpha),
                alpha.map { .premultiplied($0) } ?? .squared,
            ])
            maps.append(map)
        } while once(in: 2)
        return Load(maps)
    }

    private mutating func join(depth: Int, branches: Int, channels: Int) -> Join {
        func part(_ program: inout RandomProgram) -> Join {
            program.join(depth: depth - 1, branches: branches, channels: channels)
        }
        let branch = integer(0...branches - 1)
        guard depth > 0, !once(in: 6) else { return once(in: 6) ? .constant(Double(integer(-3...3))) : .branch(branch) }
        switch integer(0...14) {
        case 0: return .sum(part(&self), part(&self))
        case 1: return .difference(part(&self), part(&self))
        case 2: return .product(part(&self), part(&self))
        case 3: return .quotient(part(&self), part(&self))
        case 4, 5: return .fused(part(&self), part(&self), plus: part(&self))
        case 6: return .magnitude(part(&self))
        case 7: return .squareRoot(part(&self))
        case 8: return .arctangent(y: part(&self), x: part(&self))
        case 9: return .minimum(part(&self), part(&self))
        case 10: return .maximum(part(&self), part(&self))
        case 11: return .whereGreater(part(&self), than: part(&self), then: part(&self), otherwise: part(&self))
        case 12:
            return .rounded(
                part(&self), to: pick(ElementType.allCases), pick(RoundingRule.allCases), pick([.saturate, .wrap]))
        case 13:
            guard channels > 0 else { return .encoded(part(&self), .sRGB, fullScale: 255) }
            return .channel(integer(0...channels - 1), ofBranch: branch)
        default:
            guard channels > 0 else { return once(in: 4) ? .largest(ofBranch: branch) : part(&self) }
            return .whereChannel(integer(0...channels - 1), then: part(&self), otherwise: part(&self))
        }
    }
}
