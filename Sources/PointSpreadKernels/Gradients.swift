internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels that join differences of floats.
    static var floatGradients: GradientKernelTable<Float> {
        GradientKernelTable { differences, offset, pitch, target, next, rows, count, streams in
            if streams {
                lengths(
                    FloatVector.self, differences, offset, pitch, target, next, rows, count,
                    { pointspread_float_root($0) }, { pointspread_stream_floats($0, $1) })
                pointspread_finish_streams()
            } else {
                lengths(
                    FloatVector.self, differences, offset, pitch, target, next, rows, count,
                    { pointspread_float_root($0) }, { store($1, to: $0) })
            }
        }
    }

    /// This instruction set's kernels that join differences of doubles.
    static var doubleGradients: GradientKernelTable<Double> {
        GradientKernelTable { differences, offset, pitch, target, next, rows, count, streams in
            if streams {
                lengths(
                    DoubleVector.self, differences, offset, pitch, target, next, rows, count,
                    { pointspread_double_root($0) }, { pointspread_stream_doubles($0, $1) })
                pointspread_finish_streams()
            } else {
                lengths(
                    DoubleVector.self, differences, offset, pitch, target, next, rows, count,
                    { pointspread_double_root($0) }, { store($1, to: $0) })
            }
        }
    }
}

/// Makes rows of lengths.
///
/// Hopes for `vsubps`, `vmulps` and `vfmadd` for each difference and vector, while the roots, which are the slowest, are made behind
/// them.
@inline(__always)
private func lengths<Vector: SIMD>(
    _ type: Vector.Type, _ differences: GradientKernelTable<Vector.Scalar>.Differences, _ offset: Int, _ pitch: Int,
    _ target: GradientKernelTable<Vector.Scalar>.Rows<UnsafeMutablePointer<Vector.Scalar>>,
    _ next: GradientKernelTable<Vector.Scalar>.Rows<UnsafePointer<Vector.Scalar>>, _ rows: Int, _ count: Int,
    _ root: (Vector) -> Vector, _ write: (UnsafeMutablePointer<Vector.Scalar>, Vector) -> Void
) where Vector.Scalar: BinaryFloatingPoint {
    // The usual two differences keep their pointers and weights in registers.
    if differences.count == 2 {
        let (earlier0, later0) = (differences.earlier[0], differences.later[0])
        let (earlier1, later1) = (differences.earlier[1], differences.later[1])
        let (weight0, weight1) = (differences.weights[0], differences.weights[1])
        makeRows(type, offset, pitch, target, next, rows, count, write) { load in
            let first = (load(later0) - load(earlier0)) * Vector(repeating: weight0)
            let second = (load(later1) - load(earlier1)) * Vector(repeating: weight1)
            var sum = first * first
            sum.addProduct(second, second)
            return root(sum)
        }
    } else {
        makeRows(type, offset, pitch, target, next, rows, count, write) { load in
            let first =
                (load(differences.later[0]) - load(differences.earlier[0]))
                * Vector(repeating: differences.weights[0])
            var sum = first * first
            var place = 1
            while place < differences.count {
                let other =
                    (load(differences.later[place]) - load(differences.earlier[place]))
                    * Vector(repeating: differences.weights[place])
                sum.addProduct(other, other)
                place &+= 1
            }
            return root(sum)
        }
    }
}

/// Goes through rows vector by vector; the last vector of a row ends with it.
@inline(__always)
private func makeRows<Vector: SIMD>(
    _ type: Vector.Type, _ offset: Int, _ pitch: Int,
    _ target: GradientKernelTable<Vector.Scalar>.Rows<UnsafeMutablePointer<Vector.Scalar>>,
    _ next: GradientKernelTable<Vector.Scalar>.Rows<UnsafePointer<Vector.Scalar>>, _ rows: Int, _ count: Int,
    _ write: (UnsafeMutablePointer<Vector.Scalar>, Vector) -> Void,
    _ make: (_ load: (UnsafePointer<Vector.Scalar>) -> Vector) -> Vector
) {
    let width = Vector.scalarCount
    for row in 0..<rows {
        let start = offset &+ row &* pitch
        let line = target.base + row &* target.pitch
        let ahead = next.base + row &* next.pitch
        var place = 0
        while place &+ width <= count {
            pointspread_prefetch(ahead + place)
            let samples = start &+ place
            let vector = make { UnsafeRawPointer($0 + samples).loadUnaligned(as: Vector.self) }
            write(line + place, vector)
            place &+= width
        }
        if place < count, count >= width {
            place = count &- width
            pointspread_prefetch(ahead + place)
            let samples = start &+ place
            let vector = make { UnsafeRawPointer($0 + samples).loadUnaligned(as: Vector.self) }
            store(vector, to: line + place)
            place = count
        }
        while place < count {
            let samples = start &+ place
            line[place] = make { Vector(repeating: $0[samples]) }[0]
            place &+= 1
        }
    }
}

@inline(__always)
private func store<Vector: SIMD>(_ vector: Vector, to target: UnsafeMutablePointer<Vector.Scalar>) {
    UnsafeMutableRawPointer(target).storeBytes(of: vector, as: Vector.self)
}
