import PointSpread
import PointSpreadIO

/// What the results of a filter mean, which decides how they are shown in formats that hold whole numbers only.
enum ResultMeaning {
    /// An image like the input.
    case image
    /// Numbers of either sign, such as derivatives.
    case signed
    /// Numbers of 0 or more.
    case magnitude
    /// Angles from −π to π.
    case angle
}

/// How samples become those of the format that they are written in.
struct Display {
    /// What samples are multiplied by.
    enum Scale: Hashable {
        /// Whatever fills the range of the written type.
        case automatic
        case factor(Double)

        /// Reads `auto`, `none` or a number.
        init(_ text: String) throws(FilterError) {
            switch (text, Texts.number(text)) {
            case ("auto", _): self = .automatic
            case ("none", _): self = .factor(1)
            case (_, let factor?) where factor.isFinite: self = .factor(factor)
            default:
                throw FilterError(
                    .invalidParameter, "scale", expected: "auto, none or a finite factor", found: "'\(text)'",
                    remedy: "write it as in --scale auto or --scale 0.5")
            }
        }
    }

    /// What the user asked for.
    let scale: Scale?
    let offset: Double?

    /// What samples went through on the way into a file.
    struct Mapping {
        let type: ElementType
        let scale: Double
        let offset: Double
    }

    /// The samples as they are written, and how they became so, or nothing where they are the result itself.
    ///
    /// - Parameters:
    ///   - samples: the result of a filter.
    ///   - meaning: what they mean.
    ///   - source: the type of the filter's input.
    ///   - format: the format that they are written in.
    /// - Throws: `FilterError` where the format cannot hold the samples, and the user has not said what is to become of them.
    func shown(
        _ samples: AnyArray, meaning: ResultMeaning, source: ElementType, in format: FileFormat
    ) throws(FilterError) -> (AnyArray, Mapping?) {
        let types = format.elementTypes
        let isHeld = types.contains(samples.elementType)
        if isHeld, scale == nil, offset == nil { return (samples, nil) }
        let target = isHeld ? samples.elementType : types.contains(source) ? source : types[0]
        var usual: Scale?
        if isHeld || samples.elementType.fits(target) { usual = .factor(1) }
        guard target.isInteger else {
            guard let scale = scale ?? usual else { throw refusal(samples, format) }
            return try mapped(samples, to: target, scale: scale, middle: 0)
        }
        // Only of samples of the same type is it known what brightness they stand for.
        let faithful = source == target ? Scale.factor(1) : .automatic
        switch meaning {
        case .image:
            guard let scale = scale ?? usual else { throw refusal(samples, format) }
            return try mapped(samples, to: target, scale: scale)
        case .magnitude: return try mapped(samples, to: target, scale: scale ?? faithful, middle: 0)
        case .signed: return try mapped(samples, to: target, scale: scale ?? faithful, middle: target.middle)
        case .angle:
            return try mapped(samples, to: target, scale: scale ?? .automatic, middle: target.middle, reach: .pi)
        }
    }

    private func refusal(_ samples: AnyArray, _ format: FileFormat) -> FilterError {
        FilterError(
            .unrepresentable, "samples",
            expected: "\(format.elementTypes.map(\.rawValue).joined(separator: " or ")), which \(format) files hold",
            found: samples.elementType.rawValue,
            remedy: "say how to convert them (--scale auto, none or a factor), or write .npy")
    }

    /// Multiplies, adds, rounds half to even and saturates.
    ///
    /// - Parameters:
    ///   - middle: where 0 is shown; nothing where the smallest sample is to be shown as 0.
    ///   - reach: the magnitude that fills the range; that of the samples where it is not given.
    private func mapped(
        _ samples: AnyArray, to type: ElementType, scale: Scale, middle: Double? = nil, reach: Double? = nil
    ) throws(FilterError) -> (AnyArray, Mapping) {
        var factor = 1.0
        var offset = self.offset ?? middle ?? 0
        switch scale {
        case .factor(let number): factor = number
        case .automatic:
            let range =
                if let reach { -reach...reach } else { try Statistics(samples).range ?? 0...0 }
            if let middle {
                let largest = max(-range.lowerBound, range.upperBound)
                if largest > 0 { factor = (type.fullScale - middle) / largest }
            } else {
                let extent = range.upperBound - range.lowerBound
                if extent > 0 { factor = type.fullScale / extent }
                offset = self.offset ?? -range.lowerBound * factor
            }
        }
        var numbers = try samples.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        numbers.withMutableSpan { span in
            for index in span.indices { span[index] = span[index] * factor + offset }
        }
        let shown = try numbers.converted(to: type, rounding: .halfEven, overflow: .saturate)
        return (shown, Mapping(type: type, scale: factor, offset: offset))
    }
}

extension FileFormat {
    /// The types of samples that files of the format hold, the one for unsuitable samples first.
    var elementTypes: [ElementType] {
        switch self {
        case .png, .pnm: [.uint8, .uint16]
        case .pfm: [.float32]
        case .nifti: [.float32] + ElementType.allCases.filter { $0 != .float32 && $0 != .float16 }
        default: ElementType.allCases
        }
    }
}

extension ElementType {
    /// The value that stands for 0 where numbers of either sign are shown.
    fileprivate var middle: Double { isSigned ? 0 : (fullScale + 1) / 2 }

    /// Whether every value is one of a floating-point type.
    fileprivate func fits(_ type: ElementType) -> Bool {
        type == .float64 ? self != .int64 && self != .uint64 : type == .float32 && (size <= 2 || self == .float32)
    }
}
