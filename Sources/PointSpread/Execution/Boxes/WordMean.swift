/// A division of sums in 16 bits by a whole number, to the nearest whole number: (sum + term) · factor ∕ 2^(16 + shift), rounded down.
package struct WordMean: Sendable {
    package let term: UInt16
    package let factor: UInt16
    package let shift: Int

    /// Finds the numbers that divide all sums up to the largest one, or nothing where none do.
    ///
    /// - Parameter rounding: what becomes of halves, which only an even divisor makes: these are rounded up.
    package init?(divisor: Int, largest: Int, _ rounding: RoundingRule) {
        guard divisor % 2 == 1 || rounding == .halfUp, divisor > 1 else { return nil }
        // So that factors are as large as 16 bits hold.
        let shift = Int.bitWidth - 1 - (divisor - 1).leadingZeroBitCount
        let one = 1 << (16 + shift)
        let half = divisor / 2
        // The reciprocal is a little too large, or a little too small, which one more makes up for.
        let ways = [(half, (one + divisor - 1) / divisor), (half + 1, one / divisor)]
        for (term, factor) in ways where max(largest + term, factor) <= Int(UInt16.max) {
            // What is larger has no smaller quotient, so that it is enough to look where the quotient changes.
            let isRight = (1...largest / divisor + 1).allSatisfy { quotient in
                let first = quotient * divisor - half
                return [first - 1, first].allSatisfy { sum in
                    sum > largest || (sum + term) * factor / one == quotient - (sum < first ? 1 : 0)
                }
            }
            guard isRight else { continue }
            (self.term, self.factor, self.shift) = (UInt16(term), UInt16(factor), shift)
            return
        }
        return nil
    }
}
