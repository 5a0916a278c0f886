/// The elementary functions that tables of taps and tone curves are made from.
///
/// ```swift
/// Elementary.exp(-0.5)                 // 0.6065306597126334
/// Elementary.sineCosine(degrees: 150)  // (0.5, -0.8660254037844386)
/// ```
///
/// The results of the C library differ by an ulp from one library and processor to the next; these have the same bits
/// everywhere. They are computed in double-double arithmetic with a relative error below 2⁻⁹⁰ and rounded once: a result
/// differs from the correctly rounded one only where the exact value lies within 2⁻³⁷ ulp of halfway between two doubles.
/// `arctangent(y:x:)`, which is used once per pixel, is the exception, and says so.
package enum Elementary {}

/// The functions behind the integrated and the discrete Gaussian, rounded once like the ``Elementary`` ones.
package enum SpecialFunctions {}

extension DoubleDouble {
    package static let naturalLogarithmOf2 = DoubleDouble(high: 0x1.62e42fefa39efp-1, low: 0x1.abc9e3b39803fp-56)
    package static let pi = DoubleDouble(high: 0x1.921fb54442d18p+1, low: 0x1.1a62633145c07p-53)
    package static let piOver180 = DoubleDouble(high: 0x1.1df46a2529d39p-6, low: 0x1.5c1d8becdd291p-62)
    package static let oneOverSquareRootOfPi = DoubleDouble(
        high: 0x1.20dd750429b6dp-1, low: 0x1.1ae3a914fed80p-57)
    package static let squareRootOf2 = DoubleDouble(high: 0x1.6a09e667f3bcdp+0, low: -0x1.bdd3413b26456p-54)
    package static let squareRootOfHalf = DoubleDouble(high: 0x1.6a09e667f3bcdp-1, low: -0x1.bdd3413b26456p-55)
}
