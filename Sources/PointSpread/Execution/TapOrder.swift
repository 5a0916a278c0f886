/// The taps of a kernel as the kernels take them: in what order they are summed, without those of no weight.
enum TapOrder {
    /// One tap after the other.
    case products([Int])
    /// The middle tap, then pairs, whose earlier sample is added to or subtracted from the later; the weight is the later tap's.
    case pairs(centre: Int?, earlier: [Int], later: [Int], isAntisymmetric: Bool)
    /// Sums of 1, 2, 4, … neighbours of weight 1, and two ends that share another weight.
    case doubling([Int], ends: (Int, Int)?)

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
}

extension Store.Step {
    /// Whether the step is arithmetic in the type of the accumulator.
    var isLinear: Bool {
        switch self {
        case .add, .multiply, .divide: true
        case .shiftRight, .convert: false
        }
    }

    /// Carries out a linear step on a line.
    func apply<Number: LineNumber>(to line: UnsafeMutablePointer<Number>, count: Int) {
        switch self {
        case .add(let term):
            let term = Number(number: term)
            for place in 0..<count { line[place] = .sum(line[place], term) }
        case .multiply(let factor):
            let factor = Number(number: factor)
            for place in 0..<count { line[place] = .product(line[place], factor) }
        case .divide(let divisor):
            let divisor = Number(number: divisor)
            for place in 0..<count { line[place] = .quotient(line[place], divisor) }
        case .shiftRight, .convert: preconditionFailure("a step that no pass of lines is made with")
        }
    }
}
