import PointSpreadIntrinsics
public import PointSpreadKernelTable

/// Loops that only AVX-512 VNNI has instructions for; `ByteSumTable` says what each does.
public enum DotKernels {
    /// The kernels for sums of bytes.
    public static var byteSums: ByteSumTable {
        ByteSumTable(
            nearWindows: { nearWindows($0, $1, $2, $3, $4, $5) }, farWindows: { farWindows($0, $1, $2, $3, $4, $5) },
            rows: { rows($0, $1, $2, $3, $4, $5, $6, $7) },
            columns: { columns($0, $1, $2, $3, $4, $5, $6, $7, $8) })
    }
}

// Not part of the closures that call them: in what only hands arguments on to C, Swift leaves calls of C as they are.
@inline(never)
private func nearWindows(
    _ source: UnsafePointer<UInt8>, _ fours: UnsafePointer<Int32>, _ places: UnsafePointer<UInt8>,
    _ target: UnsafeMutablePointer<UInt8>, _ count: Int, _ ahead: UnsafePointer<UInt8>
) {
    windows(source, fours, places, target, count, ahead) { pointspread_choose_fours($0, $1) }
}

@inline(never)
private func farWindows(
    _ source: UnsafePointer<UInt8>, _ fours: UnsafePointer<Int32>, _ places: UnsafePointer<UInt8>,
    _ target: UnsafeMutablePointer<UInt8>, _ count: Int, _ ahead: UnsafePointer<UInt8>
) {
    windows(source, fours, places, target, count, ahead) { pointspread_gather_fours($0, $1) }
}

/// Hopes for one `vpermd` or `vpgatherdd`, and one `vpshufb`, for each 16 sums.
@inline(__always)
private func windows(
    _ source: UnsafePointer<UInt8>, _ fours: UnsafePointer<Int32>, _ places: UnsafePointer<UInt8>,
    _ target: UnsafeMutablePointer<UInt8>, _ count: Int, _ ahead: UnsafePointer<UInt8>,
    _ take: (SIMD16<Int32>, UnsafePointer<UInt8>) -> SIMD64<UInt8>
) {
    let fours = UnsafeRawPointer(fours).loadUnaligned(as: SIMD16<Int32>.self)
    let places = UnsafeRawPointer(places).loadUnaligned(as: SIMD64<UInt8>.self)
    var place = 0
    while place < count {
        let bytes = take(fours, source + place)
        pointspread_prefetch(ahead + place)
        UnsafeMutableRawPointer(target + 4 &* place).storeBytes(
            of: pointspread_choose_bytes(places, bytes), as: SIMD64<UInt8>.self)
        place &+= 16
    }
}

/// Hopes for one `vpdpbusd` with a memory operand for each four taps and 16 sums.
@inline(__always)
private func rows(
    _ upper: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>, _ distances: UnsafePointer<Int>,
    _ weights: UnsafePointer<Int32>, _ groups: Int, _ bias: Int32, _ target: UnsafeMutablePointer<Int16>, _ count: Int
) {
    let start = SIMD16<Int32>(repeating: 0 &- bias)
    var place = 0
    while place < count {
        var (upper0, upper1, upper2, upper3) = (start, start, start, start)
        var (lower0, lower1, lower2, lower3) = (start, start, start, start)
        var group = 0
        while group < groups {
            let weight = SIMD16<Int32>(repeating: weights[group])
            let distance = 4 &* place &+ distances[group]
            @inline(__always)
            func add(_ sum: inout SIMD16<Int32>, _ row: UnsafePointer<UInt8>, _ offset: Int) {
                let bytes = UnsafeRawPointer(row + (distance &+ offset)).loadUnaligned(as: SIMD64<UInt8>.self)
                sum = pointspread_add_four(sum, bytes, weight)
            }
            add(&upper0, upper, 0)
            add(&upper1, upper, 64)
            add(&upper2, upper, 128)
            add(&upper3, upper, 192)
            add(&lower0, lower, 0)
            add(&lower1, lower, 64)
            add(&lower2, lower, 128)
            add(&lower3, lower, 192)
            group &+= 1
        }
        let pairs = UnsafeMutableRawPointer(target + 2 &* place)
        pairs.storeBytes(of: pointspread_pairs(upper0, lower0), as: SIMD32<Int16>.self)
        (pairs + 64).storeBytes(of: pointspread_pairs(upper1, lower1), as: SIMD32<Int16>.self)
        (pairs + 128).storeBytes(of: pointspread_pairs(upper2, lower2), as: SIMD32<Int16>.self)
        (pairs + 192).storeBytes(of: pointspread_pairs(upper3, lower3), as: SIMD32<Int16>.self)
        place &+= 64
    }
}

/// Hopes for two `vpdpwssd` and one load for each two taps and 16 sums of both rows.
@inline(__always)
private func columns(
    _ rows: UnsafePointer<UnsafePointer<Int16>>, _ upperWeights: UnsafePointer<Int32>,
    _ lowerWeights: UnsafePointer<Int32>, _ count: Int, _ start: Int32, _ shift: Int32,
    _ upper: UnsafeMutablePointer<UInt8>, _ lower: UnsafeMutablePointer<UInt8>, _ width: Int
) {
    let start = SIMD16<Int32>(repeating: start)
    var place = 0
    while place < width {
        var (upper0, upper1, upper2, upper3) = (start, start, start, start)
        var (lower0, lower1, lower2, lower3) = (start, start, start, start)
        var row = 0
        while row < count {
            let upperWeight = SIMD16<Int32>(repeating: upperWeights[row])
            let lowerWeight = SIMD16<Int32>(repeating: lowerWeights[row])
            let pairs = UnsafeRawPointer(rows[row] + 2 &* place)
            @inline(__always)
            func add(_ upper: inout SIMD16<Int32>, _ lower: inout SIMD16<Int32>, _ offset: Int) {
                let pairs = (pairs + offset).loadUnaligned(as: SIMD32<Int16>.self)
                upper = pointspread_add_two(upper, pairs, upperWeight)
                lower = pointspread_add_two(lower, pairs, lowerWeight)
            }
            add(&upper0, &lower0, 0)
            add(&upper1, &lower1, 64)
            add(&upper2, &lower2, 128)
            add(&upper3, &lower3, 192)
            row &+= 1
        }
        UnsafeMutableRawPointer(upper + place).storeBytes(
            of: pointspread_shifted_bytes(upper0, upper1, upper2, upper3, shift), as: SIMD64<UInt8>.self)
        UnsafeMutableRawPointer(lower + place).storeBytes(
            of: pointspread_shifted_bytes(lower0, lower1, lower2, lower3, shift), as: SIMD64<UInt8>.self)
        place &+= 64
    }
}
