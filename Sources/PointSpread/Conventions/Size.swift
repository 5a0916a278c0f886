/// The size of a window: how many samples it is wide and how many high.
///
/// Frameworks disagree on which comes first, so it is always said.
public struct Size: Hashable, Sendable {
    /// Along a row: the innermost axis of the two.
    public var width: Int
    /// Along a column.
    public var height: Int

    /// States the numbers.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
