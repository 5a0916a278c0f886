/// What filters can be applied to: arrays and images, with a type of element that is known or learnt when the program runs.
///
/// Every filter comes in three forms: a copy (`filtered(by:)`), in place (`filter(by:)`) and into memory that the caller owns
/// (`filter(by:axes:into:)`). All give the same bits. To filter many arrays alike, make a plan once: `filter.plan(for:)`.
public protocol Filterable: Sendable {
    /// The same kind of thing with elements that derivatives are stored as.
    associatedtype Derivative: Filterable

    /// A filtered copy, whose elements are of the same type.
    ///
    /// - Parameters:
    ///   - filter: what to do.
    ///   - axes: the axes to filter along; from rank 3 on they must be said for a plain array.
    /// - Throws: `FilterError` when a parameter has no meaning, the result is of another type, or memory is short.
    func filtered(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> Self

    /// A filtered copy, whose elements are of the type that derivatives are stored as.
    ///
    /// - Throws: as `filtered(by:axes:)`.
    func differentiated(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> Derivative

    /// All outputs of a filter that has several.
    ///
    /// - Throws: as `filtered(by:axes:)`.
    func results(of filter: some Filter, axes: AxisSelection) throws(FilterError) -> [Derivative]

    /// Filters in place. Throws, and changes nothing, when the result would be of another type or shape.
    ///
    /// - Throws: as `filtered(by:axes:)`.
    mutating func filter(by filter: some Filter, axes: AxisSelection) throws(FilterError)

    /// Writes the filtered copy into memory that the caller owns, whose shape must be that of the result.
    ///
    /// - Throws: as `filtered(by:axes:)`.
    func filter(by filter: some Filter, axes: AxisSelection, into result: inout Self) throws(FilterError)

    /// Writes the filtered copy into memory that the caller owns, with elements that derivatives are stored as.
    ///
    /// - Throws: as `filtered(by:axes:)`.
    func differentiate(by filter: some Filter, axes: AxisSelection, into result: inout Derivative) throws(FilterError)
}

extension Filterable {
    /// A filtered copy along the axes that the array or image has by itself.
    public func filtered(by filter: some Filter) throws(FilterError) -> Self {
        try filtered(by: filter, axes: .automatic)
    }

    /// A filtered copy along the axes that the array or image has by itself, as a derivative.
    public func differentiated(by filter: some Filter) throws(FilterError) -> Derivative {
        try differentiated(by: filter, axes: .automatic)
    }

    /// Filters in place along the axes that the array or image has by itself.
    public mutating func filter(by filter: some Filter) throws(FilterError) {
        try self.filter(by: filter, axes: .automatic)
    }

    /// Writes the filtered copy into memory that the caller owns.
    public func filter(by filter: some Filter, into result: inout Self) throws(FilterError) {
        try self.filter(by: filter, axes: .automatic, into: &result)
    }
}
