extension Plan {
    /// The way to run a program by a method with the kernels of one instruction set, or nothing where the method does not keep the
    /// program's arithmetic, or what a tolerance leaves of it.
    ///
    /// - Parameters:
    ///   - tolerance: the largest root mean square of errors allowed, relative to Σ|taps| · max|sample|.
    ///   - origin: the index of the first result in the whole that it is a part of; 0 along each axis when it is left out.
    ///   - tileWidth: the samples of a tile's row, where it is not to be chosen.
    package static func executor(
        _ method: Method, _ program: FilterProgram, tolerance: Double = 0, origin: [Int]? = nil,
        instructions: InstructionSet = .current, tileWidth: Int? = nil
    ) -> (any Executor)? {
        if program.looksAtWholeArrays, method != .copy, method != .fourier, method != .reference {
            return ExtremeExecutor(
                program, instructions: instructions,
                whole: { executor(method, $0, instructions: instructions, tileWidth: tileWidth) },
                part: { fastest($0, instructions) })
        }
        // Whole sums are the same in every stretch of a row.
        if method == .wholeNumbers, let sums = ShortSumRun(program, instructions: instructions) { return sums }
        if program.hasSplits, method != .copy, method != .fourier, method != .reference {
            return StretchExecutor(
                program,
                whole: { executor(method, $0, instructions: instructions, tileWidth: tileWidth) },
                end: { end(of: $0, method, instructions) })
        }
        if program.hasRims, method != .copy, method != .fourier, method != .reference {
            return RimExecutor(program) { executor(method, $0, instructions: instructions, tileWidth: tileWidth) }
        }
        return switch method {
        case .copy: program.isCopy ? ReferenceExecutor(program) : nil
        case .boxes: boxes(program, instructions, tileWidth)
        case .slides: slides(program, instructions, tileWidth)
        case .fourier:
            FourierExecutor(
                program, tolerance: tolerance, origin: origin ?? program.inputShape.sizes.map { _ in 0 },
                instructions: instructions)
        case .tiles: tiles(program, instructions, tileWidth)
        case .wholeNumbers: wholeNumbers(program, instructions, tileWidth)
        case .dense: dense(program, instructions, tileWidth)
        case .decimated: decimated(program, instructions)
        case .lines: lines(program, instructions)
        case .branches: BranchExecutor(program, instructions: instructions) { fastest($0, instructions) }
        case .reference: ReferenceExecutor(program)
        }
    }

    /// The way to run the ends of rows: by the method of the whole, or by another one that keeps their arithmetic.
    private static func end(
        of program: FilterProgram, _ method: Method, _ instructions: InstructionSet
    ) -> any Executor {
        executor(method, program, instructions: instructions) ?? fastest(program, instructions)
            ?? ReferenceExecutor(program)
    }

    /// The way to run a program that is expected to be the fastest of those that keep its arithmetic, or nothing where none does.
    private static func fastest(_ program: FilterProgram, _ instructions: InstructionSet) -> (any Executor)? {
        CostModel(instructions: instructions).order(of: program).lazy.compactMap {
            executor($0, program, instructions: instructions)
        }.first
    }

    private static func boxes(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        stages(program, tileWidth) { program in
            if let bytes = ByteBoxRun(program, instructions: instructions, tileWidth: tileWidth) { return bytes }
            if let floats = BoxRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
                return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
            }
            return BoxRun<Double>(program, instructions: instructions, tileWidth: tileWidth).map {
                TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
            }
        }
    }

    private static func slides(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        guard program.branches.joined().contains(where: \.isSliding) else { return nil }
        return stages(program, tileWidth) { program in
            if let floats = SlideRun<Float>(program, instructions: instructions) {
                return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
            }
            if let doubles = SlideRun<Double>(program, instructions: instructions) {
                return TypedExecutor(doubles.run, scratchBytes: doubles.scratchBytes)
            }
            // Passes before and after it may be others.
            return tiles(program, instructions, tileWidth)
        }
    }

    private static func tiles(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        let program = program.separatingKernelRows ?? program
        return stages(program.separatingUnitAxes ?? program, tileWidth) { program in
            if let lengths = padded(program, instructions, tileWidth, onlyLengths: true) { return lengths }
            if let floats = TileRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
                return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
            }
            let doubles =
                TileRun<Double>(program, instructions: instructions, tileWidth: tileWidth)
                ?? DoubleJoins(program).flatMap {
                    TileRun<Double>($0.program, instructions: instructions, tileWidth: tileWidth)
                }
            if let doubles {
                return TypedExecutor(doubles.run, scratchBytes: doubles.scratchBytes)
            }
            return padded(program, instructions, tileWidth, onlyLengths: false)
        } ?? strides(program, instructions)
    }

    /// Row by row, where outputs take every n-th place, or zeros lie between samples.
    private static func strides(_ program: FilterProgram, _ instructions: InstructionSet) -> (any Executor)? {
        if let floats = StrideRun<Float>(program, instructions: instructions) {
            return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
        }
        return StrideRun<Double>(program, instructions: instructions).map {
            TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
        }
    }

    /// Blocks with what surrounds them: faster than tiles for lengths of gradients, which are made in one go, and the only way where
    /// several outer axes are filtered.
    private static func padded(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?, onlyLengths: Bool
    ) -> (any Executor)? {
        if let floats = PaddedRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
            return onlyLengths && !floats.makesLengths
                ? nil : TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
        }
        guard let doubles = PaddedRun<Double>(program, instructions: instructions, tileWidth: tileWidth),
            !onlyLengths || doubles.makesLengths
        else { return nil }
        return TypedExecutor(doubles.run, scratchBytes: doubles.scratchBytes)
    }

    /// Two axes at once, and further ones slab by slab.
    ///
    /// - Parameter tileWidth: where it is not to be chosen, slabs are as small as can be.
    private static func stages(
        _ program: FilterProgram, _ tileWidth: Int?, _ executor: @escaping @Sendable (FilterProgram) -> (any Executor)?
    ) -> (any Executor)? {
        executor(program)
            ?? TileStages.best(program, slabBytes: tileWidth == nil ? TileStages.usualSlab : 1, executor: executor)
    }

    private static func wholeNumbers(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        if let means = ByteMeans(program) { return boxes(means.program, instructions, tileWidth) }
        if let chain = BoxChainRun(program, instructions: instructions, tileWidth: tileWidth) { return chain }
        guard let whole = WholeProgram(program) else {
            return program.startingInFloats.flatMap { tiles($0, instructions, tileWidth) ?? lines($0, instructions) }
        }
        if let bytes = ByteSumRun(whole, instructions: instructions, tileWidth: tileWidth) { return bytes }
        if let shorts = ShortBoxRun(whole, instructions: instructions, tileWidth: tileWidth) { return shorts }
        let model = CostModel(instructions: instructions)
        if let boxes = whole.slides, let sliding = model.seconds(boxes, by: .slides),
            let summing = model.seconds(whole.floats, by: .tiles), sliding < summing,
            let executor = slides(boxes, instructions, tileWidth)
        {
            return executor
        }
        return tiles(whole.floats, instructions, tileWidth) ?? lines(whole.floats, instructions)
    }

    private static func dense(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        if let floats = DenseRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
            return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
        }
        if let doubles = DenseRun<Double>(program, instructions: instructions, tileWidth: tileWidth) {
            return TypedExecutor(doubles.run, scratchBytes: doubles.scratchBytes)
        }
        // Lengths of gradients have blocks of their own.
        guard program.branches.allSatisfy({ $0.count == 1 }),
            padded(program, instructions, tileWidth, onlyLengths: true) == nil
        else { return nil }
        let rows = program.separatingKernelRows ?? program
        if let floats = ChainRun<Float>(rows, instructions: instructions, tileWidth: tileWidth) {
            return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
        }
        if let doubles = ChainRun<Double>(rows, instructions: instructions, tileWidth: tileWidth) {
            return TypedExecutor(doubles.run, scratchBytes: doubles.scratchBytes)
        }
        // Branches that are rounded one by one gain nothing where tiles take them, too.
        guard tiles(program, instructions, tileWidth) == nil, let joined = DoubleJoins(rows)?.program else {
            return nil
        }
        return ChainRun<Double>(joined, instructions: instructions, tileWidth: tileWidth).map {
            TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
        }
    }

    private static func decimated(_ program: FilterProgram, _ instructions: InstructionSet) -> (any Executor)? {
        if let floats = SamplingRun<Float>(program, instructions: instructions) {
            return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
        }
        return SamplingRun<Double>(program, instructions: instructions).map {
            TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
        }
    }

    private static func lines(_ program: FilterProgram, _ instructions: InstructionSet) -> (any Executor)? {
        if let floats = LineRun<Float>(program, instructions: instructions) {
            return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
        }
        let doubles =
            LineRun<Double>(program, instructions: instructions)
            ?? DoubleJoins(program).flatMap { LineRun<Double>($0.program, instructions: instructions) }
        return doubles.map {
            TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
        }
    }
}

extension FilterProgram {
    /// Whether every result is the input as it is.
    var isCopy: Bool { branches.allSatisfy(\.isEmpty) && outputs.allSatisfy(isPlain) }
}
