extension Elementary {
    /// The sine and cosine of an angle in degrees, correctly rounded (the sine down to 1e-290).
    ///
    /// They are exact where they are representable: at multiples of 90°, and ½ at odd multiples of 30° and 60°. At odd
    /// multiples of 45° their magnitudes are the same bits. A zero is +0. An infinite or NaN angle gives NaN.
    package static func sineCosine(degrees: Double) -> (sine: Double, cosine: Double) {
        guard degrees.isFinite else { return (.nan, .nan) }
        let (sine, cosine) = preciseSineCosine(degrees: degrees)
        return (sine.value, cosine.value)
    }

    /// The sine and cosine of a finite angle in degrees, with a relative error below 2⁻⁹⁶.
    package static func preciseSineCosine(degrees: Double) -> (sine: DoubleDouble, cosine: DoubleDouble) {
        // Both steps are exact: a remainder always is, and the two numbers of the difference lie on one grid.
        let turn = degrees.remainder(dividingBy: 360)
        let quarters = (turn / 90).rounded(.toNearestOrEven)
        let (s, c) = sineCosineInOctants(turn - 90 * quarters)
        return switch Int(quarters) & 3 {
        case 0: (DoubleDouble.zero + s, c)
        case 1: (c, DoubleDouble.zero - s)
        case 2: (DoubleDouble.zero - s, -c)
        default: (-c, s)
        }
    }

    /// The sine and cosine of an angle from −45° to 45°.
    private static func sineCosineInOctants(_ degrees: Double) -> (sine: DoubleDouble, cosine: DoubleDouble) {
        var (sine, cosine) = sineCosine(ofOctant: DoubleDouble.piOver180 * degrees)
        // What is known exactly should be so in both parts: a line at 45° meets the corners of cells, not their vicinity.
        switch degrees.magnitude {
        case 30: sine = DoubleDouble(degrees < 0 ? -0.5 : 0.5)
        case 45: (sine, cosine) = (degrees < 0 ? -.squareRootOfHalf : .squareRootOfHalf, .squareRootOfHalf)
        default: break
        }
        return (sine, cosine)
    }

    /// The sine and cosine of an angle from −π/4 to π/4, in radians.
    private static func sineCosine(ofOctant angle: DoubleDouble) -> (sine: DoubleDouble, cosine: DoubleDouble) {
        let square = angle * angle
        var sine = DoubleDouble.one
        var cosine = DoubleDouble.one
        for n in stride(from: 27, through: 3, by: -2) {
            sine = DoubleDouble.one - sine * square / Double(n * (n - 1))
            cosine = DoubleDouble.one - cosine * square / Double((n - 1) * (n - 2))
        }
        return (sine * angle, cosine)
    }

    /// The sine and cosine of an angle in radians.
    ///
    /// Up to 2²⁰ they are correctly rounded but where the exact value lies within 2⁻³⁰ ulp of halfway between two doubles. An
    /// infinite or NaN angle gives NaN.
    package static func sineCosine(radians: Double) -> (sine: Double, cosine: Double) {
        guard radians.isFinite else { return (.nan, .nan) }
        let quarters = (radians / (Double.pi / 2)).rounded(.toNearestOrEven)
        guard quarters.magnitude < 0x1p52 else { return (.nan, .nan) }
        let (s, c) = sineCosine(ofOctant: DoubleDouble(radians) - DoubleDouble.pi * (quarters / 2))
        return switch Int(quarters) & 3 {
        case 0: (s.value, c.value)
        case 1: (c.value, -s.value)
        case 2: (-s.value, -c.value)
        default: (-c.value, s.value)
        }
    }
}
