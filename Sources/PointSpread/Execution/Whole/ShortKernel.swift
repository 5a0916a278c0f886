/// A kernel of whole numbers over rows and columns.
struct ShortKernel {
    struct Place: Hashable {
        var row: Int
        var column: Int
    }

    private(set) var taps: [Place: Int] = [:]

    private static let mostTaps = 1024

    init() {}

    /// The sample itself, so many times.
    init(unit: Int) { taps[Place(row: 0, column: 0)] = unit }

    /// Goes on with a pass over what the kernel has made; gives up where that gets large.
    mutating func filter(by pass: Pass, _ weights: [Double], rowAxis: Int?) -> Bool {
        guard taps.count * weights.count <= Self.mostTaps else { return false }
        var sums: [Place: Int] = [:]
        for (tap, weight) in weights.enumerated() where weight != 0 {
            guard let weight = Int(exactly: weight) else { return false }
            var shift = Place(row: 0, column: 0)
            var rest = tap
            for place in pass.kernel.axes.indices.reversed() {
                let geometry = pass.geometry[place]
                let offset = rest % pass.kernel.extents[place] * geometry.dilation - geometry.before
                rest /= pass.kernel.extents[place]
                if pass.kernel.axes[place] == rowAxis { shift.row = offset } else { shift.column = offset }
            }
            for (place, number) in taps {
                sums[Place(row: place.row + shift.row, column: place.column + shift.column), default: 0] +=
                    number * weight
            }
        }
        taps = sums
        return true
    }

    mutating func multiply(by factor: Int) { taps = taps.mapValues { $0 * factor } }

    /// Halves all weights, where they are even.
    mutating func halve() -> Bool {
        guard taps.values.allSatisfy({ $0 & 1 == 0 }) else { return false }
        taps = taps.mapValues { $0 >> 1 }
        return true
    }

    mutating func add(_ other: ShortKernel) { taps.merge(other.taps, uniquingKeysWith: +) }

    /// The different columns, each divided by what its weights have in common, and the parts that they are.
    var columns: (down: [[ShortSums.Tap]], along: [ShortSums.Part])? {
        var down: [[ShortSums.Tap]] = []
        var along: [ShortSums.Part] = []
        for column in Set(taps.keys.map(\.column)).sorted() {
            let weights = taps.filter { $0.key.column == column && $0.value != 0 }.sorted { $0.key.row < $1.key.row }
            guard let first = weights.first else { continue }
            let common = weights.reduce(0) { greatestCommonDivisor($0, $1.value) } * first.value.signum()
            let taps = weights.map { ShortSums.Tap(offset: $0.key.row, weight: $0.value / common) }
            let known = down.firstIndex { $0.elementsEqual(taps) { $0.offset == $1.offset && $0.weight == $1.weight } }
            if known == nil { down.append(taps) }
            along.append(
                ShortSums.Part(column: known ?? down.count - 1, tap: ShortSums.Tap(offset: column, weight: common)))
        }
        return (down, along)
    }
}
