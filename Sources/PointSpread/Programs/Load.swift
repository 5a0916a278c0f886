/// How a sample enters a pass: converted to the type of the accumulator, then mapped.
public struct Load: Hashable, Sendable {
    /// A map of one sample.
    public enum Map: Hashable, Sendable {
        /// The sample times a factor.
        case multiplied(by: Double)
        /// The sample times itself.
        case squared
        /// The sample, or a number where that is larger; NaN stays NaN.
        case atLeast(Double)
        /// The linear light that a gamma-encoded sample stands for, 1 for full scale.
        case decoded(TransferFunction, fullScale: Double, alpha: AlphaChannel?)
        /// A colour times the alpha of its place as it is stored, divided by the value of full alpha.
        case premultiplied(AlphaChannel, fullScale: Double = 1)
    }

    /// Where alpha lies; the maps of colours leave it as it is.
    public struct AlphaChannel: Hashable, Sendable {
        /// The axis of the channels.
        public var axis: Int
        /// The place along that axis.
        public var channel: Int

        /// States the numbers.
        public init(axis: Int, channel: Int) {
            self.axis = axis
            self.channel = channel
        }
    }

    /// The maps, in the order in which they are applied.
    public var maps: [Map]

    /// States the maps; none for a conversion only.
    public init(_ maps: [Map] = []) { self.maps = maps }
}

/// A curve that stands between linear light and stored numbers.
public enum TransferFunction: String, Hashable, Sendable {
    /// The curve of IEC 61966-2-1.
    case sRGB

    /// Linear light from 0 to 1 for a stored number from 0 to 1; numbers outside are treated by the curve's odd extension.
    package func decoded(_ value: Double) -> Double {
        let size = value.magnitude
        let light = size <= 0.04045 ? size / 12.92 : Elementary.power((size + 0.055) / 1.055, 2.4)
        return value < 0 ? -light : light
    }

    /// The stored number from 0 to 1 for linear light from 0 to 1.
    package func encoded(_ light: Double) -> Double {
        let size = light.magnitude
        let value = size <= 0.0031308 ? size * 12.92 : 1.055 * Elementary.power(size, 1 / 2.4) - 0.055
        return light < 0 ? -value : value
    }
}

extension Load.Map {
    /// Whether the map is a little arithmetic on each sample by itself.
    package var isPointwise: Bool {
        switch self {
        case .multiplied, .squared, .atLeast: true
        case .decoded, .premultiplied: false
        }
    }

    /// The channel that the map leaves as it is.
    package var alpha: Load.AlphaChannel? {
        switch self {
        case .multiplied, .squared, .atLeast: nil
        case .decoded(_, _, let alpha): alpha
        case .premultiplied(let alpha, _): alpha
        }
    }

    /// The map of one sample.
    ///
    /// - Parameter alpha: the alpha of the sample's place as it is stored, where the map needs it.
    package func applied<Number: Accumulator>(to sample: Number, alpha: Number?) -> Number {
        switch self {
        case .multiplied(let factor): .product(sample, Number(number: factor))
        case .squared: .product(sample, sample)
        case .atLeast(let number):
            Number.isGreater(Number(number: number), than: sample) ? Number(number: number) : sample
        case .decoded(let curve, let fullScale, _): Number(number: curve.decoded(sample.doubleValue / fullScale))
        case .premultiplied(_, let fullScale):
            alpha.map {
                fullScale == 1 ? .product(sample, $0) : .quotient(.product(sample, $0), Number(number: fullScale))
            }
                ?? sample
        }
    }
}
