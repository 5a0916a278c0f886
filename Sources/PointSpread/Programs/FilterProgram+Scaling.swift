extension FilterProgram {
    /// What the samples of an output stand for, given what those of the input do.
    ///
    /// Where the input stands for slope · x + intercept, a weighted sum with weights of sum g stands for
    /// slope · Σ + intercept · g: a blur keeps the scaling, a derivative keeps its slope. Nothing where samples stand for
    /// themselves, such as angles.
    package func scaling(ofOutput output: Int, from scaling: ValueScaling?) -> ValueScaling? {
        guard let scaling else { return nil }
        let gains = branches.map(Self.gain)
        switch response(of: outputs[output].join, gains) {
        case .linear(let gain):
            return try? ValueScaling(slope: scaling.slope, intercept: Self.snapped(gain) * scaling.intercept)
        case .size: return try? ValueScaling(slope: abs(scaling.slope))
        case .constant, .square, .other: return nil
        }
    }

    /// How a number follows when all samples x become a · x + b.
    private enum Response: Equatable {
        /// As a · number + b · gain.
        case linear(gain: Double)
        /// Not at all.
        case constant
        /// As a² · number: a product of numbers of gain 0.
        case square
        /// As |a| · number.
        case size
        /// In no such way.
        case other
    }

    /// The sum of all weights of a list of passes, or nothing where it does more than to weigh.
    private static func gain(_ passes: [Pass]) -> Double? {
        var gain = 1.0
        for pass in passes {
            guard pass.kernel.channels == nil else { return nil }
            // Of the taps of an array with zeros between its samples, every so many meet a sample.
            gain *= pass.kernel.weights.reduce(0, +) / Double(pass.stuffedPitch)
            for map in pass.load.maps {
                guard case .multiplied(let factor) = map else { return nil }
                gain *= factor
            }
            for step in pass.store.steps {
                switch step {
                case .multiply(let factor): gain *= factor
                case .divide(let divisor): gain /= divisor
                case .convert: continue
                case .add, .shiftRight: return nil
                }
            }
        }
        return gain
    }

    /// Sums of weights that were meant to be 0 or 1 but for rounding.
    private static func snapped(_ gain: Double) -> Double {
        abs(gain) < 1e-6 ? 0 : abs(gain - 1) < 1e-6 ? 1 : gain
    }

    private func response(of join: Join, _ gains: [Double?]) -> Response {
        func part(_ join: Join) -> Response { response(of: join, gains) }
        switch join {
        case .branch(let branch), .channel(_, let branch), .smallest(let branch), .largest(let branch):
            return gains[branch].map { .linear(gain: $0) } ?? .other
        case .constant: return .constant
        case .rounded(let a, _, _, _): return part(a)
        case .sum(let a, let b): return Self.sum(part(a), part(b), sign: 1)
        case .difference(let a, let b): return Self.sum(part(a), part(b), sign: -1)
        case .product(let a, let b): return product(a, b, gains)
        case .fused(let a, let b, let c): return Self.sum(product(a, b, gains), part(c), sign: 1)
        case .squareRoot(let a): return part(a) == .square ? .size : .other
        case .magnitude(let a):
            guard case .linear(let gain) = part(a), Self.snapped(gain) == 0 else { return .other }
            return .size
        case .whereGreater(_, _, let a, let b), .whereChannel(_, let a, let b):
            guard case (.linear(let first), .linear(let second)) = (part(a), part(b)) else { return .other }
            return Self.snapped(first - second) == 0 ? .linear(gain: first) : .other
        case .quotient, .arctangent, .minimum, .maximum, .encoded: return .other
        }
    }

    private static func sum(_ a: Response, _ b: Response, sign: Double) -> Response {
        switch (a, b) {
        case (.linear(let first), .linear(let second)): .linear(gain: first + sign * second)
        case (.square, .square) where sign > 0: .square
        default: .other
        }
    }

    private func product(_ a: Join, _ b: Join, _ gains: [Double?]) -> Response {
        switch (a, response(of: a, gains), b, response(of: b, gains)) {
        case (.constant(let factor), _, _, .linear(let gain)), (_, .linear(let gain), .constant(let factor), _):
            .linear(gain: factor * gain)
        case (_, .linear(let first), _, .linear(let second))
        where Self.snapped(first) == 0 && Self.snapped(second) == 0:
            .square
        default: .other
        }
    }
}
