/// How a program's arrays are cut into lines, the runs of numbers that the executor works on.
///
/// A line is made of the last axes. Where the innermost filtered axis is close to the end, a line runs along it, and the pass
/// along it combines one line with shifted copies of itself. Otherwise no pass runs along the line, every pass combines
/// different lines, and long lines are cut into segments.
struct LineLayout: Sendable {
    /// The first of the axes that make up a line.
    let lineAxis: Int
    /// Whether a pass runs along `lineAxis`.
    let isFilteredAlongLine: Bool
    /// The distance in numbers between neighbours along the line axis, where a pass runs along it.
    let step: Int
    /// The numbers of one segment, where no pass runs along the line; otherwise of the longest line.
    let segmentLength: Int
    /// The axis of the channels and its place within the line: the numbers of one channel that follow each other, and how many
    /// channels there are.
    let channels: (axis: Int, run: Int, count: Int)?

    /// Beyond so many numbers between neighbours of the filtered axis, shifted copies of one line are worth less than lines.
    private static let longestStep = 64
    private static let usualSegment = 4096

    init(_ program: FilterProgram) {
        let sizes = program.inputShape.sizes
        let filtered = Set(program.branches.joined().flatMap(\.kernel.axes))
        let last = filtered.max()
        let step = sizes[((last ?? -1) + 1)...].reduce(1, *)
        if let last, step <= Self.longestStep {
            lineAxis = last
            isFilteredAlongLine = true
            self.step = step
        } else {
            lineAxis = (last ?? -1) + 1
            isFilteredAlongLine = false
            self.step = 1
        }
        channels = program.channelAxis.map { axis in
            let run = sizes[(axis + 1)...].reduce(1, *)
            // A pass along the axis changes the number of channels, which nothing follows in the line.
            return (axis, run, count: axis == last ? .max : sizes[axis])
        }
        let lineAxis = lineAxis
        let lineLength = sizes[lineAxis...].reduce(1, *)
        // Whole pixels, so that alpha is found in the same segment as its colours.
        let pixel = program.channelAxis.map { $0 >= lineAxis ? sizes[$0...].reduce(1, *) : 1 } ?? 1
        segmentLength =
            isFilteredAlongLine
            ? lineLength : min(lineLength, (Self.usualSegment + pixel - 1) / max(pixel, 1) * max(pixel, 1))
    }

    /// The axes outside the lines.
    var outerAxes: Range<Int> { 0..<lineAxis }

    /// The stride, in elements, of the line axes taken as one, or nothing where they do not lie evenly.
    func stride(of buffer: ArrayBuffer) -> Int? {
        var stride: Int?
        var span = 1
        for axis in (lineAxis..<buffer.shape.rank).reversed() where buffer.shape[axis] != 1 {
            if let stride {
                guard buffer.strides[axis] == stride * span else { return nil }
            } else {
                stride = buffer.strides[axis]
            }
            span *= buffer.shape[axis]
        }
        return stride ?? 1
    }
}
