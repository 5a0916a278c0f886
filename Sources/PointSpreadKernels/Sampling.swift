internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for thinning out rows of floats and filling them up.
    static var floatSampling: SamplingKernelTable<Float> {
        SamplingKernelTable(
            gather: { rows, pitch, count, weights, weightPitch, sums, sumCount, numbers in
                gather(FloatVector.self, rows, pitch, count, weights, weightPitch, sums, sumCount, numbers)
            },
            spread: { rows, count, weights, target, pitch, results, keptSign, numbers in
                spread(FloatVector.self, rows, count, weights, target, pitch, results, keptSign, numbers)
            }, deinterleave: { deinterleave($0, $1, $2, $3, $4) }, interleave: { interleave($0, $1, $2, $3, $4) })
    }

    /// This instruction set's kernels for thinning out rows of doubles and filling them up.
    static var doubleSampling: SamplingKernelTable<Double> {
        SamplingKernelTable(
            gather: { rows, pitch, count, weights, weightPitch, sums, sumCount, numbers in
                gather(DoubleVector.self, rows, pitch, count, weights, weightPitch, sums, sumCount, numbers)
            },
            spread: { rows, count, weights, target, pitch, results, keptSign, numbers in
                spread(DoubleVector.self, rows, count, weights, target, pitch, results, keptSign, numbers)
            }, deinterleave: { deinterleave($0, $1, $2, $3, $4) }, interleave: { interleave($0, $1, $2, $3, $4) })
    }
}

// Sums are taken two or three at a time, so that each number that is loaded serves so many, and all sums stay in registers.

@inline(__always)
private func gather<Vector: SIMD>(
    _ type: Vector.Type, _ rows: UnsafePointer<Vector.Scalar>, _ pitch: Int, _ count: Int,
    _ weights: UnsafePointer<Vector.Scalar>, _ weightPitch: Int,
    _ sums: UnsafePointer<UnsafeMutablePointer<Vector.Scalar>>, _ sumCount: Int, _ numbers: Int
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    var sum = 0
    while sum < sumCount {
        let left = sumCount &- sum
        let isThree = left != 2 && left != 4
        var place = 0
        while place &+ 4 &* width <= numbers {
            if isThree {
                add(type, rows + place, pitch, count, weights + sum, weightPitch, sums + sum, place, true, true)
            } else {
                add(type, rows + place, pitch, count, weights + sum, weightPitch, sums + sum, place, false, true)
            }
            place &+= 4 &* width
        }
        while place < numbers {
            if isThree {
                add(type, rows + place, pitch, count, weights + sum, weightPitch, sums + sum, place, true, false)
            } else {
                add(type, rows + place, pitch, count, weights + sum, weightPitch, sums + sum, place, false, false)
            }
            place &+= width
        }
        sum &+= isThree ? 3 : 2
    }
}

/// Adds rows to two or three sums, one or four vectors at a time.
///
/// Hopes for one `vfmadd231ps` for each row, sum and vector, and nothing but loads beside them.
@inline(__always)
private func add<Vector: SIMD>(
    _ type: Vector.Type, _ rows: UnsafePointer<Vector.Scalar>, _ pitch: Int, _ count: Int,
    _ weights: UnsafePointer<Vector.Scalar>, _ weightPitch: Int,
    _ sums: UnsafePointer<UnsafeMutablePointer<Vector.Scalar>>, _ place: Int, _ isThree: Bool, _ isFour: Bool
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    let (a, b) = (sums[0] + place, sums[1] + place)
    let c = isThree ? sums[2] + place : b
    var a0 = load(a, as: type)
    var a1 = isFour ? load(a + width, as: type) : a0
    var a2 = isFour ? load(a + 2 &* width, as: type) : a0
    var a3 = isFour ? load(a + 3 &* width, as: type) : a0
    var b0 = load(b, as: type)
    var b1 = isFour ? load(b + width, as: type) : b0
    var b2 = isFour ? load(b + 2 &* width, as: type) : b0
    var b3 = isFour ? load(b + 3 &* width, as: type) : b0
    var c0 = isThree ? load(c, as: type) : b0
    var c1 = isThree && isFour ? load(c + width, as: type) : c0
    var c2 = isThree && isFour ? load(c + 2 &* width, as: type) : c0
    var c3 = isThree && isFour ? load(c + 3 &* width, as: type) : c0
    var row = rows
    var weight = weights
    for _ in 0..<count {
        let forA = Vector(repeating: weight[0])
        let forB = Vector(repeating: weight[1])
        let forC = isThree ? Vector(repeating: weight[2]) : forB
        let numbers0 = load(row, as: type)
        a0.addProduct(numbers0, forA)
        b0.addProduct(numbers0, forB)
        if isThree { c0.addProduct(numbers0, forC) }
        if isFour {
            let numbers1 = load(row + width, as: type)
            a1.addProduct(numbers1, forA)
            b1.addProduct(numbers1, forB)
            if isThree { c1.addProduct(numbers1, forC) }
            let numbers2 = load(row + 2 &* width, as: type)
            a2.addProduct(numbers2, forA)
            b2.addProduct(numbers2, forB)
            if isThree { c2.addProduct(numbers2, forC) }
            let numbers3 = load(row + 3 &* width, as: type)
            a3.addProduct(numbers3, forA)
            b3.addProduct(numbers3, forB)
            if isThree { c3.addProduct(numbers3, forC) }
        }
        row += pitch
        weight += weightPitch
    }
    store(a0, to: a)
    store(b0, to: b)
    if isThree { store(c0, to: c) }
    guard isFour else { return }
    store(a1, to: a + width)
    store(a2, to: a + 2 &* width)
    store(a3, to: a + 3 &* width)
    store(b1, to: b + width)
    store(b2, to: b + 2 &* width)
    store(b3, to: b + 3 &* width)
    guard isThree else { return }
    store(c1, to: c + width)
    store(c2, to: c + 2 &* width)
    store(c3, to: c + 3 &* width)
}

/// Hopes for one `vfmadd231ps` with a memory operand for each row, result and vector, four vectors at a time.
@inline(__always)
private func spread<Vector: SIMD>(
    _ type: Vector.Type, _ rows: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ count: Int,
    _ weights: UnsafePointer<Vector.Scalar>, _ target: UnsafeMutablePointer<Vector.Scalar>, _ pitch: Int,
    _ results: Int, _ keptSign: Int, _ numbers: Int
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    let zero = Vector(repeating: 0)
    var weight = weights
    var line = target
    for result in 0..<results {
        let last = Vector(repeating: weight[count &- 1])
        let isKept = result == keptSign
        var place = 0
        while place &+ 4 &* width <= numbers {
            let first = Vector(repeating: weight[0])
            let start = rows[0] + place
            var sum0 = load(start, as: type) * first
            var sum1 = load(start + width, as: type) * first
            var sum2 = load(start + 2 &* width, as: type) * first
            var sum3 = load(start + 3 &* width, as: type) * first
            var row = 1
            while row < count &- 1 {
                let factor = Vector(repeating: weight[row])
                let samples = rows[row] + place
                sum0.addProduct(load(samples, as: type), factor)
                sum1.addProduct(load(samples + width, as: type), factor)
                sum2.addProduct(load(samples + 2 &* width, as: type), factor)
                sum3.addProduct(load(samples + 3 &* width, as: type), factor)
                row &+= 1
            }
            let end = rows[count &- 1] + place
            if isKept {
                sum0 += zero
                sum1 += zero
                sum2 += zero
                sum3 += zero
            }
            sum0.addProduct(load(end, as: type), last)
            sum1.addProduct(load(end + width, as: type), last)
            sum2.addProduct(load(end + 2 &* width, as: type), last)
            sum3.addProduct(load(end + 3 &* width, as: type), last)
            if !isKept {
                sum0 += zero
                sum1 += zero
                sum2 += zero
                sum3 += zero
            }
            store(sum0, to: line + place)
            store(sum1, to: line + place + width)
            store(sum2, to: line + place + 2 &* width)
            store(sum3, to: line + place + 3 &* width)
            place &+= 4 &* width
        }
        while place < numbers {
            var sum = load(rows[0] + place, as: type) * Vector(repeating: weight[0])
            var row = 1
            while row < count &- 1 {
                sum.addProduct(load(rows[row] + place, as: type), Vector(repeating: weight[row]))
                row &+= 1
            }
            if isKept { sum += zero }
            sum.addProduct(load(rows[count &- 1] + place, as: type), last)
            if !isKept { sum += zero }
            store(sum, to: line + place)
            place &+= width
        }
        weight += count
        line += pitch
    }
}

@inline(__always)
private func load<Vector: SIMD>(_ source: UnsafePointer<Vector.Scalar>, as type: Vector.Type) -> Vector {
    UnsafeRawPointer(source).loadUnaligned(as: Vector.self)
}

@inline(__always)
private func store<Vector: SIMD>(_ vector: Vector, to target: UnsafeMutablePointer<Vector.Scalar>) {
    UnsafeMutableRawPointer(target).storeBytes(of: vector, as: Vector.self)
}
