/// A linear filter, or a few of them joined: a value that becomes a program for the layout of an array.
///
/// ```swift
/// let filter = GaussianFilter(sigma: 2)
/// let soft = try photo.filtered(by: filter)
/// let plan = try filter.plan(for: photo.layout)   // made once, run many times
/// ```
public protocol Filter: Hashable, Sendable {
    /// The program that the filter means for arrays of a layout.
    ///
    /// - Throws: `FilterError` when a parameter has no meaning, or none for this layout.
    func program(for layout: Layout) throws(FilterError) -> FilterProgram
}
