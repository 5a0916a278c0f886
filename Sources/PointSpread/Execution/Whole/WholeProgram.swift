/// A program whose sums are whole numbers that floating-point numbers hold exactly, with its sums made in those.
///
/// Floats hold every whole number up to 2²⁴, doubles up to 2⁵³. Where no sum of some of the products can be larger, whatever the
/// samples are, no sum is rounded: neither the type nor the order of the sums matters, nor the order of the passes. A shift is a
/// multiplication of the taps by a power of two, which is exact, and rounding at the end.
struct WholeProgram {
    /// The program in floating-point numbers, which has the same results.
    let floats: FilterProgram
    /// What is summed in each of its passes.
    let sums: [WholeSums]

    /// Looks at a program, or gives up where its sums may wrap around, are rounded, or are not whole.
    init?(_ program: FilterProgram) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            program.inputType.isInteger, program.branches[0].contains(where: { $0.accumulation.type.isInteger }),
            let sums = Self.sums(program.branches[0], of: program.inputType)
        else { return nil }
        let passes = Self.ascending(program.branches[0], sums)
        guard let sums = Self.sums(passes, of: program.inputType) else { return nil }
        let size = sums.reduce(0) { max($0, $1.size) }
        guard size <= 0x1p53 else { return nil }
        let tails = sums.compactMap { $0.tail?.type }
        let type: ElementType = size <= 0x1p24 && tails.allSatisfy { $0 == .float32 } ? .float32 : .float64
        let floats = sums.enumerated().map { $1.pass(in: type, isLast: $0 == sums.count - 1) }
        guard
            let program = try? FilterProgram(
                inputShape: program.inputShape, inputType: program.inputType, channelAxis: program.channelAxis,
                passes: floats)
        else { return nil }
        (self.floats, self.sums) = (program, sums)
    }

    private static func sums(_ passes: [Pass], of type: ElementType) -> [WholeSums]? {
        var range = type.wholeNumbers
        var sums: [WholeSums] = []
        for pass in passes {
            // What is stored as a real number is not whole any more.
            guard sums.last.map(\.leavesWhole) ?? true, let sum = WholeSums(pass, of: range) else { return nil }
            sums.append(sum)
            range = sum.results
        }
        return sums
    }

    /// The passes from the outer to the inner axis, as tiles take them, where their order does not matter.
    private static func ascending(_ passes: [Pass], _ sums: [WholeSums]) -> [Pass] {
        guard let last = passes.last, sums.dropLast().allSatisfy(\.isPlain),
            passes.allSatisfy({ $0.kernel.axes.count == 1 && $0.border.allSatisfy(\.isFreeOfNumbers) }),
            Set(passes.map { $0.kernel.axes[0] }).count == passes.count
        else { return passes }
        var sorted = passes.sorted { $0.kernel.axes[0] < $1.kernel.axes[0] }
        for place in sorted.indices {
            sorted[place].accumulation.type = .int64
            sorted[place].accumulation.start = place == sorted.count - 1 ? last.accumulation.start : nil
            sorted[place].store = place == sorted.count - 1 ? last.store : Store(.int64)
        }
        return sorted
    }
}

/// The sums of a pass over whole numbers: how large they can be, and what becomes of them.
struct WholeSums {
    private let original: Pass
    /// The taps; those that are visited never are 0.
    let weights: [Double]
    /// What a sum is multiplied by after its taps, what is added to it, by how many bits it is shifted then, and what becomes of
    /// these: they are cut off, or rounded half to even.
    let factor: Double
    let term: Double
    let shift: Int
    let roundsToEven: Bool
    /// What happens to the number in a floating-point type, which the sums must be made in then.
    let tail: (type: ElementType, steps: [Store.Step])?
    /// The sums after these steps.
    let range: ClosedRange<Double>
    /// No sum of some of the products is larger, with the term or without.
    let size: Double

    /// Looks at a pass over samples of a range, or gives up where its sums may wrap around, or are not whole.
    ///
    /// - Parameter takesFloats: whether sums may be made in floating-point numbers that hold them exactly.
    init?(_ pass: Pass, of samples: ClosedRange<Double>, takesFloats: Bool = false) {
        let accumulation = pass.accumulation
        let type = accumulation.type
        guard type.isInteger || takesFloats && type != .float16, pass.load.maps.isEmpty || pass.load.maps == [.squared],
            pass.split == nil,
            pass.store.rim.isEmpty,
            pass.kernel.channels == nil
        else { return nil }
        original = pass
        let all = pass.kernel.weights
        weights = accumulation.order == .doubling ? all : all.map { accumulation.visits($0) ? $0 : 0 }
        guard Self.isPlainSum(accumulation.order, all) else { return nil }
        // Zeros between samples, and constants outside, are samples too.
        var samples = samples
        if !pass.load.maps.isEmpty {
            let (first, last) = (samples.lowerBound * samples.lowerBound, samples.upperBound * samples.upperBound)
            samples = (samples.contains(0) ? 0 : min(first, last))...max(first, last)
        }
        func take(_ number: Double) -> Bool {
            samples = min(samples.lowerBound, number)...max(samples.upperBound, number)
            return number == number.rounded()
        }
        if pass.geometry.contains(where: { $0.stuffing > 0 }), !take(0) { return nil }
        for border in pass.border.flatMap({ [$0.before, $0.after] }) {
            if case .constant(let value) = border, !take(value) { return nil }
        }
        var term = accumulation.start ?? 0
        var (lowest, highest, size) = (term, term, term.magnitude)
        guard type.holds(samples), type.holds(term...term) else { return nil }
        for weight in weights {
            guard type.holds(weight...weight), type.isInteger || weight == weight.rounded() else { return nil }
            let ends = (weight * samples.lowerBound, weight * samples.upperBound)
            lowest += min(ends.0, ends.1)
            highest += max(ends.0, ends.1)
            size += max(ends.0.magnitude, ends.1.magnitude)
        }
        var (shift, factor, roundsToEven) = (0, 1.0, false)
        var current = type
        var tail: (type: ElementType, steps: [Store.Step])?
        for step in pass.store.steps {
            if tail != nil {
                guard step.isLinear else { return nil }
                tail?.steps.append(step)
                continue
            }
            switch step {
            case .add(let number) where shift == 0 && current.holds(number...number):
                guard lowest <= highest, current.holds(lowest...highest) else { return nil }
                (lowest, highest, term, size) = (
                    lowest + number, highest + number, term + number, size + number.magnitude
                )
            case .multiply(let number)
            where !current.isInteger && step == pass.store.steps.last && pass.store.roundsToEven && shift == 0
                && number.significand == 1 && (-24..<0).contains(number.exponent):
                (shift, roundsToEven) = (-Int(number.exponent), true)
            case .multiply(let number) where shift == 0 && number > 0 && current.holds(number...number):
                guard lowest <= highest, current.holds(lowest...highest), number == number.rounded() else { return nil }
                (lowest, highest, term, size) = (lowest * number, highest * number, term * number, size * number)
                factor *= number
            case .shiftRight(let bits)
            where shift == 0 && (0...52).contains(bits) && bits < 8 * current.size: shift = bits
            case .convert(let wider) where shift == 0 && current.holds(lowest...highest):
                if wider.isInteger {
                    guard wider.holds(lowest...highest) else { return nil }
                    current = wider
                } else {
                    guard wider != .float16, factor == 1 else { return nil }
                    tail = (wider, [])
                }
            default: return nil
            }
        }
        if !type.isInteger {
            let largest = type == .float32 ? 0x1p24 : 0x1p53
            guard size <= largest, term == term.rounded(), factor == 1, tail == nil else { return nil }
        }
        self.tail = tail
        guard lowest <= highest, current.holds(lowest...highest) else { return nil }
        // What a shift takes away need not be multiplied before.
        while shift > 0, factor.remainder(dividingBy: 2) == 0, term.remainder(dividingBy: 2) == 0 {
            (lowest, highest, term, size) = (lowest / 2, highest / 2, term / 2, size / 2)
            (shift, factor) = (shift - 1, factor / 2)
        }
        (self.factor, self.roundsToEven) = (factor, roundsToEven)
        let scale = Self.power(-shift)
        let rule: FloatingPointRoundingRule = roundsToEven ? .toNearestOrEven : .down
        range = (lowest * scale).rounded(rule)...(highest * scale).rounded(rule)
        (self.term, self.shift, self.size) = (term, shift, size)
        // Sums leave exactly, or limited to the ends of an integer type.
        let store = pass.store
        if tail != nil { return }
        guard store.type.isInteger ? store.type.holds(range) || store.overflow == .saturate : shift == 0 else {
            return nil
        }
        guard store.type != .float16 else { return nil }
    }

    private static func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }

    /// Whether an order sums products of each sample and its own tap.
    private static func isPlainSum(_ order: Accumulation.Order, _ weights: [Double]) -> Bool {
        switch order {
        case .centreOutward(let pairing), .outermostInward(let pairing), .pairThenCentreOutward(let pairing):
            let sign: Double = pairing == .symmetric ? 1 : -1
            return (0..<weights.count / 2).allSatisfy { weights[$0] == sign * weights[weights.count - 1 - $0] }
        default: return true
        }
    }

    /// Whether the sums leave as they are.
    var isPlain: Bool {
        term == 0 && shift == 0 && factor == 1 && tail == nil && original.load.maps.isEmpty
            && original.store.type.holds(range)
    }

    /// Whether what leaves the pass is whole.
    var leavesWhole: Bool { tail == nil || original.store.type.isInteger }

    /// What leaves the pass, as far as it is known.
    var results: ClosedRange<Double> {
        if tail != nil { return original.store.type.wholeNumbers }
        return original.store.type.holds(range) ? range : range.clamped(to: original.store.type.wholeNumbers)
    }

    /// The pass in floating-point numbers.
    func pass(in type: ElementType, isLast: Bool) -> Pass {
        var pass = original
        let scale = Self.power(-shift)
        var weights = weights.map { $0 * factor * scale }
        // Taps of no weight at the ends would only make windows longer.
        if weights.count > 1, pass.kernel.axes.count == 1, let first = weights.firstIndex(where: { $0 != 0 }),
            let last = weights.lastIndex(where: { $0 != 0 })
        {
            weights = Array(weights[first...last])
            pass.geometry[0].before -= first * pass.geometry[0].dilation
            pass.kernel.extents = [weights.count]
        }
        pass.kernel.weights = weights
        let opposite = Array(weights.reversed())
        let order: Accumulation.Order =
            weights == opposite
            ? .centreOutward(.symmetric)
            : weights == opposite.map { -$0 } ? .centreOutward(.antisymmetric) : .leftToRight
        pass.accumulation = Accumulation(type, order: order, isFused: true, ignoredMagnitude: 0)
        pass.store = Store(original.store.type)
        if let tail {
            // Exact until here: the number is what it would be after its conversion.
            pass.store = original.store
            let first: [Store.Step] = term == 0 && original.store.type.isInteger ? [] : [.add(term)]
            pass.store.steps = first + (tail.type == type ? [] : [.convert(to: tail.type)]) + tail.steps
            return pass
        }
        if shift > 0, !roundsToEven { pass.store.rounding = .down }
        // Integers have one zero: a sum of −0 becomes 0.
        if term != 0 || isLast && !original.store.type.isInteger {
            if shift > 0, !roundsToEven, term == Self.power(shift - 1) {
                pass.store.rounding = .halfUp
            } else {
                pass.store.steps = [.add(term * scale)]
            }
        }
        // What is exact needs no narrower type between passes.
        if !isLast, shift == 0, original.store.type.holds(range) { pass.store.type = type }
        return pass
    }
}

extension Store {
    /// Whether real numbers become whole ones half to even.
    fileprivate var roundsToEven: Bool { type.isInteger && rounding == .halfEven }
}

extension BorderPair {
    /// Whether no number but 0 stands outside.
    var isFreeOfNumbers: Bool {
        [before, after].allSatisfy {
            guard case .constant(let value) = $0 else { return true }
            return value == 0
        }
    }
}

extension ElementType {
    /// The whole numbers that an integer type holds.
    var wholeNumbers: ClosedRange<Double> {
        let bits = 8 * size
        let half = Double(sign: .plus, exponent: bits - 1, significand: 1)
        return isSigned ? -half...half - 1 : 0...2 * half - 1
    }

    /// Whether an integer type holds all whole numbers of a range.
    fileprivate func holds(_ range: ClosedRange<Double>) -> Bool {
        isInteger ? wholeNumbers.lowerBound <= range.lowerBound && range.upperBound <= wholeNumbers.upperBound : true
    }
}
