extension Taps {
    /// The mean of neighbouring samples: n taps of 1/n.
    ///
    /// ```swift
    /// try Taps.box(width: 4).weights  // [0.25, 0.25, 0.25, 0.25]
    /// ```
    ///
    /// The anchor is n/2. Each tap is the correctly rounded 1/n.
    ///
    /// - Parameter width: the number of taps, from 1 to 2²⁴.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func box(width: Int) throws(FilterError) -> Taps {
        guard (1...largestBox).contains(width) else {
            throw FilterError(
                .invalidParameter, "width", expected: "1 to 2^24 taps", found: "\(width)",
                remedy: "give the number of samples to average")
        }
        return Taps(unchecked: Array(repeating: 1 / Double(width), count: width), anchor: width / 2)
    }

    /// The mean over an interval centred on a sample, whose two outermost samples count in part.
    ///
    /// ```swift
    /// try Taps.box(fractionalWidth: 4).weights  // [0.125, 0.25, 0.25, 0.25, 0.125]
    /// ```
    ///
    /// The count is odd: full taps as far as they fit, and (w − their number)/2 of a tap on either side unless that is 0.
    ///
    /// - Parameter width: the length of the interval in samples, from 1 to 2²⁴ − 2.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func box(fractionalWidth width: Double) throws(FilterError) -> Taps {
        let unit = try unnormalizedBox(fractionalWidth: width)
        return Taps(unchecked: unit.weights.map { $0 / width }, anchor: unit.anchor)
    }

    /// The same box with full taps of 1, which sum to the width: for programs that sum first and divide once.
    package static func unnormalizedBox(fractionalWidth width: Double) throws(FilterError) -> Taps {
        guard width >= 1, width <= Double(largestBox - 2) else {
            throw FilterError(
                .invalidParameter, "width", expected: "a number from 1 to 2^24 - 2", found: "\(width)",
                remedy: "give the length to average over, in samples")
        }
        let whole = Int(width)
        let full = whole.isMultiple(of: 2) ? whole - 1 : whole
        let part = (width - Double(full)) / 2
        let ends = part > 0 ? [part] : []
        let weights = ends + Array(repeating: 1, count: full) + ends
        return Taps(unchecked: weights, anchor: weights.count / 2)
    }

    private static let largestBox = 1 << 24
}
