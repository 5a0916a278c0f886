/// The kernels of one instruction set that take each number of one or two lines by itself.
///
/// The target may be one of the lines. All instruction sets give the same bits.
public struct PointwiseKernelTable<Number>: Sendable {
    /// Two lines, the target and its count.
    public typealias Binary =
        @Sendable (UnsafePointer<Number>, UnsafePointer<Number>, UnsafeMutablePointer<Number>, Int)
        -> Void
    /// Four lines, the target and its count.
    public typealias Choice =
        @Sendable (
            UnsafePointer<Number>, UnsafePointer<Number>, UnsafePointer<Number>, UnsafePointer<Number>,
            UnsafeMutablePointer<Number>, Int
        ) -> Void
    /// A line, the target and its count.
    public typealias Unary = @Sendable (UnsafePointer<Number>, UnsafeMutablePointer<Number>, Int) -> Void

    /// A line that is changed, a number and how many numbers the line has.
    public typealias InPlace = @Sendable (UnsafeMutablePointer<Number>, Number, Int) -> Void

    /// The sum a + b.
    public let sum: Binary
    /// The difference a − b.
    public let difference: Binary
    /// The product a · b.
    public let product: Binary
    /// The quotient a ∕ b.
    public let quotient: Binary
    /// The smaller of two; the second where either is NaN.
    public let minimum: Binary
    /// The larger of two; the second where either is NaN.
    public let maximum: Binary
    /// The third of four where the first is greater than the second, the fourth elsewhere.
    public let whereGreater: Choice
    /// The magnitude |a|.
    public let absolute: Unary
    /// The square root √a.
    public let squareRoot: Unary

    /// Adds a number to each.
    public let addNumber: InPlace
    /// Multiplies each by a number.
    public let multiplyByNumber: InPlace
    /// Divides each by a number.
    public let divideByNumber: InPlace
    /// Rounds each number of a line to `float32`; takes the line, which is changed, and its count.
    public let single: @Sendable (UnsafeMutablePointer<Number>, Int) -> Void

    /// States the kernels.
    public init(
        sum: @escaping Binary, difference: @escaping Binary, product: @escaping Binary, quotient: @escaping Binary,
        minimum: @escaping Binary, maximum: @escaping Binary, whereGreater: @escaping Choice, absolute: @escaping Unary,
        squareRoot: @escaping Unary, addNumber: @escaping InPlace, multiplyByNumber: @escaping InPlace,
        divideByNumber: @escaping InPlace, single: @escaping @Sendable (UnsafeMutablePointer<Number>, Int) -> Void
    ) {
        self.sum = sum
        self.difference = difference
        self.product = product
        self.quotient = quotient
        self.minimum = minimum
        self.maximum = maximum
        self.whereGreater = whereGreater
        self.absolute = absolute
        self.squareRoot = squareRoot
        self.addNumber = addNumber
        self.multiplyByNumber = multiplyByNumber
        self.divideByNumber = divideByNumber
        self.single = single
    }
}
