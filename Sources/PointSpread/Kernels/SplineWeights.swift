/// A B-spline, sampled so that some samples lie within each of its pieces: what arrays are thinned out and filled up with.
///
/// Copies of it that lie `spacing` samples apart sum to 1 at every sample. Its spectrum has zeros, as many in one place as it
/// has pieces, at all frequencies that cannot be told from 0 once the array is thinned out.
///
/// Source: M. Unser, A. Aldroubi, M. Eden, "B-spline signal processing", IEEE Trans. Signal Processing 41 (1993), 821–848.
enum SplineWeights {
    /// The values at the middle of each sample, first to last: `order` times `spacing` of them, all above 0, symmetric.
    static func sampled(order: Int, spacing: Int) -> [Double] {
        var weights = [Double](repeating: 0, count: order * spacing)
        for phase in 0..<spacing {
            let place = (Double(phase) + 0.5) / Double(spacing)
            // Each spline is made of two of the order below, weighted by how far its ends are.
            var values = [1.0]
            for pieces in stride(from: 2, through: order, by: 1) {
                values = (0..<pieces).map { piece in
                    let start = place + Double(piece)
                    let rising = piece < pieces - 1 ? start * values[piece] : 0
                    let falling = piece > 0 ? (Double(pieces) - start) * values[piece - 1] : 0
                    return (rising + falling) / Double(pieces - 1)
                }
            }
            for piece in 0..<order { weights[piece * spacing + phase] = values[piece] }
        }
        return weights
    }
}
