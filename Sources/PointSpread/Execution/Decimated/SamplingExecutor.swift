/// Runs a program through fewer samples, in one of the types that lines are summed in.
///
/// A type that is not generic, so that all code behind it is compiled for the type of its numbers.
enum SamplingExecutor: Executor {
    case floats(SamplingRun<Float>)
    case doubles(SamplingRun<Double>)

    /// Prepares a program, or gives up where it does not thin axes out and fill them up again.
    init?(_ program: FilterProgram, instructions: InstructionSet = .best) {
        if let floats = SamplingRun<Float>(program, instructions: instructions) {
            self = .floats(floats)
        } else if let doubles = SamplingRun<Double>(program, instructions: instructions) {
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
