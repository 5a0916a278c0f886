extension Pillow {
    /// `ImageFilter.GaussianBlur`: three boxes along each axis, together about as wide as a Gaussian.
    ///
    /// - Parameter radius: the standard deviation in samples; its sign does not matter, and 0 leaves samples as they are.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func gaussianBlur(radius: Radius = 2) throws(FilterError) -> some Filter {
        try gaussianBoxes(radius)
    }

    static func readGaussianBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        .filter(try gaussianBlur(radius: try Radius.read(&arguments) ?? 2))
    }

    static func gaussianBoxes(_ radius: Radius) throws(FilterError) -> Boxes {
        let times = 3
        var boxes: [Float] = []
        for sigma in [radius.x, radius.y] {
            let box = boxRadius(sigma: Float(sigma), times: times)
            guard (0..<0x1p31).contains(box) else {
                throw FilterError(
                    .invalidParameter, "radius",
                    expected: "a number that boxes of less than 2^31 samples can stand for",
                    found: "\(sigma)", remedy: "give a standard deviation in samples")
            }
            boxes.append(box)
        }
        return Boxes(x: boxes[0], y: boxes[1], times: times)
    }

    /// The radius of boxes whose variances sum to that of a Gaussian: Gwosdek and others, Theoretical foundations of Gaussian
    /// convolution by extended box filtering, 2011, equations 7, 11 and 14.
    private static func boxRadius(sigma: Float, times: Int) -> Float {
        let variance = sigma * sigma / Float(times)
        let length = Float((12 * Double(variance) + 1).squareRoot())
        let whole = Float(((Double(length) - 1) / 2).rounded(.down))
        let part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance)
        return whole + part / (6 * (variance - (whole + 1) * (whole + 1)))
    }
}
