import PointSpreadIntrinsics
public import PointSpreadKernelTable

/// Loops that only AVX-512 VNNI and VBMI have instructions for; `ByteSumTable` says what each does.
public enum DotKernels {
    /// The kernels for sums of bytes.
    public static var byteSums: ByteSumTable {
        ByteSumTable(
            rows: { rows($0, $1, $2, $3, $4, $5, $6, $7) }, pairs: { pairs($0, $1, $2, $3) },
            columns: { columns($0, $1, $2, $3, $4, $5, $6) })
    }
}

/// Hopes for one `vpermb` and one `vpdpbusd` for each four taps and 16 sums.
@inline(__always)
private func rows(
    _ source: UnsafePointer<UInt8>, _ distances: UnsafePointer<Int>, _ weights: UnsafePointer<Int32>, _ groups: Int,
    _ places: UnsafePointer<UInt8>, _ bias: Int32, _ target: UnsafeMutablePointer<Int16>, _ count: Int
) {
    let places = UnsafeRawPointer(places).loadUnaligned(as: SIMD64<UInt8>.self)
    let start = SIMD16<Int32>(repeating: 0 &- bias)
    var place = 0
    while place < count {
        var (sum0, sum1) = (start, start)
        var group = 0
        while group < groups {
            let weight = SIMD16<Int32>(repeating: weights[group])
            let bytes = UnsafeRawPointer(source + (place &+ distances[group]))
            let bytes0 = bytes.loadUnaligned(as: SIMD64<UInt8>.self)
            let bytes1 = (bytes + 16).loadUnaligned(as: SIMD64<UInt8>.self)
            sum0 = pointspread_add_four(sum0, pointspread_choose_bytes(places, bytes0), weight)
            sum1 = pointspread_add_four(sum1, pointspread_choose_bytes(places, bytes1), weight)
            group &+= 1
        }
        UnsafeMutableRawPointer(target + place).storeBytes(
            of: pointspread_lower_halves(sum0, sum1), as: SIMD32<Int16>.self)
        place &+= 32
    }
}

/// Hopes for `vpunpcklwd` and `vpunpckhwd`.
@inline(__always)
private func pairs(
    _ upper: UnsafePointer<Int16>, _ lower: UnsafePointer<Int16>, _ target: UnsafeMutablePointer<Int16>, _ count: Int
) {
    var place = 0
    while place < count {
        let first = UnsafeRawPointer(upper + place).loadUnaligned(as: SIMD32<Int16>.self)
        let second = UnsafeRawPointer(lower + place).loadUnaligned(as: SIMD32<Int16>.self)
        let pairs = UnsafeMutableRawPointer(target + 2 &* place)
        pairs.storeBytes(of: pointspread_first_pairs(first, second), as: SIMD32<Int16>.self)
        (pairs + 64).storeBytes(of: pointspread_second_pairs(first, second), as: SIMD32<Int16>.self)
        place &+= 32
    }
}

/// Hopes for one `vpdpwssd` with a memory operand for each two taps and 16 sums.
@inline(__always)
private func columns(
    _ rows: UnsafePointer<UnsafePointer<Int16>>, _ weights: UnsafePointer<Int32>, _ taps: Int, _ start: Int32,
    _ shift: Int32, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
) {
    let start = SIMD16<Int32>(repeating: start)
    var place = 0
    while place < count {
        var (sum0, sum1, sum2, sum3) = (start, start, start, start)
        var tap = 0
        while tap < taps {
            let weight = SIMD16<Int32>(repeating: weights[tap])
            let pairs = UnsafeRawPointer(rows[tap] + 2 &* place)
            sum0 = pointspread_add_two(sum0, pairs.loadUnaligned(as: SIMD32<Int16>.self), weight)
            sum1 = pointspread_add_two(sum1, (pairs + 64).loadUnaligned(as: SIMD32<Int16>.self), weight)
            sum2 = pointspread_add_two(sum2, (pairs + 128).loadUnaligned(as: SIMD32<Int16>.self), weight)
            sum3 = pointspread_add_two(sum3, (pairs + 192).loadUnaligned(as: SIMD32<Int16>.self), weight)
            tap &+= 1
        }
        pointspread_store_shifted(target + place, sum0, sum1, shift)
        pointspread_store_shifted(target + place + 32, sum2, sum3, shift)
        place &+= 64
    }
}
