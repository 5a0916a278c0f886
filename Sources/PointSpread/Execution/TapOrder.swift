import PointSpreadKernelTable

/// The taps of a kernel as the kernels take them: in what order they are summed, without those of no weight.
enum TapOrder {
    /// One tap after the other.
    case products([Int])
    /// The middle tap, then pairs, whose earlier sample is added to or subtracted from the later; the weight is the later tap's.
    ///
    /// A later tap may stand alone: its earlier one is `Self.nothing`.
    case pairs(centre: Int?, earlier: [Int], later: [Int], isAntisymmetric: Bool)
    /// Sums of 1, 2, 4, … neighbours of weight 1, and two ends that share another weight.
    case doubling([Int], ends: (Int, Int)?)

    /// Stands for samples that change nothing where they are joined with others: −0 where they are added, 0 where they are taken away.
    static let nothing = -1

    /// Sorts the taps, or gives up where there is no kernel for their order.
    init?(_ accumulation: Accumulation, weights: [Double]) {
        let count = weights.count
        switch accumulation.order {
        case .leftToRight:
            self = .products((0..<count).filter { accumulation.visits(weights[$0]) })
        case .centreOutward(let pairing):
            self = Self.pairs((count + 1) / 2..<count, pairing, accumulation, weights)
        case .outermostInward(let pairing):
            self = Self.pairs(((count + 1) / 2..<count).reversed(), pairing, accumulation, weights)
        case .pairThenCentreOutward(let pairing):
            self = Self.pairs((count + 1) / 2..<count, pairing, accumulation, weights).withCentreSecond(weights)
        case .lastThenLeftToRight:
            self = .products(([count - 1] + (0..<count - 1)).filter { accumulation.visits(weights[$0]) })
        case .doubling:
            let hasEnds = count > 1 && weights[0] != 1
            self = .doubling(
                hasEnds ? Array(1..<count - 1) : Array(0..<count), ends: hasEnds ? (0, count - 1) : nil)
        default: return nil
        }
    }

    /// Pairs in the order of their later taps.
    private static func pairs(
        _ later: some Sequence<Int>, _ pairing: Accumulation.Pairing, _ accumulation: Accumulation, _ weights: [Double]
    ) -> TapOrder {
        let last = weights.count - 1
        let hasCentre = weights.count % 2 == 1 && accumulation.visits(weights[weights.count / 2])
        // Turned, the two change places.
        let second = later.map { pairing == .turnedAntisymmetric ? last - $0 : $0 }.filter {
            accumulation.visits(weights[$0])
        }
        return .pairs(
            centre: hasCentre ? weights.count / 2 : nil, earlier: second.map { last - $0 }, later: second,
            isAntisymmetric: pairing != .symmetric)
    }

    /// The same with the middle tap behind the innermost pair, where that takes part.
    private func withCentreSecond(_ weights: [Double]) -> TapOrder {
        guard case .pairs(let centre?, var earlier, var later, let isAntisymmetric) = self,
            let first = later.first, max(first, earlier[0]) == centre + 1
        else { return self }
        earlier.insert(Self.nothing, at: 1)
        later.insert(centre, at: 1)
        return .pairs(centre: nil, earlier: earlier, later: later, isAntisymmetric: isAntisymmetric)
    }

    /// Whether a tap stands alone among pairs.
    var hasSingles: Bool {
        if case .pairs(_, let earlier, _, _) = self { earlier.contains(Self.nothing) } else { false }
    }

    /// How many terms the sum is made of, where it is made term by term.
    private var termCount: Int? {
        switch self {
        case .products(let taps): taps.count
        case .pairs(let centre, let earlier, _, _): earlier.count + (centre == nil ? 0 : 1)
        case .doubling: nil
        }
    }

    /// Some of the terms.
    private func terms(_ range: Range<Int>) -> TapOrder {
        switch self {
        case .products(let taps): return .products(Array(taps[range]))
        case .pairs(let centre, let earlier, let later, let isAntisymmetric):
            let lead = centre == nil ? 0 : 1
            let pairs = max(range.lowerBound - lead, 0)..<max(range.upperBound - lead, 0)
            return .pairs(
                centre: range.contains(0) ? centre : nil, earlier: Array(earlier[pairs]), later: Array(later[pairs]),
                isAntisymmetric: isAntisymmetric)
        case .doubling: return self
        }
    }

    /// A sum as parts, each fused or not, of which every further one goes on from the one before; or nothing where there is no
    /// kernel for its order.
    static func parts(_ accumulation: Accumulation, weights: [Double]) -> [(order: TapOrder, isFused: Bool)]? {
        guard case .roundingTerms(let rounded, let order) = accumulation.order else {
            return TapOrder(accumulation, weights: weights).map { [($0, accumulation.isFused)] }
        }
        var inner = accumulation
        inner.order = order
        guard let whole = TapOrder(inner, weights: weights), let count = whole.termCount else { return nil }
        guard accumulation.isFused, rounded.lowerBound < min(count, rounded.upperBound) else {
            return [(whole, accumulation.isFused)]
        }
        // The first term of all is no sum yet, and goes with whatever follows.
        let begin = accumulation.start == nil && rounded.lowerBound <= 1 ? 0 : rounded.lowerBound
        let end = min(rounded.upperBound, count)
        let parts = [(0..<begin, true), (begin..<end, false), (end..<count, true)]
        return parts.filter { !$0.0.isEmpty }.map { (whole.terms($0.0), $0.1) }
    }
}

extension Store {
    /// Whether the steps are arithmetic that lines of a type carry out: in that type, or in doubles that a conversion to `float32`
    /// has rounded, and with them all that follow.
    func isLinear(in type: ElementType) -> Bool {
        steps.allSatisfy { step in
            if case .convert(to: .float32) = step { return type == .float64 }
            return step.isLinear
        }
    }
}

extension Store.Step {
    /// Whether the step is arithmetic in the type of the accumulator.
    var isLinear: Bool {
        switch self {
        case .add, .multiply, .divide: true
        case .shiftRight, .convert: false
        }
    }
}

extension [Store.Step] {
    /// Carries out the steps on a line.
    ///
    /// A sum, product or quotient of two floats that is made of doubles and rounded then is the one made of floats.
    func apply<Number: LineNumber>(
        to line: UnsafeMutablePointer<Number>, count: Int, by kernels: PointwiseKernelTable<Number>
    ) {
        var isSingle = false
        func number(_ value: Double) -> Number { Number(number: isSingle ? Double(Float(value)) : value) }
        for step in self {
            switch step {
            case .add(let term): kernels.addNumber(line, number(term), count)
            case .multiply(let factor): kernels.multiplyByNumber(line, number(factor), count)
            case .divide(let divisor): kernels.divideByNumber(line, number(divisor), count)
            case .convert(to: .float32): isSingle = true
            case .shiftRight, .convert: preconditionFailure("a step that no pass of lines is made with")
            }
            if isSingle { kernels.single(line, count) }
        }
    }
}
