/// The type of an array's elements, known when the program runs.
///
/// ```swift
/// let array = AnyArray(try NDArray<UInt8>(repeating: 0, shape: [2, 3]))
/// array.elementType        // .uint8
/// array.elementType.size   // 1
/// ```
public enum ElementType: String, Hashable, Sendable, CaseIterable {
    /// Signed integer of 8 bits.
    case int8
    /// Signed integer of 16 bits.
    case int16
    /// Signed integer of 32 bits.
    case int32
    /// Signed integer of 64 bits.
    case int64
    /// Unsigned integer of 8 bits.
    case uint8
    /// Unsigned integer of 16 bits.
    case uint16
    /// Unsigned integer of 32 bits.
    case uint32
    /// Unsigned integer of 64 bits.
    case uint64
    /// Floating-point number of 16 bits.
    case float16
    /// Floating-point number of 32 bits.
    case float32
    /// Floating-point number of 64 bits.
    case float64

    /// The bytes that one element takes.
    public var size: Int {
        switch self {
        case .int8, .uint8: 1
        case .int16, .uint16, .float16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64: 8
        }
    }

    /// Whether the type holds whole numbers only.
    public var isInteger: Bool {
        switch self {
        case .float16, .float32, .float64: false
        default: true
        }
    }

    /// Whether the type holds negative numbers.
    public var isSigned: Bool {
        switch self {
        case .uint8, .uint16, .uint32, .uint64: false
        default: true
        }
    }

    /// The type in which the native convention sums elements of this type: 32 bits for 8- and 16-bit integers and floats up
    /// to 32 bits, 64 bits for everything wider.
    public var accumulator: ElementType {
        switch self {
        case .int8, .uint8, .int16, .uint16, .float16, .float32: .float32
        case .int32, .uint32, .int64, .uint64, .float64: .float64
        }
    }

    /// The type of a derivative of elements of this type: the type itself for floating-point numbers, `float32` for integers.
    public var derivative: ElementType { isInteger ? .float32 : self }

    /// The value that stands for full intensity in an image: the largest value of an integer type (for 64 bits the power of
    /// two above it), 1 for floating-point numbers.
    public var fullScale: Double {
        switch self {
        case .float16, .float32, .float64: 1
        case .int8: 127
        case .uint8: 255
        case .int16: 32767
        case .uint16: 65535
        case .int32: 2_147_483_647
        case .uint32: 4_294_967_295
        case .int64: 0x1p63
        case .uint64: 0x1p64
        }
    }
}

/// Work that is written once for every type of element, and run for the one that an array turns out to have.
package protocol ElementVisitor {
    associatedtype Result
    associatedtype Failure: Error
    func visit<Element: Accumulator>(_ type: Element.Type) throws(Failure) -> Result
}

extension ElementType {
    /// Runs the visitor with the Swift type that this value names.
    @inline(__always)
    package func accept<Visitor: ElementVisitor>(_ visitor: Visitor) throws(Visitor.Failure) -> Visitor.Result {
        switch self {
        case .int8: try visitor.visit(Int8.self)
        case .int16: try visitor.visit(Int16.self)
        case .int32: try visitor.visit(Int32.self)
        case .int64: try visitor.visit(Int64.self)
        case .uint8: try visitor.visit(UInt8.self)
        case .uint16: try visitor.visit(UInt16.self)
        case .uint32: try visitor.visit(UInt32.self)
        case .uint64: try visitor.visit(UInt64.self)
        case .float16: try visitor.visit(Float16.self)
        case .float32: try visitor.visit(Float.self)
        case .float64: try visitor.visit(Double.self)
        }
    }
}
