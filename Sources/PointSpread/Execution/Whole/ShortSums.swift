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
    /// What is added to a sum, and by how many bits it is shifted right, with its sign or without; these are cut off, or rounded
    /// half to even.
    let start: Int
    let shift: Int
    let isSigned: Bool
    let roundsToEven: Bool
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
        var (term, shift, roundsToEven) = (0, 0, false)
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
                for (number, axis) in pass.kernel.axes.enumerated() {
                    let found = ShortAxis(axis, program, pass.geometry[number], pass.border[number])
                    guard let found, known[axis] == nil || known[axis] == found else { return nil }
                    known[axis] = found
                }
                if !sums.isPlain {
                    branchKernel.multiply(by: Int(sums.factor))
                    (term, shift, roundsToEven) = (Int(sums.term), sums.shift, sums.roundsToEven)
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
        // Bits that no weight has need not be shifted away.
        while shift > 0, !roundsToEven || term & 1 == 0, kernel.halve() { (term, shift) = (term >> 1, shift - 1) }
        let weights = kernel.taps.values
        let lowest = term + 255 * weights.reduce(0) { $0 + min($1, 0) }
        var highest = term + 255 * weights.reduce(0) { $0 + max($1, 0) }
        self.roundsToEven = roundsToEven && shift > 0
        if self.roundsToEven {
            guard lowest >= 0, output.type == .uint8 else { return nil }
            highest += 1 << (shift - 1)
        }
        isSigned = !self.roundsToEven && lowest >= -0x8000 && highest < 0x8000
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
                end.roundsToEven == sums.roundsToEven, end.results == sums.results, split.store.type == pass.store.type
            else { return nil }
        }
        return sums
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
