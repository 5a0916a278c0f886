/// Runs a program of boxes at a cost that hardly grows with their width: a pass down the columns, one along the rows, or both.
///
/// A type that is not generic, so that all code behind it is compiled for the type of its numbers.
enum BoxExecutor: Executor {
    case bytes(ByteBoxRun)
    case floats(BoxRun<Float>)
    case doubles(BoxRun<Double>)

    /// Prepares a program, or gives up where it is not made of such passes.
    init?(_ program: FilterProgram, instructions: InstructionSet = .best, tileWidth: Int? = nil) {
        if let bytes = ByteBoxRun(program, instructions: instructions, tileWidth: tileWidth) {
            self = .bytes(bytes)
        } else if let floats = BoxRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
            self = .floats(floats)
        } else if let doubles = BoxRun<Double>(program, instructions: instructions, tileWidth: tileWidth) {
            self = .doubles(doubles)
        } else {
            return nil
        }
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        switch self {
        case .bytes(let boxes): try boxes.run(input, into: outputs, threads: threads, cancellation: cancellation)
        case .floats(let boxes): try boxes.run(input, into: outputs, threads: threads, cancellation: cancellation)
        case .doubles(let boxes): try boxes.run(input, into: outputs, threads: threads, cancellation: cancellation)
        }
    }

    func scratchBytes(threads: Int) -> Int {
        switch self {
        case .bytes(let boxes): boxes.scratchBytes(threads: threads)
        case .floats(let boxes): boxes.scratchBytes(threads: threads)
        case .doubles(let boxes): boxes.scratchBytes(threads: threads)
        }
    }
}
