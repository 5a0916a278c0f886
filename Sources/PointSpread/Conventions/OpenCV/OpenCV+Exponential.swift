extension OpenCV {
    /// The exponential that OpenCV makes its Gaussian taps with, from a table of 64 powers of two and a polynomial.
    ///
    /// Every operation is rounded on its own, so that the bits are the same on any processor.
    static func exponential(_ value: Double) -> Double {
        let scaled = value * sixtyFourthsOfOctaves
        // Far below, where the power of two is 0 anyway, so that the whole number exists.
        guard scaled > -1e6 else { return 0 }
        let whole = scaled.rounded(.toNearestOrEven)
        let steps = Int(whole)
        let octave = steps >> 6
        let power = octave + 1023 <= 0 ? 0 : Double(sign: .plus, exponent: octave, significand: 1)
        let rest = (scaled - whole) * 0x1p-6
        var sum = coefficients[0]
        for coefficient in coefficients.dropFirst() {
            let product = sum * rest
            sum = product + coefficient
        }
        return power * correction * powers[steps & 63] * sum
    }

    /// 64 ∕ ln 2.
    private static let sixtyFourthsOfOctaves = Double(bitPattern: 0x3ff7_1547_652b_82fe) * 64
    private static let correction = Double(bitPattern: 0x3f83_ce0f_3e46_f431)
    /// Of the polynomial that stands for a power of two from −1/128 to 1/128, highest first.
    private static let coefficients: [Double] =
        ([
            0x3f55_e7aa_1566_c2a4, 0x3f83_b2a7_2b4f_3cd3, 0x3fac_6b08_d81f_ec75, 0x3fce_bfbd_ff82_a45a,
            0x3fe6_2e42_fefa_39f1,
        ] as [UInt64]).map { Double(bitPattern: $0) / correction } + [1 / correction]
    /// 2^(j ∕ 64), rounded to the nearest.
    private static let powers: [Double] = (0..<64).map { Elementary.power(2, Double($0) / 64) }
}
