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
        switch method {
        case .copy: program.isCopy ? ReferenceExecutor(program) : nil
        case .boxes: boxes(program, instructions, tileWidth)
        case .fourier:
            FourierExecutor(
                program, tolerance: tolerance, origin: origin ?? program.inputShape.sizes.map { _ in 0 },
                instructions: instructions)
        case .tiles: tiles(program, instructions, tileWidth)
        case .wholeNumbers: wholeNumbers(program, instructions, tileWidth)
        case .dense: dense(program, instructions, tileWidth)
        case .decimated: decimated(program, instructions)
        case .lines: lines(program, instructions)
        case .reference: ReferenceExecutor(program)
        }
    }

    private static func boxes(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        stages(program) { program in
            if let bytes = ByteBoxRun(program, instructions: instructions, tileWidth: tileWidth) { return bytes }
            if let floats = BoxRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
                return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
            }
            return BoxRun<Double>(program, instructions: instructions, tileWidth: tileWidth).map {
                TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
            }
        }
    }

    private static func tiles(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        stages(program) { program in
            if let floats = TileRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
                return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
            }
            return TileRun<Double>(program, instructions: instructions, tileWidth: tileWidth).map {
                TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
            }
        }
    }

    /// Two axes at once, and further ones slab by slab.
    private static func stages(
        _ program: FilterProgram, _ executor: @escaping @Sendable (FilterProgram) -> (any Executor)?
    ) -> (any Executor)? { executor(program) ?? TileStages(program, executor: executor) }

    private static func wholeNumbers(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        guard let whole = WholeProgram(program) else { return nil }
        if let bytes = ByteSumRun(whole, instructions: instructions, tileWidth: tileWidth) { return bytes }
        return tiles(whole.floats, instructions, tileWidth) ?? lines(whole.floats, instructions)
    }

    private static func dense(
        _ program: FilterProgram, _ instructions: InstructionSet, _ tileWidth: Int?
    ) -> (any Executor)? {
        if let floats = DenseRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
            return TypedExecutor(floats.run, scratchBytes: floats.scratchBytes)
        }
        return DenseRun<Double>(program, instructions: instructions, tileWidth: tileWidth).map {
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
        return LineRun<Double>(program, instructions: instructions).map {
            TypedExecutor($0.run, scratchBytes: $0.scratchBytes)
        }
    }
}

extension FilterProgram {
    /// Whether every result is the input as it is.
    var isCopy: Bool { branches.allSatisfy(\.isEmpty) && outputs.allSatisfy(isPlain) }
}
