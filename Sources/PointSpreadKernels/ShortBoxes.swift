public import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for boxes over samples of 16 bits.
    public static var shortBoxes: ShortBoxTable {
        ShortBoxTable(
            slideUnsigned: { slide($0, $1, $2, $3) { Int32($0) } },
            slideSigned: { slide($0, $1, $2, $3) { Int32(Int16(bitPattern: $0)) } },
            join: { joined($0, $1, $2, $3, $4, $5) },
            floats: { line, factor, target, count in
                // Hopes for `vcvtdq2ps` and `vmulps`.
                for place in 0..<count { target[place] = Float(line[place]) * factor }
            })
    }
}

/// Hopes for `vpmovzxwd` or `vpmovsxwd`, `vpaddd` and `vpsubd`.
@inline(__always)
private func slide(
    _ entering: UnsafePointer<UInt16>?, _ leaving: UnsafePointer<UInt16>?, _ sums: UnsafeMutablePointer<Int32>,
    _ count: Int, _ widen: (UInt16) -> Int32
) {
    if let entering, let leaving {
        for place in 0..<count {
            sums[place] = sums[place] &+ (widen(entering[place]) &- widen(leaving[place]))
        }
    } else if let entering {
        for place in 0..<count { sums[place] = sums[place] &+ widen(entering[place]) }
    } else if let leaving {
        for place in 0..<count { sums[place] = sums[place] &- widen(leaving[place]) }
    }
}

/// Hopes for one `vpaddd` for each line and vector.
private func joined(
    _ first: UnsafePointer<Int32>, _ second: UnsafePointer<Int32>, _ others: UnsafePointer<UnsafePointer<Int32>>,
    _ otherCount: Int, _ target: UnsafeMutablePointer<Int32>, _ count: Int
) {
    // Counts that are known make the loop over lines disappear.
    switch otherCount {
    case 0: joinedAll(first, second, others, 0, target, count)
    case 1: joinedAll(first, second, others, 1, target, count)
    case 2: joinedAll(first, second, others, 2, target, count)
    default: joinedAll(first, second, others, otherCount, target, count)
    }
}

@inline(__always)
private func joinedAll(
    _ first: UnsafePointer<Int32>, _ second: UnsafePointer<Int32>, _ others: UnsafePointer<UnsafePointer<Int32>>,
    _ otherCount: Int, _ target: UnsafeMutablePointer<Int32>, _ count: Int
) {
    let width = WholeVector.scalarCount
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
        let result = UnsafeMutableRawPointer(target + place)
        result.storeBytes(of: sum0, as: WholeVector.self)
        (result + MemoryLayout<WholeVector>.size).storeBytes(of: sum1, as: WholeVector.self)
        place &+= 2 &* width
    }
}

@inline(__always)
private func load(_ source: UnsafePointer<Int32>) -> WholeVector {
    UnsafeRawPointer(source).loadUnaligned(as: WholeVector.self)
}
