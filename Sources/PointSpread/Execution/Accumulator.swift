/// The arithmetic of one type of accumulator: rounded in floating-point types, modulo 2^bits in integer types.
package protocol Accumulator: Sample {
    static func sum(_ first: Self, _ second: Self) -> Self
    static func difference(_ first: Self, _ second: Self) -> Self
    static func product(_ first: Self, _ second: Self) -> Self
    /// first · second + third, rounded once.
    static func fused(_ first: Self, _ second: Self, plus third: Self) -> Self
    /// The quotient; of integers rounded down, and 0 for a divisor of 0.
    static func quotient(_ first: Self, _ second: Self) -> Self
    /// An integer shifted right; a real number divided by 2^bits.
    func shiftedRight(by bits: Int) -> Self
    static func isGreater(_ first: Self, than second: Self) -> Bool
    var squareRoot: Self { get }
    var absolute: Self { get }
    static var zero: Self { get }
}

extension Accumulator {
    /// A number of a program in this type: rounded half to even, saturating.
    @inline(__always)
    package init(number: Double) {
        self = Self.converting(number, rounding: .halfEven, overflow: .saturate) ?? .zero
    }
}

extension Accumulator where Self: FixedWidthInteger {
    @inline(__always) package static func sum(_ first: Self, _ second: Self) -> Self { first &+ second }
    @inline(__always) package static func difference(_ first: Self, _ second: Self) -> Self { first &- second }
    @inline(__always) package static func product(_ first: Self, _ second: Self) -> Self { first &* second }
    @inline(__always) package static func fused(_ first: Self, _ second: Self, plus third: Self) -> Self {
        first &* second &+ third
    }
    @inline(__always) package static func quotient(_ first: Self, _ second: Self) -> Self {
        if second == 0 { return 0 }
        let (quotient, overflow) = first.dividedReportingOverflow(by: second)
        if overflow { return first }
        return quotient &* second != first && (first < 0) != (second < 0) ? quotient &- 1 : quotient
    }
    @inline(__always) package func shiftedRight(by bits: Int) -> Self { self >> bits }
    @inline(__always) package static func isGreater(_ first: Self, than second: Self) -> Bool { first > second }
    @inline(__always) package var squareRoot: Self { Self(number: Double(self).squareRoot()) }
    @inline(__always) package var absolute: Self { self < 0 ? 0 &- self : self }
    package static var zero: Self { 0 }
}

extension Accumulator where Self: BinaryFloatingPoint {
    @inline(__always) package static func sum(_ first: Self, _ second: Self) -> Self { first + second }
    @inline(__always) package static func difference(_ first: Self, _ second: Self) -> Self { first - second }
    @inline(__always) package static func product(_ first: Self, _ second: Self) -> Self { first * second }
    @inline(__always) package static func fused(_ first: Self, _ second: Self, plus third: Self) -> Self {
        third.addingProduct(first, second)
    }
    @inline(__always) package static func quotient(_ first: Self, _ second: Self) -> Self { first / second }
    @inline(__always) package func shiftedRight(by bits: Int) -> Self {
        self / Self(sign: .plus, exponent: Exponent(bits), significand: 1)
    }
    @inline(__always) package static func isGreater(_ first: Self, than second: Self) -> Bool { first > second }
    @inline(__always) package var squareRoot: Self { squareRoot() }
    @inline(__always) package var absolute: Self { magnitude }
    package static var zero: Self { 0 }
}

extension Int8: Accumulator {}
extension Int16: Accumulator {}
extension Int32: Accumulator {}
extension Int64: Accumulator {}
extension UInt8: Accumulator {}
extension UInt16: Accumulator {}
extension UInt32: Accumulator {}
extension UInt64: Accumulator {}
extension Float16: Accumulator {}
extension Float: Accumulator {}
extension Double: Accumulator {}
