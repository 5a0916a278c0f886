internal import PointSpreadIntrinsics
internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for blocks of floats.
    static var floatBlocks: BlockKernelTable<Float> {
        BlockKernelTable(
            pairSum: { pairs, later, earlier, target, pitch, rows, count, streams, soon in
                blockPairSum(
                    unfused: RoundedFloatAddition.self, pairs, later, earlier, target, pitch, rows, count, streams, soon
                )
            },
            productSum: { samples, weights, taps, isFused, target, pitch, rows, count, soon in
                blockProductSum(
                    unfused: RoundedFloatAddition.self, samples, weights, taps, isFused, target, pitch, rows, count,
                    soon)
            },
            turn: { source, pitch, rows, columns, target, targetPitch, streams in
                if streams {
                    streamRows(FloatVector.self, 4, source, pitch, rows, columns, target, targetPitch) {
                        pointspread_turn_floats($0, pitch, $1, targetPitch, true)
                    }
                } else {
                    turnRows(FloatVector.self, 4, source, pitch, rows, columns, target, targetPitch) {
                        pointspread_turn_floats($0, pitch, $1, targetPitch, false)
                    }
                }
            }, finishStreams: { pointspread_finish_streams() },
            copy: { source, pitch, target, targetPitch, rows, count in
                copyRows(FloatVector.self, source, pitch, target, targetPitch, rows, count)
            }, stream: { streamLine(FloatVector.self, $0, $1, $2) })
    }

    /// This instruction set's kernels for blocks of doubles.
    static var doubleBlocks: BlockKernelTable<Double> {
        BlockKernelTable(
            pairSum: { pairs, later, earlier, target, pitch, rows, count, streams, soon in
                blockPairSum(
                    unfused: RoundedDoubleAddition.self, pairs, later, earlier, target, pitch, rows, count, streams,
                    soon)
            },
            productSum: { samples, weights, taps, isFused, target, pitch, rows, count, soon in
                blockProductSum(
                    unfused: RoundedDoubleAddition.self, samples, weights, taps, isFused, target, pitch, rows, count,
                    soon)
            },
            turn: { source, pitch, rows, columns, target, targetPitch, streams in
                if streams {
                    streamRows(DoubleVector.self, 2, source, pitch, rows, columns, target, targetPitch) {
                        pointspread_turn_doubles($0, pitch, $1, targetPitch, true)
                    }
                } else {
                    turnRows(DoubleVector.self, 2, source, pitch, rows, columns, target, targetPitch) {
                        pointspread_turn_doubles($0, pitch, $1, targetPitch, false)
                    }
                }
            }, finishStreams: { pointspread_finish_streams() },
            copy: { source, pitch, target, targetPitch, rows, count in
                copyRows(DoubleVector.self, source, pitch, target, targetPitch, rows, count)
            }, stream: { streamLine(DoubleVector.self, $0, $1, $2) })
    }
}

/// Goes through a block by so many columns and a vector's rows at a time.
@inline(__always)
private func turnRows<Vector: SIMD>(
    _ type: Vector.Type, _ columnsAtOnce: Int, _ source: UnsafePointer<Vector.Scalar>, _ pitch: Int, _ rows: Int,
    _ columns: Int, _ target: UnsafeMutablePointer<Vector.Scalar>, _ targetPitch: Int,
    _ turn: (UnsafePointer<Vector.Scalar>, UnsafeMutablePointer<Vector.Scalar>) -> Void
) {
    #if KERNELS_512
        // A vector is a whole line of the cache: the next columns are close by.
        var row = 0
        while row < rows {
            var (samples, line) = (source + row &* pitch, target + row)
            for _ in 0..<columns / columnsAtOnce {
                turn(samples, line)
                samples += columnsAtOnce
                line += columnsAtOnce &* targetPitch
            }
            row &+= Vector.scalarCount
        }
    #else
        // Lines of the target are completed before the next ones are begun.
        streamRows(type, columnsAtOnce, source, pitch, rows, columns, target, targetPitch, turn)
    #endif
}

/// Goes through a block by so many columns at a time, along all of their rows: what is written past the caches is in memory
/// sooner by some lines next to each other.
@inline(__always)
private func streamRows<Vector: SIMD>(
    _ type: Vector.Type, _ columnsAtOnce: Int, _ source: UnsafePointer<Vector.Scalar>, _ pitch: Int, _ rows: Int,
    _ columns: Int, _ target: UnsafeMutablePointer<Vector.Scalar>, _ targetPitch: Int,
    _ turn: (UnsafePointer<Vector.Scalar>, UnsafeMutablePointer<Vector.Scalar>) -> Void
) {
    var column = 0
    while column < columns {
        var (samples, line) = (source + column, target + column &* targetPitch)
        for _ in 0..<rows / Vector.scalarCount {
            turn(samples, line)
            samples += Vector.scalarCount &* pitch
            line += Vector.scalarCount
        }
        column &+= columnsAtOnce
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

/// Copies a line, past the caches where vectors begin with a multiple of their size.
@inline(__always)
private func streamLine<Vector: SIMD>(
    _ type: Vector.Type, _ source: UnsafePointer<Vector.Scalar>, _ target: UnsafeMutablePointer<Vector.Scalar>,
    _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    let size = MemoryLayout<Vector>.size
    let misalignment = Int(bitPattern: target) & (size &- 1)
    let head = misalignment == 0 ? 0 : min((size &- misalignment) / MemoryLayout<Vector.Scalar>.size, count)
    target.update(from: source, count: head)
    var place = head
    while place &+ Vector.scalarCount <= count {
        let vector = UnsafeRawPointer(source + place).loadUnaligned(as: Vector.self)
        StreamedWriting<Vector>.write(vector, to: target + place)
        place &+= Vector.scalarCount
    }
    (target + place).update(from: source + place, count: count &- place)
}
