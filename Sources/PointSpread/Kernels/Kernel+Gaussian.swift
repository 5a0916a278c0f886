extension Kernel {
    /// A Gaussian that is wider along one direction than across it.
    ///
    /// ```swift
    /// let kernel = try Kernel.orientedGaussian(sigmaAlong: 4, sigmaAcross: 1, angle: 30)
    /// ```
    ///
    /// The kernel has two axes. It is sampled at integers over the rectangle around the ellipse of `truncate` standard
    /// deviations and normalised to sum 1; each weight is the correctly rounded quotient. A half turn gives the same bits.
    ///
    /// - Parameters:
    ///   - sigmaAlong: the standard deviation in the direction of the angle, in samples, above 0.
    ///   - sigmaAcross: the standard deviation across it, in samples, above 0.
    ///   - degrees: the angle counter-clockwise from the +x axis as displayed, so that 90 points to lower row indices.
    ///   - truncate: where the Gaussian is cut off, in standard deviations.
    /// - Throws: `FilterError` with code `invalidParameter`, also when the kernel would have more than 2²⁴ weights.
    public static func orientedGaussian(
        sigmaAlong: Double, sigmaAcross: Double, angle degrees: Double, truncate: Double = 4
    ) throws(FilterError) -> Kernel {
        try checkPositive(sigmaAlong, "sigmaAlong", remedy: "give the standard deviation in samples")
        try checkPositive(sigmaAcross, "sigmaAcross", remedy: "give the standard deviation in samples")
        try checkPositive(truncate, "truncate", remedy: "give the standard deviations where the Gaussian ends")
        guard degrees.isFinite else {
            throw FilterError(
                .invalidParameter, "angle", expected: "a finite number", found: "\(degrees)",
                remedy: "give the angle in degrees, counter-clockwise from the +x axis")
        }
        let (sine, cosine) = Elementary.preciseSineCosine(degrees: degrees)
        func reach(_ x: Double, _ y: Double) -> Double {
            (truncate * (x * x + y * y).squareRoot() + 0.5).rounded(.down)
        }
        let rowReach = reach(sigmaAlong * sine.high, sigmaAcross * cosine.high)
        let columnReach = reach(sigmaAlong * cosine.high, sigmaAcross * sine.high)
        guard (2 * rowReach + 1) * (2 * columnReach + 1) <= 0x1p24 else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "a kernel of at most 2^24 weights",
                found: "radii of \(rowReach) and \(columnReach)", remedy: "give smaller standard deviations")
        }
        let (rows, columns) = (Int(rowReach), Int(columnReach))

        // The middle of the kernel and what comes before it; the rest is its mirror image.
        let count = (2 * rows + 1) * (2 * columns + 1)
        let first = (0...count / 2).map { index in
            let (row, column) = index.quotientAndRemainder(dividingBy: 2 * columns + 1)
            let (up, right) = (Double(rows - row), Double(column - columns))
            let along = (cosine * right + sine * up) / sigmaAlong
            let across = (cosine * up - sine * right) / sigmaAcross
            guard along.magnitude.high < 45, across.magnitude.high < 45 else { return DoubleDouble.zero }
            return Elementary.exp(-(along * along + across * across).scaled(byPowerOfTwo: -1))
        }
        let sum = first.dropLast().sum.scaled(byPowerOfTwo: 1) + DoubleDouble.one
        let half = first.map { ($0 / sum).value }
        return Kernel(
            unchecked: half + half.dropLast().reversed(), extents: [2 * rows + 1, 2 * columns + 1],
            anchor: [rows, columns])
    }

    private static func checkPositive(_ value: Double, _ name: String, remedy: String) throws(FilterError) {
        guard value >= 0x1p-20, value <= 0x1p20 else {
            throw FilterError(
                .invalidParameter, name, expected: "a number above 0, from 2^-20 to 2^20", found: "\(value)",
                remedy: remedy)
        }
    }
}
