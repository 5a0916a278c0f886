extension LineKernels {
    // Whole numbers of up to 32 bits, and floats, as doubles. Hopes for `vpmovzxbd` and `vcvtdq2pd`, or `vcvtps2pd`.
    static func loadUInt8(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Double>, _ count: Int
    ) { widen(source.assumingMemoryBound(to: UInt8.self), stride, target, count) }
    static func loadInt8(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Double>, _ count: Int
    ) { widen(source.assumingMemoryBound(to: Int8.self), stride, target, count) }
    static func loadUInt16(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Double>, _ count: Int
    ) { widen(source.assumingMemoryBound(to: UInt16.self), stride, target, count) }
    static func loadInt16(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Double>, _ count: Int
    ) { widen(source.assumingMemoryBound(to: Int16.self), stride, target, count) }
    static func loadInt32(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Double>, _ count: Int
    ) { widen(source.assumingMemoryBound(to: Int32.self), stride, target, count) }
    static func loadFloat32(
        _ source: UnsafeRawPointer, _ stride: Int, _ target: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        let source = source.assumingMemoryBound(to: Float.self)
        for place in 0..<count { target[place] = Double(source[place &* stride]) }
    }

    // Doubles as whole numbers, half to even, saturating, NaN as 0. Hopes for `vcvttpd2dq`.
    static func storeUInt8(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { round(source, target.assumingMemoryBound(to: UInt8.self), stride, count) }
    static func storeInt8(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { round(source, target.assumingMemoryBound(to: Int8.self), stride, count) }
    static func storeUInt16(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { round(source, target.assumingMemoryBound(to: UInt16.self), stride, count) }
    static func storeInt16(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { round(source, target.assumingMemoryBound(to: Int16.self), stride, count) }
    static func storeInt32(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { round(source, target.assumingMemoryBound(to: Int32.self), stride, count) }
    static func storeFloat32(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        let target = target.assumingMemoryBound(to: Float.self)
        for place in 0..<count { target[place &* stride] = Float(source[place]) }
    }

    // The same, halves toward positive infinity, and rounded down.
    static func storeUInt8HalfUp(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { roundUpFrom(0.5, source, target.assumingMemoryBound(to: UInt8.self), stride, count) }
    static func storeUInt16HalfUp(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { roundUpFrom(0.5, source, target.assumingMemoryBound(to: UInt16.self), stride, count) }
    static func storeUInt8Down(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { roundUpFrom(1, source, target.assumingMemoryBound(to: UInt8.self), stride, count) }
    static func storeUInt16Down(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { roundUpFrom(1, source, target.assumingMemoryBound(to: UInt16.self), stride, count) }

    static func storeInt16Down(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        let target = target.assumingMemoryBound(to: Int16.self)
        convert(source, target, stride, count) { value in
            let (number, whole) = cutOffInt16(value)
            return Int16(truncatingIfNeeded: Double(whole) > number ? whole &- 1 : whole)
        }
    }
    static func storeInt16TowardZero(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) {
        convert(source, target.assumingMemoryBound(to: Int16.self), stride, count) {
            Int16(truncatingIfNeeded: cutOffInt16($0).whole)
        }
    }

    /// A number in the range of 16 bits, and what of it is before the point.
    @inline(__always)
    private static func cutOffInt16(_ value: Double) -> (number: Double, whole: Int32) {
        let number = value == value ? value : 0
        let clamped = number < -32768 ? -32768 : (number > 32767 ? 32767 : number)
        return (clamped, Int32(clamped))
    }

    // Doubles below 2³¹ as whole numbers, cut off towards zero, wrapping around. Hopes for `vcvttpd2dq`.
    static func cutOffUInt8(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { cutOff(source, target.assumingMemoryBound(to: UInt8.self), stride, count) }
    static func cutOffInt8(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { cutOff(source, target.assumingMemoryBound(to: Int8.self), stride, count) }
    static func cutOffUInt16(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { cutOff(source, target.assumingMemoryBound(to: UInt16.self), stride, count) }
    static func cutOffInt16(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { cutOff(source, target.assumingMemoryBound(to: Int16.self), stride, count) }
    static func cutOffInt32(
        _ source: UnsafePointer<Double>, _ target: UnsafeMutableRawPointer, _ stride: Int, _ count: Int
    ) { cutOff(source, target.assumingMemoryBound(to: Int32.self), stride, count) }
}

@inline(__always)
private func widen<Source: FixedWidthInteger>(
    _ source: UnsafePointer<Source>, _ stride: Int, _ target: UnsafeMutablePointer<Double>, _ count: Int
) {
    // Two loops, so that the contiguous one becomes vector code.
    if stride == 1 {
        for place in 0..<count { target[place] = Double(Int32(truncatingIfNeeded: source[place])) }
    } else {
        for place in 0..<count { target[place] = Double(Int32(truncatingIfNeeded: source[place &* stride])) }
    }
}

@inline(__always)
private func round<Target: FixedWidthInteger>(
    _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Target>, _ stride: Int, _ count: Int
) {
    let (smallest, largest) = (Double(Int64(Target.min)), Double(Int64(Target.max)))
    if stride == 1 {
        for place in 0..<count { target[place] = rounded(source[place], smallest, largest) }
    } else {
        for place in 0..<count { target[place &* stride] = rounded(source[place], smallest, largest) }
    }
}

@inline(__always)
private func rounded<Target: FixedWidthInteger>(_ value: Double, _ smallest: Double, _ largest: Double) -> Target {
    let number = value == value ? value : 0
    let clamped = number < smallest ? smallest : (number > largest ? largest : number)
    // Adding and taking away 1.5 · 2⁵² leaves a number below 2⁵¹ rounded half to even.
    let whole = (clamped + 6_755_399_441_055_744) - 6_755_399_441_055_744
    return Target(truncatingIfNeeded: Int32(whole))
}

/// Rounds numbers up whose part behind the point is as large as a limit, the others down; unsigned types only.
@inline(__always)
private func roundUpFrom<Target: FixedWidthInteger>(
    _ limit: Double, _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Target>, _ stride: Int,
    _ count: Int
) {
    let largest = Double(Int64(Target.max))
    convert(source, target, stride, count) { value in
        let number = value > 0 ? value : 0
        let clamped = number > largest ? largest : number
        // What is left of a number is exact.
        let whole = Int32(clamped)
        let up: Int32 = clamped - Double(whole) >= limit ? 1 : 0
        return Target(truncatingIfNeeded: whole &+ up)
    }
}

/// Every number must lie between −2³¹ and 2³¹.
@inline(__always)
private func cutOff<Target: FixedWidthInteger>(
    _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Target>, _ stride: Int, _ count: Int
) {
    if stride == 1 {
        for place in 0..<count { target[place] = Target(truncatingIfNeeded: Int32(source[place])) }
    } else {
        for place in 0..<count { target[place &* stride] = Target(truncatingIfNeeded: Int32(source[place])) }
    }
}
