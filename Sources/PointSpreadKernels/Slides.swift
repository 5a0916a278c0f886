internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's sliding sums of floats.
    ///
    /// Hope for `vsubps` and `vaddps` for each row and vector, the sums in registers.
    static var floatSlides: SlideKernelTable<Float> {
        SlideKernelTable(
            difference: { slide(FloatVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) { $0 += $1 - $2 } },
            enterThenLeave: {
                slide(FloatVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) { $0 = ($0 + $1) - $2 }
            },
            leaveThenEnter: {
                slide(FloatVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) { $0 = ($0 - $2) + $1 }
            },
            differenceOfSquares: {
                slide(FloatVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) {
                    var squares = FloatVector(repeating: 0) - $2 * $2
                    squares.addProduct($1, $1)
                    $0 += squares
                }
            })
    }

    /// This instruction set's sliding sums of doubles.
    static var doubleSlides: SlideKernelTable<Double> {
        SlideKernelTable(
            difference: {
                slide(DoubleVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) { $0 += $1 - $2 }
            },
            enterThenLeave: {
                slide(DoubleVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) { $0 = ($0 + $1) - $2 }
            },
            leaveThenEnter: {
                slide(DoubleVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) { $0 = ($0 - $2) + $1 }
            },
            differenceOfSquares: {
                slide(DoubleVector.self, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) {
                    var squares = DoubleVector(repeating: 0) - $2 * $2
                    squares.addProduct($1, $1)
                    $0 += squares
                }
            })
    }
}

/// - Parameter step: changes a sum by what enters and what leaves.
@inline(__always)
private func slide<Vector: SIMD>(
    _ type: Vector.Type, _ entering: UnsafePointer<Vector.Scalar>, _ enteringPitch: Int,
    _ leaving: UnsafePointer<Vector.Scalar>, _ leavingPitch: Int, _ sums: UnsafeMutablePointer<Vector.Scalar>,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ targetPitch: Int, _ rows: Int, _ count: Int,
    _ factor: Vector.Scalar, _ reading: SlideKernelTable<Vector.Scalar>.Soon?,
    _ writing: SlideKernelTable<Vector.Scalar>.Soon?,
    _ step: (_ sum: inout Vector, _ entering: Vector, _ leaving: Vector) -> Void
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    let factor = Vector(repeating: factor)
    var place = 0
    // Two vectors at a time, each of which waits for its own sum only.
    while place &+ 2 &* width <= count {
        var sum0 = load(sums + place, as: type)
        var sum1 = load(sums + (place &+ width), as: type)
        var (enter, leave, line) = (entering + place, leaving + place, target + place)
        for row in 0..<rows {
            if let reading { ask(for: reading, row, place, 2 &* width) }
            if let writing { ask(for: writing, row, place, 2 &* width) }
            step(&sum0, load(enter, as: type), load(leave, as: type))
            step(&sum1, load(enter + width, as: type), load(leave + width, as: type))
            store(sum0 * factor, to: line)
            store(sum1 * factor, to: line + width)
            enter += enteringPitch
            leave += leavingPitch
            line += targetPitch
        }
        store(sum0, to: sums + place)
        store(sum1, to: sums + (place &+ width))
        place &+= 2 &* width
    }
    while place &+ width <= count {
        var sum = load(sums + place, as: type)
        var (enter, leave, line) = (entering + place, leaving + place, target + place)
        for _ in 0..<rows {
            step(&sum, load(enter, as: type), load(leave, as: type))
            store(sum * factor, to: line)
            enter += enteringPitch
            leave += leavingPitch
            line += targetPitch
        }
        store(sum, to: sums + place)
        place &+= width
    }
}

/// Asks for numbers of rows that are wanted soon, line of the cache by line.
@inline(__always)
private func ask<Number>(for soon: SlideKernelTable<Number>.Soon, _ row: Int, _ place: Int, _ count: Int) {
    let line = soon.row + (row &* soon.pitch &+ place &* soon.size)
    var byte = 0
    while byte < count &* soon.size {
        pointspread_prefetch(line + byte)
        byte &+= 64
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
