import PointSpread

/// What decides the numbers of a blur, in a few words, read off its program.
struct ProgramFacts {
    /// How many samples it reaches to each side along an axis.
    let radius: Int
    let border: String
    /// The numbers that sums are made of.
    let sums: String
    /// How often and how sums become results.
    let rounding: String
    /// What results are multiplied by to be levels of 8 bits.
    let unit: Double

    /// Looks at the passes along an axis.
    init(_ program: FilterProgram, along axis: Int) {
        let passes = program.branches.first ?? []
        var (reach, borders): (Int, [String]) = (0, [])
        for pass in passes {
            guard let place = pass.kernel.axes.firstIndex(of: axis) else { continue }
            reach += pass.kernel.extents[place] / 2
            if pass.kernel.extents[place] > 1 { borders.append("\(pass.border[place])") }
        }
        radius = reach
        border =
            program.outputShape == program.inputShape
            ? Self.different(borders).joined(separator: ", ") : "none, smaller"
        let words = passes.map { "\($0.accumulation.type.rawValue)\($0.accumulation.isFused ? ", fused" : "")" }
        sums = Self.different(words).joined(separator: "; ")
        let type = program.outputs.first?.type ?? program.inputType
        let rounded = passes.filter { $0.store.type == type }
        let rules = Self.different(rounded.map(Self.rule)).joined(separator: "; ")
        rounding =
            !type.isInteger
            ? "none: \(type.rawValue)" : rounded.count > 1 ? "\(rules), \(rounded.count) times" : "\(rules), once"
        var scale = 1.0
        for map in passes.first?.load.maps ?? [] { if case .multiplied(let factor) = map { scale = 1 / factor } }
        unit = scale
    }

    /// How a pass makes whole numbers.
    private static func rule(_ pass: Pass) -> String {
        let isShifted = pass.store.steps.contains { step in
            switch step {
            case .shiftRight, .divide: true
            default: false
            }
        }
        let hasHalf =
            pass.accumulation.start ?? 0 > 0 || pass.store.steps.contains { if case .add = $0 { true } else { false } }
        // Half of the divisor is added first.
        if isShifted, hasHalf { return "half up" }
        return switch pass.store.rounding {
        case .halfEven: "half to even"
        case .halfUp: "half up"
        case .halfAwayFromZero: "half away from 0"
        case .towardZero: "cut off"
        case .down: "down"
        }
    }

    /// The same words once only, in their order.
    private static func different(_ words: [String]) -> [String] {
        var different: [String] = []
        for word in words where !different.contains(word) { different.append(word) }
        return different
    }
}
