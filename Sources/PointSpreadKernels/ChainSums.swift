internal import PointSpreadKernelTable

/// Makes a row of sums that are added up, strip by strip; the last strip ends with the row.
///
/// Hopes for one `vmovups` for each sample and vector, and one `vfmadd231ps` for each product; both sums stay in registers.
@inline(__always)
func chainSum<Vector: SIMD>(
    _ type: Vector.Type, _ parts: UnsafePointer<ChainPart>, _ partCount: Int,
    _ samples: UnsafePointer<UnsafePointer<Vector.Scalar>>, _ place: Int, _ weights: UnsafePointer<Vector.Scalar>,
    _ starts: UnsafePointer<Vector.Scalar>, _ start: Vector.Scalar, _ target: UnsafeMutablePointer<Vector.Scalar>,
    _ count: Int
) where Vector.Scalar: BinaryFloatingPoint {
    let width = Strip<Vector>.width
    var made = 0
    while made < count {
        let from = min(made, count &- width)
        var total = Strip<Vector>(repeating: Vector(repeating: start))
        var weight = weights
        var sample = samples
        var own = starts
        var sum = Strip<Vector>(repeating: Vector(repeating: own[0]))
        let here = place &+ from
        for number in 0..<partCount {
            let part = parts[number]
            let end = weight + Int(part.products)
            @inline(__always)
            func add(_ strip: Strip<Vector>) {
                if part.isFused {
                    sum.add(strip, times: weight[0]) { $0.addProduct($1, $2) }
                } else {
                    sum.add(strip, times: weight[0]) { $0 += $1 * $2 }
                }
            }
            switch part.kind {
            case ChainPart.Kind.single.rawValue:
                repeat {
                    add(Strip<Vector>(sample[0] + here))
                    sample += 1
                    weight += 1
                } while weight != end
            case ChainPart.Kind.sum.rawValue:
                repeat {
                    var strip = Strip<Vector>(sample[0] + here)
                    strip.join(Strip<Vector>(sample[1] + here)) { $0 += $1 }
                    add(strip)
                    sample += 2
                    weight += 1
                } while weight != end
            default:
                repeat {
                    var strip = Strip<Vector>(sample[0] + here)
                    strip.join(Strip<Vector>(sample[1] + here)) { $0 -= $1 }
                    add(strip)
                    sample += 2
                    weight += 1
                } while weight != end
            }
            if part.ends {
                total.join(sum) { $0 += $1 }
                own += 1
                sum = Strip<Vector>(repeating: Vector(repeating: own[0]))
            }
        }
        total.store(to: target + from)
        made &+= width
    }
}
