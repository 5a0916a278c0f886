/// One element of an array: a number of one of eleven types.
///
/// `Int8` to `Int64`, `UInt8` to `UInt64`, `Float16`, `Float` and `Double` conform. No other type can.
public protocol Sample: BitwiseCopyable, Hashable, Sendable {
    /// The type of a derivative of such samples: `Float` for integers, the type itself for floating-point numbers.
    associatedtype Derivative: Sample

    /// The name of the type at run time.
    static var elementType: ElementType { get }

    /// The nearest value of this type to a whole number, or nothing where the rule for overflow says that there is none.
    static func converting(_ value: some FixedWidthInteger, overflow: OverflowRule) -> Self?

    /// The nearest value of this type to a real number, or nothing where the rule for overflow says that there is none.
    static func converting(_ value: Double, rounding: RoundingRule, overflow: OverflowRule) -> Self?

    /// This value in another type, or nothing where the rule for overflow says that there is none.
    func converted<Other: Sample>(to type: Other.Type, rounding: RoundingRule, overflow: OverflowRule) -> Other?

    /// The value as a double; integers beyond 2^53 are rounded.
    var doubleValue: Double { get }
}

/// How a real number becomes a whole one.
public enum RoundingRule: String, Hashable, Sendable, CaseIterable {
    /// To the nearest; halves to the even neighbour.
    case halfEven
    /// To the nearest; halves toward positive infinity: ⌊v + ½⌋.
    case halfUp
    /// To the nearest; halves away from zero.
    case halfAwayFromZero
    /// Toward zero.
    case towardZero
    /// Toward negative infinity.
    case down

    /// Applies the rule to one number.
    @inline(__always)
    public func callAsFunction(_ value: Double) -> Double {
        switch self {
        case .halfEven: value.rounded(.toNearestOrEven)
        case .halfUp:
            // Adding a half first would round 0.49999999999999994 up.
            (value - value.rounded(.down)) >= 0.5 ? value.rounded(.up) : value.rounded(.down)
        case .halfAwayFromZero: value.rounded(.toNearestOrAwayFromZero)
        case .towardZero: value.rounded(.towardZero)
        case .down: value.rounded(.down)
        }
    }
}

/// What becomes of a number that the target type cannot hold.
public enum OverflowRule: String, Hashable, Sendable, CaseIterable {
    /// The nearest end of the type's range; NaN becomes 0 in an integer type.
    case saturate
    /// The number modulo 2^bits; infinity and NaN become 0 in an integer type.
    case wrap
    /// What the conversion instructions of x86-64 make of it, as compilers use them: the number modulo 2^bits, but a number that
    /// 32 bits cannot hold (64 for `Int64`, `UInt32` and `UInt64`), infinity or NaN becomes a 1 in the highest of these bits.
    case indefinite
    /// An error.
    case fail
}

extension Sample where Self: FixedWidthInteger {
    /// The nearest value of this type to a whole number.
    @inline(__always)
    public static func converting(_ value: some FixedWidthInteger, overflow: OverflowRule) -> Self? {
        switch overflow {
        case .saturate: Self(clamping: value)
        case .wrap, .indefinite: Self(truncatingIfNeeded: value)
        case .fail: Self(exactly: value)
        }
    }

    /// The nearest value of this type to a real number.
    @inline(__always)
    public static func converting(_ value: Double, rounding: RoundingRule, overflow: OverflowRule) -> Self? {
        let whole = rounding(value)
        if let exact = Self(exactly: whole) { return exact }
        switch overflow {
        case .saturate: return whole.isNaN ? 0 : whole < 0 ? .min : .max
        case .wrap: return wrapping(whole)
        case .indefinite: return indefinite(whole)
        case .fail: return nil
        }
    }

    /// A whole number as a conversion to 32 or 64 bits leaves it, its lower bits.
    private static func indefinite(_ whole: Double) -> Self {
        if bitWidth < 32 || bitWidth == 32 && isSigned {
            return Self(truncatingIfNeeded: Int32(exactly: whole) ?? .min)
        }
        // There is no instruction for the upper half of UInt64: 2^63 is taken away and put back.
        if bitWidth == 64, !isSigned, whole >= 0x1p63 {
            return Self(truncatingIfNeeded: (Int64(exactly: whole - 0x1p63) ?? .min) ^ .min)
        }
        return Self(truncatingIfNeeded: Int64(exactly: whole) ?? .min)
    }

    /// A whole number modulo 2^bits.
    private static func wrapping(_ whole: Double) -> Self {
        guard whole.isFinite else { return 0 }
        // The remainder is exact, lies within ±2^64, and differs from the number by a multiple of every 2^bits.
        let remainder = whole.truncatingRemainder(dividingBy: 18_446_744_073_709_551_616)
        return remainder < 0
            ? Self(truncatingIfNeeded: 0 &- UInt64(-remainder)) : Self(truncatingIfNeeded: UInt64(remainder))
    }

    /// This value in another type.
    @inline(__always)
    public func converted<Other: Sample>(
        to type: Other.Type, rounding: RoundingRule, overflow: OverflowRule
    ) -> Other? {
        Other.converting(self, overflow: overflow)
    }

    /// The value as a double.
    @inline(__always)
    public var doubleValue: Double { Double(self) }
}

extension Sample where Self: BinaryFloatingPoint {
    /// The nearest value of this type to a whole number, halves to even.
    @inline(__always)
    public static func converting(_ value: some FixedWidthInteger, overflow: OverflowRule) -> Self? {
        finite(Self(value), overflow: overflow)
    }

    /// The nearest value of this type to a real number, halves to even.
    @inline(__always)
    public static func converting(_ value: Double, rounding: RoundingRule, overflow: OverflowRule) -> Self? {
        value.isFinite ? finite(Self(value), overflow: overflow) : Self(value)
    }

    /// Infinity out of a finite number is an overflow; floating-point types have it as their nearest value otherwise.
    @inline(__always)
    private static func finite(_ value: Self, overflow: OverflowRule) -> Self? {
        overflow == .fail && !value.isFinite ? nil : value
    }

    /// This value in another type.
    @inline(__always)
    public func converted<Other: Sample>(
        to type: Other.Type, rounding: RoundingRule, overflow: OverflowRule
    ) -> Other? {
        Other.converting(Double(self), rounding: rounding, overflow: overflow)
    }

    /// The value as a double.
    @inline(__always)
    public var doubleValue: Double { Double(self) }
}

extension Int8: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.int8`.
    public static var elementType: ElementType { .int8 }
}
extension Int16: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.int16`.
    public static var elementType: ElementType { .int16 }
}
extension Int32: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.int32`.
    public static var elementType: ElementType { .int32 }
}
extension Int64: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.int64`.
    public static var elementType: ElementType { .int64 }
}
extension UInt8: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.uint8`.
    public static var elementType: ElementType { .uint8 }
}
extension UInt16: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.uint16`.
    public static var elementType: ElementType { .uint16 }
}
extension UInt32: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.uint32`.
    public static var elementType: ElementType { .uint32 }
}
extension UInt64: Sample {
    /// Derivatives are real numbers.
    public typealias Derivative = Float
    /// The name of the type: `.uint64`.
    public static var elementType: ElementType { .uint64 }
}
extension Float16: Sample {
    /// Derivatives are of the same type.
    public typealias Derivative = Float16
    /// The name of the type: `.float16`.
    public static var elementType: ElementType { .float16 }
}
extension Float: Sample {
    /// Derivatives are of the same type.
    public typealias Derivative = Float
    /// The name of the type: `.float32`.
    public static var elementType: ElementType { .float32 }
}
extension Double: Sample {
    /// Derivatives are of the same type.
    public typealias Derivative = Double
    /// The name of the type: `.float64`.
    public static var elementType: ElementType { .float64 }
}
