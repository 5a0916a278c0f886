internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// Transforms columns forward, in place: their spectra are left in the order in which the passes make them.
    ///
    /// Hopes for 8 vectors of real and of imaginary parts in registers, one `vaddps` or `vsubps` for each sum, and nothing fused.
    static func transformColumns(
        _ real: UnsafeMutablePointer<Float>, _ imaginary: UnsafeMutablePointer<Float>, _ stride: Int, _ groups: Int,
        _ size: Int, _ factors: UnsafePointer<Float>, _ strip: UnsafeMutablePointer<Float>
    ) {
        forward(FloatVector.self, real, imaginary, stride, groups, size, factors, strip)
    }

    /// The same for doubles.
    static func transformColumns(
        _ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>, _ stride: Int, _ groups: Int,
        _ size: Int, _ factors: UnsafePointer<Double>, _ strip: UnsafeMutablePointer<Double>
    ) {
        forward(DoubleVector.self, real, imaginary, stride, groups, size, factors, strip)
    }

    /// Takes spectra of columns in that order back to columns, times their size.
    static func restoreColumns(
        _ real: UnsafeMutablePointer<Float>, _ imaginary: UnsafeMutablePointer<Float>, _ stride: Int, _ groups: Int,
        _ size: Int, _ factors: UnsafePointer<Float>, _ strip: UnsafeMutablePointer<Float>
    ) {
        inverse(FloatVector.self, real, imaginary, stride, groups, size, factors, strip)
    }

    /// The same for doubles.
    static func restoreColumns(
        _ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>, _ stride: Int, _ groups: Int,
        _ size: Int, _ factors: UnsafePointer<Double>, _ strip: UnsafeMutablePointer<Double>
    ) {
        inverse(DoubleVector.self, real, imaginary, stride, groups, size, factors, strip)
    }

    /// Convolves as many rows as a vector has lanes with the kernel of a spectrum, in place.
    ///
    /// Rows are turned by 90° in registers, transformed as columns, and turned back.
    static func convolveRows(
        _ real: UnsafeMutablePointer<Float>, _ imaginary: UnsafeMutablePointer<Float>, _ stride: Int, _ groups: Int,
        _ size: Int, _ factors: UnsafePointer<Float>, _ spectrum: UnsafePointer<Float>,
        _ strip: UnsafeMutablePointer<Float>
    ) {
        multiply(FloatVector.self, real, imaginary, stride, groups, size, factors, spectrum, strip)
    }

    /// The same for doubles.
    static func convolveRows(
        _ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>, _ stride: Int, _ groups: Int,
        _ size: Int, _ factors: UnsafePointer<Double>, _ spectrum: UnsafePointer<Double>,
        _ strip: UnsafeMutablePointer<Double>
    ) {
        multiply(DoubleVector.self, real, imaginary, stride, groups, size, factors, spectrum, strip)
    }

    /// The largest magnitude on a line; NaN where there is one.
    static func largestMagnitude(_ line: UnsafePointer<Float>, _ count: Int) -> Float {
        var largest: UInt32 = 0
        for place in 0..<count { largest = max(largest, line[place].bitPattern & 0x7fff_ffff) }
        return Float(bitPattern: largest)
    }

    /// The same for doubles.
    static func largestMagnitude(_ line: UnsafePointer<Double>, _ count: Int) -> Double {
        var largest: UInt64 = 0
        for place in 0..<count { largest = max(largest, line[place].bitPattern & 0x7fff_ffff_ffff_ffff) }
        return Double(bitPattern: largest)
    }
}

extension LineKernels {
    /// This instruction set's transforms of floats.
    static var floatFourier: FourierKernelTable<Float> {
        FourierKernelTable(
            lanes: FloatVector.scalarCount, transformColumns: transformColumns, restoreColumns: restoreColumns,
            convolveRows: convolveRows, largestMagnitude: largestMagnitude)
    }

    /// This instruction set's transforms of doubles.
    static var doubleFourier: FourierKernelTable<Double> {
        FourierKernelTable(
            lanes: DoubleVector.scalarCount, transformColumns: transformColumns, restoreColumns: restoreColumns,
            convolveRows: convolveRows, largestMagnitude: largestMagnitude)
    }
}

// Private, so that one file holds all that the loops are made of: debug builds see no other file's code when they inline.

/// Complex numbers, one in each lane.
private struct Complex<Vector: FourierVector> {
    var real: Vector
    var imaginary: Vector

    @inline(__always) init(_ real: Vector, _ imaginary: Vector) {
        self.real = real
        self.imaginary = imaginary
    }

    @inline(__always) static func + (a: Complex, b: Complex) -> Complex {
        Complex(.sum(a.real, b.real), .sum(a.imaginary, b.imaginary))
    }

    @inline(__always) static func - (a: Complex, b: Complex) -> Complex {
        Complex(.difference(a.real, b.real), .difference(a.imaginary, b.imaginary))
    }

    /// Nothing is fused: instruction sets that have no fused operation give the same bits at the same speed.
    @inline(__always) static func * (a: Complex, b: Complex) -> Complex {
        Complex(
            .difference(.product(a.real, b.real), .product(a.imaginary, b.imaginary)),
            .sum(.product(a.real, b.imaginary), .product(a.imaginary, b.real)))
    }

    /// The number times −i.
    @inline(__always) var turned: Complex { Complex(imaginary, .difference(.zero, real)) }
    /// With real and imaginary part exchanged: a transform between two exchanges is the inverse one.
    @inline(__always) var exchanged: Complex { Complex(imaginary, real) }
}

/// Where columns of complex numbers lie: the real parts, the imaginary parts, and how far apart neighbours of a column are.
private struct Columns<Vector: FourierVector> {
    let real: UnsafeMutablePointer<Vector.Scalar>
    let imaginary: UnsafeMutablePointer<Vector.Scalar>
    let stride: Int

    @inline(__always) init(
        _ real: UnsafeMutablePointer<Vector.Scalar>, _ imaginary: UnsafeMutablePointer<Vector.Scalar>, _ stride: Int
    ) {
        self.real = real
        self.imaginary = imaginary
        self.stride = stride
    }

    /// A strip of its own for one group of columns: the parts lie so that they do not fall on the same sets of a cache.
    @inline(__always) init(strip: UnsafeMutablePointer<Vector.Scalar>, size: Int) {
        let width = Vector.scalarCount
        self.init(strip, strip + (size &+ 1) &* width, width)
    }

    @inline(__always) subscript(place: Int) -> Complex<Vector> {
        get {
            Complex(
                UnsafeRawPointer(real + place &* stride).loadUnaligned(as: Vector.self),
                UnsafeRawPointer(imaginary + place &* stride).loadUnaligned(as: Vector.self))
        }
        nonmutating set {
            UnsafeMutableRawPointer(real + place &* stride).storeBytes(of: newValue.real, as: Vector.self)
            UnsafeMutableRawPointer(imaginary + place &* stride).storeBytes(of: newValue.imaginary, as: Vector.self)
        }
    }

    @inline(__always) func moved(by count: Int) -> Columns { Columns(real + count, imaginary + count, stride) }
    @inline(__always) var exchanged: Columns { Columns(imaginary, real, stride) }
}

/// Four numbers, and their transform.
private struct Four<Vector: FourierVector> {
    var a: Complex<Vector>
    var b: Complex<Vector>
    var c: Complex<Vector>
    var d: Complex<Vector>

    @inline(__always) init(
        _ a: Complex<Vector>, _ b: Complex<Vector>, _ c: Complex<Vector>, _ d: Complex<Vector>
    ) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    @inline(__always) var transformed: Four {
        let (sum, difference) = (a + c, a - c)
        let (otherSum, other) = (b + d, (b - d).turned)
        return Four(sum + otherSum, difference + other, sum - otherSum, difference - other)
    }

    /// Numbers at every so many places.
    @inline(__always) init(_ columns: Columns<Vector>, _ place: Int, _ step: Int) {
        self.init(
            columns[place], columns[place &+ step], columns[place &+ 2 &* step], columns[place &+ 3 &* step])
    }

    @inline(__always) func store(_ columns: Columns<Vector>, _ place: Int, _ step: Int) {
        columns[place] = a
        columns[place &+ step] = b
        columns[place &+ 2 &* step] = c
        columns[place &+ 3 &* step] = d
    }

    /// All but the first times a factor each.
    @inline(__always) func multiplied(_ factors: UnsafePointer<Vector.Scalar>) -> Four {
        Four(a, b * factor(factors, 0), c * factor(factors, 1), d * factor(factors, 2))
    }

    @inline(__always) func multipliedAll(_ factors: UnsafePointer<Vector.Scalar>) -> Four {
        Four(a * factor(factors, 0), b * factor(factors, 1), c * factor(factors, 2), d * factor(factors, 3))
    }

    @inline(__always) func multiplied(_ spectrum: Columns<Vector>, _ place: Int) -> Four {
        Four(
            a * spectrum[place], b * spectrum[place &+ 1], c * spectrum[place &+ 2], d * spectrum[place &+ 3])
    }

    @inline(__always) var exchanged: Four { Four(a.exchanged, b.exchanged, c.exchanged, d.exchanged) }
}

@inline(__always)
private func factor<Vector: FourierVector>(_ factors: UnsafePointer<Vector.Scalar>, _ place: Int) -> Complex<Vector> {
    Complex(Vector(repeating: factors[2 &* place]), Vector(repeating: factors[2 &* place &+ 1]))
}

/// Eight numbers as those at even and at odd places, and their transform as its first and its second half.
private struct Eight<Vector: FourierVector> {
    var first: Four<Vector>
    var second: Four<Vector>

    @inline(__always) init(_ first: Four<Vector>, _ second: Four<Vector>) {
        self.first = first
        self.second = second
    }

    /// From even and odd places to halves.
    @inline(__always) var transformed: Eight {
        let (even, odd) = (first.transformed, second.transformed)
        let root = Vector(repeating: Vector.Scalar(0.707_106_781_186_547_524_4))
        let (b, d) = (odd.b, odd.d)
        let one = Complex<Vector>(
            .product(.sum(b.real, b.imaginary), root), .product(.difference(b.imaginary, b.real), root))
        let three = Complex<Vector>(
            .product(.difference(d.imaginary, d.real), root),
            .product(.sum(d.imaginary, d.real), .difference(.zero, root)))
        let two = odd.c.turned
        return Eight(
            Four(even.a + odd.a, even.b + one, even.c + two, even.d + three),
            Four(even.a - odd.a, even.b - one, even.c - two, even.d - three))
    }

    /// Halves as even and odd places.
    @inline(__always) var dealt: Eight {
        Eight(Four(first.a, first.c, second.a, second.c), Four(first.b, first.d, second.b, second.d))
    }
}

/// How a size is divided into passes: eights first, then at most two fours.
private struct Passes {
    let count: Int
    let eights: Int

    @inline(__always) init(_ size: Int) {
        let bits = size.trailingZeroBitCount
        let fours = (3 &- bits % 3) % 3
        count = (bits &+ fours) / 3
        eights = count &- fours
    }

    /// After the first pass forward the numbers fall into parts that nothing connects any more. Of long columns the other passes
    /// finish one part after the other, which stays in the cache next to the processor meanwhile.
    @inline(__always) func part(_ size: Int) -> Int { size > 256 ? size / radix(0) : size }

    @inline(__always) func isEight(_ pass: Int) -> Bool { pass < eights }
    @inline(__always) func radix(_ pass: Int) -> Int { pass < eights ? 8 : 4 }
    /// The numbers of the factors of a pass over such a length: two for each number but the first of each group.
    @inline(__always) func factorCount(_ pass: Int, _ length: Int) -> Int {
        2 &* (length &- length / radix(pass))
    }
}

/// One pass forward over numbers of which so many are transformed with each other.
@inline(__always)
private func forwardPass<Vector: FourierVector>(
    _ source: Columns<Vector>, _ target: Columns<Vector>, _ range: Range<Int>, _ length: Int, isEight: Bool,
    _ factors: UnsafePointer<Vector.Scalar>
) {
    let step = isEight ? length / 8 : length / 4
    var base = range.lowerBound
    while base < range.upperBound {
        for place in 0..<step {
            let start = base &+ place
            if isEight {
                let numbers = Eight(
                    Four(source, start, 2 &* step), Four(source, start &+ step, 2 &* step)
                ).transformed
                if step == 1 {
                    numbers.first.store(target, start, step)
                    numbers.second.store(target, start &+ 4 &* step, step)
                } else {
                    let own = factors + place &* 14
                    numbers.first.multiplied(own).store(target, start, step)
                    numbers.second.multipliedAll(own + 6).store(target, start &+ 4 &* step, step)
                }
            } else {
                let numbers = Four(source, start, step).transformed
                if step == 1 {
                    numbers.store(target, start, step)
                } else {
                    numbers.multiplied(factors + place &* 6).store(target, start, step)
                }
            }
        }
        base &+= length
    }
}

/// One pass back, with real and imaginary parts exchanged.
@inline(__always)
private func inversePass<Vector: FourierVector>(
    _ source: Columns<Vector>, _ target: Columns<Vector>, _ range: Range<Int>, _ length: Int, isEight: Bool,
    _ factors: UnsafePointer<Vector.Scalar>
) {
    let step = isEight ? length / 8 : length / 4
    var base = range.lowerBound
    while base < range.upperBound {
        for place in 0..<step {
            let start = base &+ place
            if isEight {
                var first = Four(source, start, step)
                var second = Four(source, start &+ 4 &* step, step)
                if step != 1 {
                    let own = factors + place &* 14
                    first = first.multiplied(own)
                    second = second.multipliedAll(own + 6)
                }
                let numbers = Eight(first, second).dealt.transformed
                numbers.first.store(target, start, step)
                numbers.second.store(target, start &+ 4 &* step, step)
            } else {
                var numbers = Four(source, start, step)
                if step != 1 { numbers = numbers.multiplied(factors + place &* 6) }
                numbers.transformed.store(target, start, step)
            }
        }
        base &+= length
    }
}

@inline(__always)
private func forward<Vector: FourierVector>(
    _ type: Vector.Type, _ real: UnsafeMutablePointer<Vector.Scalar>,
    _ imaginary: UnsafeMutablePointer<Vector.Scalar>, _ stride: Int, _ groups: Int, _ size: Int,
    _ factors: UnsafePointer<Vector.Scalar>, _ strip: UnsafeMutablePointer<Vector.Scalar>
) {
    let passes = Passes(size)
    let own = Columns<Vector>(strip: strip, size: size)
    let part = passes.part(size)
    for group in 0..<groups {
        let columns = Columns<Vector>(real, imaginary, stride).moved(by: group &* Vector.scalarCount)
        forwardPass(columns, own, 0..<size, size, isEight: passes.isEight(0), factors)
        var start = 0
        while start < size {
            var length = size / passes.radix(0)
            var used = factors + passes.factorCount(0, size)
            for pass in 1..<passes.count {
                forwardPass(
                    own, pass == passes.count &- 1 ? columns : own, start..<start &+ part, length,
                    isEight: passes.isEight(pass), used)
                used += passes.factorCount(pass, length)
                length /= passes.radix(pass)
            }
            start &+= part
        }
    }
}

@inline(__always)
private func inverse<Vector: FourierVector>(
    _ type: Vector.Type, _ real: UnsafeMutablePointer<Vector.Scalar>,
    _ imaginary: UnsafeMutablePointer<Vector.Scalar>, _ stride: Int, _ groups: Int, _ size: Int,
    _ factors: UnsafePointer<Vector.Scalar>, _ strip: UnsafeMutablePointer<Vector.Scalar>
) {
    let passes = Passes(size)
    let own = Columns<Vector>(strip: strip, size: size).exchanged
    let part = passes.part(size)
    // All but those of the last pass, which has none.
    var count = 0
    var length = size
    for pass in 0..<passes.count &- 1 {
        count &+= passes.factorCount(pass, length)
        length /= passes.radix(pass)
    }
    for group in 0..<groups {
        let columns = Columns<Vector>(real, imaginary, stride).moved(by: group &* Vector.scalarCount).exchanged
        var start = 0
        while start < size {
            var length = 1
            var used = factors + count
            for pass in (1..<passes.count).reversed() {
                length &*= passes.radix(pass)
                let isFirst = pass == passes.count &- 1
                if !isFirst { used -= passes.factorCount(pass, length) }
                inversePass(
                    isFirst ? columns : own, own, start..<start &+ part, length, isEight: passes.isEight(pass), used)
            }
            start &+= part
        }
        inversePass(own, columns, 0..<size, size, isEight: passes.isEight(0), factors)
    }
}

@inline(__always)
private func multiply<Vector: FourierVector>(
    _ type: Vector.Type, _ real: UnsafeMutablePointer<Vector.Scalar>,
    _ imaginary: UnsafeMutablePointer<Vector.Scalar>, _ stride: Int, _ groups: Int, _ size: Int,
    _ factors: UnsafePointer<Vector.Scalar>, _ spectrum: UnsafePointer<Vector.Scalar>,
    _ strip: UnsafeMutablePointer<Vector.Scalar>
) {
    let width = Vector.scalarCount
    let passes = Passes(size)
    let own = Columns<Vector>(strip: strip, size: size)
    for block in 0..<size / width {
        Vector.turn(real + block &* width, stride, own.real + block &* width &* width, width)
        Vector.turn(imaginary + block &* width, stride, own.imaginary + block &* width &* width, width)
    }
    forwardPass(own, own, 0..<size, size, isEight: passes.isEight(0), factors)
    let part = passes.part(size)
    var start = 0
    while start < size {
        var length = size / passes.radix(0)
        var used = factors + passes.factorCount(0, size)
        for pass in 1..<passes.count &- 1 {
            forwardPass(own, own, start..<start &+ part, length, isEight: passes.isEight(pass), used)
            used += passes.factorCount(pass, length)
            length /= passes.radix(pass)
        }
        multiply(own, start..<start &+ part, isEight: length == 8, size, spectrum)
        for pass in (1..<passes.count &- 1).reversed() {
            length &*= passes.radix(pass)
            used -= passes.factorCount(pass, length)
            inversePass(
                own.exchanged, own.exchanged, start..<start &+ part, length, isEight: passes.isEight(pass), used)
        }
        start &+= part
    }
    inversePass(own.exchanged, own.exchanged, 0..<size, size, isEight: passes.isEight(0), factors)
    for block in 0..<groups {
        Vector.turn(own.real + block &* width &* width, width, real + block &* width, stride)
        Vector.turn(own.imaginary + block &* width &* width, width, imaginary + block &* width, stride)
    }
}

/// The last pass forward, the products and the first pass back at once.
@inline(__always)
private func multiply<Vector: FourierVector>(
    _ columns: Columns<Vector>, _ range: Range<Int>, isEight: Bool, _ size: Int,
    _ spectrum: UnsafePointer<Vector.Scalar>
) {
    let width = Vector.scalarCount
    let kernel = Columns<Vector>(
        UnsafeMutablePointer(mutating: spectrum), UnsafeMutablePointer(mutating: spectrum + size &* width), width)
    var place = range.lowerBound
    if isEight {
        while place < range.upperBound {
            let spectra = Eight(Four(columns, place, 2), Four(columns, place &+ 1, 2)).transformed
            let products = Eight(
                spectra.first.multiplied(kernel, place).exchanged,
                spectra.second.multiplied(kernel, place &+ 4).exchanged
            ).dealt.transformed
            products.first.exchanged.store(columns, place, 1)
            products.second.exchanged.store(columns, place &+ 4, 1)
            place &+= 8
        }
    } else {
        while place < range.upperBound {
            let products = Four(columns, place, 1).transformed.multiplied(kernel, place).exchanged.transformed
            products.exchanged.store(columns, place, 1)
            place &+= 4
        }
    }
}

/// The vectors that transforms work on.
private protocol FourierVector: SIMD where Scalar: BinaryFloatingPoint {
    // Operators in generic code would be those of all vectors: loops over lanes, of which vector code is made in part only.
    static func sum(_ a: Self, _ b: Self) -> Self
    static func difference(_ a: Self, _ b: Self) -> Self
    static func product(_ a: Self, _ b: Self) -> Self
    /// Writes the columns of a square of as many rows as a vector has lanes as rows.
    static func turn(
        _ source: UnsafeMutablePointer<Scalar>, _ stride: Int, _ target: UnsafeMutablePointer<Scalar>,
        _ targetStride: Int)
}

extension FloatVector: FourierVector {
    @inline(__always) static func sum(_ a: Self, _ b: Self) -> Self { pointspread_float_sum(a, b) }
    @inline(__always) static func difference(_ a: Self, _ b: Self) -> Self { pointspread_float_difference(a, b) }
    @inline(__always) static func product(_ a: Self, _ b: Self) -> Self { pointspread_float_product(a, b) }
    @inline(__always) static func turn(
        _ source: UnsafeMutablePointer<Float>, _ stride: Int, _ target: UnsafeMutablePointer<Float>,
        _ targetStride: Int
    ) {
        var column = 0
        while column < scalarCount {
            pointspread_turn_floats(source + column, stride, target + column &* targetStride, targetStride)
            column &+= 4
        }
    }
}

extension DoubleVector: FourierVector {
    @inline(__always) static func sum(_ a: Self, _ b: Self) -> Self { pointspread_double_sum(a, b) }
    @inline(__always) static func difference(_ a: Self, _ b: Self) -> Self { pointspread_double_difference(a, b) }
    @inline(__always) static func product(_ a: Self, _ b: Self) -> Self { pointspread_double_product(a, b) }
    @inline(__always) static func turn(
        _ source: UnsafeMutablePointer<Double>, _ stride: Int, _ target: UnsafeMutablePointer<Double>,
        _ targetStride: Int
    ) {
        var column = 0
        while column < scalarCount {
            pointspread_turn_doubles(source + column, stride, target + column &* targetStride, targetStride)
            column &+= 2
        }
    }
}
