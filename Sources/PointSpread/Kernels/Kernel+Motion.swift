extension Kernel {
    /// The blur of a camera or an object that moves along a straight line while the shutter is open.
    ///
    /// ```swift
    /// try Kernel.motion(length: 3, angle: 0).weights                 // [⅓, ⅓, ⅓], extents [1, 3]
    /// try Kernel.motion(length: 4, angle: 90).extents                // [5, 1]
    /// try Kernel.motion(length: 3, angle: 0, direction: 1).weights   // [⅑, 3/9, 5/9]
    /// ```
    ///
    /// The kernel is the line itself, centred on the anchor: each weight is the length of the line within the square
    /// cell around a sample, divided by the whole length. The extents are odd and as small as the line allows. Cells are
    /// cut in double-double, so that each weight is off by little more than half an ulp and the weights sum to 1 as near
    /// as rounding allows. Without a direction, a half turn gives the same bits.
    ///
    /// With a direction the line fades in from its tail to its head, which is the end that the angle points to. *Convolve*
    /// with the kernel to turn every bright point into a streak of that shape; correlation gives the turned streak.
    ///
    /// - Parameters:
    ///   - length: the length of the line in samples, above 0 and up to 4096 (the kernel is dense: 67 MB at 45°). Up
    ///     to 1 it is the identity.
    ///   - degrees: the angle counter-clockwise from the +x axis as displayed, so that 90 points to lower row indices.
    ///   - direction: d in −1...1. The density grows in proportion to 1 + d·s, with s from −1 at the tail to 1 at the head.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func motion(
        length: Double, angle degrees: Double, direction: Double = 0
    ) throws(FilterError) -> Kernel {
        guard length > 0, length <= 4096 else {
            throw FilterError(
                .invalidParameter, "length", expected: "a number above 0 and up to 4096", found: "\(length)",
                remedy: "give the length of the motion in samples")
        }
        guard degrees.isFinite else {
            throw FilterError(
                .invalidParameter, "angle", expected: "a finite number", found: "\(degrees)",
                remedy: "give the angle in degrees, counter-clockwise from the +x axis")
        }
        guard (-1...1).contains(direction) else {
            throw FilterError(
                .invalidParameter, "direction", expected: "a number from -1 to 1", found: "\(direction)",
                remedy: "give 0 for a steady motion")
        }
        guard length > 1 else { return Kernel(unchecked: [1], extents: [1, 1], anchor: [0, 0]) }
        let pieces = halfLine(length: length, degrees: degrees)
        let rows = pieces.reduce(0) { max($0, abs($1.row)) }
        let columns = pieces.reduce(0) { max($0, abs($1.column)) }
        let width = 2 * columns + 1
        let center = rows * width + columns
        var weights = Array(repeating: 0.0, count: (2 * rows + 1) * width)
        for piece in pieces {
            // The integral of (1 ± d · 2u/L) / L from start to end, for the half towards the head and its mirror image.
            let share = (piece.end - piece.start) / length
            let slope = (piece.end + piece.start) / length * direction
            let offset = piece.row * width + piece.column
            if offset == 0 {
                weights[center] = share.value * 2
            } else {
                weights[center + offset] = (share * (slope + 1)).value
                weights[center - offset] = (share * (-slope + 1)).value
            }
        }
        return Kernel(unchecked: weights, extents: [2 * rows + 1, width], anchor: [rows, columns])
    }

    /// What one cell holds of the line, between two distances from the line's middle.
    private struct Piece {
        let row: Int
        let column: Int
        let start: DoubleDouble
        let end: DoubleDouble
    }

    /// The half of the line from the middle to the head, cut at the borders of the cells.
    private static func halfLine(length: Double, degrees: Double) -> [Piece] {
        let (sine, cosine) = Elementary.preciseSineCosine(degrees: degrees)
        let half = DoubleDouble(length / 2)
        // Rows are counted downwards.
        let (rowStep, columnStep) = (sine.high > 0 ? -1 : 1, cosine.high < 0 ? -1 : 1)
        // The distance at which the line leaves the cell that lies so many steps from the middle.
        func exit(after steps: Int, along component: DoubleDouble) -> DoubleDouble {
            guard component.magnitude.high > 0x1p-20 else { return DoubleDouble(.infinity) }
            return DoubleDouble(Double(steps) + 0.5) / component.magnitude
        }

        var pieces: [Piece] = []
        var (row, column) = (0, 0)
        var start = DoubleDouble.zero
        while start < half {
            let rowExit = exit(after: row, along: sine)
            let columnExit = exit(after: column, along: cosine)
            let end = min(rowExit, columnExit, half)
            pieces.append(Piece(row: row * rowStep, column: column * columnStep, start: start, end: end))
            // Through a corner the line enters the diagonal neighbour.
            if rowExit <= end { row += 1 }
            if columnExit <= end { column += 1 }
            start = end
        }
        return pieces
    }
}
