extension LineKernels {
    /// Sums a middle tap and pairs of taps: centre · w₀, then (later ± earlier) · wⱼ for each pair in order, fused or not.
    ///
    /// Hopes for one `vaddps` and one `vfmadd231ps` for each pair and vector, four vectors at a time; unfused for `vmulps` and
    /// `vaddps` in place of the latter.
    ///
    /// - Parameters:
    ///   - centre: the samples under the middle tap, or nothing where it is no tap.
    ///   - earlier: for each pair the samples under the tap before the middle.
    ///   - later: for each pair the samples under the tap after the middle.
    ///   - isAntisymmetric: whether the earlier samples are subtracted instead of added.
    ///   - isFused: whether a product is added with one rounding.
    ///   - pitch: how far behind one row of samples the next lies.
    ///   - outputPitch: how far behind one row of sums the next lies.
    static func pairSum(
        _ centre: UnsafePointer<Float>?, _ centreWeight: Float, _ earlier: UnsafePointer<UnsafePointer<Float>>,
        _ later: UnsafePointer<UnsafePointer<Float>>, _ weights: UnsafePointer<Float>, _ pairs: Int,
        _ isAntisymmetric: Bool, _ isFused: Bool, _ pitch: Int, _ output: UnsafeMutablePointer<Float>,
        _ outputPitch: Int, _ rows: Int, _ count: Int
    ) {
        foldedSums(
            FloatVector.self, centre, centreWeight, earlier, later, weights, pairs, isAntisymmetric, isFused, pitch,
            output, outputPitch, rows, count)
    }

    /// The same for doubles.
    static func pairSum(
        _ centre: UnsafePointer<Double>?, _ centreWeight: Double, _ earlier: UnsafePointer<UnsafePointer<Double>>,
        _ later: UnsafePointer<UnsafePointer<Double>>, _ weights: UnsafePointer<Double>, _ pairs: Int,
        _ isAntisymmetric: Bool, _ isFused: Bool, _ pitch: Int, _ output: UnsafeMutablePointer<Double>,
        _ outputPitch: Int, _ rows: Int, _ count: Int
    ) {
        foldedSums(
            DoubleVector.self, centre, centreWeight, earlier, later, weights, pairs, isAntisymmetric, isFused, pitch,
            output, outputPitch, rows, count)
    }

    /// Sums taps one after the other: samples₀ · w₀, then samplesⱼ · wⱼ in order, fused or not.
    ///
    /// Hopes for one `vfmadd231ps` with a memory operand for each tap and vector, four vectors at a time; unfused for `vmulps` and
    /// `vaddps`.
    static func productSum(
        _ samples: UnsafePointer<UnsafePointer<Float>>, _ weights: UnsafePointer<Float>, _ taps: Int, _ isFused: Bool,
        _ pitch: Int, _ output: UnsafeMutablePointer<Float>, _ outputPitch: Int, _ rows: Int, _ count: Int
    ) {
        for row in 0..<rows {
            let (offset, line) = (row &* pitch, output + row &* outputPitch)
            if isFused {
                plainSum(FloatVector.self, samples, weights, taps, offset, line, count) { $0.addProduct($1, $2) }
            } else {
                plainSum(FloatVector.self, samples, weights, taps, offset, line, count) { $0 += $1 * $2 }
            }
        }
    }

    /// The same for doubles.
    static func productSum(
        _ samples: UnsafePointer<UnsafePointer<Double>>, _ weights: UnsafePointer<Double>, _ taps: Int,
        _ isFused: Bool, _ pitch: Int, _ output: UnsafeMutablePointer<Double>, _ outputPitch: Int, _ rows: Int,
        _ count: Int
    ) {
        for row in 0..<rows {
            let (offset, line) = (row &* pitch, output + row &* outputPitch)
            if isFused {
                plainSum(DoubleVector.self, samples, weights, taps, offset, line, count) { $0.addProduct($1, $2) }
            } else {
                plainSum(DoubleVector.self, samples, weights, taps, offset, line, count) { $0 += $1 * $2 }
            }
        }
    }

    /// Sums of 1, 2, 4, … neighbouring lines, joined by the binary digits of their number, largest first.
    ///
    /// Hopes for one `vaddps` for each line and vector.
    ///
    /// - Parameters:
    ///   - samples: the samples under each tap, first tap first; at least one.
    ///   - scratch: memory for 256 vectors.
    static func doublingSum(
        _ samples: UnsafePointer<UnsafePointer<Float>>, _ taps: Int, _ output: UnsafeMutablePointer<Float>,
        _ count: Int,
        _ scratch: UnsafeMutableRawPointer
    ) {
        treeSum(FloatVector.self, samples, taps, output, count, scratch)
    }

    /// The same for doubles.
    static func doublingSum(
        _ samples: UnsafePointer<UnsafePointer<Double>>, _ taps: Int, _ output: UnsafeMutablePointer<Double>,
        _ count: Int,
        _ scratch: UnsafeMutableRawPointer
    ) {
        treeSum(DoubleVector.self, samples, taps, output, count, scratch)
    }
}

// Private, so that one file holds all that the loops are made of: debug builds see no other file's code when they inline.

@inline(__always)
private func foldedSums<Vector: SIMD>(
    _ type: Vector.Type, _ centre: UnsafePointer<Vector.Scalar>?, _ centreWeight: Vector.Scalar,
    _ earlier: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ later: UnsafePointer<UnsafePointer<Vector.Scalar>>,
    _ weights: UnsafePointer<Vector.Scalar>, _ pairs: Int, _ isAntisymmetric: Bool, _ isFused: Bool, _ pitch: Int,
    _ output: UnsafeMutablePointer<Vector.Scalar>, _ outputPitch: Int, _ rows: Int, _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    for row in 0..<rows {
        let (offset, line) = (row &* pitch, output + row &* outputPitch)
        switch (isAntisymmetric, isFused) {
        case (false, true):
            foldedSum(
                type, centre, centreWeight, earlier, later, weights, pairs, offset, line, count, { $0 + $1 },
                { $0.addProduct($1, $2) })
        case (true, true):
            foldedSum(
                type, centre, centreWeight, earlier, later, weights, pairs, offset, line, count, { $0 - $1 },
                { $0.addProduct($1, $2) })
        case (false, false):
            foldedSum(
                type, centre, centreWeight, earlier, later, weights, pairs, offset, line, count, { $0 + $1 },
                { $0 += $1 * $2 })
        case (true, false):
            foldedSum(
                type, centre, centreWeight, earlier, later, weights, pairs, offset, line, count, { $0 - $1 },
                { $0 += $1 * $2 })
        }
    }
}

@inline(__always)
private func foldedSum<Vector: SIMD>(
    _ type: Vector.Type, _ centre: UnsafePointer<Vector.Scalar>?, _ centreWeight: Vector.Scalar,
    _ earlier: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ later: UnsafePointer<UnsafePointer<Vector.Scalar>>,
    _ weights: UnsafePointer<Vector.Scalar>, _ pairs: Int, _ offset: Int, _ output: UnsafeMutablePointer<Vector.Scalar>,
    _ count: Int,
    _ join: (_ later: Vector, _ earlier: Vector) -> Vector,
    _ add: (_ sum: inout Vector, _ samples: Vector, _ weight: Vector) -> Void
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    var place = 0
    while place &+ 4 &* width <= count {
        var sum0: Vector
        var sum1: Vector
        var sum2: Vector
        var sum3: Vector
        var pair = 0
        if let centre {
            let weight = Vector(repeating: centreWeight)
            let samples = centre + (offset &+ place)
            sum0 = load(samples, as: type) * weight
            sum1 = load(samples + width, as: type) * weight
            sum2 = load(samples + 2 &* width, as: type) * weight
            sum3 = load(samples + 3 &* width, as: type) * weight
        } else {
            let weight = Vector(repeating: weights[0])
            let (after, before) = (later[0] + (offset &+ place), earlier[0] + (offset &+ place))
            sum0 = join(load(after, as: type), load(before, as: type)) * weight
            sum1 = join(load(after + width, as: type), load(before + width, as: type)) * weight
            sum2 = join(load(after + 2 &* width, as: type), load(before + 2 &* width, as: type)) * weight
            sum3 = join(load(after + 3 &* width, as: type), load(before + 3 &* width, as: type)) * weight
            pair = 1
        }
        while pair < pairs {
            let weight = Vector(repeating: weights[pair])
            let (after, before) = (later[pair] + (offset &+ place), earlier[pair] + (offset &+ place))
            add(&sum0, join(load(after, as: type), load(before, as: type)), weight)
            add(&sum1, join(load(after + width, as: type), load(before + width, as: type)), weight)
            add(&sum2, join(load(after + 2 &* width, as: type), load(before + 2 &* width, as: type)), weight)
            add(&sum3, join(load(after + 3 &* width, as: type), load(before + 3 &* width, as: type)), weight)
            pair &+= 1
        }
        let target = output + place
        store(sum0, to: target)
        store(sum1, to: target + width)
        store(sum2, to: target + 2 &* width)
        store(sum3, to: target + 3 &* width)
        place &+= 4 &* width
    }
    // The rest of the line, a vector at a time, of which the last ends with the line; a line that is shorter one number at a
    // time, in the first lane: the same operations in the same order.
    while place < count, count >= width {
        place = min(place, count &- width)
        var sum: Vector
        var pair = 0
        if let centre {
            sum = load(centre + (offset &+ place), as: type) * Vector(repeating: centreWeight)
        } else {
            sum = join(load(later[0] + (offset &+ place), as: type), load(earlier[0] + (offset &+ place), as: type))
            sum *= Vector(repeating: weights[0])
            pair = 1
        }
        while pair < pairs {
            let joined = join(
                load(later[pair] + (offset &+ place), as: type), load(earlier[pair] + (offset &+ place), as: type))
            add(&sum, joined, Vector(repeating: weights[pair]))
            pair &+= 1
        }
        store(sum, to: output + place)
        place &+= width
    }
    while place < count {
        var sum: Vector
        var pair = 0
        if let centre {
            sum = Vector(repeating: centre[offset &+ place]) * Vector(repeating: centreWeight)
        } else {
            let joined = join(
                Vector(repeating: later[0][offset &+ place]), Vector(repeating: earlier[0][offset &+ place]))
            sum = joined * Vector(repeating: weights[0])
            pair = 1
        }
        while pair < pairs {
            let joined = join(
                Vector(repeating: later[pair][offset &+ place]), Vector(repeating: earlier[pair][offset &+ place]))
            add(&sum, joined, Vector(repeating: weights[pair]))
            pair &+= 1
        }
        output[place] = sum[0]
        place &+= 1
    }
}

@inline(__always)
private func plainSum<Vector: SIMD>(
    _ type: Vector.Type, _ samples: UnsafePointer<UnsafePointer<Vector.Scalar>>,
    _ weights: UnsafePointer<Vector.Scalar>, _ taps: Int, _ offset: Int, _ output: UnsafeMutablePointer<Vector.Scalar>,
    _ count: Int, _ add: (_ sum: inout Vector, _ samples: Vector, _ weight: Vector) -> Void
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Vector.scalarCount
    var place = 0
    while place &+ 4 &* width <= count {
        let first = Vector(repeating: weights[0])
        let start = samples[0] + (offset &+ place)
        var sum0 = load(start, as: type) * first
        var sum1 = load(start + width, as: type) * first
        var sum2 = load(start + 2 &* width, as: type) * first
        var sum3 = load(start + 3 &* width, as: type) * first
        var tap = 1
        while tap < taps {
            let weight = Vector(repeating: weights[tap])
            let line = samples[tap] + (offset &+ place)
            add(&sum0, load(line, as: type), weight)
            add(&sum1, load(line + width, as: type), weight)
            add(&sum2, load(line + 2 &* width, as: type), weight)
            add(&sum3, load(line + 3 &* width, as: type), weight)
            tap &+= 1
        }
        let target = output + place
        store(sum0, to: target)
        store(sum1, to: target + width)
        store(sum2, to: target + 2 &* width)
        store(sum3, to: target + 3 &* width)
        place &+= 4 &* width
    }
    while place < count, count >= width {
        place = min(place, count &- width)
        var sum = load(samples[0] + (offset &+ place), as: type) * Vector(repeating: weights[0])
        var tap = 1
        while tap < taps {
            add(&sum, load(samples[tap] + (offset &+ place), as: type), Vector(repeating: weights[tap]))
            tap &+= 1
        }
        store(sum, to: output + place)
        place &+= width
    }
    while place < count {
        var sum = Vector(repeating: samples[0][offset &+ place]) * Vector(repeating: weights[0])
        var tap = 1
        while tap < taps {
            add(&sum, Vector(repeating: samples[tap][offset &+ place]), Vector(repeating: weights[tap]))
            tap &+= 1
        }
        output[place] = sum[0]
        place &+= 1
    }
}

@inline(__always)
private func treeSum<Vector: SIMD>(
    _ type: Vector.Type, _ samples: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ taps: Int,
    _ output: UnsafeMutablePointer<Vector.Scalar>, _ count: Int, _ scratch: UnsafeMutableRawPointer
) where Vector.Scalar: BinaryFloatingPoint {
    let stack = scratch.assumingMemoryBound(to: Vector.self)
    let width = Vector.scalarCount
    var place = 0
    while place &+ 4 &* width <= count {
        // Two finished blocks of one size make one of twice the size, as when counting in binary.
        var depth = 0
        for tap in 0..<taps {
            let line = samples[tap] + place
            var block0 = load(line, as: type)
            var block1 = load(line + width, as: type)
            var block2 = load(line + 2 &* width, as: type)
            var block3 = load(line + 3 &* width, as: type)
            var carries = tap
            while carries & 1 == 1 {
                depth &-= 4
                block0 = stack[depth] + block0
                block1 = stack[depth &+ 1] + block1
                block2 = stack[depth &+ 2] + block2
                block3 = stack[depth &+ 3] + block3
                carries >>= 1
            }
            stack[depth] = block0
            stack[depth &+ 1] = block1
            stack[depth &+ 2] = block2
            stack[depth &+ 3] = block3
            depth &+= 4
        }
        for lane in 0..<4 {
            var total = stack[lane]
            var block = 4 &+ lane
            while block < depth {
                total += stack[block]
                block &+= 4
            }
            store(total, to: output + place + lane &* width)
        }
        place &+= 4 &* width
    }
    let numbers = scratch.assumingMemoryBound(to: Vector.Scalar.self)
    while place < count {
        var depth = 0
        for tap in 0..<taps {
            var block = samples[tap][place]
            var carries = tap
            while carries & 1 == 1 {
                depth &-= 1
                block = numbers[depth] + block
                carries >>= 1
            }
            numbers[depth] = block
            depth &+= 1
        }
        var total = numbers[0]
        for block in 1..<max(depth, 1) { total += numbers[block] }
        output[place] = total
        place &+= 1
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
