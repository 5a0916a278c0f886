extension MATLAB {
    /// What `fspecial` makes kernels of.
    ///
    /// Its `motion` is not among them: Octave's differs from MATLAB's, of which there is no description.
    public enum Special: Hashable, Sendable {
        /// Equal taps.
        case average(size: Size = Size(width: 3, height: 3))
        /// The part of each sample that a disk of a whole radius covers.
        case disk(radius: Int = 5)
        /// A sampled Gaussian.
        case gaussian(size: Size = Size(width: 3, height: 3), sigma: Double = 0.5)
        /// A Laplacian of 3 × 3 taps; at 0 without the corners.
        case laplacian(alpha: Double = 0.2)
        /// The Laplacian of a sampled Gaussian, as Octave scales it.
        case laplacianOfGaussian(size: Size = Size(width: 5, height: 5), sigma: Double = 0.5)
        /// Horizontal edges.
        case prewitt
        /// Horizontal edges, smoothed across.
        case sobel
        /// The middle less a Laplacian.
        case unsharp(alpha: Double = 0.2)
    }

    /// `fspecial`: a kernel of correlations.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func fspecial(_ special: Special) throws(FilterError) -> Kernel {
        switch special {
        case .average(let size):
            let count = try checked(size, sigma: 1)
            return try kernel(size) { _, _ in 1 / count }
        case .disk(let radius): return try disk(radius)
        case .gaussian(let size, let sigma):
            _ = try checked(size, sigma: sigma)
            return try normalized(kernel(size) { Elementary.exp(-($0 * $0 + $1 * $1) / (2 * sigma * sigma)) })
        case .laplacian(let alpha):
            try check(alpha)
            let (corner, side) = (alpha / (alpha + 1), (1 - alpha) / (alpha + 1))
            return try star(corner, side, -4 / (alpha + 1))
        case .laplacianOfGaussian(let size, let sigma):
            _ = try checked(size, sigma: sigma)
            let variance = sigma * sigma
            let gaussian = try kernel(size) { Elementary.exp(-($0 * $0 + $1 * $1) / (2 * variance)) }
            let bowl = try kernel(size) { $0 * $0 + $1 * $1 - 2 * variance }
            let scale = 2 * Double.pi * variance * variance * variance * gaussian.sum
            return try Kernel(
                zip(bowl.weights, gaussian.weights).map { $0 * $1 / scale }, extents: bowl.extents, anchor: bowl.anchor)
        case .prewitt: return try Kernel([1, 1, 1, 0, 0, 0, -1, -1, -1], extents: [3, 3])
        case .sobel: return try Kernel([1, 2, 1, 0, 0, 0, -1, -2, -1], extents: [3, 3])
        case .unsharp(let alpha):
            try check(alpha)
            return try star(-alpha / (alpha + 1), (alpha - 1) / (alpha + 1), (alpha + 5) / (alpha + 1))
        }
    }

    static func readFspecial(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let type = try arguments.text("type") else { throw arguments.missing("type") }
        let size = try arguments.size("hsize", heightFirst: true)
        let sigma = try arguments.number("sigma") ?? 0.5
        let alpha = try arguments.number("alpha") ?? 0.2
        let radius = try arguments.integer("radius") ?? 5
        let small = Size(width: 3, height: 3)
        let special = try arguments.choice(
            type, "type",
            [
                "average": Special.average(size: size ?? small), "disk": .disk(radius: radius),
                "gaussian": .gaussian(size: size ?? small, sigma: sigma), "laplacian": .laplacian(alpha: alpha),
                "log": .laplacianOfGaussian(size: size ?? Size(width: 5, height: 5), sigma: sigma), "prewitt": .prewitt,
                "sobel": .sobel, "unsharp": .unsharp(alpha: alpha),
            ])
        return .kernel(try fspecial(special))
    }

    private static func checked(_ size: Size, sigma: Double) throws(FilterError) -> Double {
        let count = Double(size.width) * Double(size.height)
        guard size.width > 0, size.height > 0, count <= 0x1p27, sigma > 0, sigma.isFinite else {
            throw FilterError(
                .invalidParameter, "hsize", expected: "sizes from 1 and a deviation above 0",
                found: "\(size.width) × \(size.height) and \(sigma)", remedy: "give such numbers")
        }
        return count
    }

    private static func check(_ alpha: Double) throws(FilterError) {
        guard (0...1).contains(alpha) else {
            throw FilterError(
                .invalidParameter, "alpha", expected: "a number from 0 to 1", found: "\(alpha)", remedy: "give one")
        }
    }

    /// A kernel of the distances from its middle, along a column and along a row.
    private static func kernel(_ size: Size, _ tap: (Double, Double) -> Double) throws(FilterError) -> Kernel {
        let middle = (y: Double(size.height - 1) / 2, x: Double(size.width - 1) / 2)
        var weights: [Double] = []
        for row in 0..<size.height {
            for column in 0..<size.width { weights.append(tap(Double(row) - middle.y, Double(column) - middle.x)) }
        }
        return try Kernel(
            weights, extents: [size.height, size.width], anchor: [(size.height - 1) / 2, (size.width - 1) / 2])
    }

    private static func star(_ corner: Double, _ side: Double, _ middle: Double) throws(FilterError) -> Kernel {
        try Kernel([corner, side, corner, side, middle, side, corner, side, corner], extents: [3, 3])
    }

    private static func normalized(_ kernel: Kernel) throws(FilterError) -> Kernel {
        let sum = kernel.sum
        return try Kernel(kernel.weights.map { $0 / sum }, extents: kernel.extents, anchor: kernel.anchor)
    }

    private static func disk(_ radius: Int) throws(FilterError) -> Kernel {
        guard (0...4096).contains(radius) else {
            throw FilterError(
                .invalidParameter, "radius", expected: "a whole number from 0 to 4096", found: "\(radius)",
                remedy: "give one")
        }
        guard radius > 0 else { return try Kernel([1], extents: [1, 1]) }
        let area = Double.pi * Double(radius * radius)
        return try kernel(Size(width: 2 * radius + 1, height: 2 * radius + 1)) {
            DiskPart(radius: Double(radius)).covered(x: $1.magnitude, y: $0.magnitude) / area
        }
    }
}

/// How much of a sample of side 1 a disk around the origin covers.
private struct DiskPart {
    let radius: Double

    /// - Parameters:
    ///   - x: the sample's middle along a row, 0 or more and whole.
    ///   - y: the same along a column.
    func covered(x: Double, y: Double) -> Double {
        // A sample on an axis lies evenly on both sides of it.
        let (left, bottom) = (max(x - 0.5, 0), max(y - 0.5, 0))
        let part = area(from: left, to: x + 0.5, bottom: bottom, top: y + 0.5)
        return part * (x == 0 ? 2 : 1) * (y == 0 ? 2 : 1)
    }

    private func area(from left: Double, to right: Double, bottom: Double, top: Double) -> Double {
        // Up to where the circle meets the upper side the sample is full; from where it meets the lower one it is empty.
        let full = min(max(chord(top), left), right)
        let empty = min(max(chord(bottom), left), right)
        return (full - left) * (top - bottom) + (integral(empty) - integral(full)) - (empty - full) * bottom
    }

    /// Half of the chord at a height.
    private func chord(_ height: Double) -> Double {
        height < radius ? (radius * radius - height * height).squareRoot() : 0
    }

    /// The area under the circle from the middle to a place.
    private func integral(_ place: Double) -> Double {
        let height = chord(place)
        return (place * height + radius * radius * Elementary.arctangent(y: place, x: height)) / 2
    }
}
