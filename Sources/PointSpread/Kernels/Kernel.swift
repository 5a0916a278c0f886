/// The weights of a kernel of any dimension, and the tap that meets the output sample.
///
/// ```swift
/// let laplacian = try Kernel([0, 1, 0, 1, -4, 1, 0, 1, 0], extents: [3, 3])
/// laplacian.anchor   // [1, 1]
/// ```
///
/// As a correlation, output x is Σⱼ weights[j] · input[x + j − anchor], with x, j and anchor one index per axis.
public struct Kernel: Hashable, Sendable {
    /// The size along each axis, outermost first; every size at least 1.
    public let extents: [Int]
    /// The weights in row-major order (the last axis varies fastest), all finite.
    public let weights: [Double]
    /// The index, one per axis, of the tap that meets the output sample.
    public let anchor: [Int]

    /// Makes a kernel from weights in row-major order.
    ///
    /// - Parameters:
    ///   - weights: as many finite numbers as the extents multiply to.
    ///   - extents: the size along each axis, one to eight of them, each at least 1.
    ///   - anchor: one index per axis; n/2 along each when it is left out, the native anchor of a correlation.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public init(_ weights: [Double], extents: [Int], anchor: [Int]? = nil) throws(FilterError) {
        guard (1...8).contains(extents.count), extents.allSatisfy({ $0 >= 1 }) else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "1 to 8 axes with at least one tap each", found: "\(extents)",
                remedy: "give the size of the kernel along each axis")
        }
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow else {
                throw FilterError(
                    .invalidParameter, "kernel", expected: "a number of taps below 2^63", found: "\(extents)",
                    remedy: "give a smaller kernel")
            }
            count = product
        }
        guard weights.count == count else {
            throw FilterError(
                .invalidParameter, "kernel", expected: "\(count) weights for extents \(extents)",
                found: "\(weights.count)", remedy: "give one weight per tap in row-major order")
        }
        if let bad = weights.firstIndex(where: { !$0.isFinite }) {
            throw FilterError(
                .invalidParameter, "kernel", expected: "finite taps", found: "\(weights[bad]) at tap \(bad)",
                remedy: "replace it by a number")
        }
        let anchor = anchor ?? extents.map { $0 / 2 }
        guard anchor.count == extents.count, zip(anchor, extents).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
            throw FilterError(
                .invalidParameter, "anchor", expected: "one index per axis inside the extents \(extents)",
                found: "\(anchor)", remedy: "choose a tap inside the kernel")
        }
        self.extents = extents
        self.weights = weights
        self.anchor = anchor
    }

    /// Makes a kernel that is known to be sound.
    package init(unchecked weights: [Double], extents: [Int], anchor: [Int]) {
        self.extents = extents
        self.weights = weights
        self.anchor = anchor
    }

    /// A one-dimensional kernel.
    public init(_ taps: Taps) {
        self.init(unchecked: taps.weights, extents: [taps.count], anchor: [taps.anchor])
    }

    /// How many axes the kernel has.
    public var rank: Int { extents.count }

    /// The sum of the weights, added in row-major order.
    public var sum: Double { weights.reduce(0, +) }

    /// The kernel turned by 180°, and the anchor with it: convolution is correlation with this.
    public var turned: Kernel {
        Kernel(unchecked: weights.reversed(), extents: extents, anchor: zip(extents, anchor).map { $0 - 1 - $1 })
    }
}
