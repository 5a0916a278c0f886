/// The blur of a camera or an object that moved along a straight line.
///
/// ```swift
/// let streaks = try photo.filtered(by: MotionFilter(length: 15, angle: 30))
/// ```
///
/// Every sample becomes the line integral over a centred segment: the weight of a neighbour is the part of the segment that
/// crosses its unit square. Runs over two axes, rows and columns.
public struct MotionFilter: Filter {
    /// The length of the segment in samples.
    public var length: Double
    /// The direction in degrees, counter-clockwise from the +x axis as displayed.
    public var angle: Double
    /// From −1 to 1: how much more the end that the angle points to counts than the other one.
    public var direction: Double
    /// What lies outside.
    public var border: PerAxis<BorderPair>

    /// A motion of a length in samples, at an angle in degrees.
    public init(
        length: Double, angle: Double, direction: Double = 0, border: PerAxis<BorderPair> = .symmetric
    ) {
        self.length = length
        self.angle = angle
        self.direction = direction
        self.border = border
    }

    /// The convolution with the streak that a point would leave.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        let kernel = try Kernel.motion(length: length, angle: angle, direction: direction)
        return try ConvolutionFilter(kernel: kernel, border: border).program(for: layout)
    }
}

extension Filterable {
    /// A copy, blurred along a straight line.
    public func motionBlurred(
        length: Double, angle: Double, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: MotionFilter(length: length, angle: angle, border: border), axes: axes)
    }

    /// Blurs along a straight line in place.
    public mutating func motionBlur(
        length: Double, angle: Double, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: MotionFilter(length: length, angle: angle, border: border), axes: axes) }

    /// Writes a copy, blurred along a straight line, into memory that the caller owns.
    public func motionBlur(
        length: Double, angle: Double, border: PerAxis<BorderPair> = .symmetric, axes: AxisSelection = .automatic,
        into result: inout Self
    ) throws(FilterError) {
        try filter(by: MotionFilter(length: length, angle: angle, border: border), axes: axes, into: &result)
    }
}
