internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's sums of blocks of rows of floats.
    static var floatDense: DenseKernelTable<Float> {
        DenseKernelTable(width: Strip<FloatVector>.width) {
            parts, partCount, samples, weights, target, pitch, count, start, isFused in
            if isFused {
                sixRows(FloatVector.self, parts, partCount, samples, weights, target, pitch, count, start) {
                    $0.addProduct($1, $2)
                }
            } else {
                sixRows(FloatVector.self, parts, partCount, samples, weights, target, pitch, count, start) {
                    $0 += $1 * $2
                }
            }
        } chain: {
            chainSum(FloatVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8)
        }
    }

    /// This instruction set's sums of blocks of rows of doubles.
    static var doubleDense: DenseKernelTable<Double> {
        DenseKernelTable(width: Strip<DoubleVector>.width) {
            parts, partCount, samples, weights, target, pitch, count, start, isFused in
            if isFused {
                sixRows(DoubleVector.self, parts, partCount, samples, weights, target, pitch, count, start) {
                    $0.addProduct($1, $2)
                }
            } else {
                sixRows(DoubleVector.self, parts, partCount, samples, weights, target, pitch, count, start) {
                    $0 += $1 * $2
                }
            }
        } chain: {
            chainSum(DoubleVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8)
        }
    }
}

/// A few vectors next to each other: as many as leave six rows of sums in the registers.
struct Strip<Vector: SIMD> where Vector.Scalar: BinaryFloatingPoint {
    private var part0: Vector
    private var part1: Vector
    #if KERNELS_512
        private var part2: Vector
        private var part3: Vector
    #endif

    #if KERNELS_512
        @inline(__always) static var width: Int { 4 &* Vector.scalarCount }
    #else
        @inline(__always) static var width: Int { 2 &* Vector.scalarCount }
    #endif

    @inline(__always) init(repeating vector: Vector) {
        (part0, part1) = (vector, vector)
        #if KERNELS_512
            (part2, part3) = (vector, vector)
        #endif
    }

    @inline(__always) init(_ source: UnsafePointer<Vector.Scalar>) {
        let source = UnsafeRawPointer(source)
        let size = MemoryLayout<Vector>.size
        part0 = source.loadUnaligned(as: Vector.self)
        part1 = (source + size).loadUnaligned(as: Vector.self)
        #if KERNELS_512
            part2 = (source + 2 &* size).loadUnaligned(as: Vector.self)
            part3 = (source + 3 &* size).loadUnaligned(as: Vector.self)
        #endif
    }

    @inline(__always) mutating func add(
        _ samples: Strip, times weight: Vector.Scalar, _ add: (inout Vector, Vector, Vector) -> Void
    ) {
        let weight = Vector(repeating: weight)
        add(&part0, samples.part0, weight)
        add(&part1, samples.part1, weight)
        #if KERNELS_512
            add(&part2, samples.part2, weight)
            add(&part3, samples.part3, weight)
        #endif
    }

    @inline(__always) mutating func join(_ other: Strip, _ join: (inout Vector, Vector) -> Void) {
        join(&part0, other.part0)
        join(&part1, other.part1)
        #if KERNELS_512
            join(&part2, other.part2)
            join(&part3, other.part3)
        #endif
    }

    @inline(__always) func store(to target: UnsafeMutablePointer<Vector.Scalar>) {
        let target = UnsafeMutableRawPointer(target)
        let size = MemoryLayout<Vector>.size
        target.storeBytes(of: part0, as: Vector.self)
        (target + size).storeBytes(of: part1, as: Vector.self)
        #if KERNELS_512
            (target + 2 &* size).storeBytes(of: part2, as: Vector.self)
            (target + 3 &* size).storeBytes(of: part3, as: Vector.self)
        #endif
    }
}

/// Sums six rows, for each a start and the products of its taps in the order of the steps.
///
/// Hopes for one `vfmadd231ps` for each tap, row and vector with all sums in registers, and for one `vmovups` for each step and
/// vector; unfused for `vmulps` and `vaddps`.
///
/// - Parameter join: adds a product to a sum.
@inline(__always)
private func sixRows<Vector: SIMD>(
    _ type: Vector.Type, _ parts: UnsafePointer<DensePart>, _ partCount: Int,
    _ samples: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ weights: UnsafePointer<Vector.Scalar>,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ pitch: Int, _ count: Int,
    _ start: Vector.Scalar, _ join: (_ sum: inout Vector, _ samples: Vector, _ weight: Vector) -> Void
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Strip<Vector>.width
    // Strips of a long row begin at multiples of a vector's size, which are no further away than a strip is wide.
    let misalignment = MemoryLayout<Vector>.size &- 1
    let isLong = count >= 4 &* width
    var place = 0
    while true {
        let begin = Vector(repeating: start)
        var sum0 = Strip(repeating: begin)
        var sum1 = Strip(repeating: begin)
        var sum2 = Strip(repeating: begin)
        var sum3 = Strip(repeating: begin)
        var sum4 = Strip(repeating: begin)
        var sum5 = Strip(repeating: begin)
        var sample = samples
        var weight = weights
        @inline(__always)
        func add(_ first: Int, _ last: Int, _ steps: Int) {
            let end = sample + steps
            repeat {
                let strip = Strip<Vector>(sample[0] + place)
                if first <= 0 { sum0.add(strip, times: weight[0 &- first], join) }
                if first <= 1, last >= 1 { sum1.add(strip, times: weight[1 &- first], join) }
                if first <= 2, last >= 2 { sum2.add(strip, times: weight[2 &- first], join) }
                if first <= 3, last >= 3 { sum3.add(strip, times: weight[3 &- first], join) }
                if first <= 4, last >= 4 { sum4.add(strip, times: weight[4 &- first], join) }
                if last >= 5 { sum5.add(strip, times: weight[5 &- first], join) }
                sample += 1
                weight += last &- first &+ 1
            } while sample != end
        }
        for part in 0..<partCount {
            let steps = Int(parts[part].steps)
            // A loop for every range of rows: the sums stay in registers.
            switch parts[part].rows {
            case 0: add(0, 0, steps)
            case 1: add(0, 1, steps)
            case 2: add(0, 2, steps)
            case 3: add(0, 3, steps)
            case 4: add(0, 4, steps)
            case 5: add(0, 5, steps)
            case 7: add(1, 1, steps)
            case 8: add(1, 2, steps)
            case 9: add(1, 3, steps)
            case 10: add(1, 4, steps)
            case 11: add(1, 5, steps)
            case 14: add(2, 2, steps)
            case 15: add(2, 3, steps)
            case 16: add(2, 4, steps)
            case 17: add(2, 5, steps)
            case 21: add(3, 3, steps)
            case 22: add(3, 4, steps)
            case 23: add(3, 5, steps)
            case 28: add(4, 4, steps)
            case 29: add(4, 5, steps)
            default: add(5, 5, steps)
            }
        }
        let row = target + place
        sum0.store(to: row)
        sum1.store(to: row + pitch)
        sum2.store(to: row + 2 &* pitch)
        sum3.store(to: row + 3 &* pitch)
        sum4.store(to: row + 4 &* pitch)
        sum5.store(to: row + 5 &* pitch)
        if place &+ width >= count { break }
        place &+= width
        if isLong {
            place &-= (Int(bitPattern: target + place) & misalignment) / MemoryLayout<Vector.Scalar>.size
        }
        // Strips may overlap, and compute the same numbers there.
        place = min(place, count &- width)
    }
}
