internal import PointSpreadKernelTable

// Each number that is loaded serves four rows: a window of four neighbours rotates through registers, so that one more tap
// needs one more load for four sums.

/// Sums pairs of neighbouring rows.
///
/// Hopes for one `vaddps` and one `vfmadd231ps` for each pair, row and vector, and half a load.
@inline(__always)
func blockPairSum<Vector: SIMD>(
    _ type: Vector.Type, _ pairs: BlockKernelTable<Vector.Scalar>.Pairs,
    _ later: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ earlier: UnsafePointer<UnsafePointer<Vector.Scalar>>,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ pitch: Int, _ rows: Int, _ count: Int,
    _ join: (_ later: Vector, _ earlier: Vector) -> Vector
) where Vector.Scalar: BinaryFloatingPoint {
    let weights = pairs.weights
    var place = 0
    while place < count {
        var row = 0
        while row < rows {
            var after = later + row
            var before = earlier + row
            // The windows before the first pair: both are the rows under the middle tap, where there is one.
            var later0 = load(after[-1] + place, as: type)
            var later1 = load(after[0] + place, as: type)
            var later2 = load(after[1] + place, as: type)
            var later3 = load(after[2] + place, as: type)
            var (earlier0, earlier1, earlier2, earlier3) = (later0, later1, later2, later3)
            after += 3
            var sum0: Vector
            var sum1: Vector
            var sum2: Vector
            var sum3: Vector
            var pair = 0
            if let weight = pairs.centreWeight {
                let weight = Vector(repeating: weight)
                sum0 = later0 * weight
                sum1 = later1 * weight
                sum2 = later2 * weight
                sum3 = later3 * weight
            } else {
                let weight = Vector(repeating: weights[0])
                (later0, later1, later2, later3) = (later1, later2, later3, load(after[0] + place, as: type))
                earlier0 = load(before[0] + place, as: type)
                earlier1 = load(before[1] + place, as: type)
                earlier2 = load(before[2] + place, as: type)
                earlier3 = load(before[3] + place, as: type)
                sum0 = join(later0, earlier0) * weight
                sum1 = join(later1, earlier1) * weight
                sum2 = join(later2, earlier2) * weight
                sum3 = join(later3, earlier3) * weight
                after += 1
                before -= 1
                pair = 1
            }
            // Four pairs at a time bring the windows back into the registers that they began in.
            while pair &+ 4 <= pairs.count {
                var weight = Vector(repeating: weights[pair])
                later0 = load(after[0] + place, as: type)
                earlier3 = load(before[0] + place, as: type)
                sum0.addProduct(join(later1, earlier3), weight)
                sum1.addProduct(join(later2, earlier0), weight)
                sum2.addProduct(join(later3, earlier1), weight)
                sum3.addProduct(join(later0, earlier2), weight)
                weight = Vector(repeating: weights[pair &+ 1])
                later1 = load(after[1] + place, as: type)
                earlier2 = load(before[-1] + place, as: type)
                sum0.addProduct(join(later2, earlier2), weight)
                sum1.addProduct(join(later3, earlier3), weight)
                sum2.addProduct(join(later0, earlier0), weight)
                sum3.addProduct(join(later1, earlier1), weight)
                weight = Vector(repeating: weights[pair &+ 2])
                later2 = load(after[2] + place, as: type)
                earlier1 = load(before[-2] + place, as: type)
                sum0.addProduct(join(later3, earlier1), weight)
                sum1.addProduct(join(later0, earlier2), weight)
                sum2.addProduct(join(later1, earlier3), weight)
                sum3.addProduct(join(later2, earlier0), weight)
                weight = Vector(repeating: weights[pair &+ 3])
                later3 = load(after[3] + place, as: type)
                earlier0 = load(before[-3] + place, as: type)
                sum0.addProduct(join(later0, earlier0), weight)
                sum1.addProduct(join(later1, earlier1), weight)
                sum2.addProduct(join(later2, earlier2), weight)
                sum3.addProduct(join(later3, earlier3), weight)
                after += 4
                before -= 4
                pair &+= 4
            }
            while pair < pairs.count {
                let weight = Vector(repeating: weights[pair])
                (later0, later1, later2, later3) = (later1, later2, later3, load(after[0] + place, as: type))
                (earlier1, earlier2, earlier3) = (earlier0, earlier1, earlier2)
                earlier0 = load(before[0] + place, as: type)
                sum0.addProduct(join(later0, earlier0), weight)
                sum1.addProduct(join(later1, earlier1), weight)
                sum2.addProduct(join(later2, earlier2), weight)
                sum3.addProduct(join(later3, earlier3), weight)
                after += 1
                before -= 1
                pair &+= 1
            }
            let line = target + (row &* pitch &+ place)
            store(sum0, to: line)
            store(sum1, to: line + pitch)
            store(sum2, to: line + 2 &* pitch)
            store(sum3, to: line + 3 &* pitch)
            row &+= 4
        }
        place &+= Vector.scalarCount
    }
}

/// Sums neighbouring rows one after the other.
///
/// Hopes for one `vfmadd231ps` for each tap, row and vector, and a quarter of a load.
@inline(__always)
func blockProductSum<Vector: SIMD>(
    _ type: Vector.Type, _ samples: UnsafePointer<UnsafePointer<Vector.Scalar>>,
    _ weights: UnsafePointer<Vector.Scalar>, _ taps: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ pitch: Int, _ rows: Int, _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    var place = 0
    while place < count {
        var row = 0
        while row < rows {
            var next = samples + row
            var window0 = load(next[0] + place, as: type)
            var window1 = load(next[1] + place, as: type)
            var window2 = load(next[2] + place, as: type)
            var window3 = load(next[3] + place, as: type)
            var weight = Vector(repeating: weights[0])
            var sum0 = window0 * weight
            var sum1 = window1 * weight
            var sum2 = window2 * weight
            var sum3 = window3 * weight
            next += 4
            var tap = 1
            while tap &+ 4 <= taps {
                weight = Vector(repeating: weights[tap])
                window0 = load(next[0] + place, as: type)
                sum0.addProduct(window1, weight)
                sum1.addProduct(window2, weight)
                sum2.addProduct(window3, weight)
                sum3.addProduct(window0, weight)
                weight = Vector(repeating: weights[tap &+ 1])
                window1 = load(next[1] + place, as: type)
                sum0.addProduct(window2, weight)
                sum1.addProduct(window3, weight)
                sum2.addProduct(window0, weight)
                sum3.addProduct(window1, weight)
                weight = Vector(repeating: weights[tap &+ 2])
                window2 = load(next[2] + place, as: type)
                sum0.addProduct(window3, weight)
                sum1.addProduct(window0, weight)
                sum2.addProduct(window1, weight)
                sum3.addProduct(window2, weight)
                weight = Vector(repeating: weights[tap &+ 3])
                window3 = load(next[3] + place, as: type)
                sum0.addProduct(window0, weight)
                sum1.addProduct(window1, weight)
                sum2.addProduct(window2, weight)
                sum3.addProduct(window3, weight)
                next += 4
                tap &+= 4
            }
            while tap < taps {
                weight = Vector(repeating: weights[tap])
                (window0, window1, window2) = (window1, window2, window3)
                window3 = load(next[0] + place, as: type)
                sum0.addProduct(window0, weight)
                sum1.addProduct(window1, weight)
                sum2.addProduct(window2, weight)
                sum3.addProduct(window3, weight)
                next += 1
                tap &+= 1
            }
            let line = target + (row &* pitch &+ place)
            store(sum0, to: line)
            store(sum1, to: line + pitch)
            store(sum2, to: line + 2 &* pitch)
            store(sum3, to: line + 3 &* pitch)
            row &+= 4
        }
        place &+= Vector.scalarCount
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
