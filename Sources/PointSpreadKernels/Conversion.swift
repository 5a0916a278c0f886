extension LineKernels {
    // Whole numbers of up to 16 bits, and halves, as floats. Hopes for `vpmovzxbd` and `vcvtdq2ps`, or `vcvtph2ps`.
    static func loadUInt8(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        convert(source.assumingMemoryBound(to: UInt8.self), stride, target, count) { Float($0) }
    }
    static func loadInt8(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        convert(source.assumingMemoryBound(to: Int8.self), stride, target, count) { Float($0) }
    }
    static func loadUInt16(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        convert(source.assumingMemoryBound(to: UInt16.self), stride, target, count) { Float($0) }
    }
    static func loadInt16(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        convert(source.assumingMemoryBound(to: Int16.self), stride, target, count) { Float($0) }
    }
    static func loadFloat16(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        convert(source.assumingMemoryBound(to: Float16.self), stride, target, count) { Float($0) }
    }

    // Floats as whole numbers, half to even, saturating, NaN as 0. Hopes for `vcvttps2dq` and `vpmovusdb`.
    static func storeUInt8(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        round(source, target.assumingMemoryBound(to: UInt8.self), stride, count, 0, 255)
    }
    static func storeInt8(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        round(source, target.assumingMemoryBound(to: Int8.self), stride, count, -128, 127)
    }
    static func storeUInt16(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        round(source, target.assumingMemoryBound(to: UInt16.self), stride, count, 0, 65535)
    }
    static func storeInt16(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        round(source, target.assumingMemoryBound(to: Int16.self), stride, count, -32768, 32767)
    }
    static func storeFloat16(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        let target = target.assumingMemoryBound(to: Float16.self)
        if stride == 1 {
            for place in 0..<count { target[place] = Float16(source[place]) }
        } else {
            for place in 0..<count { target[place &* stride] = Float16(source[place]) }
        }
    }

    // The same, halves toward positive infinity.
    static func storeUInt8HalfUp(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        roundHalfUp(source, target.assumingMemoryBound(to: UInt8.self), stride, count, 0, 255)
    }
    static func storeInt16HalfUp(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        roundHalfUp(source, target.assumingMemoryBound(to: Int16.self), stride, count, -32768, 32767)
    }
    static func storeUInt16HalfUp(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        roundHalfUp(source, target.assumingMemoryBound(to: UInt16.self), stride, count, 0, 65535)
    }

    // The same, rounded down. Hopes for `vcvttps2dq`.
    static func storeUInt8Down(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        cutOff(source, target.assumingMemoryBound(to: UInt8.self), stride, count, 255)
    }
    static func storeUInt16Down(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        cutOff(source, target.assumingMemoryBound(to: UInt16.self), stride, count, 65535)
    }

    static func storeInt16Down(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        let target = target.assumingMemoryBound(to: Int16.self)
        convert(source, target, stride, count) { value in
            let (number, whole) = cutOffInt16(value)
            return Int16(truncatingIfNeeded: Float(whole) > number ? whole &- 1 : whole)
        }
    }
    static func storeInt16TowardZero(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        convert(source, target.assumingMemoryBound(to: Int16.self), stride, count) {
            Int16(truncatingIfNeeded: cutOffInt16($0).whole)
        }
    }

    /// A number in the range of 16 bits, and what of it is before the point.
    @inline(__always)
    private static func cutOffInt16(_ value: Float) -> (number: Float, whole: Int32) {
        let number = value == value ? value : 0
        let clamped = number < -32768 ? -32768 : (number > 32767 ? 32767 : number)
        return (clamped, Int32(clamped))
    }

    /// Takes a · b + c for each place, rounded once.
    ///
    /// Hopes for `vfmadd`. The target may be one of the sources.
    static func fused(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
        _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        for place in 0..<count { target[place] = c[place].addingProduct(a[place], b[place]) }
    }

    /// Takes a · b + c for each place, rounded once.
    ///
    /// Hopes for `vfmadd`. The target may be one of the sources.
    static func fused(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>,
        _ target: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        for place in 0..<count { target[place] = c[place].addingProduct(a[place], b[place]) }
    }
}

@inline(__always)
private func convert<Source, Target>(
    _ source: UnsafePointer<Source>, _ stride: Int, _ target: UnsafeMutablePointer<Target>, _ count: Int,
    _ body: (Source) -> Target
) {
    // Two loops, so that the contiguous one becomes vector code.
    if stride == 1 {
        for place in 0..<count { target[place] = body(source[place]) }
    } else {
        for place in 0..<count { target[place] = body(source[place &* stride]) }
    }
}

/// Writes numbers, so many elements apart.
@inline(__always)
func convert<Source, Target>(
    _ source: UnsafePointer<Source>, _ target: UnsafeMutablePointer<Target>, _ stride: Int, _ count: Int,
    _ body: (Source) -> Target
) {
    if stride == 1 {
        for place in 0..<count { target[place] = body(source[place]) }
    } else {
        for place in 0..<count { target[place &* stride] = body(source[place]) }
    }
}

@inline(__always)
private func round<Target: FixedWidthInteger>(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Target>, _ stride: Int, _ count: Int,
    _ smallest: Float, _ largest: Float
) {
    if stride == 1 {
        for place in 0..<count { target[place] = rounded(source[place], smallest, largest) }
    } else {
        for place in 0..<count { target[place &* stride] = rounded(source[place], smallest, largest) }
    }
}

@inline(__always)
private func rounded<Target: FixedWidthInteger>(_ value: Float, _ smallest: Float, _ largest: Float) -> Target {
    let number = value == value ? value : 0
    let clamped = number < smallest ? smallest : (number > largest ? largest : number)
    // Adding and taking away 1.5 · 2²³ leaves a number below 2²² rounded half to even.
    let whole = (clamped + 12_582_912) - 12_582_912
    return Target(truncatingIfNeeded: Int32(whole))
}

@inline(__always)
private func roundHalfUp<Target: FixedWidthInteger>(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Target>, _ stride: Int, _ count: Int,
    _ smallest: Float, _ largest: Float
) {
    if stride == 1 {
        for place in 0..<count { target[place] = roundedHalfUp(source[place], smallest, largest) }
    } else {
        for place in 0..<count { target[place &* stride] = roundedHalfUp(source[place], smallest, largest) }
    }
}

@inline(__always)
private func roundedHalfUp<Target: FixedWidthInteger>(
    _ value: Float, _ smallest: Float, _ largest: Float
) -> Target {
    let number = value == value ? value : 0
    let clamped = number < smallest ? smallest : (number > largest ? largest : number)
    // Toward zero, which is up for negative numbers; what is left of a number is exact.
    let whole = Int32(clamped)
    let rest = clamped - Float(whole)
    let up: Int32 = rest >= 0.5 ? 1 : 0
    let down: Int32 = rest < -0.5 ? 1 : 0
    return Target(truncatingIfNeeded: whole &+ up &- down)
}

/// Numbers from 0 on without what is behind the point; unsigned types only.
@inline(__always)
private func cutOff<Target: FixedWidthInteger>(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Target>, _ stride: Int, _ count: Int,
    _ largest: Float
) {
    @inline(__always)
    func cut(_ value: Float) -> Target {
        let number = value > 0 ? value : 0
        return Target(truncatingIfNeeded: Int32(number > largest ? largest : number))
    }
    if stride == 1 {
        for place in 0..<count { target[place] = cut(source[place]) }
    } else {
        for place in 0..<count { target[place &* stride] = cut(source[place]) }
    }
}
