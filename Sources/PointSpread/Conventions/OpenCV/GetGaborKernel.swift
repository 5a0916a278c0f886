extension OpenCV {
    /// `cv2.getGaborKernel`: a wave under a Gaussian.
    ///
    /// ```swift
    /// let stripes = try OpenCV.getGaborKernel(ksize: Size(width: 21, height: 21), sigma: 4, theta: 0.5, lambd: 8, gamma: 0.5)
    /// ```
    ///
    /// The kernel has 2 · ⌊size ∕ 2⌋ + 1 taps along each axis.
    ///
    /// - Parameters:
    ///   - ksize: from 0 down a size reaches three sigma.
    ///   - sigma: of the Gaussian across the stripes, in samples.
    ///   - theta: the direction across the stripes, in radians.
    ///   - lambd: the length of the wave, in samples.
    ///   - gamma: sigma across the stripes over sigma along them.
    ///   - psi: the phase of the wave in the middle.
    ///   - ktype: `float64`, or `float32` for taps that are rounded to it.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func getGaborKernel(
        ksize: Size, sigma: Double, theta: Double, lambd: Double, gamma: Double, psi: Double = .pi / 2,
        ktype: ElementType = .float64
    ) throws(FilterError) -> Kernel {
        try check(kernelType: ktype)
        guard [sigma, theta, lambd, gamma, psi].allSatisfy(\.isFinite) else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "finite numbers", found: "\([sigma, theta, lambd, gamma, psi])",
                remedy: "give sigma, theta, lambd, gamma and psi")
        }
        let (sine, cosine) = Elementary.sineCosine(radians: theta)
        let sigmaY = sigma / gamma
        func half(_ size: Int, _ x: Double, _ y: Double) throws(FilterError) -> Int {
            let reach =
                size > 0
                ? Double(size / 2)
                : max((3 * sigma * x).magnitude, (3 * sigmaY * y).magnitude).rounded(.toNearestOrEven)
            guard reach < 4096 else {
                throw FilterError(
                    .invalidParameter, "ksize", expected: "a kernel of up to 8191 taps along each axis",
                    found: "\(2 * reach + 1)", remedy: "give a smaller size, or numbers that make one")
            }
            return Int(reach)
        }
        let right = try half(ksize.width, cosine, sine)
        let down = try half(ksize.height, sine, cosine)
        let across = -0.5 / (sigma * sigma)
        let along = -0.5 / (sigmaY * sigmaY)
        let frequency = 2 * Double.pi / lambd
        var weights: [Double] = []
        for y in stride(from: down, through: -down, by: -1) {
            for x in stride(from: right, through: -right, by: -1) {
                let (x, y) = (Double(x), Double(y))
                let far = x * cosine + y * sine
                let side = -x * sine + y * cosine
                let envelope = Elementary.exp(across * far * far + along * side * side)
                let weight = envelope * Elementary.sineCosine(radians: frequency * far + psi).cosine
                weights.append(ktype == .float32 ? Double(Float(weight)) : weight)
            }
        }
        return try Kernel(weights, extents: [2 * down + 1, 2 * right + 1])
    }

    static func readGetGaborKernel(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let ksize = try size(&arguments, "ksize") else { throw arguments.missing("ksize") }
        guard let sigma = try arguments.number("sigma") else { throw arguments.missing("sigma") }
        guard let theta = try arguments.number("theta") else { throw arguments.missing("theta") }
        guard let lambd = try arguments.number("lambd") else { throw arguments.missing("lambd") }
        guard let gamma = try arguments.number("gamma") else { throw arguments.missing("gamma") }
        return .kernel(
            try getGaborKernel(
                ksize: ksize, sigma: sigma, theta: theta, lambd: lambd, gamma: gamma,
                psi: try arguments.number("psi") ?? .pi / 2, ktype: try arguments.elementType("ktype") ?? .float64))
    }
}
