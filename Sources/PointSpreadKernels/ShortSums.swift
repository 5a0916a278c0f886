internal import PointSpreadIntrinsics
public import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for sums of bytes in 16 bits.
    public static var shortSums: ShortSumTable {
        ShortSumTable(
            columns: { lines, weights, count, target, numbers in
                sums(lines, weights, count, 0, target, numbers, { pointspread_read_bytes($0) }, { store($0, to: $1) })
            },
            words: { lines, weights, count, start, shift, isSigned, target, numbers in
                if shift == 0 {
                    sums(lines, weights, count, start, target, numbers, { load($0) }, { store($0, to: $1) })
                } else {
                    sums(lines, weights, count, start, target, numbers, { load($0) }) {
                        store(pointspread_shifted_words($0, shift, isSigned), to: $1)
                    }
                }
            },
            bytes: { lines, weights, count, start, shift, isSigned, target, numbers in
                if isSigned {
                    sums(lines, weights, count, start, target, numbers, { load($0) }) {
                        pointspread_write_limited_bytes($1, pointspread_shifted_words($0, shift, true), true)
                    }
                } else {
                    sums(lines, weights, count, start, target, numbers, { load($0) }) {
                        pointspread_write_limited_bytes($1, pointspread_shifted_words($0, shift, false), false)
                    }
                }
            },
            evenBytes: { lines, weights, count, start, shift, target, numbers in
                sums(lines, weights, count, start, target, numbers, { load($0) }) {
                    pointspread_write_limited_bytes($1, pointspread_words_rounded_to_even($0, shift), false)
                }
            },
            floats: { lines, weights, count, start, isSigned, target, numbers in
                if isSigned {
                    sums(lines, weights, count, start, target, numbers, { load($0) }) {
                        pointspread_write_floats_of_words($1, $0, true)
                    }
                } else {
                    sums(lines, weights, count, start, target, numbers, { load($0) }) {
                        pointspread_write_floats_of_words($1, $0, false)
                    }
                }
            }, pixels: { pixels($0, $1, $2, $3, $4, $5) })
    }
}

/// Hopes for `vpmullw` and `vpaddw` for each line and vector, four vectors at a time; the last vector ends with the line.
@inline(__always)
private func sums<Number, Result>(
    _ lines: UnsafePointer<UnsafePointer<Number>>, _ weights: UnsafePointer<UInt16>, _ count: Int, _ start: UInt16,
    _ target: UnsafeMutablePointer<Result>, _ numbers: Int, _ load: (UnsafePointer<Number>) -> ShortVector,
    _ store: (ShortVector, UnsafeMutablePointer<Result>) -> Void
) {
    let width = ShortVector.scalarCount
    let first = ShortVector(repeating: start)
    var place = 0
    if numbers >= 4 &* width {
        // From the second on, vectors do not lie across lines of the cache.
        single(lines, weights, count, first, target, 0, load, store)
        let lane = MemoryLayout<Result>.size
        place = Int((0 &- UInt(bitPattern: target)) & UInt(width &* lane &- 1)) / lane
    }
    while place &+ 4 &* width <= numbers {
        var (sum0, sum1, sum2, sum3) = (first, first, first, first)
        var line = 0
        while line < count {
            let weight = ShortVector(repeating: weights[line])
            let samples = lines[line] + place
            sum0 = pointspread_word_sum(sum0, load(samples), weight)
            sum1 = pointspread_word_sum(sum1, load(samples + width), weight)
            sum2 = pointspread_word_sum(sum2, load(samples + 2 &* width), weight)
            sum3 = pointspread_word_sum(sum3, load(samples + 3 &* width), weight)
            line &+= 1
        }
        store(sum0, target + place)
        store(sum1, target + place + width)
        store(sum2, target + place + 2 &* width)
        store(sum3, target + place + 3 &* width)
        place &+= 4 &* width
    }
    while place < numbers {
        let from = max(0, min(place, numbers &- width))
        single(lines, weights, count, first, target, from, load, store)
        place &+= width
    }
}

@inline(__always)
private func single<Number, Result>(
    _ lines: UnsafePointer<UnsafePointer<Number>>, _ weights: UnsafePointer<UInt16>, _ count: Int,
    _ start: ShortVector, _ target: UnsafeMutablePointer<Result>, _ place: Int,
    _ load: (UnsafePointer<Number>) -> ShortVector, _ store: (ShortVector, UnsafeMutablePointer<Result>) -> Void
) {
    var sum = start
    var line = 0
    while line < count {
        sum = pointspread_word_sum(sum, load(lines[line] + place), ShortVector(repeating: weights[line]))
        line &+= 1
    }
    store(sum, target + place)
}

private func pixels(
    _ lines: UnsafePointer<UnsafePointer<UInt8>>, _ count: Int, _ distance: Int, _ size: Int,
    _ target: UnsafeMutablePointer<UInt8>, _ number: Int
) {
    var written = 0
    if size == 1, count == 1, distance == 2 {
        // Hopes for `vpmovwb`.
        let line = lines[0]
        for place in 0..<number { target[place] = line[2 &* place] }
        return
    }
    if size == 1, count == 2, distance == 1 {
        // Hopes for `vpunpcklbw` and `vpunpckhbw`.
        let (first, second) = (lines[0], lines[1])
        for place in 0..<number / 2 {
            target[2 &* place] = first[place]
            target[2 &* place &+ 1] = second[place]
        }
        written = number / 2 &* 2
    } else {
        #if KERNELS_256 || KERNELS_512
            if count <= 2, size <= 8 { written = chosen(lines, count, distance, size, target, number) }
        #else
            if size <= 8 { written = moved(lines, count, distance, size, target, number) }
        #endif
    }
    while written < number {
        let source = lines[written % count] + written / count &* distance
        for byte in 0..<size { target[written &* size &+ byte] = source[byte] }
        written &+= 1
    }
}

#if KERNELS_256 || KERNELS_512
    /// Leaves the last pixels, behind which nothing may be written.
    ///
    /// Hopes for one `vpshufb` for up to 16 bytes.
    @inline(__always)
    private func chosen(
        _ lines: UnsafePointer<UnsafePointer<UInt8>>, _ count: Int, _ distance: Int, _ size: Int,
        _ target: UnsafeMutablePointer<UInt8>, _ number: Int
    ) -> Int {
        // Eight bytes of each of two lines, or sixteen of one.
        let room = 16 / count
        let each = (room &- size) / distance &+ 1
        guard each > 0, room >= size else { return 0 }
        var places = SIMD16<UInt8>(repeating: 0)
        for place in 0..<each &* count &* size {
            let (pixel, byte) = (place / size, place % size)
            places[place] = UInt8(truncatingIfNeeded: pixel % count &* 8 &+ pixel / count &* distance &+ byte)
        }
        var (first, second, place) = (lines[0], count == 2 ? lines[1] : lines[0] + 8, target)
        var written = 0
        while written &+ 16 <= number {
            withUnsafePointer(to: places) { pointspread_write_chosen_bytes(place, first, second, $0) }
            first += each &* distance
            second += each &* distance
            place += each &* count &* size
            written &+= each &* count
        }
        return written
    }
#else
    /// Leaves the last pixels, behind which nothing may be written; what is too much of the others the next ones overwrite.
    @inline(__always)
    private func moved(
        _ lines: UnsafePointer<UnsafePointer<UInt8>>, _ count: Int, _ distance: Int, _ size: Int,
        _ target: UnsafeMutablePointer<UInt8>, _ number: Int
    ) -> Int {
        var written = 0
        var from = 0
        var place = target
        while written &+ count &+ 8 <= number {
            for line in 0..<count {
                let pixel = UnsafeRawPointer(lines[line] + from).loadUnaligned(as: UInt64.self)
                UnsafeMutableRawPointer(place).storeBytes(of: pixel, as: UInt64.self)
                place += size
            }
            written &+= count
            from &+= distance
        }
        return written
    }
#endif

@inline(__always)
private func load(_ source: UnsafePointer<UInt16>) -> ShortVector {
    UnsafeRawPointer(source).loadUnaligned(as: ShortVector.self)
}

@inline(__always)
private func store(_ vector: ShortVector, to target: UnsafeMutablePointer<UInt16>) {
    UnsafeMutableRawPointer(target).storeBytes(of: vector, as: ShortVector.self)
}
