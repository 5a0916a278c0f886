/// The taps of a kernel as the kernels take them: in what order they are summed, without those of no weight.
enum TapOrder {
    /// One tap after the other.
    case products([Int])
    /// The middle tap, then pairs.
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
            let hasCentre = count % 2 == 1 && accumulation.visits(weights[count / 2])
            let later = ((count + 1) / 2..<count).filter { accumulation.visits(weights[$0]) }
            self = .pairs(
                centre: hasCentre ? count / 2 : nil, earlier: later.map { count - 1 - $0 }, later: later,
                isAntisymmetric: pairing == .antisymmetric)
        case .lastThenLeftToRight:
            self = .products(([count - 1] + (0..<count - 1)).filter { accumulation.visits(weights[$0]) })
        case .outermostInward(let pairing):
            let hasCentre = count % 2 == 1 && accumulation.visits(weights[count / 2])
            let later = ((count + 1) / 2..<count).reversed().filter { accumulation.visits(weights[$0]) }
            self = .pairs(
                centre: hasCentre ? count / 2 : nil, earlier: later.map { count - 1 - $0 }, later: later,
                isAntisymmetric: pairing == .antisymmetric)
        case .doubling:
            let hasEnds = count > 1 && weights[0] != 1
            self = .doubling(
                hasEnds ? Array(1..<count - 1) : Array(0..<count), ends: hasEnds ? (0, count - 1) : nil)
        default: return nil
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
