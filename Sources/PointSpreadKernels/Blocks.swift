internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for blocks of floats.
    static var floatBlocks: BlockKernelTable<Float> {
        BlockKernelTable(
            pairSum: { pairs, later, earlier, target, pitch, rows, count in
                if pairs.isAntisymmetric {
                    blockPairSum(FloatVector.self, pairs, later, earlier, target, pitch, rows, count) { $0 - $1 }
                } else {
                    blockPairSum(FloatVector.self, pairs, later, earlier, target, pitch, rows, count) { $0 + $1 }
                }
            },
            productSum: { samples, weights, taps, target, pitch, rows, count in
                blockProductSum(FloatVector.self, samples, weights, taps, target, pitch, rows, count)
            },
            turn: { source, pitch, rows, columns, target, targetPitch in
                var column = 0
                while column < columns {
                    var row = 0
                    while row < rows {
                        pointspread_turn_floats(
                            source + (row &* pitch &+ column), pitch, target + (column &* targetPitch &+ row),
                            targetPitch)
                        row &+= FloatVector.scalarCount
                    }
                    column &+= 4
                }
            },
            copy: { source, target, count, next in
                copyLine(FloatVector.self, source, target, count, next)
            })
    }

    /// This instruction set's kernels for blocks of doubles.
    static var doubleBlocks: BlockKernelTable<Double> {
        BlockKernelTable(
            pairSum: { pairs, later, earlier, target, pitch, rows, count in
                if pairs.isAntisymmetric {
                    blockPairSum(DoubleVector.self, pairs, later, earlier, target, pitch, rows, count) { $0 - $1 }
                } else {
                    blockPairSum(DoubleVector.self, pairs, later, earlier, target, pitch, rows, count) { $0 + $1 }
                }
            },
            productSum: { samples, weights, taps, target, pitch, rows, count in
                blockProductSum(DoubleVector.self, samples, weights, taps, target, pitch, rows, count)
            },
            turn: { source, pitch, rows, columns, target, targetPitch in
                var column = 0
                while column < columns {
                    var row = 0
                    while row < rows {
                        pointspread_turn_doubles(
                            source + (row &* pitch &+ column), pitch, target + (column &* targetPitch &+ row),
                            targetPitch)
                        row &+= DoubleVector.scalarCount
                    }
                    column &+= 2
                }
            },
            copy: { source, target, count, next in
                copyLine(DoubleVector.self, source, target, count, next)
            })
    }
}

/// Copies a line, and fetches another meanwhile: a line is short, and the processor looks ahead within a line only.
@inline(__always)
private func copyLine<Vector: SIMD>(
    _ type: Vector.Type, _ source: UnsafePointer<Vector.Scalar>, _ target: UnsafeMutablePointer<Vector.Scalar>,
    _ count: Int, _ next: UnsafePointer<Vector.Scalar>
) {
    let cacheLine = 64 / MemoryLayout<Vector.Scalar>.stride
    var place = 0
    while place &+ cacheLine <= count {
        pointspread_prefetch(next + place)
        var part = 0
        while part < cacheLine {
            let vector = UnsafeRawPointer(source + (place &+ part)).loadUnaligned(as: Vector.self)
            UnsafeMutableRawPointer(target + (place &+ part)).storeBytes(of: vector, as: Vector.self)
            part &+= Vector.scalarCount
        }
        place &+= cacheLine
    }
    while place < count {
        target[place] = source[place]
        place &+= 1
    }
}
