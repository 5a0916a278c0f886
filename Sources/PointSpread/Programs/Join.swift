/// A short pointwise program over the results of a program's branches.
///
/// ```swift
/// // the magnitude of a gradient from two derivatives
/// let x = Join.branch(0)
/// let y = Join.branch(1)
/// let magnitude = Join.squareRoot(.fused(y, y, plus: .product(x, x)))
/// ```
public indirect enum Join: Hashable, Sendable {
    /// A branch's result at this place.
    case branch(Int)
    /// A branch's result at this place, in a given channel.
    case channel(Int, ofBranch: Int)
    /// A number.
    case constant(Double)
    /// a + b
    case sum(Join, Join)
    /// a − b
    case difference(Join, Join)
    /// a · b
    case product(Join, Join)
    /// a ∕ b
    case quotient(Join, Join)
    /// a · b + c, rounded once
    case fused(Join, Join, plus: Join)
    /// |a|
    case magnitude(Join)
    /// √a
    case squareRoot(Join)
    /// The angle of the point (x, y), in (−π, π].
    case arctangent(y: Join, x: Join)
    /// The smaller of two; the second where either is NaN.
    case minimum(Join, Join)
    /// The larger of two; the second where either is NaN.
    case maximum(Join, Join)
    /// One of two, by whether a > b.
    case whereGreater(Join, than: Join, then: Join, otherwise: Join)
    /// One of two, by whether this place lies in a given channel.
    case whereChannel(Int, then: Join, otherwise: Join)
    /// The number rounded to another type and back.
    case rounded(Join, to: ElementType, RoundingRule, OverflowRule)
    /// The stored number for linear light.
    case encoded(Join, TransferFunction, fullScale: Double)
    /// The smallest of all samples of a branch.
    case smallest(ofBranch: Int)
    /// The largest of all samples of a branch.
    case largest(ofBranch: Int)

    /// The joins that this one is made of.
    package var parts: [Join] {
        switch self {
        case .branch, .channel, .constant, .smallest, .largest: []
        case .magnitude(let a), .squareRoot(let a), .rounded(let a, _, _, _), .encoded(let a, _, _): [a]
        case .sum(let a, let b), .difference(let a, let b), .product(let a, let b), .quotient(let a, let b),
            .arctangent(let a, let b), .minimum(let a, let b), .maximum(let a, let b), .whereChannel(_, let a, let b):
            [a, b]
        case .fused(let a, let b, let c): [a, b, c]
        case .whereGreater(let a, let b, let c, let d): [a, b, c, d]
        }
    }

    /// The branches that the program reads.
    package var branches: Set<Int> {
        switch self {
        case .branch(let branch), .channel(_, let branch), .smallest(let branch), .largest(let branch): [branch]
        default: parts.reduce(into: []) { $0.formUnion($1.branches) }
        }
    }
}
