/// The weights of a one-dimensional kernel, and the tap that meets the output sample.
///
/// ```swift
/// let taps = try Taps([1, 2, 1])
/// taps.anchor           // 1
/// taps.sum              // 4.0
/// taps.scaled(by: 0.25) // [0.25, 0.5, 0.25]
/// ```
///
/// As a correlation, output x is Σⱼ weights[j] · input[x + j − anchor].
public struct Taps: Hashable, Sendable {
    /// The weights, first tap first; at least one, all finite.
    public let weights: [Double]
    /// The index of the tap that meets the output sample.
    public let anchor: Int

    /// Makes taps from weights.
    ///
    /// - Parameters:
    ///   - weights: at least one finite number.
    ///   - anchor: an index into the weights; n/2 when it is left out, the native anchor of a correlation.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public init(_ weights: [Double], anchor: Int? = nil) throws(FilterError) {
        guard !weights.isEmpty else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "at least one tap", found: "none",
                remedy: "give the weights of the kernel")
        }
        for (index, weight) in weights.enumerated() where !weight.isFinite {
            throw FilterError(
                .invalidParameter, "kernel", expected: "finite taps", found: "\(weight) at tap \(index)",
                remedy: "replace it by a number")
        }
        let anchor = anchor ?? weights.count / 2
        guard weights.indices.contains(anchor) else {
            throw FilterError(
                .invalidParameter, "anchor", expected: "a tap from 0 to \(weights.count - 1)", found: "\(anchor)",
                remedy: "choose a tap inside the kernel")
        }
        self.weights = weights
        self.anchor = anchor
    }

    /// Makes taps that are known to be sound.
    package init(unchecked weights: [Double], anchor: Int) {
        self.weights = weights
        self.anchor = anchor
    }

    /// How many taps there are.
    public var count: Int { weights.count }

    /// The sum of the weights, added from the first to the last.
    public var sum: Double { weights.reduce(0, +) }

    /// Whether reading the weights backwards gives the same bits.
    public var isSymmetric: Bool {
        (0..<count / 2).allSatisfy { weights[$0] == weights[count - 1 - $0] }
    }

    /// Whether reading the weights backwards gives their negatives, with 0 in the middle of an odd count.
    public var isAntisymmetric: Bool {
        (0..<(count + 1) / 2).allSatisfy { weights[$0] == -weights[count - 1 - $0] }
    }

    /// The taps turned by 180°, and the anchor with them: convolution is correlation with these.
    public var turned: Taps { Taps(unchecked: weights.reversed(), anchor: count - 1 - anchor) }

    /// Each weight multiplied by a factor.
    ///
    /// - Throws: `FilterError` with code `invalidParameter` when a product is not finite.
    public func scaled(by factor: Double) throws(FilterError) -> Taps {
        try Taps(weights.map { $0 * factor }, anchor: anchor)
    }
}
