/// The exponential functions that NumPy takes on x86-64, bit for bit.
///
/// ```swift
/// Exponential.numpyAVX512(-0.125)   // 0.8824969025845953
/// Exponential.libm(-0.125)          // 0.8824969025845955
/// ```
///
/// NumPy's own is used where the processor has AVX-512, the C library's elsewhere; they differ by one unit in the last place for
/// about one argument in twenty. Both cut an argument into a fraction of ln 2, whose power of e is in a table, and a small rest,
/// whose power is a polynomial.
public enum Exponential: String, Hashable, Sendable, CaseIterable {
    /// That of NumPy with AVX-512, which is the vector function of Intel's library for high accuracy.
    case numpyAVX512
    /// That of the GNU C library 2.36 on processors with fused multiply-add.
    case libm

    /// e to the power of x.
    public func callAsFunction(_ x: Double) -> Double {
        switch self {
        case .numpyAVX512: x.magnitude < 707.7032713517042 ? Self.vector(x) : Self.vectorAtTheEnds(x)
        case .libm: Self.scalar(x)
        }
    }

    // MARK: NumPy with AVX-512

    /// Sixteenths of ln 2, counted downward, and a polynomial of degree 6.
    private static func vector(_ x: Double) -> Double {
        let sixteenths = floorOfSixteenths(x)
        let count = sixteenths / 16
        var rest = x.addingProduct(-count, 0x1.62e42fefa39efp-1)
        rest.addProduct(-count, 0x1.abc9e3b39803fp-56)
        let square = rest * rest
        let high = (0x1.1101cbbc265c0p-7).addingProduct(0x1.7411836940c04p-10, rest)
        let middle = (0x1.5555553939732p-3).addingProduct(0x1.55557242d68fep-5, rest)
        let low = (0x1.fffffffffff70p-1).addingProduct(0x1.000000000d008p-1, rest)
        let polynomial = low.addingProduct(square, middle.addingProduct(square, high))
        let whole = count.rounded(.down)
        let power = PowersOfTwo.fractions[Int(sixteenths - whole * 16) * 8]
        let excess = power.excess.addingProduct(polynomial, rest)
        return scaled(power.value.addingProduct(power.value, excess), by: Int(whole))
    }

    /// ⌊16 x ∕ ln 2⌋ of the exact product with the double next to 1 ∕ ln 2.
    private static func floorOfSixteenths(_ x: Double) -> Double {
        let product = x * 0x1.71547652b82fep+4
        let floor = product.rounded(.down)
        let error = (-product).addingProduct(x, 0x1.71547652b82fep+4)
        return floor == product && error < 0 ? floor - 1 : floor
    }

    /// Beyond ±707.7: 64ths of ln 2, nothing fused, rounded once where the result is subnormal.
    private static func vectorAtTheEnds(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x > 0x1.62e42fefa39efp+9 { return .infinity }
        if x < -0x1.74910d52d3051p+9 { return 0 }
        let count = (x * 0x1.71547652b82fep+6).rounded(.toNearestOrEven)
        let rest = (x - count * 0x1.62e42fefa0000p-7) - count * 0x1.cf79abc9e3b3ap-46
        var polynomial = 0x1.6c16a1c2a3ffdp-10 * rest + 0x1.111123aaf20d3p-7
        polynomial = polynomial * rest + 0x1.5555555558fccp-5
        polynomial = polynomial * rest + 0x1.55555555548f8p-3
        polynomial = (polynomial * rest + 0.5) * rest * rest + rest
        let power = PowersOfTwo.fractions[(Int(count) & 63) * 2]
        let exponent = Int(count) >> 6
        let excess = (polynomial + power.excess) * power.value
        guard x < -0x1.6232bdd7abcd2p+9 else { return scaled(power.value + excess, by: exponent) }
        let high = scaled(power.value, by: exponent + 60)
        let low = scaled(excess, by: exponent + 60)
        let sum = high + low
        guard exponent + 0x43b > 0x32 else { return sum * 0x1p-60 }
        let shift = sum * 0x1.8p32
        let rounded = (sum + shift) - shift
        let lost = (sum - rounded) + ((high - sum) + low)
        return rounded * 0x1p-60 + lost * 0x1p-60
    }

    // MARK: The GNU C library

    /// 128ths of ln 2, and a polynomial of degree 5.
    private static func scalar(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x.magnitude < 0x1p-54 { return 1 + x }
        if x.magnitude >= 1024 { return x < 0 ? 0 : .infinity }
        let count = (0x1.8p52).addingProduct(x, 0x1.71547652b82fep7) - 0x1.8p52
        let rest = x.addingProduct(count, -0x1.62e42fefa0000p-8).addingProduct(count, -0x1.cf79abc9e3b3ap-47)
        let square = rest * rest
        let power = PowersOfTwo.fractions[Int(count) & 127]
        let exponent = Int(count) >> 7
        let low = (0x1.ffffffffffdbdp-2).addingProduct(rest, 0x1.555555555543cp-3)
        let high = (0x1.55555cf172b91p-5).addingProduct(rest, 0x1.1111167a4d017p-7)
        let excess = (power.excess + rest).addingProduct(square, low).addingProduct(square * square, high)
        if x.magnitude < 512 {
            let scale = scaled(power.value, by: exponent)
            return scale.addingProduct(scale, excess)
        }
        if x > 0 {
            let scale = scaled(power.value, by: exponent - 1009)
            return scale.addingProduct(scale, excess) * 0x1p1009
        }
        return smallScalar(scale: scaled(power.value, by: exponent + 1022), excess)
    }

    /// A result that may be subnormal, 2^1022 times as large: rounded to the step that it will have.
    private static func smallScalar(scale: Double, _ excess: Double) -> Double {
        let added = scale * excess
        let sum = scale + added
        guard sum < 1 else { return sum * 0x1p-1022 }
        let above = 1 + sum
        let lost = ((1 - above) + sum) + ((scale - sum) + added)
        return ((above + lost) - 1) * 0x1p-1022
    }

    private static func scaled(_ value: Double, by exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: value)
    }
}
