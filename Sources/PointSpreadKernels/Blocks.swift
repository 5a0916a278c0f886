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
            })
    }
}
