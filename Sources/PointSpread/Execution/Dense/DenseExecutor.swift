/// Runs a program of one dense pass, block by block of rows, in one of the types that lines are summed in.
///
/// A type that is not generic, so that all code behind it is compiled for the type of its numbers.
enum DenseExecutor: Executor {
    case floats(DenseRun<Float>)
    case doubles(DenseRun<Double>)

    /// Prepares a program, or gives up where it is not made of such a pass.
    init?(_ program: FilterProgram, instructions: InstructionSet = .best, tileWidth: Int? = nil) {
        if let floats = DenseRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
            self = .floats(floats)
        } else if let doubles = DenseRun<Double>(program, instructions: instructions, tileWidth: tileWidth) {
            self = .doubles(doubles)
        } else {
            return nil
        }
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        switch self {
        case .floats(let run): try run.run(input, into: outputs, threads: threads, cancellation: cancellation)
        case .doubles(let run): try run.run(input, into: outputs, threads: threads, cancellation: cancellation)
        }
    }

    func scratchBytes(threads: Int) -> Int {
        switch self {
        case .floats(let run): run.scratchBytes(threads: threads)
        case .doubles(let run): run.scratchBytes(threads: threads)
        }
    }
}
