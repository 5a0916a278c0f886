import PointSpreadKernelTable

/// Evaluates a join line by line.
struct LineJoin<Number: LineNumber> {
    typealias Line = UnsafeMutablePointer<Number>

    /// A branch's result, at this place or in a given channel of it.
    struct Operand: Hashable {
        let branch: Int
        let channel: Int?
    }

    let layout: LineLayout
    let kernels: LineKernelTable<Number>
    /// The lines of the operands at the current place.
    let operands: [Operand: Scratch<Number>]
    private let encoder: ResultEncoder<Number>?
    private let scratch: [Scratch<Number>]

    init(
        _ join: Join, operands: [Operand: Scratch<Number>], layout: LineLayout, kernels: LineKernelTable<Number>,
        encoder: ResultEncoder<Number>?, length: Int
    ) throws(FilterError) {
        self.layout = layout
        self.kernels = kernels
        self.operands = operands
        self.encoder = encoder
        scratch = try (0..<Self.lineCount(join)).map { (_) throws(FilterError) in try Scratch(count: length) }
    }

    /// How many lines the evaluation of a join takes.
    static func lineCount(_ join: Join) -> Int { join.depth * 3 }

    /// Evaluates the join.
    ///
    /// - Parameters:
    ///   - outer: the place, one index per outer axis.
    ///   - depth: how many scratch lines are in use.
    ///   - isResult: whether the value is rounded and stored next, so that it may be rounded already.
    func evaluate(
        _ join: Join, at outer: UnsafePointer<Int>, count: Int, into target: Line, depth: Int = 0,
        isResult: Bool = true
    ) {
        func part(_ join: Join, _ place: Int) -> Line {
            let line = scratch[depth + place].base
            evaluate(join, at: outer, count: count, into: line, depth: depth + 3, isResult: false)
            return line
        }
        func first(_ join: Join, isResult: Bool = false) {
            evaluate(join, at: outer, count: count, into: target, depth: depth + 3, isResult: isResult)
        }
        @inline(__always) func combine(_ a: Join, _ b: Join, _ operation: (Number, Number) -> Number) {
            first(a)
            let second = part(b, 0)
            for place in 0..<count { target[place] = operation(target[place], second[place]) }
        }
        @inline(__always) func map(_ a: Join, _ operation: (Number) -> Number) {
            first(a)
            for place in 0..<count { target[place] = operation(target[place]) }
        }
        switch join {
        case .branch(let branch): copy(Operand(branch: branch, channel: nil), to: target, count)
        case .channel(let channel, let branch): spread(channel, of: branch, to: target, count)
        case .constant(let number): target.update(repeating: Number(number: number), count: count)
        case .sum(let a, let b): combine(a, b) { .sum($0, $1) }
        case .difference(let a, let b): combine(a, b) { .difference($0, $1) }
        case .product(let a, let b): combine(a, b) { .product($0, $1) }
        case .quotient(let a, let b): combine(a, b) { .quotient($0, $1) }
        case .fused(let a, let b, let c):
            first(a)
            kernels.fused(target, part(b, 0), part(c, 1), target, count)
        case .magnitude(let a): map(a) { $0.absolute }
        case .squareRoot(let a): map(a) { $0.squareRoot }
        case .arctangent(let y, let x):
            combine(y, x) { Number(number: Elementary.arctangent(y: $0.doubleValue, x: $1.doubleValue)) }
        case .minimum(let a, let b): combine(a, b) { Number.isGreater($1, than: $0) ? $0 : $1 }
        case .maximum(let a, let b): combine(a, b) { Number.isGreater($0, than: $1) ? $0 : $1 }
        case .whereGreater(let a, let b, let then, let otherwise):
            first(a)
            let (bound, yes, no) = (part(b, 0), part(then, 1), part(otherwise, 2))
            for place in 0..<count {
                target[place] = Number.isGreater(target[place], than: bound[place]) ? yes[place] : no[place]
            }
        case .whereChannel(let channel, let then, let otherwise):
            first(otherwise, isResult: isResult)
            choose(channel, part(then, 0), at: outer, for: target, count)
        case .rounded(let a, let type, let rounding, let overflow):
            map(a) { type.accept(JoinRounding(number: $0, rounding: rounding, overflow: overflow)) }
        case .encoded(let a, let curve, let fullScale):
            if isResult, let encoder {
                map(a) { encoder.encoded($0) }
            } else {
                map(a) { Number(number: curve.encoded($0.doubleValue) * fullScale) }
            }
        case .smallest, .largest: preconditionFailure("a join over whole arrays is not evaluated by lines")
        }
    }

    private func copy(_ operand: Operand, to target: Line, _ count: Int) {
        guard let line = operands[operand] else { return }
        target.update(from: line.base, count: count)
    }

    /// One channel of a branch at every channel's place.
    private func spread(_ channel: Int, of branch: Int, to target: Line, _ count: Int) {
        guard let channels = layout.channels, channels.axis >= layout.lineAxis else {
            return copy(Operand(branch: branch, channel: channel), to: target, count)
        }
        guard let line = operands[Operand(branch: branch, channel: nil)] else { return }
        for place in 0..<count {
            let own = place / channels.run % channels.count
            target[place] = line.base[place + (channel - own) * channels.run]
        }
    }

    /// Replaces the target in one channel.
    private func choose(
        _ channel: Int, _ line: Line, at outer: UnsafePointer<Int>, for target: Line, _ count: Int
    ) {
        guard let channels = layout.channels else { return }
        if channels.axis < layout.lineAxis {
            if outer[channels.axis] == channel { target.update(from: line, count: count) }
            return
        }
        for place in 0..<count where place / channels.run % channels.count == channel { target[place] = line[place] }
    }
}

extension Join {
    /// How deeply operations are nested.
    fileprivate var depth: Int { (parts.map(\.depth).max() ?? 0) + 1 }

    /// The branches that are read in one channel at every place.
    var channelOperands: [(channel: Int, branch: Int)] {
        if case .channel(let channel, let branch) = self { return [(channel, branch)] }
        return parts.flatMap(\.channelOperands)
    }

    /// Whether the join looks at whole arrays.
    var looksAtWholeArrays: Bool {
        switch self {
        case .smallest, .largest: true
        default: parts.contains(where: \.looksAtWholeArrays)
        }
    }
}
