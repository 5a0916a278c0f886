/// The mean of a box around each sample.
///
/// ```swift
/// let soft = try photo.filtered(by: BoxFilter(width: 5))
/// let wider = try photo.filtered(by: BoxFilter(fractionalWidth: 5.5))   // the two ends count ¼ each
/// ```
///
/// Sums are made by doubling (1, 2, 4, … neighbours), so that every place is treated alike, and divided once by the size of
/// the box. An even width has its anchor at n ∕ 2: it reaches one sample further back than ahead. A fractional width is
/// centred.
///
/// - Accuracy: integers of 8 bits are correctly rounded means for boxes of up to 2¹⁶ samples.
public struct BoxFilter: Filter {
    /// The width of a box along one axis.
    public enum Width: Hashable, Sendable {
        /// So many whole samples.
        case samples(Int)
        /// A centred width whose ends may cover a part of a sample.
        case fractional(Double)

        /// Whole samples where the number is whole, a centred width elsewhere.
        public init(_ width: Double) { self = Int(exactly: width).map { .samples($0) } ?? .fractional(width) }
    }

    /// The width along each axis.
    public var width: PerAxis<Width>
    /// What lies outside.
    public var border: PerAxis<BorderPair>

    /// So many samples along every axis.
    public init(width: Int, border: PerAxis<BorderPair> = .symmetric) {
        self.init(width: .uniform(.samples(width)), border: border)
    }

    /// So many samples along each filtered axis, outermost first.
    public init(width: [Int], border: PerAxis<BorderPair> = .symmetric) {
        self.init(width: .each(width.map(Width.samples)), border: border)
    }

    /// A centred width of at least 1 along every axis, whose ends may cover a part of a sample.
    public init(fractionalWidth: Double, border: PerAxis<BorderPair> = .symmetric) {
        self.init(width: .uniform(.fractional(fractionalWidth)), border: border)
    }

    /// Widths of any kind.
    public init(width: PerAxis<Width>, border: PerAxis<BorderPair> = .symmetric) {
        self.width = width
        self.border = border
    }

    /// One sum along each axis whose width is more than 1, and one division.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let native = try NativeBuilder(layout, border: border)
        let widths = try width.values(for: native.axes, "width")
        var factors: [NativeBuilder.Factor] = []
        var size = 1.0
        for (axis, width) in zip(native.axes, widths) {
            let (taps, samples) = try Self.taps(width)
            if taps.count > 1 { factors.append(.init(axis: axis, taps: taps)) }
            size *= samples
        }
        var passes = try native.passes(factors)
        for place in passes.indices { passes[place].accumulation.order = .doubling }
        if !passes.isEmpty { passes[passes.count - 1].store.steps = [.divide(by: size)] }
        return try native.smoothing(passes)
    }

    /// Taps of weight 1, with lighter ends where the width is fractional, and their sum.
    private static func taps(_ width: Width) throws(FilterError) -> (Taps, Double) {
        switch width {
        case .samples(let count):
            // Makes the same demands as the taps that sum to 1.
            let taps = try Taps.box(width: count)
            return (Taps(unchecked: [Double](repeating: 1, count: count), anchor: taps.anchor), Double(count))
        case .fractional(let width): return (try Taps.unnormalizedBox(fractionalWidth: width), width)
        }
    }
}

extension Filterable {
    /// A copy, in which every sample is the mean of a box around it.
    public func boxBlurred(
        width: Int, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self { try filtered(by: BoxFilter(width: width, border: border), axes: axes) }

    /// Replaces every sample by the mean of a box around it.
    public mutating func boxBlur(
        width: Int, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: BoxFilter(width: width, border: border), axes: axes) }

    /// Writes the mean of a box around every sample into memory that the caller owns.
    public func boxBlur(
        width: Int, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic, into result: inout Self
    ) throws(FilterError) { try filter(by: BoxFilter(width: width, border: border), axes: axes, into: &result) }
}
