/// A join that adds branches up; of bytes, one that limits its sums to them.
struct ShortJoin {
    private(set) var factors: [(branch: Int, factor: Int)] = []

    init?(_ output: FilterProgram.Output) {
        let types: [ElementType] = [.int16, .int32, .int64, .float32, .float64]
        guard output.type != .uint8 || output.overflow == .saturate, types.contains(output.arithmetic),
            add(output.join, 1)
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
