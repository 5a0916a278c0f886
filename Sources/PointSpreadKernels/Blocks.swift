internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for blocks of floats.
    static var floatBlocks: BlockKernelTable<Float> {
        BlockKernelTable(
            pairSum: { pairs, later, earlier, target, pitch, rows, count in
                if pairs.isAntisymmetric {
                    blockPairSum(
                        PairDifferences<FloatVector>.self, pairs, later, earlier, target, pitch, rows, count)
                } else {
                    blockPairSum(PairSums<FloatVector>.self, pairs, later, earlier, target, pitch, rows, count)
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
            copy: { source, pitch, target, targetPitch, rows, count in
                copyRows(FloatVector.self, source, pitch, target, targetPitch, rows, count)
            })
    }

    /// This instruction set's kernels for blocks of doubles.
    static var doubleBlocks: BlockKernelTable<Double> {
        BlockKernelTable(
            pairSum: { pairs, later, earlier, target, pitch, rows, count in
                if pairs.isAntisymmetric {
                    blockPairSum(
                        PairDifferences<DoubleVector>.self, pairs, later, earlier, target, pitch, rows, count)
                } else {
                    blockPairSum(PairSums<DoubleVector>.self, pairs, later, earlier, target, pitch, rows, count)
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
            copy: { source, pitch, target, targetPitch, rows, count in
                copyRows(DoubleVector.self, source, pitch, target, targetPitch, rows, count)
            })
    }
}

/// Copies rows, and fetches the next one meanwhile: a row is short, and the processor looks ahead within it only.
@inline(__always)
private func copyRows<Vector: SIMD>(
    _ type: Vector.Type, _ source: UnsafePointer<Vector.Scalar>, _ pitch: Int,
    _ target: UnsafeMutablePointer<Vector.Scalar>, _ targetPitch: Int, _ rows: Int, _ count: Int
) {
    @inline(__always)
    func copy(_ row: UnsafePointer<Vector.Scalar>, _ line: UnsafeMutablePointer<Vector.Scalar>, _ place: Int) {
        let vector = UnsafeRawPointer(row + place).loadUnaligned(as: Vector.self)
        UnsafeMutableRawPointer(line + place).storeBytes(of: vector, as: Vector.self)
    }
    let width = Vector.scalarCount
    for row in 0..<rows {
        let samples = source + row &* pitch
        let line = target + row &* targetPitch
        var place = 0
        while place &+ width <= count {
            pointspread_prefetch(samples + (pitch &+ place))
            copy(samples, line, place)
            place &+= width
        }
        if place < count, count >= width {
            // What is left ends with the row.
            copy(samples, line, count &- width)
            place = count
        }
        while place < count {
            line[place] = samples[place]
            place &+= 1
        }
    }
}
