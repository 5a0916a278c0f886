/// A parameter of a filter: one value for every axis that it runs along, or one for each.
///
/// ```swift
/// GaussianFilter(sigma: 2)            // the same along all axes
/// GaussianFilter(sigma: [1, 2, 2])    // one for each filtered axis, outermost first
/// ```
public enum PerAxis<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The same along all axes.
    case uniform(Value)
    /// One for each filtered axis, outermost first.
    case each([Value])

    /// The value along each of so many axes.
    ///
    /// - Throws: `FilterError` with code `invalidParameter` when there are more or fewer values than axes.
    func values(for axes: [Int], _ name: String) throws(FilterError) -> [Value] {
        switch self {
        case .uniform(let value): return axes.map { _ in value }
        case .each(let values):
            guard values.count == axes.count else {
                throw FilterError(
                    .invalidParameter, name, expected: "one value, or one for each of the \(axes.count) filtered axes",
                    found: "\(values.count) values", remedy: "give as many as there are axes, outermost first")
            }
            return values
        }
    }
}

extension PerAxis where Value == BorderPair {
    /// The mirror image, the outermost sample repeated: the native border, which keeps the mean.
    public static var symmetric: Self { .uniform(BorderPair(.symmetric)) }
    /// The mirror image, the outermost sample not repeated.
    public static var reflect101: Self { .uniform(BorderPair(.reflect101)) }
    /// The nearest sample.
    public static var replicate: Self { .uniform(BorderPair(.replicate)) }
    /// The line again, as if it were a ring.
    public static var wrap: Self { .uniform(BorderPair(.wrap)) }
    /// Real neighbours, which the input contains as halos.
    public static var supplied: Self { .uniform(BorderPair(.supplied)) }
    /// A value that is the same everywhere outside.
    public static func constant(_ value: Double) -> Self { .uniform(BorderPair(.constant(value))) }
    /// The same border along all axes.
    public static func everywhere(_ border: Border) -> Self { .uniform(BorderPair(border)) }
}
