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
        scratch = try (0..<join.lineCount).map { (_) throws(FilterError) in try Scratch(count: length) }
    }

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
        /// The line of a part: its own where it is a branch's, otherwise evaluated into the given line.
        func line(_ part: Join, in line: Line, depth: Int) -> Line {
            if case .branch(let branch) = part, let operand = operands[Operand(branch: branch, channel: nil)] {
                return operand.base
            }
            evaluate(part, at: outer, count: count, into: line, depth: depth, isResult: false)
            return line
        }
        func first(_ part: Join) -> Line { line(part, in: target, depth: depth) }
        func other(_ part: Join, _ place: Int = 0) -> Line {
            if part.isLeaf { return line(part, in: target, depth: depth) }
            return line(part, in: scratch[depth + place].base, depth: depth + place + 1)
        }
        let pointwise = kernels.pointwise
        switch join {
        case .branch(let branch): copy(Operand(branch: branch, channel: nil), to: target, count)
        case .channel(let channel, let branch): spread(channel, of: branch, to: target, count)
        case .constant(let number): target.update(repeating: Number(number: number), count: count)
        case .sum(let a, let b): pointwise.sum(first(a), other(b), target, count)
        case .difference(let a, let b): pointwise.difference(first(a), other(b), target, count)
        case .product(let a, let b): pointwise.product(first(a), other(b), target, count)
        case .quotient(let a, let b): pointwise.quotient(first(a), other(b), target, count)
        case .minimum(let a, let b): pointwise.minimum(first(a), other(b), target, count)
        case .maximum(let a, let b): pointwise.maximum(first(a), other(b), target, count)
        case .fused(let a, let b, let c): kernels.fused(first(a), other(b), other(c, 1), target, count)
        case .magnitude(let a): pointwise.absolute(first(a), target, count)
        case .squareRoot(let a): pointwise.squareRoot(first(a), target, count)
        case .arctangent(let y, let x):
            let (y, x) = (first(y), other(x))
            for place in 0..<count {
                target[place] = Number(
                    number: Elementary.arctangent(y: y[place].doubleValue, x: x[place].doubleValue))
            }
        case .whereGreater(let a, let b, let then, let otherwise):
            let (number, bound, yes, no) = (first(a), other(b), other(then, 1), other(otherwise, 2))
            for place in 0..<count {
                target[place] = Number.isGreater(number[place], than: bound[place]) ? yes[place] : no[place]
            }
        case .whereChannel(let channel, let then, let otherwise):
            evaluate(otherwise, at: outer, count: count, into: target, depth: depth, isResult: isResult)
            choose(channel, other(then), at: outer, for: target, count)
        case .rounded(let a, let type, let rounding, let overflow):
            let numbers = first(a)
            for place in 0..<count {
                target[place] = type.accept(
                    JoinRounding(number: numbers[place], rounding: rounding, overflow: overflow))
            }
        case .encoded(let a, let curve, let fullScale):
            let light = first(a)
            if isResult, let encoder {
                for place in 0..<count { target[place] = encoder.encoded(light[place]) }
            } else {
                for place in 0..<count {
                    target[place] = Number(number: curve.encoded(light[place].doubleValue) * fullScale)
                }
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
    /// Whether the line is a branch's own.
    fileprivate var isLeaf: Bool { if case .branch = self { true } else { false } }

    /// How many lines the evaluation of a join takes beside its result: the first part is evaluated where the result goes, each
    /// other one in a line of its own.
    var lineCount: Int {
        var count = 0
        for (place, part) in parts.enumerated() {
            // The part that a channel does not choose comes last, and is evaluated where the result goes.
            let isFirst = if case .whereChannel = self { place == 1 } else { place == 0 }
            guard !part.isLeaf else { continue }
            let own = isFirst ? 0 : max(place, 1)
            count = max(count, own + part.lineCount)
        }
        return count
    }

    /// The branches that are read in one channel at every place.
    var channelOperands: [(channel: Int, branch: Int)] {
        if case .channel(let channel, let branch) = self { return [(channel, branch)] }
        return parts.flatMap(\.channelOperands)
    }

    /// Whether each place of the result depends on nothing but the same place of the branches, and not on what place it is.
    var isPointwise: Bool {
        switch self {
        case .smallest, .largest, .channel, .whereChannel, .encoded: false
        default: parts.allSatisfy(\.isPointwise)
        }
    }

    /// Whether the join looks at whole arrays.
    var looksAtWholeArrays: Bool {
        switch self {
        case .smallest, .largest: true
        default: parts.contains(where: \.looksAtWholeArrays)
        }
    }
}
