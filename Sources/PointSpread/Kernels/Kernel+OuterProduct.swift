extension Kernel {
    /// The kernel whose passes along the axes, one after the other, are these taps.
    ///
    /// ```swift
    /// let binomial = try Taps([1, 2, 1])
    /// try Kernel.outerProduct(of: [binomial, binomial]).weights  // [1, 2, 1, 2, 4, 2, 1, 2, 1]
    /// ```
    ///
    /// Each weight is the product of one tap per axis, multiplied from the first axis to the last and rounded after each
    /// multiplication; the anchor is made of theirs.
    ///
    /// - Parameter taps: one per axis, outermost first; 1 to 8 of them, with at most 2²⁷ products.
    /// - Throws: `FilterError` with code `invalidParameter`, also when a product overflows.
    public static func outerProduct(of taps: [Taps]) throws(FilterError) -> Kernel {
        let count = taps.reduce(1.0) { $0 * Double($1.count) }
        guard count <= 0x1p27 else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "at most 2^27 weights", found: "\(taps.map(\.count))",
                remedy: "filter along one axis after the other instead")
        }
        let weights = taps.reduce([1.0]) { products, factor in
            products.flatMap { product in factor.weights.map { product * $0 } }
        }
        return try Kernel(weights, extents: taps.map(\.count), anchor: taps.map(\.anchor))
    }

    /// The weights plus a multiple of those of another kernel of the same extents.
    func adding(_ other: Kernel, times factor: Double) throws(FilterError) -> Kernel {
        try Kernel(zip(weights, other.weights).map { $0 + factor * $1 }, extents: extents, anchor: anchor)
    }

    /// Refuses a number of axes that no kernel has.
    static func checkRank(_ rank: Int) throws(FilterError) {
        guard (1...8).contains(rank) else {
            throw FilterError(
                .invalidParameter, "rank", expected: "1 to 8", found: "\(rank)", remedy: "give the number of axes")
        }
    }
}
