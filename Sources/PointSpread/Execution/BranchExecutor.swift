import PointSpreadKernelTable

/// Runs each branch of a program by itself, by whatever runs it fastest, and joins the results afterwards.
///
/// For branches that no other executor takes together, because they are summed in different types or in different ways.
struct BranchExecutor: Executor {
    /// A branch as a program of its own; none where it is the input as it is.
    private struct Branch: Sendable {
        let executor: (any Executor)?
        let type: ElementType
    }

    private let shape: Shape
    private let branches: [Branch]
    /// What makes each result of those of the branches: functions whose type of number is known here, as in `TypedExecutor`.
    private let joins: [Joining]

    private typealias Joining = @Sendable ([ArrayBuffer], ArrayBuffer, Int) throws(FilterError) -> Void

    /// Prepares a program, or gives up where a branch has no executor, or a join looks at other places.
    init?(
        _ program: FilterProgram, instructions: InstructionSet, executor: (FilterProgram) -> (any Executor)?
    ) {
        guard program.outputShape.elementCount > 0, program.outputs.contains(where: { !program.isPlain($0) }),
            program.outputs.allSatisfy({ program.isPlain($0) || $0.join.isPointwise })
        else { return nil }
        let joined = DoubleJoins(program)?.program ?? program
        let used = joined.outputs.reduce(into: Set<Int>()) { $0.formUnion($1.join.branches) }
        var branches: [Branch] = []
        for (place, passes) in joined.branches.enumerated() {
            let type = joined.resultType(ofBranch: place)
            guard !passes.isEmpty, used.contains(place) else {
                branches.append(Branch(executor: nil, type: type))
                continue
            }
            guard
                let part = try? FilterProgram(
                    inputShape: joined.inputShape, inputType: joined.inputType, channelAxis: joined.channelAxis,
                    passes: passes),
                let executor = executor(part)
            else { return nil }
            branches.append(Branch(executor: executor, type: type))
        }
        var joins: [Joining] = []
        for output in joined.outputs {
            if let join = ArrayJoin<Float>(joined, output, instructions) {
                joins.append(join.run)
            } else if let join = ArrayJoin<Double>(joined, output, instructions) {
                joins.append(join.run)
            } else {
                return nil
            }
        }
        shape = program.outputShape
        (self.branches, self.joins) = (branches, joins)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        let whole = try contiguous(input)
        var results: [ArrayBuffer] = []
        for branch in branches {
            guard let executor = branch.executor else {
                results.append(whole)
                continue
            }
            let result = try ArrayBuffer(uninitialized: shape, of: branch.type)
            try executor.run(input, into: [result], threads: threads, cancellation: cancellation)
            results.append(result)
        }
        for (join, output) in zip(joins, outputs) {
            let isContiguous = output.strides == shape.contiguousStrides
            let target = isContiguous ? output : try ArrayBuffer(uninitialized: shape, of: output.elementType)
            try join(results, target, threads)
            if isContiguous { continue }
            copyElements(
                shape: shape.sizes, elementSize: output.elementType.size, from: target.base, strides: target.strides,
                to: output.base, strides: output.strides)
        }
        withExtendedLifetime(results) {}
    }

    /// The input in row-major order, where a join or a result needs it.
    private func contiguous(_ input: ArrayBuffer) throws(FilterError) -> ArrayBuffer {
        let isNeeded = branches.contains { $0.executor == nil }
        return !isNeeded || input.strides == input.shape.contiguousStrides ? input : try input.copied()
    }

    func scratchBytes(threads: Int) -> Int {
        branches.reduce(0) { bytes, branch in
            guard let executor = branch.executor else { return bytes }
            return bytes + shape.elementCount * branch.type.size + executor.scratchBytes(threads: threads)
        }
    }
}

/// A join of whole arrays that computes in one type of number.
private struct ArrayJoin<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let output: FilterProgram.Output
    let kernels: LineKernelTable<Number>

    private static var part: Int { 2048 }

    init?(_ program: FilterProgram, _ output: FilterProgram.Output, _ instructions: InstructionSet) {
        let arithmetic = program.isPlain(output) ? ElementType.float64 : output.arithmetic
        guard arithmetic == Number.elementType else { return nil }
        (self.program, self.output) = (program, output)
        kernels = Number.kernels(for: instructions)
    }

    func run(_ branches: [ArrayBuffer], target: ArrayBuffer, threads: Int) throws(FilterError) {
        if case .branch(let branch) = output.join, program.isPlain(output) {
            target.base.copyMemory(
                from: branches[branch].base, byteCount: target.shape.elementCount * target.elementType.size)
            return
        }
        let count = target.shape.elementCount
        let parts = (count + Self.part - 1) / Self.part
        let used = output.join.branches.sorted()
        let loads = used.map { kernels.load(from: branches[$0].elementType) }
        let store = kernels.store(to: output.type, output.rounding, output.overflow)
        let lines = try (0..<max(1, min(threads, parts / 64))).map { (_) throws(FilterError) in try makeLines(used) }
        let crew = Crew(lines: lines)
        Threads.run(lines.count, units: parts) { thread, part in
            let (operands, join, place) = crew.lines[thread]
            let first = part * Self.part
            let length = min(Self.part, count - first)
            for (number, branch) in used.enumerated() {
                loads[number](
                    branches[branch].base + first * branches[branch].elementType.size, 1, operands[number].base, length)
            }
            join.evaluate(at: place.base, count: length)
            store(join.result, target.base + first * target.elementType.size, 1, length)
        }
    }

    private typealias Lines = (operands: [Scratch<Number>], join: LineJoin<Number>, place: Scratch<Int>)

    private func makeLines(_ used: [Int]) throws(FilterError) -> Lines {
        let operands = try used.map { (_) throws(FilterError) in try Scratch(repeating: Number.zero, count: Self.part) }
        let named = Dictionary(
            uniqueKeysWithValues: zip(used, operands).map { (LineJoin<Number>.Operand(branch: $0, channel: nil), $1) })
        let join = try LineJoin(
            output.join, operands: named, layout: LineLayout(program), kernels: kernels, encoder: nil,
            length: Self.part)
        return (operands, join, try Scratch(count: 1))
    }

    /// The lines of one run.
    ///
    /// Unchecked, because each thread uses those that have its number.
    private struct Crew: @unchecked Sendable {
        let lines: [Lines]
    }
}
