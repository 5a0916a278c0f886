/// What a program over bytes comes down to where all its sums are whole and its results fit 16 bits: one kernel over two axes.
///
/// Passes one after the other, kernels over two axes, and sums and differences of branches all are a sum of samples times whole
/// numbers. Sums in 16 bits may wrap around on the way: where the last one fits, it is right.
struct ShortSums {
    /// A sample of a window, or one of its sums down columns: how far from the place of the result, and its weight.
    struct Tap {
        let offset: Int
        let weight: Int
    }

    /// A sum down columns that is a part of the result, so many columns away.
    struct Part {
        let column: Int
        let tap: Tap
    }

    let layout: LineLayout
    let rows: ShortAxis?
    let columns: ShortAxis?
    /// The different columns of the kernel.
    let down: [[Tap]]
    let along: [Part]
    /// What is added to a sum, and by how many bits it is shifted right, with its sign or without.
    let start: Int
    let shift: Int
    let isSigned: Bool
    let type: ElementType

    /// More products than this take as long as sums in floats.
    private static let mostProducts = 40
    /// So far may the taps reach.
    private static let mostPlaces = 64

    init?(_ program: FilterProgram) {
        guard program.inputType == .uint8, program.outputs.count == 1, let output = program.outputs.first,
            output.type == .uint8 || output.type == .int16 || output.type == .float32
        else { return nil }
        layout = LineLayout(program)
        let axes = Set(program.branches.joined().flatMap(\.kernel.axes)).sorted()
        let columnAxis = layout.isFilteredAlongLine ? axes.last : nil
        let rowAxes = axes.filter { $0 != columnAxis }
        guard !axes.isEmpty, rowAxes.count <= 1 else { return nil }
        var known: [Int: ShortAxis] = [:]
        var kernel = ShortKernel()
        // A branch as it is, or branches that are added up.
        var (term, shift) = (0, 0)
        var factors: [(branch: Int, factor: Int)] = []
        let isPlain = program.isPlain(output)
        if isPlain, case .branch(let branch) = output.join {
            factors = [(branch, 1)]
        } else {
            guard let sum = ShortJoin(output) else { return nil }
            factors = sum.factors
        }
        var largest = 0.0
        for (branch, factor) in factors {
            let axes = program.branches[branch].flatMap(\.kernel.axes)
            guard Set(axes).count == axes.count else { return nil }
            var branchKernel = ShortKernel(unit: factor)
            var range = ElementType.uint8.wholeNumbers
            for (place, pass) in program.branches[branch].enumerated() {
                guard let sums = WholeSums.unsplit(pass, of: range), sums.tail == nil, sums.size <= 0x1p24,
                    output.type != .float32 || pass.makesNoNegativeZero, pass.load.maps.isEmpty,
                    sums.isPlain || isPlain && place == program.branches[branch].count - 1,
                    branchKernel.filter(by: pass, sums.weights, rowAxis: rowAxes.first)
                else { return nil }
                for (axis, geometry, border) in zip3(pass.kernel.axes, pass.geometry, pass.border) {
                    let found = ShortAxis(axis, program, geometry, border)
                    guard let found, known[axis] == nil || known[axis] == found else { return nil }
                    known[axis] = found
                }
                if !sums.isPlain {
                    branchKernel.multiply(by: Int(sums.factor))
                    (term, shift) = (Int(sums.term), sums.shift)
                }
                range = sums.results
            }
            largest += Double(factor.magnitude) * max(range.lowerBound.magnitude, range.upperBound.magnitude)
            kernel.add(branchKernel)
        }
        // A branch without a pass along an axis takes the sample at each place.
        for axis in axes where known[axis].map({ !$0.isPlain }) ?? true {
            guard factors.allSatisfy({ program.branches[$0.branch].contains { $0.kernel.axes.contains(axis) } }) else {
                return nil
            }
        }
        // All types of a join hold all of its sums.
        guard isPlain || largest <= 0x1p15 - 1 else { return nil }
        let weights = kernel.taps.values
        let lowest = term + 255 * weights.reduce(0) { $0 + min($1, 0) }
        let highest = term + 255 * weights.reduce(0) { $0 + max($1, 0) }
        isSigned = lowest >= -0x8000 && highest < 0x8000
        guard isSigned || lowest >= 0 && highest <= 0xFFFF, shift < 16,
            output.type != .int16 || highest >> shift < 0x8000
        else { return nil }
        (rows, columns) = (rowAxes.first.flatMap { known[$0] }, columnAxis.flatMap { known[$0] })
        (start, self.shift, type) = (term, shift, output.type)
        guard let (down, along) = kernel.columns, !along.isEmpty,
            down.reduce(along.count, { $0 + $1.count }) <= Self.mostProducts,
            kernel.taps.keys.allSatisfy({ max($0.row.magnitude, $0.column.magnitude) <= Self.mostPlaces })
        else { return nil }
        (self.down, self.along) = (down, along)
    }
}

/// An axis that whole sums run along.
struct ShortAxis: Equatable {
    let axis: Int
    let inputCount: Int
    let outputCount: Int
    let stride: Int
    let stuffing: Int
    let border: BorderPair

    /// Gives up where numbers but 0 stand outside.
    init?(_ axis: Int, _ program: FilterProgram, _ geometry: AxisGeometry, _ border: BorderPair) {
        guard geometry.stride == 1 || geometry.stuffing == 0,
            [border.before, border.after].allSatisfy({
                if case .constant(let value) = $0 { value == 0 } else { true }
            })
        else { return nil }
        (self.axis, inputCount, outputCount) = (axis, program.inputShape[axis], geometry.outputCount)
        (stride, stuffing, self.border) = (geometry.stride, geometry.stuffing, border)
    }

    /// Whether each place stands for the sample there.
    var isPlain: Bool { stride == 1 && stuffing == 0 && inputCount == outputCount }

    /// The sample at a position, or nothing where there is a zero.
    @inline(__always)
    func sample(at position: Int) -> Int? {
        if stuffing == 0, position >= 0, position < inputCount { return position }
        let geometry = AxisGeometry(before: 0, outputCount: outputCount, stride: stride, stuffing: stuffing)
        guard case .sample(let index) = geometry.source(at: position, count: inputCount, border: border) else {
            return nil
        }
        return index
    }
}

/// A kernel of whole numbers over rows and columns.
private struct ShortKernel {
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

    mutating func add(_ other: ShortKernel) { taps.merge(other.taps, uniquingKeysWith: +) }

    /// The different columns, each divided by what its weights have in common, and the parts that they are.
    var columns: (down: [[ShortSums.Tap]], along: [ShortSums.Part])? {
        var down: [[ShortSums.Tap]] = []
        var along: [ShortSums.Part] = []
        for column in Set(taps.keys.map(\.column)).sorted() {
            let weights = taps.filter { $0.key.column == column && $0.value != 0 }.sorted { $0.key.row < $1.key.row }
            guard let first = weights.first else { continue }
            let common = weights.reduce(0) { greatestCommonDivisor($0, abs($1.value)) } * first.value.signum()
            let taps = weights.map { ShortSums.Tap(offset: $0.key.row, weight: $0.value / common) }
            let known = down.firstIndex { $0.elementsEqual(taps) { $0.offset == $1.offset && $0.weight == $1.weight } }
            if known == nil { down.append(taps) }
            along.append(
                ShortSums.Part(column: known ?? down.count - 1, tap: ShortSums.Tap(offset: column, weight: common)))
        }
        return (down, along)
    }
}

/// A join that adds branches up.
private struct ShortJoin {
    private(set) var factors: [(branch: Int, factor: Int)] = []

    init?(_ output: FilterProgram.Output) {
        let types: [ElementType] = [.int16, .int32, .int64, .float32, .float64]
        guard output.type != .uint8, types.contains(output.arithmetic), add(output.join, 1)
        else { return nil }
    }

    private mutating func add(_ join: Join, _ factor: Int) -> Bool {
        switch join {
        case .branch(let branch):
            factors.append((branch, factor))
            return true
        case .sum(let first, let second): return add(first, factor) && add(second, factor)
        case .difference(let first, let second): return add(first, factor) && add(second, -factor)
        case .rounded(let sum, .int16, _, _), .rounded(let sum, .int32, _, _), .rounded(let sum, .float32, _, _):
            return add(sum, factor)
        default: return false
        }
    }
}

extension Pass {
    /// Whether no sum is −0, which integers do not have, where no sample is.
    fileprivate var makesNoNegativeZero: Bool {
        func isFree(_ accumulation: Accumulation) -> Bool {
            if accumulation.type.isInteger { return true }
            if let start = accumulation.start { return start.sign == .plus || start != 0 }
            // A product that is no −0 keeps the sum from it; what pairs have in common is subtracted before.
            let weights = kernel.weights
            let half = weights.count / 2
            return switch accumulation.order {
            case .leftToRight: weights.contains { $0 > 0 }
            case .centreOutward(let pairing), .outermostInward(let pairing), .pairThenCentreOutward(let pairing):
                switch pairing {
                case .symmetric: weights.contains { $0 > 0 }
                case .antisymmetric: weights.suffix(half).contains { $0 > 0 }
                case .turnedAntisymmetric: weights.prefix(half).contains { $0 > 0 }
                }
            default: false
            }
        }
        return isFree(accumulation)
            && [split].compactMap { $0 }.allSatisfy {
                isFree($0.accumulation) && $0.further.allSatisfy { isFree($0.accumulation) }
            }
    }
}

extension WholeSums {
    /// What a pass sums, where it sums the same at the ends of rows.
    fileprivate static func unsplit(_ pass: Pass, of samples: ClosedRange<Double>) -> WholeSums? {
        var whole = pass
        whole.split = nil
        guard !whole.isSliding, let sums = WholeSums(whole, of: samples, takesFloats: true) else { return nil }
        for split in [pass.split].compactMap({ $0 }).flatMap({ [$0] + $0.further }) {
            (whole.accumulation, whole.store) = (split.accumulation, split.store)
            guard !whole.isSliding, let end = WholeSums(whole, of: samples, takesFloats: true), end.tail == nil,
                (end.weights, end.term, end.shift, end.factor) == (sums.weights, sums.term, sums.shift, sums.factor),
                end.results == sums.results, split.store.type == pass.store.type
            else { return nil }
        }
        return sums
    }
}

private func zip3<A, B, C>(_ a: [A], _ b: [B], _ c: [C]) -> [(A, B, C)] { zip(a, zip(b, c)).map { ($0, $1.0, $1.1) } }

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
