import PointSpread
import Testing

/// Σ (x − anchor)ᵖ k(x).
func moment(_ power: Int, of taps: Taps) -> Double {
    taps.weights.enumerated().reduce(0) { sum, tap in
        sum + (0..<power).reduce(tap.element) { product, _ in product * Double(tap.offset - taps.anchor) }
    }
}

/// The full correlation of two rows of taps, that is, the taps of one filter after the other.
func combined(_ a: Taps, _ b: Taps) -> [Double] {
    var result = Array(repeating: 0.0, count: a.count + b.count - 1)
    for (i, x) in a.weights.enumerated() {
        for (j, y) in b.weights.enumerated() { result[i + j] += x * y }
    }
    return result
}

/// The greatest magnitude of the differences.
func greatestDifference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// Checks that making a kernel is refused with this subject, and with these words in the message.
func expectRefusal(
    of subject: String, saying words: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ make: () throws(FilterError) -> some Any
) {
    do {
        _ = try make()
        Issue.record("expected an error about \(subject)", sourceLocation: sourceLocation)
    } catch {
        #expect(error.code == .invalidParameter, sourceLocation: sourceLocation)
        #expect(error.subject == subject, sourceLocation: sourceLocation)
        #expect(error.description.contains(words), "\(error)", sourceLocation: sourceLocation)
    }
}
