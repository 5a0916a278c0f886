import Synchronization

/// Runs a program whose joins look at whole arrays: the smallest and largest samples are found first, and then the program runs with
/// these numbers in their place, by any executor.
final class ExtremeExecutor: Executor {
    typealias Making = @Sendable (FilterProgram) -> (any Executor)?
    private typealias Finding = @Sendable (ArrayBuffer, Int) throws(FilterError) -> Double

    /// A number that a join wants to know.
    fileprivate struct Wanted: Hashable {
        let join: Join
        let arithmetic: ElementType
    }

    /// A branch that is looked at: how it is made, where it is not the input as it is, and what is found in it.
    private struct Branch: Sendable {
        let program: FilterProgram
        let executor: (any Executor)?
        let findings: [(wanted: Wanted, find: Finding)]
    }

    private let program: FilterProgram
    private let branches: [Branch]
    private let whole: Making
    /// The bits of the last run's numbers, and the way to run the program with those.
    private let latest: Mutex<(numbers: [Wanted: UInt64], executor: any Executor)>

    /// Prepares a program, or gives up where no join looks at whole arrays, or nothing runs the rest.
    ///
    /// - Parameters:
    ///   - whole: the way to run the program with numbers in the place of what is looked for.
    ///   - part: the way to run a branch that is looked at.
    init?(_ program: FilterProgram, instructions: InstructionSet, whole: @escaping Making, part: Making) {
        guard program.outputShape.elementCount > 0 else { return nil }
        var wanted: [Int: Set<Wanted>] = [:]
        for output in program.outputs {
            for (branch, join) in output.join.extremes {
                guard output.arithmetic == .float32 || output.arithmetic == .float64 else { return nil }
                wanted[branch, default: []].insert(Wanted(join: join, arithmetic: output.arithmetic))
            }
        }
        var branches: [Branch] = []
        for (number, joins) in wanted.sorted(by: { $0.key < $1.key }) {
            let passes = program.branches[number]
            guard
                let branch = try? FilterProgram(
                    inputShape: program.inputShape, inputType: program.inputType, channelAxis: program.channelAxis,
                    passes: passes)
            else { return nil }
            let executor = passes.isEmpty ? nil : part(branch)
            guard passes.isEmpty || executor != nil else { return nil }
            let findings = joins.map {
                ($0, Self.finding($0, of: program.resultType(ofBranch: number), instructions))
            }
            branches.append(Branch(program: branch, executor: executor, findings: findings))
        }
        // A program of nothing but numbers says no longer how many of them there are.
        guard !branches.isEmpty, let example = program.replacing({ _ in 0 }),
            example.outputShape == program.outputShape, let executor = whole(example)
        else { return nil }
        (self.program, self.branches, self.whole) = (program, branches, whole)
        latest = Mutex(([:], executor))
    }

    private static func finding(_ wanted: Wanted, of type: ElementType, _ instructions: InstructionSet) -> Finding {
        let isLargest = if case .largest = wanted.join { true } else { false }
        if wanted.arithmetic == .float32 {
            let extreme = ArrayExtreme<Float>(isLargest: isLargest, of: type, instructions: instructions)
            return { (array, threads) throws(FilterError) in Double(try extreme.number(of: array, threads: threads)) }
        }
        let extreme = ArrayExtreme<Double>(isLargest: isLargest, of: type, instructions: instructions)
        return { (array, threads) throws(FilterError) in try extreme.number(of: array, threads: threads) }
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        var numbers: [Wanted: Double] = [:]
        for branch in branches {
            var array = input
            if let executor = branch.executor {
                array = try ArrayBuffer(uninitialized: branch.program.outputShape, of: branch.program.outputs[0].type)
                try executor.run(input, into: [array], threads: threads, cancellation: cancellation)
            } else if !input.isContiguous {
                array = try input.copied()
            }
            for (wanted, find) in branch.findings { numbers[wanted] = try find(array, threads) }
            withExtendedLifetime(array) {}
        }
        try executor(for: numbers).run(input, into: outputs, threads: threads, cancellation: cancellation)
    }

    /// The way to run the program with certain numbers: often they are the same again.
    private func executor(for numbers: [Wanted: Double]) -> any Executor {
        let bits = numbers.mapValues(\.bitPattern)
        if let known = latest.withLock({ $0.numbers == bits ? $0.executor : nil }) { return known }
        let known = program.replacing { numbers[$0] ?? 0 } ?? program
        guard let executor = whole(known) else { return ReferenceExecutor(known) }
        latest.withLock { $0 = (bits, executor) }
        return executor
    }

    func scratchBytes(threads: Int) -> Int {
        let largest = branches.map { branch in
            guard let executor = branch.executor else { return 0 }
            let type = branch.program.outputs[0].type
            return branch.program.outputShape.elementCount * type.size + executor.scratchBytes(threads: threads)
        }.max()
        return max(largest ?? 0, latest.withLock { $0.executor }.scratchBytes(threads: threads))
    }

    var reason: String { latest.withLock { $0.executor }.reason }
}

extension FilterProgram {
    /// Whether a join looks at whole arrays.
    var looksAtWholeArrays: Bool { outputs.contains(where: \.join.looksAtWholeArrays) }

    /// The program with numbers in the place of smallest and largest samples.
    fileprivate func replacing(_ number: (ExtremeExecutor.Wanted) -> Double) -> FilterProgram? {
        let outputs = outputs.map { output in
            var output = output
            let arithmetic = output.arithmetic
            output.join = output.join.replacing {
                switch $0 {
                case .smallest, .largest: .constant(number(.init(join: $0, arithmetic: arithmetic)))
                default: nil
                }
            }
            return output
        }
        return try? FilterProgram(
            inputShape: inputShape, inputType: inputType, channelAxis: channelAxis, branches: branches, outputs: outputs
        )
    }
}

extension Join {
    /// The parts that are the smallest or the largest sample of a branch.
    fileprivate var extremes: [(branch: Int, join: Join)] {
        switch self {
        case .smallest(let branch), .largest(let branch): [(branch, self)]
        default: parts.flatMap(\.extremes)
        }
    }
}
