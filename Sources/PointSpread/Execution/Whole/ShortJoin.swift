/// A join that adds branches up.
struct ShortJoin {
    private(set) var factors: [(branch: Int, factor: Int)] = []

    init?(_ output: FilterProgram.Output) {
        let types: [ElementType] = [.int16, .int32, .int64, .float32, .float64]
        guard output.type != .uint8, types.contains(output.arithmetic), add(output.join, 1)
        else { return nil }
    }

    private mutating func add(_ join: Join, _ factor: Int) -> Bool {
        switch join {
        case .branch(let branch):
            factors.append((branch, factor))
            return true
        case .sum(let first, let second): return add(first, factor) && add(second, factor)
        case .difference(let first, let second): return add(first, factor) && add(second, -factor)
        case .rounded(let sum, .int16, _, _), .rounded(let sum, .int32, _, _), .rounded(let sum, .float32, _, _):
            return add(sum, factor)
        default: return false
        }
    }
}

extension Pass {
    /// Whether no sum is −0, which integers do not have, where no sample is.
    fileprivate var makesNoNegativeZero: Bool {
        func isFree(_ accumulation: Accumulation) -> Bool {
            if accumulation.type.isInteger { return true }
            if let start = accumulation.start { return start.sign == .plus || start != 0 }
            // A product that is no −0 keeps the sum from it; what pairs have in common is subtracted before.
            let weights = kernel.weights
            let half = weights.count / 2
            return switch accumulation.order {
            case .leftToRight: weights.contains { $0 > 0 }
            case .centreOutward(let pairing), .outermostInward(let pairing), .pairThenCentreOutward(let pairing):
                switch pairing {
                case .symmetric: weights.contains { $0 > 0 }
                case .antisymmetric: weights.suffix(half).contains { $0 > 0 }
                case .turnedAntisymmetric: weights.prefix(half).contains { $0 > 0 }
                }
            default: false
            }
        }
        return isFree(accumulation)
            && [split].compactMap { $0 }.allSatisfy {
                isFree($0.accumulation) && $0.further.allSatisfy { isFree($0.accumulation) }
            }
    }
}
