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

    /// A line of all numbers, or one in between of the part that is at hand, which stays in the cache.
    fileprivate struct Place {
        let base: Line
        /// 1 where the numbers of the next part lie behind those of this one, 0 where they take their place.
        let pace: Int

        @inline(__always)
        func line(at first: Int) -> Line { base + first &* pace }
    }

    private struct Step {
        let operation: Operation
        let target: Place
        let first: Place
        let second: Place
        let third: Place
        let fourth: Place
    }

    /// The line that holds the join's value after it has been evaluated.
    let result: Line
    private let layout: LineLayout
    private let kernels: LineKernelTable<Number>
    private let encoder: ResultEncoder<Number>?
    private let steps: [Step]
    /// How many numbers make up a part.
    private let part: Int
    private let memory: [AnyObject]

    private static var partBytes: Int { 8192 }

    /// Finds the operations.
    ///
    /// - Parameters:
    ///   - operands: the lines of the branches at the current place.
    ///   - length: how many numbers a line has at most.
    init(
        _ join: Join, operands: [Operand: Scratch<Number>], layout: LineLayout, kernels: LineKernelTable<Number>,
        encoder: ResultEncoder<Number>?, length: Int
    ) throws(FilterError) {
        let join = join.folded(Number.self)
        self.layout = layout
        self.kernels = kernels
        self.encoder = encoder
        part = join.isPointwise ? min(length, Self.partBytes / MemoryLayout<Number>.size) : length
        let part = part
        func line(of count: Int) throws(FilterError) -> Scratch<Number> { try Scratch(count: count) }
        let whole = try line(of: length)
        let lines = try (0..<join.lineCount).map { (_) throws(FilterError) in try line(of: part) }
        let constants = join.constants.sorted()
        let constantLines = try constants.map { (bits) throws(FilterError) in
            try Scratch(repeating: Number(number: Double(bitPattern: bits)), count: part)
        }
        var compiler = Compiler(
            operands: operands, layout: layout, hasEncoder: encoder != nil, kernels: kernels,
            result: Place(base: whole.base, pace: 1), lines: lines.map { Place(base: $0.base, pace: 0) },
            constants: Dictionary(
                uniqueKeysWithValues: zip(constants, constantLines.map { Place(base: $0.base, pace: 0) })),
            sharedParts: join.sharedParts)
        result = try compiler.line(of: join, in: 0, isResult: true).base
        steps = compiler.steps
        memory = [whole] + lines + constantLines + Array(operands.values)
    }

    /// Lists the operations of a join.
    private struct Compiler {
        let operands: [Operand: Scratch<Number>]
        let layout: LineLayout
        let hasEncoder: Bool
        let kernels: LineKernelTable<Number>
        let result: Place
        /// Lines in between, of which the last ones belong to parts of the join that are used several times.
        let lines: [Place]
        let constants: [UInt64: Place]
        let sharedParts: Set<Join>
        var made: [Join: Place] = [:]
        var steps: [Step] = []

        /// Makes the line that holds a part's value: a branch's own, or one of ours, behind which others are free.
        mutating func line(of join: Join, in place: Int, isResult: Bool = false) throws(FilterError) -> Place {
            if case .branch(let branch) = join, let operand = operands[Operand(branch: branch, channel: nil)] {
                return Place(base: operand.base, pace: 1)
            }
            if !isResult, case .constant(let number) = join, let line = constants[number.bitPattern] { return line }
            if let line = made[join] { return line }
            var target = isResult ? result : lines[place]
            if !isResult, sharedParts.contains(join) {
                target = lines[lines.count - 1 - made.count]
                made[join] = target
            }
            func add(_ operation: Operation, _ parts: Place...) {
                let lines = parts + Array(repeating: target, count: 4 - parts.count)
                steps.append(
                    Step(
                        operation: operation, target: target, first: lines[0], second: lines[1], third: lines[2],
                        fourth: lines[3]))
            }
            /// The first part is made where the result goes, the others behind it.
            func first(_ part: Join) throws(FilterError) -> Place { try line(of: part, in: place) }
            func other(_ part: Join, _ number: Int = 1) throws(FilterError) -> Place {
                try line(of: part, in: place + number)
            }
            switch join {
            case .branch: break
            case .channel(let channel, let branch):
                let isWithinLine = layout.channels.map { $0.axis >= layout.lineAxis } ?? false
                let operand = Operand(branch: branch, channel: isWithinLine ? nil : channel)
                if let samples = operands[operand]?.base {
                    add(isWithinLine ? .spread(channel: channel) : .copy, Place(base: samples, pace: 1))
                }
            case .constant(let number): add(.constant(Number(number: number)))
            case .sum(let a, let b): add(.sum, try first(a), try other(b))
            case .difference(let a, let b): add(.difference, try first(a), try other(b))
            case .product(let a, let b): add(.product, try first(a), try other(b))
            case .quotient(let a, let b): add(.quotient, try first(a), try other(b))
            case .minimum(let a, let b): add(.minimum, try first(a), try other(b))
            case .maximum(let a, let b): add(.maximum, try first(a), try other(b))
            case .arctangent(let y, let x): add(.arctangent, try first(y), try other(x))
            case .fused(let a, let b, let c): add(.fused, try first(a), try other(b), try other(c, 2))
            case .magnitude(let a): add(.absolute, try first(a))
            case .squareRoot(let a): add(.squareRoot, try first(a))
            case .whereGreater(let a, let b, let then, let otherwise):
                add(.whereGreater, try first(a), try other(b), try other(then, 2), try other(otherwise, 3))
            case .whereChannel(let channel, let then, let otherwise):
                add(.copy, try line(of: otherwise, in: place, isResult: isResult))
                add(.choose(channel: channel), try other(then))
            case .rounded(let a, let type, let rounding, let overflow):
                let store = Store(type, rounding: rounding, overflow: overflow)
                add(.round(try NumberStorage(store, kernels: kernels)), try first(a))
            case .encoded(let a, let curve, let fullScale):
                let isLookedUp = isResult && hasEncoder
                add(isLookedUp ? .encodeResult : .encode(curve, fullScale: fullScale), try first(a))
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
        for first in stride(from: 0, to: count, by: max(part, 1)) {
            evaluate(at: outer, from: first, count: min(part, count - first))
        }
    }

    private func evaluate(at outer: UnsafePointer<Int>, from start: Int, count: Int) {
        let pointwise = kernels.pointwise
        for step in steps {
            let (target, first, second) = (
                step.target.line(at: start), step.first.line(at: start), step.second.line(at: start)
            )
            let (third, fourth) = (step.third.line(at: start), step.fourth.line(at: start))
            switch step.operation {
            case .sum: pointwise.sum(first, second, target, count)
            case .difference: pointwise.difference(first, second, target, count)
            case .product: pointwise.product(first, second, target, count)
            case .quotient: pointwise.quotient(first, second, target, count)
            case .minimum: pointwise.minimum(first, second, target, count)
            case .maximum: pointwise.maximum(first, second, target, count)
            case .fused: kernels.fused(first, second, third, target, count)
            case .absolute: pointwise.absolute(first, target, count)
            case .squareRoot: pointwise.squareRoot(first, target, count)
            case .copy: if first != target { target.update(from: first, count: count) }
            case .constant(let number): target.update(repeating: number, count: count)
            case .whereGreater:
                pointwise.whereGreater(first, second, third, fourth, target, count)
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
    /// Whether nothing is computed: a branch or a number.
    fileprivate var isLeaf: Bool {
        switch self {
        case .branch, .constant: true
        default: false
        }
    }

    /// How many lines the evaluation of a join takes beside its result and its constants: one for the first part, one behind it for
    /// each other part, and one for each part that is used several times.
    var lineCount: Int { depth + sharedParts.count }

    private var depth: Int {
        var count = 0
        for (place, part) in parts.enumerated() where !part.isLeaf {
            // What a channel does not choose comes first.
            let own = if case .whereChannel = self { 1 - place } else { place }
            count = max(count, own + max(part.depth, 1))
        }
        return count
    }

    /// The parts that are computed once and used several times.
    var sharedParts: Set<Join> {
        var seen: Set<Join> = []
        var shared: Set<Join> = []
        func visit(_ join: Join) {
            for part in join.parts where !part.isLeaf {
                if seen.insert(part).inserted { visit(part) } else { shared.insert(part) }
            }
        }
        visit(self)
        return shared
    }

    /// The same join with numbers in the place of their roots, also rounded, which would be made anew for every sample.
    fileprivate func folded<Number: LineNumber>(_ type: Number.Type) -> Join {
        replacing { part in
            switch part {
            case .squareRoot(.constant(let number)): .constant(Number(number: number).squareRoot().doubleValue)
            case .rounded(.squareRoot(.constant(let number)), to: .float32, .halfEven, .saturate):
                .constant(Double(Float(Number(number: number).squareRoot().doubleValue)))
            default: nil
            }
        }
    }

    /// The bits of the numbers in it.
    fileprivate var constants: Set<UInt64> {
        if case .constant(let number) = self { return [number.bitPattern] }
        return parts.reduce(into: []) { $0.formUnion($1.constants) }
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
