extension OpenCV {
    /// `cv2.getDerivKernels`: the taps of a derivative along the rows and along the columns.
    ///
    /// ```swift
    /// let (x, y) = try OpenCV.getDerivKernels(dx: 1, dy: 0, ksize: 3)   // −1, 0, 1 and 1, 2, 1
    /// ```
    ///
    /// - Parameters:
    ///   - dx: the order of the derivative along the rows.
    ///   - dy: the order along the columns; not both are 0.
    ///   - ksize: an odd number up to 31, above both orders; from 0 down Scharr's 3, 10, 3; with 1 there is no smoothing.
    ///   - normalize: whether the taps are divided by the sum of those that smooth, by twice as much for Scharr's.
    ///   - ktype: `float32`, or `float64`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func getDerivKernels(
        dx: Int, dy: Int, ksize: Int, normalize: Bool = false, ktype: ElementType = .float32
    ) throws(FilterError) -> (x: Kernel, y: Kernel) {
        try check(kernelType: ktype)
        let taps = try derivativeTaps(dx: dx, dy: dy, ksize: ksize, normalize: normalize)
        func kernel(_ weights: [Double]) throws(FilterError) -> Kernel {
            try Kernel(ktype == .float32 ? weights.map { Double(Float($0)) } : weights, extents: [weights.count])
        }
        return (try kernel(taps.x), try kernel(taps.y))
    }

    static func readGetDerivKernels(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let dx = try arguments.integer("dx") else { throw arguments.missing("dx") }
        guard let dy = try arguments.integer("dy") else { throw arguments.missing("dy") }
        guard let ksize = try arguments.integer("ksize") else { throw arguments.missing("ksize") }
        let kernels = try getDerivKernels(
            dx: dx, dy: dy, ksize: ksize, normalize: try arguments.flag("normalize") ?? false,
            ktype: try arguments.elementType("ktype") ?? .float32)
        let wanted = try arguments.text("kernel") ?? "kx"
        return .kernel(try arguments.choice(wanted, "kernel", ["kx": kernels.x, "ky": kernels.y]))
    }

    /// The taps of a derivative in `float64`.
    static func derivativeTaps(
        dx: Int, dy: Int, ksize: Int, normalize: Bool = false
    ) throws(FilterError) -> (x: [Double], y: [Double]) {
        guard dx >= 0, dy >= 0, dx.addingReportingOverflow(dy).partialValue > 0, ksize > 0 || dx + dy == 1 else {
            throw FilterError(
                .invalidParameter, "order",
                expected: ksize <= 0 ? "orders 1 and 0, or 0 and 1" : "orders from 0, one of them above",
                found: "\(dx) and \(dy)", remedy: "say which derivative is wanted")
        }
        if ksize <= 0 {
            func taps(_ order: Int) -> [Double] {
                order == 1 ? [-1, 0, 1] : normalize ? [0.09375, 0.3125, 0.09375] : [3, 10, 3]
            }
            return (taps(dx), taps(dy))
        }
        guard ksize % 2 == 1, (1...31).contains(ksize), max(dx, dy) < max(ksize, 3) else {
            throw FilterError(
                .invalidParameter, "ksize", expected: "an odd number up to 31, above the orders, or 0",
                found: "\(ksize)",
                remedy: "give a size that has a derivative of this order")
        }
        func taps(_ order: Int) -> [Double] {
            let size = ksize == 1 && order > 0 ? 3 : ksize
            var taps = [1.0]
            for place in 0..<size - 1 {
                let sign: Double = place < size - order - 1 ? 1 : -1
                // The product with 1 + x, or with x − 1.
                taps = zip(taps + [0], [0] + taps).map { sign * $0 + $1 }
            }
            if ksize == 1, order > 0 { taps = order == 1 ? [-1, 0, 1] : [1, -2, 1] }
            let scale = normalize ? 1 / Double(1 << (size - order - 1)) : 1
            return taps.map { $0 * scale }
        }
        return (taps(dx), taps(dy))
    }
}
