import PointSpreadKernelTable

/// A join made ready for lines: its operations in order, each with the lines that it takes and makes.
///
/// A class, so that it is handed on at little cost. The operations are found once, because going through the join for every line would cost as much as a short line.
final class LineJoin<Number: LineNumber> {
    typealias Line = UnsafeMutablePointer<Number>

    /// A branch's result, at this place or in a given channel of it.
    struct Operand: Hashable {
        let branch: Int
        let channel: Int?
    }

    private enum Operation {
        case copy, sum, difference, product, quotient, fused, absolute, squareRoot, arctangent, minimum, maximum
        case whereGreater, encodeResult
        case constant(Number)
        case spread(channel: Int)
        case choose(channel: Int)
        case round(NumberStorage<Number>)
        case encode(TransferFunction, fullScale: Double)
    }

    private struct Step {
        let operation: Operation
        let target: Line
        var first: Line
        var second: Line
        var third: Line
        var fourth: Line
    }

    /// The line that holds the join's value after it has been evaluated.
    let result: Line
    private let layout: LineLayout
    private let kernels: LineKernelTable<Number>
    private let encoder: ResultEncoder<Number>?
    private let steps: [Step]
    private let memory: [AnyObject]

    /// Finds the operations.
    ///
    /// - Parameters:
    ///   - operands: the lines of the branches at the current place.
    ///   - length: how many numbers a line has at most.
    init(
        _ join: Join, operands: [Operand: Scratch<Number>], layout: LineLayout, kernels: LineKernelTable<Number>,
        encoder: ResultEncoder<Number>?, length: Int
    ) throws(FilterError) {
        self.layout = layout
        self.kernels = kernels
        self.encoder = encoder
        let lines = try (0...join.lineCount).map { (_) throws(FilterError) in try Scratch<Number>(count: length) }
        var compiler = Compiler(
            operands: operands, layout: layout, hasEncoder: encoder != nil, kernels: kernels, lines: lines.map(\.base))
        result = compiler.line(of: join, in: 0, isResult: true)
        steps = compiler.steps
        memory = lines + Array(operands.values)
    }

    /// Lists the operations of a join.
    private struct Compiler {
        let operands: [Operand: Scratch<Number>]
        let layout: LineLayout
        let hasEncoder: Bool
        let kernels: LineKernelTable<Number>
        let lines: [Line]
        var steps: [Step] = []

        /// Makes the line that holds a part's value: a branch's own, or one of ours, behind which others are free.
        mutating func line(of join: Join, in place: Int, isResult: Bool = false) -> Line {
            if case .branch(let branch) = join, let operand = operands[Operand(branch: branch, channel: nil)] {
                return operand.base
            }
            let target = lines[place]
            func add(_ operation: Operation, _ parts: Line...) {
                let lines = parts + Array(repeating: target, count: 4 - parts.count)
                steps.append(
                    Step(
                        operation: operation, target: target, first: lines[0], second: lines[1], third: lines[2],
                        fourth: lines[3]))
            }
            /// The first part is made where the result goes, the others behind it.
            func first(_ part: Join) -> Line { line(of: part, in: place) }
            func other(_ part: Join, _ number: Int = 1) -> Line { line(of: part, in: place + number) }
            switch join {
            case .branch: break
            case .channel(let channel, let branch):
                let isWithinLine = layout.channels.map { $0.axis >= layout.lineAxis } ?? false
                let operand = Operand(branch: branch, channel: isWithinLine ? nil : channel)
                if let samples = operands[operand]?.base {
                    add(isWithinLine ? .spread(channel: channel) : .copy, samples)
                }
            case .constant(let number): add(.constant(Number(number: number)))
            case .sum(let a, let b): add(.sum, first(a), other(b))
            case .difference(let a, let b): add(.difference, first(a), other(b))
            case .product(let a, let b): add(.product, first(a), other(b))
            case .quotient(let a, let b): add(.quotient, first(a), other(b))
            case .minimum(let a, let b): add(.minimum, first(a), other(b))
            case .maximum(let a, let b): add(.maximum, first(a), other(b))
            case .arctangent(let y, let x): add(.arctangent, first(y), other(x))
            case .fused(let a, let b, let c): add(.fused, first(a), other(b), other(c, 2))
            case .magnitude(let a): add(.absolute, first(a))
            case .squareRoot(let a): add(.squareRoot, first(a))
            case .whereGreater(let a, let b, let then, let otherwise):
                add(.whereGreater, first(a), other(b), other(then, 2), other(otherwise, 3))
            case .whereChannel(let channel, let then, let otherwise):
                add(.copy, line(of: otherwise, in: place, isResult: isResult))
                add(.choose(channel: channel), other(then))
            case .rounded(let a, let type, let rounding, let overflow):
                let store = Store(type, rounding: rounding, overflow: overflow)
                add(.round(NumberStorage(store, kernels: kernels)), first(a))
            case .encoded(let a, let curve, let fullScale):
                let isLookedUp = isResult && hasEncoder
                add(isLookedUp ? .encodeResult : .encode(curve, fullScale: fullScale), first(a))
            case .smallest, .largest: preconditionFailure("a join over whole arrays is not evaluated by lines")
            }
            return target
        }
    }

    /// Evaluates the join.
    ///
    /// - Parameters:
    ///   - outer: the place, one index per outer axis.
    ///   - count: how many numbers to make.
    func evaluate(at outer: UnsafePointer<Int>, count: Int) {
        let pointwise = kernels.pointwise
        for step in steps {
            let (target, first, second) = (step.target, step.first, step.second)
            switch step.operation {
            case .sum: pointwise.sum(first, second, target, count)
            case .difference: pointwise.difference(first, second, target, count)
            case .product: pointwise.product(first, second, target, count)
            case .quotient: pointwise.quotient(first, second, target, count)
            case .minimum: pointwise.minimum(first, second, target, count)
            case .maximum: pointwise.maximum(first, second, target, count)
            case .fused: kernels.fused(first, second, step.third, target, count)
            case .absolute: pointwise.absolute(first, target, count)
            case .squareRoot: pointwise.squareRoot(first, target, count)
            case .copy: if first != target { target.update(from: first, count: count) }
            case .constant(let number): target.update(repeating: number, count: count)
            case .whereGreater:
                pointwise.whereGreater(first, second, step.third, step.fourth, target, count)
            case .arctangent:
                for place in 0..<count {
                    target[place] = Number(
                        number: Elementary.arctangent(y: first[place].doubleValue, x: second[place].doubleValue))
                }
            case .round(let storage):
                if first != target { target.update(from: first, count: count) }
                storage.apply(to: target, count: count)
            case .encode(let curve, let fullScale):
                for place in 0..<count {
                    target[place] = Number(number: curve.encoded(first[place].doubleValue) * fullScale)
                }
            case .encodeResult:
                guard let encoder else { continue }
                for place in 0..<count { target[place] = encoder.encoded(first[place]) }
            case .spread(let channel): spread(channel, of: first, to: target, count)
            case .choose(let channel): choose(channel, first, at: outer, for: target, count)
            }
        }
    }

    /// One channel at every channel's place.
    private func spread(_ channel: Int, of line: Line, to target: Line, _ count: Int) {
        guard let channels = layout.channels else { return }
        for place in 0..<count {
            let own = place / channels.run % channels.count
            target[place] = line[place + (channel - own) * channels.run]
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

    /// How many lines the evaluation of a join takes beside its result: the first part is made where the result goes, each other
    /// one in a line behind it.
    var lineCount: Int {
        var count = 0
        for (place, part) in parts.enumerated() where !part.isLeaf {
            // What a channel does not choose comes first.
            let own = if case .whereChannel = self { 1 - place } else { place }
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
