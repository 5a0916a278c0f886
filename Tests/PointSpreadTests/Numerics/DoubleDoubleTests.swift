import PointSpread
import TestSupport
import Testing

@Suite("Double-double arithmetic")
struct DoubleDoubleTests {
    private static let seed: UInt64 = 0x5eed_0001

    /// A number whose lower part is as large as it may be.
    private func number(using random: inout SeededGenerator) -> DoubleDouble {
        let high = Double.random(in: 1..<1024, using: &random)
        return DoubleDouble(sum: high, Double.random(in: -0.5...0.5, using: &random) * high.ulp)
    }

    @Test("inverse operations return to where they began, to 2^-100")
    func roundTrips() {
        var random = SeededGenerator(seed: Self.seed)
        for _ in 0..<500 {
            let (x, y) = (number(using: &random), number(using: &random))
            let bound = x.high * 0x1p-100
            #expect(((x / y) * y - x).magnitude.value <= bound, "seed \(Self.seed)")
            #expect(((x + y) - y - x).magnitude.value <= (x + y).high * 0x1p-100, "seed \(Self.seed)")
            #expect((x.squareRoot() * x.squareRoot() - x).magnitude.value <= bound, "seed \(Self.seed)")
            #expect((x * y - y * x).magnitude.value <= bound * y.high, "seed \(Self.seed)")
        }
    }

    @Test("products of 53-bit numbers are exact")
    func exactProduct() {
        let x = 1 + 0x1p-52
        let product = DoubleDouble(product: x, x)
        #expect(product.high == 1 + 0x1p-51)
        #expect(product.low == 0x1p-104)
    }

    @Test("a sum of thirds is one to the last of 106 bits")
    func thirds() {
        let third = DoubleDouble(1) / 3
        #expect((third + third + third - 1).magnitude.value < 0x1p-104)
        #expect(third.low != 0)
    }

    @Test("subnormal results are rounded once")
    func subnormal() {
        // 1.5 units and a trace more or less: rounding to 53 bits first would make both a tie.
        let unit = Double.leastNonzeroMagnitude
        let above = DoubleDouble(high: 1.5, low: 0x1p-80)
        let below = DoubleDouble(high: 2.5, low: -0x1p-80)
        #expect(above.rounded(scaledByPowerOfTwo: -1074) == 2 * unit)
        #expect(below.rounded(scaledByPowerOfTwo: -1074) == 2 * unit)
        #expect(DoubleDouble(high: 2.5, low: 0x1p-80).rounded(scaledByPowerOfTwo: -1074) == 3 * unit)
        #expect(DoubleDouble(2.5).rounded(scaledByPowerOfTwo: -1074) == 2 * unit)
        #expect(DoubleDouble(0.4).rounded(scaledByPowerOfTwo: -1074) == 0)
        #expect(DoubleDouble(1).rounded(scaledByPowerOfTwo: 1024) == .infinity)
    }
}
