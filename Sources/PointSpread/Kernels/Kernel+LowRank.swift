/// Taps along the rows' and the columns' axis, whose product is one term of a sum that makes a kernel.
public struct SeparableTerm: Hashable, Sendable {
    /// The taps along axis 0, from row to row.
    public let column: Taps
    /// The taps along axis 1, from column to column.
    public let row: Taps
}

extension Kernel {
    /// The fewest separable terms whose sum is the kernel to within a tolerance.
    ///
    /// ```swift
    /// let disc = try Kernel(weights, extents: [15, 15])
    /// let terms = disc.lowRankTerms(tolerance: 1e-3)  // for a radius of 7: 6 terms, 180 taps instead of 225
    /// ```
    ///
    /// With K the weights and T the sum of the terms, Σ|K − T| ≤ tolerance · Σ|K|: no sample of a filtered image changes by
    /// more than tolerance · max|sample| · Σ|K|. The bound is evaluated with the taps that are returned, not estimated.
    /// The terms come from the singular value decomposition, largest first; "fewest" is meant among its leading terms. A
    /// kernel of zeros has none. The time is proportional to m n · min(m, n) for m × n weights.
    ///
    /// - Parameter tolerance: the error allowed, relative to the sum of the magnitudes of the weights; 0 or more.
    /// - Returns: nil when the kernel does not have two axes, the tolerance is negative or NaN, or all terms together miss
    ///   it by their rounding (below about 1e-15).
    public func lowRankTerms(tolerance: Double) -> [SeparableTerm]? {
        guard rank == 2, tolerance >= 0 else { return nil }
        let (rows, columns) = (extents[0], extents[1])
        let bound = tolerance * weights.reduce(0) { $0 + $1.magnitude }
        guard bound.isFinite else { return nil }
        var residual = weights
        var terms: [SeparableTerm] = []
        var decomposition: [(left: [Double], right: [Double])]?
        while residual.reduce(0, { $0 + $1.magnitude }) > bound {
            let pairs = decomposition ?? singularPairs(of: weights, rows: rows, columns: columns)
            decomposition = pairs
            guard terms.count < pairs.count else { return nil }
            let (left, right) = pairs[terms.count]
            for (cell, product) in left.lazy.flatMap({ l in right.lazy.map { l * $0 } }).enumerated() {
                residual[cell] -= product
            }
            terms.append(
                SeparableTerm(
                    column: Taps(unchecked: left, anchor: anchor[0]), row: Taps(unchecked: right, anchor: anchor[1])))
        }
        return terms
    }
}

/// The singular vectors of a matrix, largest singular value first, each scaled by the root of its value.
///
/// One-sided Jacobi rotations (Hestenes, 1958) make the columns orthogonal: their lengths are then the singular values.
private func singularPairs(of weights: [Double], rows: Int, columns: Int) -> [(left: [Double], right: [Double])] {
    // The shorter side is rotated.
    guard columns <= rows else {
        let transposed = (0..<columns).flatMap { column in (0..<rows).map { weights[$0 * columns + column] } }
        return singularPairs(of: transposed, rows: columns, columns: rows).map { ($0.right, $0.left) }
    }
    let peak = weights.reduce(0) { max($0, $1.magnitude) }
    guard peak > 0 else { return [] }
    var left = (0..<columns).map { column in (0..<rows).map { weights[$0 * columns + column] / peak } }
    var right = (0..<columns).map { column in (0..<columns).map { $0 == column ? 1.0 : 0.0 } }
    var isDone = false
    for _ in 0..<40 where !isDone {
        isDone = true
        for p in 0..<columns {
            for q in p + 1..<columns {
                let (a, b, c) = (dot(left[p], left[p]), dot(left[q], left[q]), dot(left[p], left[q]))
                guard abs(c) > 0x1p-52 * (a * b).squareRoot() else { continue }
                isDone = false
                let slope = (b - a) / (2 * c)
                let root = abs(slope) + (1 + slope * slope).squareRoot()
                let tangent = slope < 0 ? -1 / root : 1 / root
                let cosine = 1 / (1 + tangent * tangent).squareRoot()
                rotate(&left, p, q, cosine, cosine * tangent)
                rotate(&right, p, q, cosine, cosine * tangent)
            }
        }
    }
    return zip(left, right).map { (value: dot($0, $0).squareRoot(), left: $0, right: $1) }
        .filter { $0.value > 0 }
        .sorted { $0.value > $1.value }
        .map { value, left, right in
            let share = value.squareRoot()
            return (left.map { $0 / share * peak }, right.map { $0 * share })
        }
}

private func dot(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
}

private func rotate(_ vectors: inout [[Double]], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double) {
    for index in vectors[p].indices {
        let (x, y) = (vectors[p][index], vectors[q][index])
        vectors[p][index] = cosine * x - sine * y
        vectors[q][index] = sine * x + cosine * y
    }
}
