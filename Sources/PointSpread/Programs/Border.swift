/// What a filter sees where a line of samples has ended.
///
/// | border | picture of the line a b c d |
/// |---|---|
/// | `constant(c)` | c c \| a b c d \| c c |
/// | `replicate` | a a \| a b c d \| d d |
/// | `symmetric` | b a \| a b c d \| d c |
/// | `reflect101` | c b \| a b c d \| c b |
/// | `wrap` | c d \| a b c d \| a b |
///
/// Every rule holds at any distance from the line, also beyond its length.
public enum Border: Hashable, Sendable {
    /// A value that is the same everywhere outside.
    case constant(Double)
    /// The nearest sample.
    case replicate
    /// The mirror image, the outermost sample repeated.
    case symmetric
    /// The mirror image, the outermost sample not repeated.
    case reflect101
    /// The line again, as if it were a ring.
    case wrap
    /// Real neighbours, which the input contains: nothing outside it is ever read.
    case supplied

    /// The place on a line of `count` samples whose value stands at a position outside it, or nothing where a constant does.
    ///
    /// - Parameters:
    ///   - position: any integer, also one inside the line.
    ///   - count: at least 1, unless the border is a constant.
    @inline(__always)
    package func place(of position: Int, count: Int) -> Int? {
        if position >= 0, position < count { return position }
        switch self {
        case .constant: return nil
        case .replicate: return position < 0 ? 0 : count - 1
        case .wrap: return Self.remainder(position, count)
        case .symmetric:
            let phase = Self.remainder(position, 2 * count)
            return phase < count ? phase : 2 * count - 1 - phase
        case .reflect101:
            guard count > 1 else { return 0 }
            let phase = Self.remainder(position, 2 * count - 2)
            return phase < count ? phase : 2 * count - 2 - phase
        case .supplied: preconditionFailure("a program read outside an input that supplies its neighbours")
        }
    }

    /// The remainder from 0 to `modulus` − 1, also of negative numbers.
    @inline(__always)
    private static func remainder(_ value: Int, _ modulus: Int) -> Int {
        let remainder = value % modulus
        return remainder < 0 ? remainder + modulus : remainder
    }
}

extension Border: CustomStringConvertible {
    /// The name, with the value of a constant.
    public var description: String {
        switch self {
        case .constant(let value): "constant(\(value))"
        case .replicate: "replicate"
        case .symmetric: "symmetric"
        case .reflect101: "reflect101"
        case .wrap: "wrap"
        case .supplied: "supplied"
        }
    }
}

/// The borders at the two ends of an axis.
public struct BorderPair: Hashable, Sendable, CustomStringConvertible {
    /// Before index 0.
    public var before: Border
    /// After the last index.
    public var after: Border

    /// Two borders that may differ.
    public init(before: Border, after: Border) {
        self.before = before
        self.after = after
    }

    /// The same border at both ends.
    public init(_ border: Border) { self.init(before: border, after: border) }

    /// The border that holds at a position outside the axis.
    @inline(__always)
    package func border(at position: Int) -> Border { position < 0 ? before : after }

    /// One name, or two where the ends differ.
    public var description: String { before == after ? "\(before)" : "\(before) before, \(after) after" }
}
