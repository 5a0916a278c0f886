import PointSpread

/// A number of any type of element without rounding, and the rules of conversion worked out in exact arithmetic.
enum ExactNumber: Equatable {
    case whole(Int128)
    case real(Double)

    /// The only element of an array.
    init(_ array: AnyArray) {
        self = array.elementType.accept(ExactReader(base: array.buffer.base))
    }

    static func == (first: ExactNumber, second: ExactNumber) -> Bool {
        switch (first, second) {
        case (.whole(let a), .whole(let b)): a == b
        // 0 and −0 differ; NaN is NaN.
        case (.real(let a), .real(let b)): a.isNaN ? b.isNaN : a.bitPattern == b.bitPattern
        default: false
        }
    }

    /// The number in another type, or nothing where that is an error.
    func converted(to type: ElementType, _ rounding: RoundingRule, _ overflow: OverflowRule) -> ExactNumber? {
        type.isInteger ? wholeNumber(of: type, rounding, overflow).map(Self.whole) : realNumber(of: type, overflow)
    }

    // MARK: Whole numbers

    private func wholeNumber(of type: ElementType, _ rounding: RoundingRule, _ overflow: OverflowRule) -> Int128? {
        let bits = type.size * 8
        let smallest = type.isSigned ? -(Int128(1) << (bits - 1)) : 0
        let largest = smallest + (Int128(1) << bits) - 1
        let value: Int128
        switch self {
        case .whole(let whole): value = whole
        case .real(let real) where real.isNaN:
            return overflow == .fail ? nil : overflow == .indefinite ? Self.indefinite(nil, type) : 0
        case .real(let real) where real.magnitude >= 0x1p120:
            // Infinity, or a multiple of 2^64.
            switch overflow {
            case .saturate: return real > 0 ? largest : smallest
            case .wrap: return 0
            case .indefinite: return real > 0 && type == .uint64 ? 0 : Self.indefinite(nil, type)
            case .fail: return nil
            }
        case .real(let real): value = Self.rounded(real, rounding)
        }
        if (smallest...largest).contains(value) { return value }
        switch overflow {
        case .saturate: return value < smallest ? smallest : largest
        case .fail: return nil
        case .wrap: return Self.wrapped(value, type)
        case .indefinite:
            if case .whole = self { return Self.wrapped(value, type) }
            return Self.indefinite(value, type)
        }
    }

    private static func wrapped(_ value: Int128, _ type: ElementType) -> Int128 {
        let span = Int128(1) << (type.size * 8)
        let remainder = (value % span + span) % span
        return type.isSigned && remainder >= span / 2 ? remainder - span : remainder
    }

    /// What x86-64 makes of a real number that it has cut off, or of NaN.
    private static func indefinite(_ value: Int128?, _ type: ElementType) -> Int128 {
        let bits = type.size < 4 || type == .int32 ? 32 : 64
        let half = Int128(1) << (bits - 1)
        guard let value else { return wrapped(half, type) }
        if type == .uint64, value >= half { return value < 2 * half ? value : 0 }
        return wrapped((-half..<half).contains(value) ? value : half, type)
    }

    private static func rounded(_ value: Double, _ rule: RoundingRule) -> Int128 {
        let low = value.rounded(.down)
        let whole = Int128(low)
        if low == value { return whole }
        let half = low + 0.5
        switch rule {
        case .down: return whole
        case .towardZero: return value > 0 ? whole : whole + 1
        case _ where value != half: return value < half ? whole : whole + 1
        case .halfUp: return whole + 1
        case .halfAwayFromZero: return value > 0 ? whole + 1 : whole
        case .halfEven: return whole.isMultiple(of: 2) ? whole : whole + 1
        }
    }

    // MARK: Real numbers

    private func realNumber(of type: ElementType, _ overflow: OverflowRule) -> ExactNumber? {
        if case .real(let value) = self, !value.isFinite || value == 0 { return self }
        let (precision, largest, smallestExponent) =
            switch type {
            case .float16: (11, 15, -24)
            case .float32: (24, 127, -149)
            default: (53, 1023, -1074)
            }
        let (isNegative, magnitude, exponent) = binary
        // magnitude · 2^exponent, cut to so many bits, or to the smallest step of the type.
        let bits = Int128.bitWidth - magnitude.leadingZeroBitCount
        let dropped = max(bits - precision, smallestExponent - exponent, 0)
        guard dropped < 120 else { return .real(isNegative ? -0.0 : 0) }
        var kept = magnitude >> dropped
        let rest = magnitude - (kept << dropped)
        let half = dropped > 0 ? Int128(1) << (dropped - 1) : 0
        if dropped > 0, rest > half || rest == half && !kept.isMultiple(of: 2) { kept += 1 }
        let value = Double(kept) * Double(sign: .plus, exponent: exponent + dropped, significand: 1)
        let isTooLarge = value >= Double(sign: .plus, exponent: largest, significand: 1) * 2
        if isTooLarge { return overflow == .fail ? nil : .real(isNegative ? -.infinity : .infinity) }
        return .real(isNegative ? -value : value)
    }

    private var binary: (isNegative: Bool, magnitude: Int128, exponent: Int) {
        switch self {
        case .whole(let value): return (value < 0, value < 0 ? -value : value, 0)
        case .real(let value):
            let exponent = max(Int(value.exponent) - 52, -1074)
            // In two steps, so that the power does not overflow.
            let scaled = value.magnitude * Double(sign: .plus, exponent: -exponent / 2, significand: 1)
            return (
                value < 0, Int128(scaled * Double(sign: .plus, exponent: -exponent - -exponent / 2, significand: 1)),
                exponent
            )
        }
    }
}

private struct ExactReader: ElementVisitor {
    let base: UnsafeMutableRawPointer

    func visit<Element: Accumulator>(_ type: Element.Type) -> ExactNumber {
        let element = base.load(as: Element.self)
        if let whole = element as? any FixedWidthInteger { return .whole(Int128(whole)) }
        return .real(element.doubleValue)
    }
}
