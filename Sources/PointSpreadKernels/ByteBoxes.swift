internal import PointSpreadIntrinsics
public import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for boxes over bytes.
    public static var byteBoxes: ByteBoxTable {
        ByteBoxTable(
            widen: { source, target, count in
                // Hopes for `vpmovzxbw`.
                for place in 0..<count { target[place] = UInt16(source[place]) }
            }, join: { joined($0, $1, $2, $3, $4, $5) },
            slide: { slide($0, $1, $2, $3) }, means: { means($0, $1, $2, $3, $4, $5) },
            meansOfParts: { meansOfParts($0, $1, $2, $3, $4) },
            meansOfWords: { meansOfWords($0, $1, $2, $3, $4, $5, $6) },
            slideBytes: { slideBytes($0, $1, $2, $3) },
            weigh: { weigh($0, $1, $2, $3, $4, $5, $6, $7, $8) })
    }
}

/// Hopes for one `vpaddw` for each line and vector.
private func joined(
    _ first: UnsafePointer<UInt16>, _ second: UnsafePointer<UInt16>,
    _ others: UnsafePointer<UnsafePointer<UInt16>>?, _ otherCount: Int, _ target: UnsafeMutablePointer<UInt16>,
    _ count: Int
) {
    guard let others else { return pairs(first, second, target, count) }
    // Counts that are known make the loop over lines disappear.
    switch otherCount {
    case 0: pairs(first, second, target, count)
    case 1: joinedAll(first, second, others, 1, target, count)
    case 2: joinedAll(first, second, others, 2, target, count)
    case 3: joinedAll(first, second, others, 3, target, count)
    default: joinedAll(first, second, others, otherCount, target, count)
    }
}

@inline(__always)
private func pairs(
    _ first: UnsafePointer<UInt16>, _ second: UnsafePointer<UInt16>, _ target: UnsafeMutablePointer<UInt16>,
    _ count: Int
) {
    let width = ShortVector.scalarCount
    var place = 0
    while place < count {
        let (left, right) = (first + place, second + place)
        let sum0 = load(left) &+ load(right)
        let sum1 = load(left + width) &+ load(right + width)
        store(sum0, to: target + place)
        store(sum1, to: target + place + width)
        place &+= 2 &* width
    }
}

@inline(__always)
private func joinedAll(
    _ first: UnsafePointer<UInt16>, _ second: UnsafePointer<UInt16>, _ others: UnsafePointer<UnsafePointer<UInt16>>,
    _ otherCount: Int, _ target: UnsafeMutablePointer<UInt16>, _ count: Int
) {
    let width = ShortVector.scalarCount
    var place = 0
    while place < count {
        let (left, right) = (first + place, second + place)
        var sum0 = load(left) &+ load(right)
        var sum1 = load(left + width) &+ load(right + width)
        var line = 0
        while line < otherCount {
            let next = others[line] + place
            sum0 &+= load(next)
            sum1 &+= load(next + width)
            line &+= 1
        }
        store(sum0, to: target + place)
        store(sum1, to: target + place + width)
        place &+= 2 &* width
    }
}

/// Hopes for `vpmovzxwd`, `vpaddd` and `vpsubd`.
private func slide(
    _ entering: UnsafePointer<UInt16>, _ leaving: UnsafePointer<UInt16>, _ sums: UnsafeMutablePointer<Int32>,
    _ count: Int
) {
    for place in 0..<count { sums[place] = sums[place] &+ Int32(entering[place]) &- Int32(leaving[place]) }
}

/// Hopes for `vpmovzxbw`, `vpaddw` and `vpsubw`.
private func slideBytes(
    _ entering: UnsafePointer<UInt8>, _ leaving: UnsafePointer<UInt8>?, _ sums: UnsafeMutablePointer<UInt16>,
    _ count: Int
) {
    if let leaving {
        for place in 0..<count { sums[place] = sums[place] &+ UInt16(entering[place]) &- UInt16(leaving[place]) }
    } else {
        for place in 0..<count { sums[place] = sums[place] &+ UInt16(entering[place]) }
    }
}

/// Hopes for two `vpmulld` for each vector of 32-bit numbers.
private func weigh(
    _ sums: UnsafePointer<UInt16>, _ first: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, _ weight: UInt32,
    _ end: UInt32, _ term: UInt32, _ shift: UInt32, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
) {
    for place in 0..<count {
        let ends = UInt32(UInt16(first[place]) &+ UInt16(last[place]))
        let sum = UInt32(sums[place]) &* weight &+ ends &* end &+ term
        target[place] = UInt8(truncatingIfNeeded: sum &>> shift)
    }
}

private func means(
    _ entering: UnsafePointer<UInt16>, _ leaving: UnsafePointer<UInt16>, _ sums: UnsafeMutablePointer<Int32>,
    _ divisor: Float, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
) {
    means(divisor, target, count) { place in
        let sum = sums[place] &+ Int32(entering[place]) &- Int32(leaving[place])
        sums[place] = sum
        return Float(sum)
    }
}

/// Hopes for a `vpmovzxwd` for each line.
private func meansOfParts(
    _ parts: UnsafePointer<UnsafePointer<UInt16>>, _ count: Int, _ divisor: Float,
    _ target: UnsafeMutablePointer<UInt8>, _ numbers: Int
) {
    // Counts that are known make the loop over lines disappear.
    let a = parts[0]
    switch count {
    case 1: means(divisor, target, numbers) { number(UInt32(a[$0])) }
    case 2:
        let b = parts[1]
        means(divisor, target, numbers) { number(UInt32(a[$0]) &+ UInt32(b[$0])) }
    case 3:
        let (b, c) = (parts[1], parts[2])
        means(divisor, target, numbers) { number(UInt32(a[$0]) &+ UInt32(b[$0]) &+ UInt32(c[$0])) }
    default:
        let (b, c, d) = (parts[1], parts[2], parts[3])
        means(divisor, target, numbers) {
            number(UInt32(a[$0]) &+ UInt32(b[$0]) &+ UInt32(c[$0]) &+ UInt32(d[$0]))
        }
    }
}

/// Hopes for one `vpaddw` for each line and vector and one `vpmulhuw`; the last vector ends with the line.
private func meansOfWords(
    _ lines: UnsafePointer<UnsafePointer<UInt16>>, _ count: Int, _ term: UInt16, _ factor: UInt16, _ shift: Int32,
    _ target: UnsafeMutablePointer<UInt8>, _ numbers: Int
) {
    let width = ShortVector.scalarCount
    guard numbers >= width else {
        for place in 0..<numbers {
            var sum = term
            for line in 0..<count { sum &+= lines[line][place] }
            target[place] = UInt8(truncatingIfNeeded: (UInt32(sum) &* UInt32(factor)) &>> (16 &+ UInt32(shift)))
        }
        return
    }
    let first = ShortVector(repeating: term)
    var place = 0
    while place &+ 2 &* width <= numbers {
        var (sum0, sum1) = (first, first)
        var line = 0
        while line < count {
            let numbers = lines[line] + place
            sum0 &+= load(numbers)
            sum1 &+= load(numbers + width)
            line &+= 1
        }
        pointspread_write_limited_bytes(target + place, pointspread_words_divided(sum0, factor, shift), false)
        pointspread_write_limited_bytes(target + place + width, pointspread_words_divided(sum1, factor, shift), false)
        place &+= 2 &* width
    }
    while place < numbers {
        let from = min(place, numbers &- width)
        var sum = first
        var line = 0
        while line < count {
            sum &+= load(lines[line] + from)
            line &+= 1
        }
        pointspread_write_limited_bytes(target + from, pointspread_words_divided(sum, factor, shift), false)
        place &+= width
    }
}

/// A whole number below 2²³: the lowest bits of a float of 2²³ and more.
///
/// A conversion of a sum would be made in 64 bits.
@inline(__always)
private func number(_ whole: UInt32) -> Float { Float(bitPattern: whole | 0x4B00_0000) - 8_388_608 }

/// Hopes for one `vfmadd` for each vector where no mean lies halfway between two whole numbers, and for three elsewhere.
///
/// A sum s below 2²⁴ and a divisor d below 2¹⁶ are whole. Where s ∕ d is below 256 and not halfway, it is at least 1 ∕ 2d from
/// there, which is more than the error of the nearest float, so rounding that float rounds s ∕ d. The nearest number to 1 ∕ d,
/// times s, is wrong by 2⁻¹⁶ at most: less than 1 ∕ 2d for d below 2¹⁵. Halfway cases need an even d: a power of two has an
/// exact inverse, and for others one correction by the remainder makes halves exact and leaves errors below 1 ∕ 2d.
@inline(__always)
private func means(
    _ divisor: Float, _ target: UnsafeMutablePointer<UInt8>, _ count: Int, _ total: (Int) -> Float
) {
    // Added to a number below 2²², 1.5 · 2²³ rounds it half to even, and leaves it in the lowest bits.
    let whole: Float = 12_582_912
    #if KERNELS_256 || KERNELS_512
        let reciprocal = 1 / divisor
        let number = Int32(divisor)
        if number & (number &- 1) == 0 || (number & 1 == 1 && number < 32768) {
            for place in 0..<count {
                let sum = total(place)
                target[place] = UInt8(truncatingIfNeeded: whole.addingProduct(sum, reciprocal).bitPattern)
            }
        } else {
            for place in 0..<count {
                let sum = total(place)
                let quotient = sum * reciprocal
                let remainder = sum.addingProduct(-quotient, divisor)
                let mean = quotient.addingProduct(remainder, reciprocal)
                target[place] = UInt8(truncatingIfNeeded: (whole + mean).bitPattern)
            }
        }
    #else
        for place in 0..<count {
            target[place] = UInt8(truncatingIfNeeded: (whole + total(place) / divisor).bitPattern)
        }
    #endif
}

@inline(__always)
private func load(_ source: UnsafePointer<UInt16>) -> ShortVector {
    UnsafeRawPointer(source).loadUnaligned(as: ShortVector.self)
}

@inline(__always)
private func store(_ vector: ShortVector, to target: UnsafeMutablePointer<UInt16>) {
    UnsafeMutableRawPointer(target).storeBytes(of: vector, as: ShortVector.self)
}
