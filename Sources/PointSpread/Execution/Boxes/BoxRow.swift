/// Sums along a row: passes over it that double what each place holds, then the sums of a window joined.
final class BoxRow<Number: BitwiseCopyable> {
    /// The sum of two lines, then of further ones in order; the target may be the first.
    typealias Join =
        @Sendable (
            UnsafePointer<Number>, UnsafePointer<Number>, UnsafePointer<UnsafePointer<Number>>, Int,
            UnsafeMutablePointer<Number>, Int
        ) -> Void

    private let join: Join
    private let width: Int
    /// The distance in numbers between neighbours.
    private let distance: Int
    /// What counts are multiples of.
    private let unit: Int
    private let digits: BoxDigits
    /// Lines for sums that later doublings must not overwrite, because a window is made of them, and one for the others.
    private let lines: Scratch<Number>
    private let pitch: Int
    private let parts: Scratch<UnsafePointer<Number>>

    /// Prepares the sums of so many neighbours.
    ///
    /// - Parameters:
    ///   - longest: the numbers of the longest row, what windows reach and one unit more included.
    ///   - unit: what the counts that `join` takes are multiples of.
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(
        width: Int, distance: Int, longest: Int, unit: Int, zero: Number, join: @escaping Join
    ) throws(FilterError) {
        self.join = join
        self.width = width
        self.distance = distance
        self.unit = unit
        digits = BoxDigits(width)
        pitch = longest
        lines = try Scratch(repeating: zero, count: Self.lineCount(width) * longest)
        parts = try Scratch(count: digits.blocks.count)
    }

    /// How many lines the sums of so many neighbours take.
    static func lineCount(_ width: Int) -> Int { BoxDigits(width).blocks.count + 1 }

    /// Sums the neighbours of each place.
    ///
    /// - Parameters:
    ///   - row: the samples under the first tap.
    ///   - count: how many sums to make, a multiple of the unit.
    func sum(_ row: UnsafePointer<Number>, into target: UnsafeMutablePointer<Number>, count: Int) {
        guard digits.levels > 0 else { return target.update(from: row, count: count) }
        var current = row
        var line = lines.base
        var part = digits.blocks.count - 1
        for level in 0..<digits.levels - 1 {
            // The row itself is not ours to overwrite.
            var isKept = level == 0
            if width & 1 << level != 0 {
                parts.base[part - 1] = current + digits.blocks[part].start * distance
                part -= 1
                isKept = true
            }
            let sums = isKept ? line : UnsafeMutablePointer(mutating: current)
            if isKept { line += pitch }
            let needed = count + (width - 2 << level) * distance
            join(
                current, current + distance << level, UnsafePointer(parts.base), 0, sums,
                (needed + unit - 1) / unit * unit)
            current = UnsafePointer(sums)
        }
        // The largest sums are made and joined at once.
        if part > 0 { parts.base[0] = current + digits.blocks[1].start * distance }
        join(
            current, current + distance << (digits.levels - 1), UnsafePointer(parts.base), digits.blocks.count - 1,
            target,
            count)
    }
}
