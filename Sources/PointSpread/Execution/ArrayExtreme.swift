import PointSpreadKernelTable

/// The smallest or the largest sample of an array, as the reference finds it: it goes from one sample to the next in row-major order
/// and takes each that the last one taken does not keep from it, so that NaN is taken, and whatever follows it.
///
/// Of equal samples, such as both zeros, that is the last one.
struct ArrayExtreme<Number: LineNumber>: Sendable {
    private let isLargest: Bool
    private let load: LineKernelTable<Number>.Load
    private let pointwise: PointwiseKernelTable<Number>

    /// The samples that a thread takes at once, and those that are compared side by side.
    private static var part: Int { 1 << 15 }
    private static var width: Int { 256 }

    init(isLargest: Bool, of type: ElementType, instructions: InstructionSet) {
        self.isLargest = isLargest
        let kernels = Number.kernels(for: instructions)
        (load, pointwise) = (kernels.load(from: type), kernels.pointwise)
    }

    /// What a part of an array comes to, and whether what comes before it makes no difference.
    private struct Found {
        let number: Number
        let isFinal: Bool
    }

    /// Looks at all samples of a contiguous array that has some.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func number(of array: ArrayBuffer, threads: Int) throws(FilterError) -> Number {
        let count = array.shape.elementCount
        let parts = (count + Self.part - 1) / Self.part
        let useful = max(1, min(threads, parts / 16))
        let lines = try Scratch<Number>(count: useful * (Self.part + Self.width))
        let found = try Scratch<Found>(count: parts)
        Threads.run(useful, units: parts) { thread, part in
            let line = lines.base + thread * (Self.part + Self.width)
            let first = part * Self.part
            let length = min(Self.part, count - first)
            load(array.base + first * array.elementType.size, 1, line, length)
            found.base[part] = look(at: line, length, sideBySide: line + Self.part)
        }
        withExtendedLifetime(lines) {}
        var number = found.base[0].number
        for part in 1..<max(1, parts) {
            let later = found.base[part]
            number = later.isFinal ? later.number : choose(number, later.number)
        }
        return number
    }

    @inline(__always)
    private func choose(_ earlier: Number, _ later: Number) -> Number {
        isLargest
            ? Number.isGreater(earlier, than: later) ? earlier : later
            : Number.isGreater(later, than: earlier) ? earlier : later
    }

    private func look(
        at samples: UnsafeMutablePointer<Number>, _ count: Int, sideBySide lanes: UnsafeMutablePointer<Number>
    ) -> Found {
        // Counted first, because a loop that could end early is not made of vectors.
        var unordered: Int32 = 0
        for place in 0..<count { unordered &+= samples[place] == samples[place] ? 0 : 1 }
        var first = 0
        if unordered > 0, let last = (0..<count).last(where: { samples[$0] != samples[$0] }) { first = last + 1 }
        guard first < count else { return Found(number: samples[count - 1], isFinal: true) }
        let width = min(Self.width, count - first)
        lanes.update(from: samples + first, count: width)
        for place in stride(from: first + width, to: count, by: width) {
            (isLargest ? pointwise.maximum : pointwise.minimum)(
                lanes, samples + place, lanes, min(width, count - place))
        }
        var number = lanes[0]
        for lane in 1..<width { number = choose(number, lanes[lane]) }
        // Lanes know nothing of their order.
        if number == 0, let last = (first..<count).last(where: { samples[$0] == 0 }) { number = samples[last] }
        return Found(number: number, isFinal: first > 0)
    }
}
