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
    /// The type of element that the user asked for.
    var type: ElementType?
    /// How real numbers become whole ones of that type.
    var rounding = RoundingRule.halfEven

    /// What samples went through on the way into a file.
    struct Mapping {
        let type: ElementType
        let scale: Double
        let offset: Double
        var rounding = RoundingRule.halfEven
    }

    /// The type that the user asked for, where nothing is scaled or added on the way to it.
    var plainType: ElementType? { scale == nil && offset == nil ? type : nil }

    /// The type that a filter is to round its results to, where it is not the usual one.
    ///
    /// What is scaled afterwards is left as it was summed, so that it is rounded once.
    func resultType(of source: ElementType) -> (type: ElementType, rounding: RoundingRule)? {
        guard let type else { return nil }
        return scale == nil && offset == nil ? (type, rounding) : (source.accumulator, .halfEven)
    }

    /// What is to be done to results before they are written, or nothing where they are written as they are.
    ///
    /// - Parameters:
    ///   - result: the type of the results of a filter.
    ///   - meaning: what they mean.
    ///   - source: the type of the filter's input.
    ///   - format: the format that they are written in.
    /// - Throws: `FilterError` where the format cannot hold the results, and the user has not said what is to become of them.
    func conversion(
        of result: ElementType, meaning: ResultMeaning, source: ElementType, in format: FileFormat
    ) throws(FilterError) -> Conversion? {
        let types = format.elementTypes
        if let type {
            guard types.contains(type) else {
                throw FilterError(
                    .unrepresentable, "dtype", expected: "\(words(types)), which \(format) files hold",
                    found: type.rawValue, remedy: "name one of these, or write .npy")
            }
            if scale == nil, offset == nil, result == type { return nil }
            // Where the user names a type, numbers stay what they are, unless a scale or an offset is named too.
            return Conversion(
                type: type, scale: scale ?? .factor(1), offset: offset, middle: meaning == .image ? nil : 0,
                rounding: rounding)
        }
        let isHeld = types.contains(result)
        if isHeld, scale == nil, offset == nil { return nil }
        let target = isHeld ? result : types.contains(source) ? source : types[0]
        var usual: Scale?
        if isHeld || result.fits(target) { usual = .factor(1) }
        guard target.isInteger else {
            guard let scale = scale ?? usual else { throw refusal(result, format) }
            return Conversion(type: target, scale: scale, offset: offset, middle: 0)
        }
        // Only of samples of the same type is it known what brightness they stand for.
        let faithful = source == target ? Scale.factor(1) : .automatic
        switch meaning {
        case .image:
            guard let scale = scale ?? usual else { throw refusal(result, format) }
            return Conversion(type: target, scale: scale, offset: offset)
        case .magnitude: return Conversion(type: target, scale: scale ?? faithful, offset: offset, middle: 0)
        case .signed:
            return Conversion(type: target, scale: scale ?? faithful, offset: offset, middle: target.middle)
        case .angle:
            return Conversion(
                type: target, scale: scale ?? .automatic, offset: offset, middle: target.middle, reach: .pi)
        }
    }

    private func words(_ types: [ElementType]) -> String { types.map(\.rawValue).joined(separator: " or ") }

    private func refusal(_ result: ElementType, _ format: FileFormat) -> FilterError {
        FilterError(
            .unrepresentable, "samples",
            expected: "\(words(format.elementTypes)), which \(format) files hold", found: result.rawValue,
            remedy: "say how to convert them (--scale auto, none or a factor, or --dtype), or write .npy")
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
