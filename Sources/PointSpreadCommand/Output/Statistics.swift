import PointSpread

/// The extremes and the mean of samples.
struct Statistics {
    /// From the smallest to the largest sample that is finite, or nothing where none is.
    private(set) var range: ClosedRange<Double>?
    /// How many samples are infinite or no number.
    private(set) var nonFiniteCount = 0
    private var sum = 0.0
    private var finiteCount = 0

    /// The mean of the samples that are finite.
    var mean: Double? { finiteCount > 0 ? sum / Double(finiteCount) : nil }

    /// Looks at all samples, in pieces of about a million.
    init(_ samples: AnyArray) throws(FilterError) {
        guard samples.rank > 0, samples.shape[0] > 0 else {
            try add(samples)
            return
        }
        let rowCount = samples.shape[0]
        let rows = max(1, (1 << 20) / max(1, samples.shape.elementCount / rowCount))
        for start in stride(from: 0, to: rowCount, by: rows) {
            try add(samples.sliced([.range(start..<min(start + rows, rowCount))]))
        }
    }

    private mutating func add(_ part: AnyArray) throws(FilterError) {
        let numbers = try part.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        var (least, most) = (Double.infinity, -Double.infinity)
        numbers.withSpan { span in
            for index in span.indices {
                let number = span[index]
                guard number.isFinite else {
                    nonFiniteCount += 1
                    continue
                }
                least = min(least, number)
                most = max(most, number)
                sum += number
                finiteCount += 1
            }
        }
        guard least <= most else { return }
        range = range.map { min($0.lowerBound, least)...max($0.upperBound, most) } ?? least...most
    }
}
