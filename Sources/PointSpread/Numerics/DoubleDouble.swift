/// A number held as the unevaluated sum of two doubles: about 106 significant bits.
///
/// ```swift
/// let third = DoubleDouble(1) / 3
/// (third * 3 - 1).value  // 0.0, or below 1e-31
/// ```
///
/// The two parts never overlap: `high` is the sum rounded to double. One operation errs by at most 15 · 2⁻¹⁰⁶ of its
/// result. Only + − × ÷ √ and the fused multiply-add are used, so the bits are the same on every processor. Infinity and
/// NaN are not supported: callers deal with them first.
///
/// The algorithms are those of Joldes, Muller and Popescu, "Tight and rigorous error bounds for basic building blocks of
/// double-word arithmetic", ACM Transactions on Mathematical Software 44 (2017).
package struct DoubleDouble: Hashable, Sendable {
    /// The sum rounded to double.
    package let high: Double
    /// What the rounding left over, at most half a unit in the last place of `high`.
    package let low: Double

    /// Makes a number from two parts that do not overlap.
    package init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    /// A double, exactly.
    package init(_ value: Double) { self.init(high: value, low: 0) }

    /// An integer below 2⁵³ in magnitude, exactly.
    package init(_ value: Int) { self.init(Double(value)) }

    /// The exact sum of two doubles (Knuth's two-sum).
    package init(sum a: Double, _ b: Double) {
        let high = a + b
        let partOfB = high - a
        self.init(high: high, low: (a - (high - partOfB)) + (b - partOfB))
    }

    /// The exact sum of two doubles of which the first is not the smaller (Dekker's fast two-sum).
    package init(larger a: Double, smaller b: Double) {
        let high = a + b
        self.init(high: high, low: b - (high - a))
    }

    /// The exact product of two doubles.
    package init(product a: Double, _ b: Double) {
        let high = a * b
        self.init(high: high, low: (-high).addingProduct(a, b))
    }

    /// The number rounded to double.
    package var value: Double { high }

    package static let zero = DoubleDouble(0)
    package static let one = DoubleDouble(1)
}

extension DoubleDouble {
    package static prefix func - (x: Self) -> Self { Self(high: -x.high, low: -x.low) }

    package static func + (x: Self, y: Self) -> Self {
        let s = Self(sum: x.high, y.high)
        let t = Self(sum: x.low, y.low)
        let v = Self(larger: s.high, smaller: s.low + t.high)
        return Self(larger: v.high, smaller: t.low + v.low)
    }

    package static func + (x: Self, y: Double) -> Self {
        let s = Self(sum: x.high, y)
        return Self(larger: s.high, smaller: x.low + s.low)
    }

    package static func - (x: Self, y: Self) -> Self { x + -y }
    package static func - (x: Self, y: Double) -> Self { x + -y }

    package static func * (x: Self, y: Self) -> Self {
        let p = Self(product: x.high, y.high)
        let cross = (x.low * y.low).addingProduct(x.high, y.low).addingProduct(x.low, y.high)
        return Self(larger: p.high, smaller: p.low + cross)
    }

    package static func * (x: Self, y: Double) -> Self {
        let p = Self(product: x.high, y)
        return Self(larger: p.high, smaller: p.low.addingProduct(x.low, y))
    }

    package static func / (x: Self, y: Self) -> Self {
        let quotient = x.high / y.high
        let product = y * quotient
        let remainder = (x.high - product.high) + (x.low - product.low)
        return Self(larger: quotient, smaller: remainder / y.high)
    }

    package static func / (x: Self, y: Double) -> Self { x / Self(y) }

    package static func += (x: inout Self, y: Self) { x = x + y }
    package static func -= (x: inout Self, y: Self) { x = x - y }
    package static func *= (x: inout Self, y: Self) { x = x * y }

    /// The square root of a number that is not negative.
    package func squareRoot() -> Self {
        guard high > 0 else { return .zero }
        let root = high.squareRoot()
        let remainder = high.addingProduct(-root, root) + low
        return Self(larger: root, smaller: remainder / (2 * root))
    }

    /// The number without its sign.
    package var magnitude: Self { high < 0 ? -self : self }
}

extension DoubleDouble: Comparable {
    package static func < (x: Self, y: Self) -> Bool {
        x.high < y.high || (x.high == y.high && x.low < y.low)
    }
}

extension Sequence where Element == DoubleDouble {
    /// The sum, added from the first to the last.
    package var sum: DoubleDouble { reduce(.zero, +) }
}
