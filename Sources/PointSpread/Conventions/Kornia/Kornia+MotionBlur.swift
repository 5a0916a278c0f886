extension Kornia {
    /// How a line of taps is turned.
    public enum Rotation: String, Hashable, Sendable, CaseIterable {
        /// Each tap is that of the nearest place on the line.
        case nearest
        /// Each tap is mixed from those of the four nearest places.
        case bilinear
    }

    /// `motion_blur`: a line of taps through the middle of a square.
    ///
    /// - Parameters:
    ///   - kernelSize: the side of the square, an odd number from 3.
    ///   - angle: in degrees, counterclockwise as rows are seen from top to bottom.
    ///   - direction: from −1, all weight at one end falling to none at the other, by 0, even, to 1.
    ///   - border: what lies outside.
    ///   - rotation: how the line is turned.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func motionBlur(
        kernelSize: Int, angle: Double, direction: Double, border: PyTorch.PaddingMode = .reflect,
        rotation: Rotation = .nearest
    ) throws(FilterError) -> some Filter {
        guard kernelSize >= 3, kernelSize % 2 == 1 else {
            throw FilterError(
                .invalidParameter, "kernel_size", expected: "an odd number from 3", found: "\(kernelSize)",
                remedy: "give a window with a middle")
        }
        guard angle.isFinite, !direction.isNaN else {
            throw FilterError(
                .invalidParameter, "angle", expected: "finite numbers", found: "angle \(angle), direction \(direction)",
                remedy: "give degrees, and a direction from -1 to 1")
        }
        let line = MotionLine(count: kernelSize, angle: angle, direction: direction, rotation: rotation)
        return Dense(kernel: try Kernel(line.weights, extents: [kernelSize, kernelSize]), border: border)
    }

    static func readMotionBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let size = try arguments.integer("kernel_size") else { throw arguments.missing("kernel_size") }
        guard let angle = try arguments.number("angle") else { throw arguments.missing("angle") }
        guard let direction = try arguments.number("direction") else { throw arguments.missing("direction") }
        let mode = try arguments.text("mode") ?? "nearest"
        return .filter(
            try motionBlur(
                kernelSize: size, angle: angle, direction: direction, border: try readBorder(&arguments),
                rotation: try arguments.choice(
                    mode, "mode", Dictionary(uniqueKeysWithValues: Rotation.allCases.map { ($0.rawValue, $0) }))))
    }

    /// The taps of a square with a turned line in it.
    private struct MotionLine {
        let count: Int
        let angle: Double
        let direction: Double
        let rotation: Rotation

        var weights: [Double] {
            let turn = Elementary.sineCosine(degrees: angle.truncatingRemainder(dividingBy: 360))
            let middle = Double(count - 1) / 2
            var weights: [Double] = []
            for row in 0..<count {
                for column in 0..<count {
                    let (u, v) = (Double(column) - middle, Double(row) - middle)
                    weights.append(
                        tap(x: turn.cosine * u - turn.sine * v, y: turn.sine * u + turn.cosine * v, middle))
                }
            }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }

        /// The tap at a place that is given from the middle of the line before it was turned.
        private func tap(x: Double, y: Double, _ middle: Double) -> Double {
            switch rotation {
            case .nearest:
                // What lies between two taps by no more than rounding lies between them.
                func place(_ distance: Double) -> Double {
                    let grid = 0x1p20
                    return ((distance * grid).rounded(.toNearestOrEven) / grid + middle).rounded(.toNearestOrEven)
                }
                return place(y) == middle ? weight(place(x)) : 0
            case .bilinear:
                let distance = y.magnitude
                guard distance < 1 else { return 0 }
                let place = x + middle
                let first = place.rounded(.down)
                let part = place - first
                return (weight(first) * (1 - part) + weight(first + 1) * part) * (1 - distance)
            }
        }

        /// A weight on the line, 0 outside it.
        private func weight(_ place: Double) -> Double {
            guard place >= 0, place < Double(count) else { return 0 }
            let start = (min(max(direction, -1), 1) + 1) / 2
            return start + (1 - 2 * start) / Double(count - 1) * place
        }
    }
}
