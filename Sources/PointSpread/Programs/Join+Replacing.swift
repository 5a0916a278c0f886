extension Join {
    /// The same join with other parts in the place of some.
    ///
    /// - Parameter replacement: what stands for a part, or nothing where it stays.
    package func replacing(_ replacement: (Join) -> Join?) -> Join {
        if let other = replacement(self) { return other }
        func part(_ join: Join) -> Join { join.replacing(replacement) }
        return switch self {
        case .branch, .channel, .constant, .smallest, .largest: self
        case .sum(let a, let b): .sum(part(a), part(b))
        case .difference(let a, let b): .difference(part(a), part(b))
        case .product(let a, let b): .product(part(a), part(b))
        case .quotient(let a, let b): .quotient(part(a), part(b))
        case .fused(let a, let b, let c): .fused(part(a), part(b), plus: part(c))
        case .magnitude(let a): .magnitude(part(a))
        case .squareRoot(let a): .squareRoot(part(a))
        case .arctangent(let y, let x): .arctangent(y: part(y), x: part(x))
        case .minimum(let a, let b): .minimum(part(a), part(b))
        case .maximum(let a, let b): .maximum(part(a), part(b))
        case .whereGreater(let a, let b, let then, let otherwise):
            .whereGreater(part(a), than: part(b), then: part(then), otherwise: part(otherwise))
        case .whereChannel(let channel, let then, let otherwise):
            .whereChannel(channel, then: part(then), otherwise: part(otherwise))
        case .rounded(let a, let type, let rounding, let overflow): .rounded(part(a), to: type, rounding, overflow)
        case .encoded(let a, let curve, let fullScale): .encoded(part(a), curve, fullScale: fullScale)
        }
    }
}
