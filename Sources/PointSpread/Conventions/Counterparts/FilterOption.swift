/// An option of a filter, in words that do not depend on a framework; those of the command line are called the same.
public enum FilterOption: String, Hashable, Sendable, CaseIterable {
    /// The standard deviation along each axis: `lengths`.
    case sigma
    /// The order of the derivative along each axis: `numbers`.
    case order
    /// Where a Gaussian is cut off, in standard deviations: `number`.
    case truncate
    /// The number of taps on each side of the middle: `number`.
    case radius
    /// The largest error against a Gaussian that is not cut off: `number`.
    case accuracy
    /// How a Gaussian becomes taps: `text`.
    case sampling
    /// The width of a box along each axis: `numbers`.
    case width
    /// The kernel of a convolution or a correlation: `kernel`.
    case kernel
    /// The tap that meets the output sample, an index for each axis: `numbers`; where it is left out, that of the framework.
    case anchor
    /// Which results there are: `text`, the name of a `CorrelationMode`.
    case mode
    /// The axis of a derivative: `number`, counted from the outermost one.
    case along
    /// The number of taps of a derivative: `number`.
    case size
    /// How much of a difference is added: `number`.
    case amount
    /// The difference that is left alone: `number`.
    case threshold
    /// What lies outside, for each axis: `borders`.
    case border
    /// The type of the result: `type`.
    case type = "dtype"
}

/// The value of an option; one for all filtered axes, or one for each, outermost first.
public enum FilterOptionValue: Hashable, Sendable {
    /// Lengths along the axes, in samples or in millimetres.
    case lengths(PerAxis<Length>)
    /// Numbers along the axes.
    case numbers(PerAxis<Double>)
    /// What lies outside.
    case borders(PerAxis<BorderPair>)
    /// A kernel.
    case kernel(Kernel)
    /// The name of something.
    case text(String)
    /// A type of element.
    case type(ElementType)

    /// One number.
    public static func number(_ value: Double) -> FilterOptionValue { .numbers(.uniform(value)) }

    /// One whole number.
    public static func number(_ value: Int) -> FilterOptionValue { .number(Double(value)) }
}
