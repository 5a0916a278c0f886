internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's transforms of floats.
    ///
    /// Hopes for 8 vectors of real and of imaginary parts in registers, one `vaddps` or `vsubps` for each sum, and nothing fused.
    static var floatFourier: FourierKernelTable<Float> {
        FourierKernelTable(
            lanes: Floats.lanes,
            transformColumns: { forward(Floats.self, $0, $1, $2, $3, $4, $5) },
            restoreColumns: { inverse(Floats.self, $0, $1, $2, $3, $4, $5) },
            convolveRows: { convolve(Floats.self, $0, $1, $2, $3, $4, $5, $6, $7) },
            largestMagnitude: { line, count in
                var largest: UInt32 = 0
                for place in 0..<count { largest = max(largest, line[place].bitPattern & 0x7fff_ffff) }
                return Float(bitPattern: largest)
            })
    }

    /// This instruction set's transforms of doubles.
    static var doubleFourier: FourierKernelTable<Double> {
        FourierKernelTable(
            lanes: Doubles.lanes,
            transformColumns: { forward(Doubles.self, $0, $1, $2, $3, $4, $5) },
            restoreColumns: { inverse(Doubles.self, $0, $1, $2, $3, $4, $5) },
            convolveRows: { convolve(Doubles.self, $0, $1, $2, $3, $4, $5, $6, $7) },
            largestMagnitude: { line, count in
                var largest: UInt64 = 0
                for place in 0..<count { largest = max(largest, line[place].bitPattern & 0x7fff_ffff_ffff_ffff) }
                return Double(bitPattern: largest)
            })
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
    let real: UnsafeMutablePointer<Vector.Number>
    let imaginary: UnsafeMutablePointer<Vector.Number>
    let stride: Int

    @inline(__always) init(
        _ real: UnsafeMutablePointer<Vector.Number>, _ imaginary: UnsafeMutablePointer<Vector.Number>, _ stride: Int
    ) {
        self.real = real
        self.imaginary = imaginary
        self.stride = stride
    }

    /// Columns that are only read.
    @inline(__always) init(
        reading real: UnsafePointer<Vector.Number>, _ imaginary: UnsafePointer<Vector.Number>, _ stride: Int
    ) { self.init(UnsafeMutablePointer(mutating: real), UnsafeMutablePointer(mutating: imaginary), stride) }

    /// A strip of its own for one group of columns: the parts lie so that they do not fall on the same sets of a cache.
    @inline(__always) init(strip: UnsafeMutablePointer<Vector.Number>, size: Int) {
        let width = Vector.lanes
        self.init(strip, strip + (size &+ 16) &* width, width)
    }

    @inline(__always) subscript(place: Int) -> Complex<Vector> {
        get {
            Complex(
                Vector(UnsafePointer(real + place &* stride)),
                Vector(UnsafePointer(imaginary + place &* stride)))
        }
        nonmutating set {
            newValue.real.store(real + place &* stride)
            newValue.imaginary.store(imaginary + place &* stride)
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

    /// Each times a factor: those of the places from a given one on, the first of all being 1.
    @inline(__always) func multiplied(from place: Int = 0, by factor: (Int) -> Complex<Vector>) -> Four {
        Four(
            place == 0 ? a : a * factor(place), b * factor(place &+ 1), c * factor(place &+ 2), d * factor(place &+ 3))
    }

    @inline(__always) func multiplied(_ spectrum: Columns<Vector>, _ place: Int) -> Four {
        Four(
            a * spectrum[place], b * spectrum[place &+ 1], c * spectrum[place &+ 2], d * spectrum[place &+ 3])
    }

    @inline(__always) var exchanged: Four { Four(a.exchanged, b.exchanged, c.exchanged, d.exchanged) }
}

/// Eight numbers as those at even and at odd places, and their transform as its first and its second half.
private struct Eight<Vector: FourierVector> {
    var first: Four<Vector>
    var second: Four<Vector>

    @inline(__always) init(_ first: Four<Vector>, _ second: Four<Vector>) {
        self.first = first
        self.second = second
    }

    /// Numbers at every so many places, as those at even and at odd ones, or as halves.
    @inline(__always) init(_ columns: Columns<Vector>, _ place: Int, _ step: Int) {
        self.init(Four(columns, place, 2 &* step), Four(columns, place &+ step, 2 &* step))
    }

    @inline(__always) init(halves columns: Columns<Vector>, _ place: Int, _ step: Int) {
        self.init(Four(columns, place, step), Four(columns, place &+ 4 &* step, step))
    }

    /// Stores halves.
    @inline(__always) func store(_ columns: Columns<Vector>, _ place: Int, _ step: Int) {
        first.store(columns, place, step)
        second.store(columns, place &+ 4 &* step, step)
    }

    /// From even and odd places to halves.
    @inline(__always) var transformed: Eight {
        let (even, odd) = (first.transformed, second.transformed)
        let root = Vector.root
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

    /// Each times the factor of its place, that of the first being 1.
    @inline(__always) func multiplied(by factor: (Int) -> Complex<Vector>) -> Eight {
        Eight(first.multiplied(by: factor), second.multiplied(from: 4, by: factor))
    }

    /// Halves as even and odd places.
    @inline(__always) var dealt: Eight {
        Eight(Four(first.a, first.c, second.a, second.c), Four(first.b, first.d, second.b, second.d))
    }
}

/// The factors of one group of numbers, each for all lanes.
private struct Factors<Vector: FourierVector> {
    let base: UnsafePointer<Vector.Number>

    @inline(__always) init(_ base: UnsafePointer<Vector.Number>) { self.base = base }

    @inline(__always) subscript(number: Int) -> Complex<Vector> {
        Complex(Vector(all: base[2 &* number &- 2]), Vector(all: base[2 &* number &- 1]))
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

    /// The numbers of a part.
    ///
    /// After the first pass forward the numbers fall into parts that nothing connects any more. Of long columns the other passes
    /// finish one part after the other, which stays in the cache next to the processor meanwhile.
    @inline(__always) func part(_ size: Int) -> Int { size > 256 ? size / radix(0) : size }

    /// The numbers of the factors of all passes but the last, which has none.
    @inline(__always) func factorCount(_ size: Int) -> Int {
        var (length, sum) = (size, 0)
        for pass in 0..<count &- 1 {
            sum &+= factorCount(pass, length)
            length /= radix(pass)
        }
        return sum
    }

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
    _ columns: Columns<Vector>, _ range: Range<Int>, _ length: Int, isEight: Bool,
    _ factors: UnsafePointer<Vector.Number>
) {
    let step = isEight ? length / 8 : length / 4
    var base = range.lowerBound
    while base < range.upperBound {
        for place in 0..<step {
            let start = base &+ place
            if isEight {
                let numbers = Eight(columns, start, step).transformed
                if step == 1 {
                    numbers.store(columns, start, step)
                } else {
                    let own = Factors<Vector>(factors + place &* 14)
                    numbers.multiplied { own[$0] }.store(columns, start, step)
                }
            } else {
                let numbers = Four(columns, start, step).transformed
                if step == 1 {
                    numbers.store(columns, start, step)
                } else {
                    let own = Factors<Vector>(factors + place &* 6)
                    numbers.multiplied { own[$0] }.store(columns, start, step)
                }
            }
        }
        base &+= length
    }
}

/// One pass back, with real and imaginary parts exchanged.
@inline(__always)
private func inversePass<Vector: FourierVector>(
    _ columns: Columns<Vector>, _ range: Range<Int>, _ length: Int, isEight: Bool,
    _ factors: UnsafePointer<Vector.Number>
) {
    let step = isEight ? length / 8 : length / 4
    var base = range.lowerBound
    while base < range.upperBound {
        for place in 0..<step {
            let start = base &+ place
            if isEight {
                var numbers = Eight(halves: columns, start, step)
                if step != 1 {
                    let own = Factors<Vector>(factors + place &* 14)
                    numbers = numbers.multiplied { own[$0] }
                }
                numbers.dealt.transformed.store(columns, start, step)
            } else {
                var numbers = Four(columns, start, step)
                if step != 1 {
                    let own = Factors<Vector>(factors + place &* 6)
                    numbers = numbers.multiplied { own[$0] }
                }
                numbers.transformed.store(columns, start, step)
            }
        }
        base &+= length
    }
}

/// Transforms columns forward, in place.
@inline(__always)
private func forward<Vector: FourierVector>(
    _ type: Vector.Type, _ real: UnsafeMutablePointer<Vector.Number>,
    _ imaginary: UnsafeMutablePointer<Vector.Number>, _ stride: Int, _ groups: Int, _ size: Int,
    _ factors: UnsafePointer<Vector.Number>
) {
    let passes = Passes(size)
    let part = passes.part(size)
    for group in 0..<groups {
        let columns = Columns<Vector>(real, imaginary, stride).moved(by: group &* Vector.lanes)
        forwardPass(columns, 0..<size, size, isEight: passes.isEight(0), factors)
        var start = 0
        while start < size {
            var length = size / passes.radix(0)
            var used = factors + passes.factorCount(0, size)
            for pass in 1..<passes.count {
                forwardPass(columns, start..<start &+ part, length, isEight: passes.isEight(pass), used)
                used += passes.factorCount(pass, length)
                length /= passes.radix(pass)
            }
            start &+= part
        }
    }
}

/// Takes spectra of columns back to columns, in place, times their size.
@inline(__always)
private func inverse<Vector: FourierVector>(
    _ type: Vector.Type, _ real: UnsafeMutablePointer<Vector.Number>,
    _ imaginary: UnsafeMutablePointer<Vector.Number>, _ stride: Int, _ groups: Int, _ size: Int,
    _ factors: UnsafePointer<Vector.Number>
) {
    let passes = Passes(size)
    let part = passes.part(size)
    let count = passes.factorCount(size)
    for group in 0..<groups {
        let columns = Columns<Vector>(real, imaginary, stride).moved(by: group &* Vector.lanes).exchanged
        var start = 0
        while start < size {
            var length = 1
            var used = factors + count
            for pass in (1..<passes.count).reversed() {
                length &*= passes.radix(pass)
                if pass < passes.count &- 1 { used -= passes.factorCount(pass, length) }
                inversePass(columns, start..<start &+ part, length, isEight: passes.isEight(pass), used)
            }
            start &+= part
        }
        inversePass(columns, 0..<size, size, isEight: passes.isEight(0), factors)
    }
}

/// Convolves as many rows as a vector has lanes with the kernel of a spectrum, in place: turned by 90° they are columns.
@inline(__always)
private func convolve<Vector: FourierVector>(
    _ type: Vector.Type, _ real: UnsafeMutablePointer<Vector.Number>,
    _ imaginary: UnsafeMutablePointer<Vector.Number>, _ stride: Int, _ groups: Int, _ size: Int,
    _ factors: UnsafePointer<Vector.Number>, _ spectrum: UnsafePointer<Vector.Number>,
    _ strip: UnsafeMutablePointer<Vector.Number>
) {
    let width = Vector.lanes
    let passes = Passes(size)
    let part = passes.part(size)
    let isLong = part < size
    let lineFactors = factors + passes.factorCount(size)
    let own = Columns<Vector>(strip: strip, size: part)
    if isLong {
        for row in 0..<width {
            firstPass(Columns<Vector>(real + row &* stride, imaginary + row &* stride, 1), size, lineFactors)
        }
    }
    var start = 0
    while start < size {
        var block = 0
        while block < part {
            let (from, to) = (start &+ block, block &* width)
            Vector.turn(real + from, stride, own.real + to, width)
            Vector.turn(imaginary + from, stride, own.imaginary + to, width)
            block &+= width
        }
        let first = isLong ? 1 : 0
        var length = isLong ? part : size
        var used = isLong ? factors + passes.factorCount(0, size) : factors
        for pass in first..<passes.count &- 1 {
            forwardPass(own, 0..<part, length, isEight: passes.isEight(pass), used)
            used += passes.factorCount(pass, length)
            length /= passes.radix(pass)
        }
        multiply(own, part, isEight: length == 8, size, spectrum + start &* width)
        for pass in (first..<passes.count &- 1).reversed() {
            length &*= passes.radix(pass)
            used -= passes.factorCount(pass, length)
            inversePass(own.exchanged, 0..<part, length, isEight: passes.isEight(pass), used)
        }
        block = 0
        while block < (isLong ? part : groups &* width) {
            let (from, to) = (block &* width, start &+ block)
            Vector.turn(own.real + from, width, real + to, stride)
            Vector.turn(own.imaginary + from, width, imaginary + to, stride)
            block &+= width
        }
        start &+= part
    }
    if isLong {
        for row in 0..<width {
            lastPass(Columns<Vector>(imaginary + row &* stride, real + row &* stride, 1), size, lineFactors)
        }
    }
}

/// The first pass forward along one row: neighbours are the lanes of a vector, each with factors of its own.
@inline(__always)
private func firstPass<Vector: FourierVector>(
    _ row: Columns<Vector>, _ size: Int, _ factors: UnsafePointer<Vector.Number>
) {
    let step = size / 8
    let columns = Columns<Vector>(reading: factors, factors + step, 2 &* step)
    var place = 0
    while place < step {
        let own = columns.moved(by: place)
        Eight(row, place, step).transformed.multiplied { own[$0 &- 1] }.store(row, place, step)
        place &+= Vector.lanes
    }
}

/// The last pass back along one row, with real and imaginary parts exchanged.
@inline(__always)
private func lastPass<Vector: FourierVector>(
    _ row: Columns<Vector>, _ size: Int, _ factors: UnsafePointer<Vector.Number>
) {
    let step = size / 8
    let columns = Columns<Vector>(reading: factors, factors + step, 2 &* step)
    var place = 0
    while place < step {
        let own = columns.moved(by: place)
        Eight(halves: row, place, step).multiplied { own[$0 &- 1] }.dealt.transformed.store(row, place, step)
        place &+= Vector.lanes
    }
}

/// The last pass forward, the products and the first pass back at once.
@inline(__always)
private func multiply<Vector: FourierVector>(
    _ columns: Columns<Vector>, _ count: Int, isEight: Bool, _ size: Int, _ spectrum: UnsafePointer<Vector.Number>
) {
    let width = Vector.lanes
    let kernel = Columns<Vector>(reading: spectrum, spectrum + size &* width, width)
    var place = 0
    if isEight {
        while place < count {
            let spectra = Eight(columns, place, 1).transformed
            let products = Eight(
                spectra.first.multiplied(kernel, place).exchanged,
                spectra.second.multiplied(kernel, place &+ 4).exchanged
            ).dealt.transformed
            products.first.exchanged.store(columns, place, 1)
            products.second.exchanged.store(columns, place &+ 4, 1)
            place &+= 8
        }
    } else {
        while place < count {
            let products = Four(columns, place, 1).transformed.multiplied(kernel, place).exchanged.transformed
            products.exchanged.store(columns, place, 1)
            place &+= 4
        }
    }
}

/// The vectors that transforms work on.
///
/// Not the standard library's own, whose conformances are made when a program runs, by code that the linker would merge across
/// the copies of this file.
private protocol FourierVector {
    associatedtype Number
    static var lanes: Int { get }
    static var zero: Self { get }
    /// √½ in all lanes.
    static var root: Self { get }
    init(all number: Number)
    /// Reads and writes at any address.
    init(_ source: UnsafePointer<Number>)
    func store(_ target: UnsafeMutablePointer<Number>)
    // Operators in generic code would be those of all vectors: loops over lanes, of which vector code is made in part only.
    static func sum(_ a: Self, _ b: Self) -> Self
    static func difference(_ a: Self, _ b: Self) -> Self
    static func product(_ a: Self, _ b: Self) -> Self
    /// Writes the columns of a square of as many rows as a vector has lanes as rows.
    static func turn(
        _ source: UnsafeMutablePointer<Number>, _ stride: Int, _ target: UnsafeMutablePointer<Number>,
        _ targetStride: Int)
}

private struct Floats: FourierVector {
    let vector: FloatVector
    @inline(__always) init(_ vector: FloatVector) { self.vector = vector }
    @inline(__always) init(all number: Float) { vector = FloatVector(repeating: number) }
    @inline(__always) init(_ source: UnsafePointer<Float>) {
        vector = UnsafeRawPointer(source).loadUnaligned(as: FloatVector.self)
    }
    @inline(__always) func store(_ target: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(target).storeBytes(of: vector, as: FloatVector.self)
    }
    @inline(__always) static var lanes: Int { FloatVector.scalarCount }
    @inline(__always) static var zero: Floats { Floats(all: 0) }
    @inline(__always) static var root: Floats { Floats(all: 0.707_106_781_186_547_524_4) }
    @inline(__always) static func sum(_ a: Floats, _ b: Floats) -> Floats {
        Floats(pointspread_float_sum(a.vector, b.vector))
    }
    @inline(__always) static func difference(_ a: Floats, _ b: Floats) -> Floats {
        Floats(pointspread_float_difference(a.vector, b.vector))
    }
    @inline(__always) static func product(_ a: Floats, _ b: Floats) -> Floats {
        Floats(pointspread_float_product(a.vector, b.vector))
    }
    @inline(__always) static func turn(
        _ source: UnsafeMutablePointer<Float>, _ stride: Int, _ target: UnsafeMutablePointer<Float>,
        _ targetStride: Int
    ) {
        var column = 0
        while column < lanes {
            pointspread_turn_floats(source + column, stride, target + column &* targetStride, targetStride, false)
            column &+= 4
        }
    }
}

private struct Doubles: FourierVector {
    let vector: DoubleVector
    @inline(__always) init(_ vector: DoubleVector) { self.vector = vector }
    @inline(__always) init(all number: Double) { vector = DoubleVector(repeating: number) }
    @inline(__always) init(_ source: UnsafePointer<Double>) {
        vector = UnsafeRawPointer(source).loadUnaligned(as: DoubleVector.self)
    }
    @inline(__always) func store(_ target: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(target).storeBytes(of: vector, as: DoubleVector.self)
    }
    @inline(__always) static var lanes: Int { DoubleVector.scalarCount }
    @inline(__always) static var zero: Doubles { Doubles(all: 0) }
    @inline(__always) static var root: Doubles { Doubles(all: 0.707_106_781_186_547_524_4) }
    @inline(__always) static func sum(_ a: Doubles, _ b: Doubles) -> Doubles {
        Doubles(pointspread_double_sum(a.vector, b.vector))
    }
    @inline(__always) static func difference(_ a: Doubles, _ b: Doubles) -> Doubles {
        Doubles(pointspread_double_difference(a.vector, b.vector))
    }
    @inline(__always) static func product(_ a: Doubles, _ b: Doubles) -> Doubles {
        Doubles(pointspread_double_product(a.vector, b.vector))
    }
    @inline(__always) static func turn(
        _ source: UnsafeMutablePointer<Double>, _ stride: Int, _ target: UnsafeMutablePointer<Double>,
        _ targetStride: Int
    ) {
        var column = 0
        while column < lanes {
            pointspread_turn_doubles(source + column, stride, target + column &* targetStride, targetStride, false)
            column &+= 2
        }
    }
}
