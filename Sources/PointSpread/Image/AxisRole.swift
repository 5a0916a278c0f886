/// What an axis of an image means.
public enum AxisRole: String, Hashable, Sendable, CaseIterable {
    /// Columns, from left to right.
    case x
    /// Rows, from top to bottom.
    case y
    /// Slices of a volume.
    case z
    /// Frames.
    case time
    /// Separate images.
    case batch
    /// Colours and alpha, or any other values that belong to one place.
    case channel

    /// Whether the axis extends in space, so that filters run along it unless told otherwise.
    public var isSpatial: Bool { self == .x || self == .y || self == .z }
}
