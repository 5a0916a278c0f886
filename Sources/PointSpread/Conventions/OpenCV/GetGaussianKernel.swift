extension OpenCV {
    /// `cv2.getGaussianKernel`: samples of a Gaussian that sum to 1.
    ///
    /// ```swift
    /// let taps = try OpenCV.getGaussianKernel(ksize: 5, sigma: 0)   // 1, 4, 6, 4, 1 sixteenths
    /// ```
    ///
    /// Of an even number of taps the middle two are 1 before they are divided by the sum, like the middle one of an odd number.
    ///
    /// - Parameters:
    ///   - ksize: the number of taps, at least 1.
    ///   - sigma: in samples; from 0 down it is made of the size: a table up to 9 taps, 0.15 · size + 0.35 for others.
    ///   - ktype: `float64`, or `float32` for taps that are rounded to it.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func getGaussianKernel(
        ksize: Int, sigma: Double, ktype: ElementType = .float64
    ) throws(FilterError) -> Kernel {
        try check(kernelType: ktype)
        let weights = try gaussianTaps(ksize, sigma: sigma)
        return try Kernel(ktype == .float32 ? weights.map { Double(Float($0)) } : weights, extents: [ksize])
    }

    static func readGetGaussianKernel(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let ksize = try arguments.integer("ksize") else { throw arguments.missing("ksize") }
        guard let sigma = try arguments.number("sigma") else { throw arguments.missing("sigma") }
        return .kernel(
            try getGaussianKernel(ksize: ksize, sigma: sigma, ktype: try arguments.elementType("ktype") ?? .float64))
    }

    /// Makes sure that kernels can be made in a type.
    static func check(kernelType: ElementType) throws(FilterError) {
        guard kernelType == .float32 || kernelType == .float64 else {
            throw FilterError(
                .invalidParameter, "ktype", expected: "float32 or float64", found: kernelType.rawValue,
                remedy: "ask for one of them")
        }
    }

    /// The taps of a Gaussian in `float64`.
    static func gaussianTaps(_ count: Int, sigma: Double) throws(FilterError) -> [Double] {
        guard (1...maximumTaps).contains(count) else {
            throw FilterError(
                .invalidParameter, "ksize", expected: "1 to \(maximumTaps) taps", found: "\(count)",
                remedy: "give a size that a kernel can have")
        }
        guard sigma.isFinite else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "a finite number", found: "\(sigma)", remedy: "give it in samples"
            )
        }
        if sigma <= 0, let table = smallGaussians[count] { return table }
        let sigma = sigma > 0 ? sigma : 0.35.addingProduct(Double(count), 0.15)
        let scale = -0.125 / (sigma * sigma)
        let half = (count - 1) / 2
        let left = (0..<half).map { place in
            let distance = Double(1 - count + 2 * place)
            return exponential(distance * distance * scale)
        }
        var sum = left.reduce(0, +) * 2 + 1
        if count % 2 == 0 { sum += 1 }
        let factor = 1 / sum
        let outer = left.map { $0 * factor }
        return outer + [Double](repeating: factor, count: count % 2 == 0 ? 2 : 1) + outer.reversed()
    }

    /// More taps than these are taken for a mistake.
    static let maximumTaps = 1 << 24

    /// What stands for a Gaussian of so many taps when no sigma is given.
    private static let smallGaussians: [Int: [Double]] = [
        1: [1], 3: [0.25, 0.5, 0.25], 5: [1, 4, 6, 4, 1].map { $0 / 16 },
        7: [4, 14, 28, 36, 28, 14, 4].map { $0 / 128 },
        9: [4, 13, 30, 51, 60, 51, 30, 13, 4].map { $0 / 256 },
    ]
}
