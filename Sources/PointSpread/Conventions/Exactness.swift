/// How closely a convention reproduces the function that it is named after.
public enum Exactness: Hashable, Sendable, CustomStringConvertible {
    /// Every bit of every result.
    case bitExact
    /// Every bit, but in some cases, of which the evidence says how far they are off.
    case bitExactExcept(String)
    /// Results that differ in their last places by no more than so many of them.
    case withinUlps(Int)
    /// Results that differ by no more than a number, relative to the largest sample.
    case within(Double)
    /// So large a share of bit-equal results, from 0 to 1, the others no more than so far away.
    case share(Double, others: Double)
    /// What the documentation says, without a run of the original to compare with.
    case documented

    /// The class in words.
    public var description: String {
        switch self {
        case .bitExact: "bit-exact"
        case .bitExactExcept(let exceptions): "bit-exact, but for \(exceptions)"
        case .withinUlps(let count): "within \(count) ulp"
        case .within(let bound): "within \(bound) of the largest sample"
        case .share(let share, let others): "\(share * 100) % bit-exact, the others within \(others)"
        case .documented: "as documented"
        }
    }
}
