internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

/// How the samples of a pair become one, as types: a closure is not always inlined.
protocol PairJoin<Vector> {
    associatedtype Vector: SIMD where Vector.Scalar: BinaryFloatingPoint
    static func join(_ later: Vector, _ earlier: Vector) -> Vector
}

enum PairSums<Vector: SIMD>: PairJoin where Vector.Scalar: BinaryFloatingPoint {
    @inline(__always)
    static func join(_ later: Vector, _ earlier: Vector) -> Vector { later + earlier }
}

enum PairDifferences<Vector: SIMD>: PairJoin where Vector.Scalar: BinaryFloatingPoint {
    @inline(__always)
    static func join(_ later: Vector, _ earlier: Vector) -> Vector { later - earlier }
}

/// How a product is added to a sum.
protocol ProductAddition<Vector> {
    associatedtype Vector: SIMD where Vector.Scalar: BinaryFloatingPoint
    static func sum(_ sum: Vector, _ samples: Vector, _ weight: Vector) -> Vector
}

/// With one rounding.
enum FusedAddition<Vector: SIMD>: ProductAddition where Vector.Scalar: BinaryFloatingPoint {
    @inline(__always)
    static func sum(_ sum: Vector, _ samples: Vector, _ weight: Vector) -> Vector {
        var sum = sum
        sum.addProduct(samples, weight)
        return sum
    }
}

/// Rounded before, floats.
enum RoundedFloatAddition: ProductAddition {
    @inline(__always)
    static func sum(_ sum: FloatVector, _ samples: FloatVector, _ weight: FloatVector) -> FloatVector {
        pointspread_float_sum(sum, pointspread_float_product(samples, weight))
    }
}

/// Rounded before, doubles.
enum RoundedDoubleAddition: ProductAddition {
    @inline(__always)
    static func sum(_ sum: DoubleVector, _ samples: DoubleVector, _ weight: DoubleVector) -> DoubleVector {
        pointspread_double_sum(sum, pointspread_double_product(samples, weight))
    }
}

/// Sums pairs of neighbouring rows as the taps say: added or subtracted, with one rounding for each product or with two.
@inline(__always)
func blockPairSum<Rounded: ProductAddition>(
    unfused: Rounded.Type, _ pairs: BlockKernelTable<Rounded.Vector.Scalar>.Pairs,
    _ later: UnsafePointer<UnsafePointer<Rounded.Vector.Scalar>>,
    _ earlier: UnsafePointer<UnsafePointer<Rounded.Vector.Scalar>>,
    _ target: UnsafeMutablePointer<Rounded.Vector.Scalar>, _ pitch: Int, _ rows: Int, _ count: Int, _ streams: Bool,
    _ soon: BlockKernelTable<Rounded.Vector.Scalar>.Soon?
) {
    typealias Sums = PairSums<Rounded.Vector>
    typealias Differences = PairDifferences<Rounded.Vector>
    typealias Fused = FusedAddition<Rounded.Vector>
    switch (pairs.isAntisymmetric, pairs.isFused) {
    case (false, true):
        blockPairSum(Sums.self, Fused.self, pairs, later, earlier, target, pitch, rows, count, streams, soon)
    case (false, false):
        blockPairSum(Sums.self, unfused, pairs, later, earlier, target, pitch, rows, count, streams, soon)
    case (true, true):
        blockPairSum(Differences.self, Fused.self, pairs, later, earlier, target, pitch, rows, count, streams, soon)
    case (true, false):
        blockPairSum(Differences.self, unfused, pairs, later, earlier, target, pitch, rows, count, streams, soon)
    }
}

/// Sums neighbouring rows, with one rounding for each product or with two.
@inline(__always)
func blockProductSum<Rounded: ProductAddition>(
    unfused: Rounded.Type, _ samples: UnsafePointer<UnsafePointer<Rounded.Vector.Scalar>>,
    _ weights: UnsafePointer<Rounded.Vector.Scalar>, _ taps: Int, _ isFused: Bool,
    _ target: UnsafeMutablePointer<Rounded.Vector.Scalar>, _ pitch: Int, _ rows: Int, _ count: Int,
    _ soon: BlockKernelTable<Rounded.Vector.Scalar>.Soon?
) {
    if isFused {
        blockProductSum(
            Rounded.Vector.self, FusedAddition<Rounded.Vector>.self, samples, weights, taps, target, pitch, rows, count,
            soon)
    } else {
        blockProductSum(Rounded.Vector.self, unfused, samples, weights, taps, target, pitch, rows, count, soon)
    }
}

/// Sums pairs of neighbouring rows.
///
/// Hopes for one `vaddps` and one `vfmadd231ps` for each pair, row and vector, and two loads for each group of rows.
@inline(__always)
private func blockPairSum<Join: PairJoin, Addition: ProductAddition<Join.Vector>>(
    _ type: Join.Type, _ addition: Addition.Type, _ pairs: BlockKernelTable<Join.Vector.Scalar>.Pairs,
    _ later: UnsafePointer<UnsafePointer<Join.Vector.Scalar>>,
    _ earlier: UnsafePointer<UnsafePointer<Join.Vector.Scalar>>, _ target: UnsafeMutablePointer<Join.Vector.Scalar>,
    _ pitch: Int, _ rows: Int, _ count: Int, _ streams: Bool, _ soon: BlockKernelTable<Join.Vector.Scalar>.Soon?
) {
    var row = 0
    #if KERNELS_512
        while row &+ 8 <= rows {
            forEachPlace(Join.Vector.self, count, in: later[row]) {
                ask(Join.Vector.self, for: soon, 8, row, $0)
                pairSum(
                    EightRows<Join.Vector>.self, type, addition, pairs, later + row, earlier + row, $0,
                    target + (row &* pitch &+ $0), pitch, streams)
            }
            row &+= 8
        }
    #endif
    while row < rows {
        forEachPlace(Join.Vector.self, count, in: later[row]) {
            ask(Join.Vector.self, for: soon, 4, row, $0)
            pairSum(
                FourRows<Join.Vector>.self, type, addition, pairs, later + row, earlier + row, $0,
                target + (row &* pitch &+ $0), pitch, streams)
        }
        row &+= 4
    }
}

/// Sums neighbouring rows one after the other.
///
/// Hopes for one `vfmadd231ps` for each tap, row and vector, and a load for each group of rows.
@inline(__always)
private func blockProductSum<Vector: SIMD, Addition: ProductAddition<Vector>>(
    _ type: Vector.Type, _ addition: Addition.Type, _ samples: UnsafePointer<UnsafePointer<Vector.Scalar>>,
    _ weights: UnsafePointer<Vector.Scalar>, _ taps: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ pitch: Int, _ rows: Int, _ count: Int,
    _ soon: BlockKernelTable<Vector.Scalar>.Soon?
) where Vector.Scalar: BinaryFloatingPoint {
    var row = 0
    #if KERNELS_512
        while row &+ 8 <= rows {
            forEachPlace(type, count, in: samples[row]) {
                ask(Vector.self, for: soon, 8, row, $0)
                productSum(
                    EightRows<Vector>.self, addition, samples + row, weights, taps, $0,
                    target + (row &* pitch &+ $0), pitch)
            }
            row &+= 8
        }
    #endif
    while row < rows {
        forEachPlace(type, count, in: samples[row]) {
            ask(Vector.self, for: soon, 4, row, $0)
            productSum(
                FourRows<Vector>.self, addition, samples + row, weights, taps, $0,
                target + (row &* pitch &+ $0), pitch)
        }
        row &+= 4
    }
}

/// Goes along a row by whole vectors, from the second on those that do not lie across lines of the cache; the last ends with the
/// row.
@inline(__always)
private func forEachPlace<Vector: SIMD>(
    _ type: Vector.Type, _ count: Int, in row: UnsafePointer<Vector.Scalar>, _ body: (_ place: Int) -> Void
) {
    let width = Vector.scalarCount
    let bytes = MemoryLayout<Vector>.size
    let ahead = (bytes &- Int(bitPattern: row) & (bytes &- 1)) / MemoryLayout<Vector.Scalar>.size
    var place = 0
    while place < count {
        body(place)
        guard place &+ width < count else { return }
        place = min(place == 0 ? ahead : place &+ width, count &- width)
    }
}

/// Asks for what is wanted soon in the place of a vector of some rows, once for each line of the cache.
@inline(__always)
private func ask<Vector: SIMD>(
    _ type: Vector.Type, for soon: BlockKernelTable<Vector.Scalar>.Soon?, _ rows: Int, _ row: Int, _ place: Int
) {
    let lineCount = 64 / MemoryLayout<Vector.Scalar>.size
    guard let soon, place & (lineCount &- 1) < Vector.scalarCount else { return }
    var line = soon.line + ((row & 15) &* soon.pitch &+ row & ~15 &+ place)
    for _ in 0..<rows {
        pointspread_prefetch(line)
        line += soon.pitch
    }
}

@inline(__always)
private func pairSum<Rows: RowGroup, Join: PairJoin, Addition: ProductAddition>(
    _ type: Rows.Type, _ join: Join.Type, _ addition: Addition.Type,
    _ pairs: BlockKernelTable<Rows.Vector.Scalar>.Pairs,
    _ later: UnsafePointer<UnsafePointer<Rows.Vector.Scalar>>,
    _ earlier: UnsafePointer<UnsafePointer<Rows.Vector.Scalar>>, _ place: Int,
    _ target: UnsafeMutablePointer<Rows.Vector.Scalar>, _ pitch: Int, _ streams: Bool
) where Rows.Vector == Join.Vector, Addition.Vector == Join.Vector {
    // A product added to −0 is itself, whatever its sign.
    var sums = Rows(repeating: Rows.Vector(repeating: pairs.start))
    var (after, before) = (later + Rows.count, earlier)
    var laterRows: Rows
    var earlierRows: Rows
    var pair = 0
    if let weight = pairs.centreWeight, pairs.centreDistance == 1 {
        // The windows before the first pair: both are the rows under the middle tap.
        laterRows = Rows(later - 1, at: place)
        earlierRows = laterRows
        sums.addProducts(laterRows, Rows.Vector(repeating: weight), addition)
        after -= 1
    } else {
        if let weight = pairs.centreWeight {
            sums.addProducts(
                Rows(later - pairs.centreDistance, at: place), Rows.Vector(repeating: weight), addition)
        }
        laterRows = Rows(later, at: place)
        earlierRows = Rows(earlier, at: place)
        sums.addProducts(
            laterRows.joined(with: earlierRows, join), Rows.Vector(repeating: pairs.weights[0]), addition)
        before -= 1
        pair = 1
    }
    @inline(__always)
    func add(_ step: Int) {
        laterRows.append(UnsafeRawPointer(after[step] + place).loadUnaligned(as: Rows.Vector.self))
        earlierRows.prepend(UnsafeRawPointer(before[-step] + place).loadUnaligned(as: Rows.Vector.self))
        sums.addProducts(
            laterRows.joined(with: earlierRows, join), Rows.Vector(repeating: pairs.weights[pair &+ step]), addition)
    }
    // Four pairs at a time bring windows of four rows back into the registers that they began in.
    while pair &+ 4 <= pairs.count {
        add(0)
        add(1)
        add(2)
        add(3)
        after += 4
        before -= 4
        pair &+= 4
    }
    while pair < pairs.count {
        add(0)
        after += 1
        before -= 1
        pair &+= 1
    }
    if streams {
        sums.store(to: target, pitch: pitch, StreamedWriting<Rows.Vector>.self)
    } else {
        sums.store(to: target, pitch: pitch, PlainWriting<Rows.Vector>.self)
    }
}

@inline(__always)
private func productSum<Rows: RowGroup, Addition: ProductAddition<Rows.Vector>>(
    _ type: Rows.Type, _ addition: Addition.Type, _ samples: UnsafePointer<UnsafePointer<Rows.Vector.Scalar>>,
    _ weights: UnsafePointer<Rows.Vector.Scalar>, _ taps: Int, _ place: Int,
    _ target: UnsafeMutablePointer<Rows.Vector.Scalar>, _ pitch: Int
) {
    var window = Rows(samples, at: place)
    var sums = window
    sums.multiply(by: Rows.Vector(repeating: weights[0]))
    var next = samples + (Rows.count &- 1)
    var tap = 1
    @inline(__always)
    func add(_ step: Int) {
        window.append(UnsafeRawPointer(next[step &+ 1] + place).loadUnaligned(as: Rows.Vector.self))
        sums.addProducts(window, Rows.Vector(repeating: weights[tap &+ step]), addition)
    }
    while tap &+ 4 <= taps {
        add(0)
        add(1)
        add(2)
        add(3)
        next += 4
        tap &+= 4
    }
    while tap < taps {
        add(0)
        next += 1
        tap &+= 1
    }
    sums.store(to: target, pitch: pitch, PlainWriting<Rows.Vector>.self)
}
