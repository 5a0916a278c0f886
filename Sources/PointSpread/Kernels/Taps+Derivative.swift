extension Taps {
    /// The taps of a first derivative along its axis.
    ///
    /// ```swift
    /// try Taps.derivative(.central, size: 3).weights  // [-0.5, 0, 0.5]
    /// try Taps.derivative(.central, size: 5).weights  // [1/12, -8/12, 0, 8/12, -1/12]
    /// try Taps.derivative(.forward, size: 3).weights  // [-1.5, 2, -0.5]
    /// try Taps.derivative(.sobel, size: 5).weights    // [-1/8, -2/8, 0, 2/8, 1/8]
    /// ```
    ///
    /// As a correlation they give 1 on a ramp that rises by 1 per sample. Central kinds are antisymmetric to the bit and
    /// have their anchor in the middle; `forward` has it at the first tap. Each tap is correctly rounded.
    ///
    /// - Parameters:
    ///   - kind: the family.
    ///   - size: the number of taps: odd and from 3 to 255; 2 to 255 for `forward`, 3 for `scharr`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func derivative(_ kind: DerivativeKernel, size: Int) throws(FilterError) -> Taps {
        try check(size, of: kind)
        let radius = size / 2
        let half: [DoubleDouble]
        switch kind {
        case .forward: return Taps(unchecked: forwardDifference(size: size).map(\.value), anchor: 0)
        case .central: half = centralDifference(radius: radius)
        case .scharr: half = [DoubleDouble(0.5)]
        case .prewitt:
            let squares = (1...radius).reduce(0) { $0 + 2 * $1 * $1 }
            half = (1...radius).map { DoubleDouble($0) / DoubleDouble(squares) }
        case .sobel:
            // The difference of the neighbours of a binomial two taps shorter.
            let padded = [.zero, .zero] + binomial(size: size - 2) + [.zero, .zero]
            half = (1...radius).map { x in
                (padded[radius + x] - padded[radius + x + 2]).scaled(byPowerOfTwo: -1)
            }
        }
        let weights = half.map(\.value)
        return Taps(unchecked: weights.reversed().map { 0 - $0 } + [0] + weights, anchor: radius)
    }

    /// The taps across a first derivative, which sum to 1.
    ///
    /// ```swift
    /// try Taps.smoothing(.sobel, size: 3).weights   // [0.25, 0.5, 0.25]
    /// try Taps.smoothing(.scharr, size: 3).weights  // [0.1875, 0.625, 0.1875]
    /// ```
    ///
    /// `central` and `forward` do not smooth: theirs is the single tap 1. The anchor is the middle; each tap is correctly
    /// rounded.
    ///
    /// - Parameters:
    ///   - kind: the family.
    ///   - size: the size of the derivative taps they go with.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func smoothing(_ kind: DerivativeKernel, size: Int) throws(FilterError) -> Taps {
        try check(size, of: kind)
        return switch kind {
        case .central, .forward: Taps(unchecked: [1], anchor: 0)
        case .sobel: Taps(unchecked: binomial(size: size).map(\.value), anchor: size / 2)
        case .prewitt: try box(width: size)
        case .scharr: Taps(unchecked: [0.1875, 0.625, 0.1875], anchor: 1)
        }
    }

    private static func check(_ size: Int, of kind: DerivativeKernel) throws(FilterError) {
        let expected: String
        switch kind {
        case .scharr where size != 3: expected = "3, the only size of Scharr's kernel"
        case .forward where !(2...255).contains(size): expected = "2 to 255 taps for a forward difference"
        case .central, .sobel, .prewitt:
            if size.isMultiple(of: 2) {
                expected = "an odd number of taps, so that the derivative is centred"
            } else if !(3...255).contains(size) {
                expected = "an odd number of taps from 3 to 255"
            } else {
                return
            }
        default: return
        }
        throw FilterError(
            .invalidParameter, "size", expected: expected, found: "\(size)",
            remedy: kind == .scharr ? "use sobel for other sizes" : "use 3 for the smallest of its kind")
    }
}

/// Half of the central difference that is exact to degree 2m: (−1)^(k+1) (m!)² / (k (m−k)! (m+k)!) for k = 1 … m.
private func centralDifference(radius m: Int) -> [DoubleDouble] {
    var ratio = DoubleDouble.one
    return (1...m).map { k in
        // (m!)² / ((m−k)! (m+k)!), one factor at a time.
        ratio = ratio * Double(m - k + 1) / Double(m + k)
        let value = ratio / Double(k)
        return k.isMultiple(of: 2) ? -value : value
    }
}

/// The one-sided difference that is exact to degree n−1: (−1)^(k+1) (n−1 over k) / k, and minus their sum at k = 0.
private func forwardDifference(size n: Int) -> [DoubleDouble] {
    var binomial = DoubleDouble.one
    let others = (1..<n).map { k in
        binomial = binomial * Double(n - k) / Double(k)
        let value = binomial / Double(k)
        return k.isMultiple(of: 2) ? -value : value
    }
    // The alternating sum is the harmonic number 1 + 1/2 + … + 1/(n−1).
    let harmonic = (1..<n).map { DoubleDouble.one / Double($0) }.sum
    return [-harmonic] + others
}

/// A row of Pascal's triangle, divided by its sum.
private func binomial(size: Int) -> [DoubleDouble] {
    var row = [DoubleDouble.one]
    for _ in 1..<size {
        let halves = row.map { $0.scaled(byPowerOfTwo: -1) }
        row = zip([.zero] + halves, halves + [.zero]).map { $0 + $1 }
    }
    return row
}
