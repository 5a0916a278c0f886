internal import PointSpreadIntrinsics

/// A few neighbouring rows of one vector each: the samples under a tap for as many results, or their sums.
///
/// Each number that is loaded serves all of them: a window of rows moves by one from tap to tap, through registers.
protocol RowGroup<Vector> {
    associatedtype Vector: SIMD where Vector.Scalar: BinaryFloatingPoint

    /// How many rows there are.
    static var count: Int { get }

    /// One vector everywhere.
    init(repeating vector: Vector)
    /// Rows from a place on.
    init(_ rows: UnsafePointer<UnsafePointer<Vector.Scalar>>, at place: Int)

    /// The rows after the first, and one behind.
    mutating func append(_ row: Vector)
    /// The rows before the last, and one in front.
    mutating func prepend(_ row: Vector)
    mutating func multiply(by weight: Vector)
    mutating func addProducts<Addition: ProductAddition>(_ rows: Self, _ weight: Vector, _ type: Addition.Type)
    where Addition.Vector == Vector
    /// Each row joined with one of another group.
    func joined<Join: PairJoin>(with other: Self, _ type: Join.Type) -> Self where Join.Vector == Vector
    func store<Writing: VectorWriting>(
        to target: UnsafeMutablePointer<Vector.Scalar>, pitch: Int, _ type: Writing.Type
    ) where Writing.Vector == Vector
}

/// How a vector is written.
protocol VectorWriting<Vector> {
    associatedtype Vector: SIMD where Vector.Scalar: BinaryFloatingPoint
    static func write(_ vector: Vector, to target: UnsafeMutablePointer<Vector.Scalar>)
}

/// Through the caches, anywhere.
enum PlainWriting<Vector: SIMD>: VectorWriting where Vector.Scalar: BinaryFloatingPoint {
    @inline(__always)
    static func write(_ vector: Vector, to target: UnsafeMutablePointer<Vector.Scalar>) {
        UnsafeMutableRawPointer(target).storeBytes(of: vector, as: Vector.self)
    }
}

/// Past the caches, to multiples of 64 bytes.
enum StreamedWriting<Vector: SIMD>: VectorWriting where Vector.Scalar: BinaryFloatingPoint {
    @inline(__always)
    static func write(_ vector: Vector, to target: UnsafeMutablePointer<Vector.Scalar>) {
        // Either type of number fills a register, and what is written is only bits.
        pointspread_stream_floats(
            UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self),
            unsafeBitCast(vector, to: FloatVector.self))
    }
}

/// So many rows that their sums and two windows take 12 registers.
struct FourRows<Vector: SIMD>: RowGroup where Vector.Scalar: BinaryFloatingPoint {
    private var a, b, c, d: Vector

    static var count: Int {
        @inline(__always) get { 4 }
    }

    @inline(__always)
    private init(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }

    @inline(__always)
    init(repeating vector: Vector) {
        self.init(vector, vector, vector, vector)
    }

    @inline(__always)
    init(_ rows: UnsafePointer<UnsafePointer<Vector.Scalar>>, at place: Int) {
        a = load(rows[0] + place)
        b = load(rows[1] + place)
        c = load(rows[2] + place)
        d = load(rows[3] + place)
    }

    @inline(__always)
    mutating func append(_ row: Vector) { (a, b, c, d) = (b, c, d, row) }

    @inline(__always)
    mutating func prepend(_ row: Vector) { (a, b, c, d) = (row, a, b, c) }

    @inline(__always)
    mutating func multiply(by weight: Vector) {
        a *= weight
        b *= weight
        c *= weight
        d *= weight
    }

    @inline(__always)
    mutating func addProducts<Addition: ProductAddition>(_ rows: Self, _ weight: Vector, _ type: Addition.Type)
    where Addition.Vector == Vector {
        a = Addition.sum(a, rows.a, weight)
        b = Addition.sum(b, rows.b, weight)
        c = Addition.sum(c, rows.c, weight)
        d = Addition.sum(d, rows.d, weight)
    }

    @inline(__always)
    func joined<Join: PairJoin>(with other: Self, _ type: Join.Type) -> Self where Join.Vector == Vector {
        Self(Join.join(a, other.a), Join.join(b, other.b), Join.join(c, other.c), Join.join(d, other.d))
    }

    @inline(__always)
    func store<Writing: VectorWriting>(
        to target: UnsafeMutablePointer<Vector.Scalar>, pitch: Int, _ type: Writing.Type
    ) where Writing.Vector == Vector {
        Writing.write(a, to: target)
        Writing.write(b, to: target + pitch)
        Writing.write(c, to: target + 2 &* pitch)
        Writing.write(d, to: target + 3 &* pitch)
    }
}

/// Twice as many, where there are 32 registers.
struct EightRows<Vector: SIMD>: RowGroup where Vector.Scalar: BinaryFloatingPoint {
    private var a, b, c, d, e, f, g, h: Vector

    static var count: Int {
        @inline(__always) get { 8 }
    }

    @inline(__always)
    private init(
        _ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector, _ e: Vector, _ f: Vector, _ g: Vector, _ h: Vector
    ) {
        (self.a, self.b, self.c, self.d) = (a, b, c, d)
        (self.e, self.f, self.g, self.h) = (e, f, g, h)
    }

    @inline(__always)
    init(repeating vector: Vector) {
        self.init(vector, vector, vector, vector, vector, vector, vector, vector)
    }

    @inline(__always)
    init(_ rows: UnsafePointer<UnsafePointer<Vector.Scalar>>, at place: Int) {
        a = load(rows[0] + place)
        b = load(rows[1] + place)
        c = load(rows[2] + place)
        d = load(rows[3] + place)
        e = load(rows[4] + place)
        f = load(rows[5] + place)
        g = load(rows[6] + place)
        h = load(rows[7] + place)
    }

    @inline(__always)
    mutating func append(_ row: Vector) { (a, b, c, d, e, f, g, h) = (b, c, d, e, f, g, h, row) }

    @inline(__always)
    mutating func prepend(_ row: Vector) { (a, b, c, d, e, f, g, h) = (row, a, b, c, d, e, f, g) }

    @inline(__always)
    mutating func multiply(by weight: Vector) {
        a *= weight
        b *= weight
        c *= weight
        d *= weight
        e *= weight
        f *= weight
        g *= weight
        h *= weight
    }

    @inline(__always)
    mutating func addProducts<Addition: ProductAddition>(_ rows: Self, _ weight: Vector, _ type: Addition.Type)
    where Addition.Vector == Vector {
        a = Addition.sum(a, rows.a, weight)
        b = Addition.sum(b, rows.b, weight)
        c = Addition.sum(c, rows.c, weight)
        d = Addition.sum(d, rows.d, weight)
        e = Addition.sum(e, rows.e, weight)
        f = Addition.sum(f, rows.f, weight)
        g = Addition.sum(g, rows.g, weight)
        h = Addition.sum(h, rows.h, weight)
    }

    @inline(__always)
    func joined<Join: PairJoin>(with other: Self, _ type: Join.Type) -> Self where Join.Vector == Vector {
        Self(
            Join.join(a, other.a), Join.join(b, other.b), Join.join(c, other.c), Join.join(d, other.d),
            Join.join(e, other.e),
            Join.join(f, other.f), Join.join(g, other.g), Join.join(h, other.h))
    }

    @inline(__always)
    func store<Writing: VectorWriting>(
        to target: UnsafeMutablePointer<Vector.Scalar>, pitch: Int, _ type: Writing.Type
    ) where Writing.Vector == Vector {
        Writing.write(a, to: target)
        Writing.write(b, to: target + pitch)
        Writing.write(c, to: target + 2 &* pitch)
        Writing.write(d, to: target + 3 &* pitch)
        Writing.write(e, to: target + 4 &* pitch)
        Writing.write(f, to: target + 5 &* pitch)
        Writing.write(g, to: target + 6 &* pitch)
        Writing.write(h, to: target + 7 &* pitch)
    }
}

@inline(__always)
private func load<Vector: SIMD>(_ source: UnsafePointer<Vector.Scalar>) -> Vector {
    UnsafeRawPointer(source).loadUnaligned(as: Vector.self)
}
