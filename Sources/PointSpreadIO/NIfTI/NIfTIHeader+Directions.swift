package import PointSpread

extension ImageMetadata {
    /// Towards which side of the body x, y and z run, as in `RAS` for right, anterior and superior; nothing where no NIfTI
    /// header says so.
    ///
    /// An oblique axis has the letter of the side that is nearest to where it runs.
    package var bodyDirections: String? {
        NIfTIHeader(kept: nifti)?.directions.map { directions in
            let letters = [("L", "R"), ("P", "A"), ("I", "S")]
            return directions.reduce("") { $0 + ($1.isPositive ? letters[$1.axis].1 : letters[$1.axis].0) }
        }
    }
}

extension NIfTIHeader {
    /// The columns of the matrix that leads from voxels to the body; nothing where the header has none.
    private var columns: [[Double]]? {
        if integer(.matrixCode) > 0 {
            return (0..<3).map { column in (0..<3).map { number(.matrix, 4 * $0 + column) } }
        }
        guard integer(.quaternionCode) > 0 else { return nil }
        let (b, c, d) = (number(.quaternion, 0), number(.quaternion, 1), number(.quaternion, 2))
        let a = max(0, 1 - b * b - c * c - d * d).squareRoot()
        // The sign of the zeroth spacing turns the third axis.
        let sign = number(.spacing, 0) < 0 ? -1.0 : 1
        return [
            [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
            [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
            [2 * (b * d + a * c) * sign, 2 * (c * d - a * b) * sign, (a * a + d * d - b * b - c * c) * sign],
        ]
    }

    /// For x, y and z, the axis of the body along which most of a step goes, and which way.
    fileprivate var directions: [(axis: Int, isPositive: Bool)]? {
        guard let columns, columns.joined().allSatisfy(\.isFinite) else { return nil }
        return columns.map { column in
            let axis = (0..<3).max { abs(column[$0]) < abs(column[$1]) } ?? 0
            return (axis, column[axis] > 0)
        }
    }
}
