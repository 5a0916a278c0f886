import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for boxes of floats.
    static var floatBoxes: BoxKernelTable<Float> {
        BoxKernelTable(
            step: { boxStep(FloatVector.self, $0, $1, $2, $3, $4) },
            join: { joined(FloatVector.self, $0, $1, $2, $3, $4, $5) },
            addEnds: { endsAdded(FloatVector.self, $0, $1, $2, $3, $4) },
            divide: { line, divisor, target, count in
                divided(FloatVector.self, line, divisor, target, count, isOrdinary: areOrdinary)
            })
    }

    /// This instruction set's kernels for boxes of doubles.
    static var doubleBoxes: BoxKernelTable<Double> {
        BoxKernelTable(
            step: { boxStep(DoubleVector.self, $0, $1, $2, $3, $4) },
            join: { joined(DoubleVector.self, $0, $1, $2, $3, $4, $5) },
            addEnds: { endsAdded(DoubleVector.self, $0, $1, $2, $3, $4) },
            divide: { line, divisor, target, count in
                divided(DoubleVector.self, line, divisor, target, count, isOrdinary: areOrdinary)
            })
    }
}

/// Hopes for one load, one `vaddps` and one store for each doubling, four vectors at a time.
///
/// All rows are taken at one place before the next one, where the sums of the last rows are at hand.
@inline(__always)
private func boxStep<Vector: SIMD>(
    _ type: Vector.Type, _ columns: UnsafePointer<BoxKernelTable<Vector.Scalar>.Column>, _ rows: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>?, _ pitch: Int, _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    var place = 0
    while place &+ 4 &* width <= count {
        for row in 0..<rows {
            boxSums(type, columns + row, place, target.map { $0 + (row &* pitch &+ place) })
        }
        place &+= 4 &* width
    }
    while place < count {
        for row in 0..<rows {
            boxSum(type, columns + row, place, target.map { $0 + (row &* pitch &+ place) })
        }
        place &+= width
    }
}

/// Takes four vectors of a row.
@inline(__always)
private func boxSums<Vector: SIMD>(
    _ type: Vector.Type, _ column: UnsafePointer<BoxKernelTable<Vector.Scalar>.Column>, _ place: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>?
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    let (older, kept) = (column.pointee.older, column.pointee.kept)
    let (levels, keptLevels, newest) = (column.pointee.levels, column.pointee.keptLevels, column.pointee.newest)
    let row = column.pointee.row + place
    var sum0 = load(row, as: type)
    var sum1 = load(row + width, as: type)
    var sum2 = load(row + 2 &* width, as: type)
    var sum3 = load(row + 3 &* width, as: type)
    var (last0, last1, last2, last3) = (sum0, sum1, sum2, sum3)
    var level = 0
    while level < levels {
        let before = older[level] + place
        sum0 = load(before, as: type) + sum0
        sum1 = load(before + width, as: type) + sum1
        sum2 = load(before + 2 &* width, as: type) + sum2
        sum3 = load(before + 3 &* width, as: type) + sum3
        if level < keptLevels {
            let after = kept[level] + place
            store(sum0, to: after)
            store(sum1, to: after + width)
            store(sum2, to: after + 2 &* width)
            store(sum3, to: after + 3 &* width)
        }
        level &+= 1
        if level == newest { (last0, last1, last2, last3) = (sum0, sum1, sum2, sum3) }
    }
    guard let target else { return }
    let (blocks, blockCount) = (column.pointee.blocks, column.pointee.blockCount)
    if blockCount > 0 {
        let first = blocks[0] + place
        sum0 = load(first, as: type)
        sum1 = load(first + width, as: type)
        sum2 = load(first + 2 &* width, as: type)
        sum3 = load(first + 3 &* width, as: type)
        var block = 1
        while block < blockCount {
            let next = blocks[block] + place
            sum0 += load(next, as: type)
            sum1 += load(next + width, as: type)
            sum2 += load(next + 2 &* width, as: type)
            sum3 += load(next + 3 &* width, as: type)
            block &+= 1
        }
        if newest >= 0 {
            sum0 += last0
            sum1 += last1
            sum2 += last2
            sum3 += last3
        }
    } else {
        (sum0, sum1, sum2, sum3) = (last0, last1, last2, last3)
    }
    if let firstEnd = column.pointee.firstEnd {
        let first = firstEnd + place
        let end = Vector(repeating: column.pointee.endWeight)
        sum0.addProduct(load(first, as: type) + load(row, as: type), end)
        sum1.addProduct(load(first + width, as: type) + load(row + width, as: type), end)
        sum2.addProduct(load(first + 2 &* width, as: type) + load(row + 2 &* width, as: type), end)
        sum3.addProduct(load(first + 3 &* width, as: type) + load(row + 3 &* width, as: type), end)
    }
    store(sum0, to: target)
    store(sum1, to: target + width)
    store(sum2, to: target + 2 &* width)
    store(sum3, to: target + 3 &* width)
}

/// Takes one vector of a row.
@inline(__always)
private func boxSum<Vector: SIMD>(
    _ type: Vector.Type, _ column: UnsafePointer<BoxKernelTable<Vector.Scalar>.Column>, _ place: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>?
) where Vector.Scalar: BinaryFloatingPoint {
    let column = column.pointee
    var sum = load(column.row + place, as: type)
    var last = sum
    var level = 0
    while level < column.levels {
        sum = load(column.older[level] + place, as: type) + sum
        if level < column.keptLevels { store(sum, to: column.kept[level] + place) }
        level &+= 1
        if level == column.newest { last = sum }
    }
    guard let target else { return }
    sum = last
    if column.blockCount > 0 {
        sum = load(column.blocks[0] + place, as: type)
        for block in 1..<column.blockCount { sum += load(column.blocks[block] + place, as: type) }
        if column.newest >= 0 { sum += last }
    }
    if let firstEnd = column.firstEnd {
        let ends = load(firstEnd + place, as: type) + load(column.row + place, as: type)
        sum.addProduct(ends, Vector(repeating: column.endWeight))
    }
    store(sum, to: target)
}

/// Hopes for one `vaddps` for each line and vector.
@inline(__always)
private func joined<Vector: SIMD>(
    _ type: Vector.Type, _ first: UnsafePointer<Vector.Scalar>, _ second: UnsafePointer<Vector.Scalar>,
    _ others: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ otherCount: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    // Counts that are known make the loop over lines disappear.
    switch otherCount {
    case 0: joinedAll(type, first, second, others, 0, target, count)
    case 1: joinedAll(type, first, second, others, 1, target, count)
    case 2: joinedAll(type, first, second, others, 2, target, count)
    case 3: joinedAll(type, first, second, others, 3, target, count)
    default: joinedAll(type, first, second, others, otherCount, target, count)
    }
}

@inline(__always)
private func joinedAll<Vector: SIMD>(
    _ type: Vector.Type, _ first: UnsafePointer<Vector.Scalar>, _ second: UnsafePointer<Vector.Scalar>,
    _ others: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ otherCount: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    var place = 0
    // The target may be the first line itself: vectors are read before they are written, and the second line lies behind it.
    while place &+ 2 &* width <= count {
        let (left, right) = (first + place, second + place)
        var sum0 = load(left, as: type) + load(right, as: type)
        var sum1 = load(left + width, as: type) + load(right + width, as: type)
        var line = 0
        while line < otherCount {
            let next = others[line] + place
            sum0 += load(next, as: type)
            sum1 += load(next + width, as: type)
            line &+= 1
        }
        store(sum0, to: target + place)
        store(sum1, to: target + place + width)
        place &+= 2 &* width
    }
    while place < count {
        var sum = load(first + place, as: type) + load(second + place, as: type)
        var line = 0
        while line < otherCount {
            sum += load(others[line] + place, as: type)
            line &+= 1
        }
        store(sum, to: target + place)
        place &+= width
    }
}

/// Hopes for one `vaddps` and one `vfmadd`.
@inline(__always)
private func endsAdded<Vector: SIMD>(
    _ type: Vector.Type, _ first: UnsafePointer<Vector.Scalar>, _ second: UnsafePointer<Vector.Scalar>,
    _ weight: Vector.Scalar, _ target: UnsafeMutablePointer<Vector.Scalar>, _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    let weight = Vector(repeating: weight)
    var place = 0
    while place < count {
        var sum = load(target + place, as: type)
        sum.addProduct(load(first + place, as: type) + load(second + place, as: type), weight)
        store(sum, to: target + place)
        place &+= Vector.scalarCount
    }
}

/// Hopes for one `vmulps` and four `vfmadd`, which are quicker than one `vdivps`.
///
/// The nearest number to 1 ∕ divisor gives a quotient that is wrong by less than two units in the last place. One correction
/// by the exact remainder leaves less than one, from which a second one finds the nearest number (Markstein's theorem). The
/// remainder is exact where nothing is close to the ends of the range: blocks with other numbers are divided.
@inline(__always)
private func divided<Vector: SIMD>(
    _ type: Vector.Type, _ line: UnsafePointer<Vector.Scalar>, _ divisor: Vector.Scalar,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ count: Int,
    isOrdinary: (UnsafePointer<Vector.Scalar>, Int) -> Bool
) where Vector.Scalar: BinaryFloatingPoint {
    let divisors = Vector(repeating: divisor)
    var place = 0
    #if KERNELS_256 || KERNELS_512
        if divisor >= 1, divisor <= 0x1p40 {
            let (reciprocal, opposites) = (Vector(repeating: 1 / divisor), Vector(repeating: -divisor))
            while place < count {
                let end = min(place &+ 256, count)
                if isOrdinary(line + place, end &- place) {
                    while place < end {
                        let number = load(line + place, as: type)
                        let first = number * reciprocal
                        var remainder = number
                        remainder.addProduct(first, opposites)
                        var quotient = first
                        quotient.addProduct(remainder, reciprocal)
                        remainder = number
                        remainder.addProduct(quotient, opposites)
                        quotient.addProduct(remainder, reciprocal)
                        store(quotient, to: target + place)
                        place &+= Vector.scalarCount
                    }
                } else {
                    while place < end {
                        store(load(line + place, as: type) / divisors, to: target + place)
                        place &+= Vector.scalarCount
                    }
                }
            }
            return
        }
    #endif
    while place < count {
        store(load(line + place, as: type) / divisors, to: target + place)
        place &+= Vector.scalarCount
    }
}

/// Whether all sizes are from 2⁻⁶⁰ to 2¹²⁰, or zero; the sign of zero would be lost.
@inline(__always)
private func areOrdinary(_ line: UnsafePointer<Float>, _ count: Int) -> Bool {
    let smallest: UInt32 = (127 - 60) << 23
    var strange: UInt32 = 0
    for place in 0..<count {
        let bits = line[place].bitPattern
        // Smaller ones wrap around.
        let size = (bits & 0x7FFF_FFFF) &- smallest
        strange |= (size < 180 << 23 ? 0 : 1) & (bits == 0 ? 0 : 1)
    }
    return strange == 0
}

/// Whether all sizes are from 2⁻⁸⁰⁰ to 2¹⁰⁰⁰, or zero; the sign of zero would be lost.
@inline(__always)
private func areOrdinary(_ line: UnsafePointer<Double>, _ count: Int) -> Bool {
    let smallest: UInt64 = (1023 - 800) << 52
    var strange: UInt64 = 0
    for place in 0..<count {
        let bits = line[place].bitPattern
        let size = (bits & 0x7FFF_FFFF_FFFF_FFFF) &- smallest
        strange |= (size < 1800 << 52 ? 0 : 1) & (bits == 0 ? 0 : 1)
    }
    return strange == 0
}

@inline(__always)
private func load<Vector: SIMD>(_ source: UnsafePointer<Vector.Scalar>, as type: Vector.Type) -> Vector {
    UnsafeRawPointer(source).loadUnaligned(as: Vector.self)
}

@inline(__always)
private func store<Vector: SIMD>(_ vector: Vector, to target: UnsafeMutablePointer<Vector.Scalar>) {
    UnsafeMutableRawPointer(target).storeBytes(of: vector, as: Vector.self)
}
