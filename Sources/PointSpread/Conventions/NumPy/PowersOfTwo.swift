/// The powers 2^(k ∕ 128) as tables of exponentials have them.
enum PowersOfTwo {
    /// A power as the nearest double, and by how much of itself the true one is larger, as the nearest double too.
    struct Entry {
        let value: Double
        let excess: Double
    }

    /// 2^(k ∕ 128) for k from 0 to 127.
    static let fractions: [Entry] = {
        // In units of 2^-126, to within a few of them: 128 roots of 2 are products of 7.
        var roots: [UInt128] = []
        var root: UInt128 = 1 << 127
        for _ in 0..<7 {
            root = squareRoot(root)
            roots.append(root)
        }
        return (0..<128).map { (place: Int) -> Entry in
            var power: UInt128 = 1 << 126
            for (bit, root) in roots.enumerated() where place & (64 >> bit) != 0 {
                let product = power.multipliedFullWidth(by: root)
                power = product.high << 2 | product.low >> 126
            }
            return entry(power)
        }
    }()

    /// The square root of a number from 1 to 2.
    private static func squareRoot(_ number: UInt128) -> UInt128 {
        let estimate = (Double(number) * 0x1p-126).squareRoot()
        var root = UInt128(estimate * 0x1p126)
        for _ in 0..<3 { root = (root + root.dividingFullWidth((number >> 2, number << 126)).quotient) / 2 }
        return root
    }

    private static func entry(_ power: UInt128) -> Entry {
        // A double has 53 bits, the power 127.
        let kept = (power + 1 << 73) >> 74
        let value = Double(kept) * 0x1p-52
        let rest = Int128(power) - Int128(kept << 74)
        let quotient = Double((rest.magnitude << 53) / kept) * 0x1p-127
        return Entry(value: value, excess: rest < 0 ? -quotient : quotient)
    }
}
