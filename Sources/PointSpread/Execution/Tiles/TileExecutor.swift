/// Runs a program of one pass down the columns, one along the rows, or both, tile by tile, in one of the types that lines are
/// summed in.
///
/// A type that is not generic, so that all code behind it is compiled for the type of its numbers.
enum TileExecutor: Executor {
    case floats(TileRun<Float>)
    case doubles(TileRun<Double>)

    /// Prepares a program, or gives up where it is not made of such passes.
    init?(_ program: FilterProgram, instructions: InstructionSet = .best, tileWidth: Int? = nil) {
        if let floats = TileRun<Float>(program, instructions: instructions, tileWidth: tileWidth) {
            self = .floats(floats)
        } else if let doubles = TileRun<Double>(program, instructions: instructions, tileWidth: tileWidth) {
            self = .doubles(doubles)
        } else {
            return nil
        }
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        switch self {
        case .floats(let tiles): try tiles.run(input, into: outputs, threads: threads, cancellation: cancellation)
        case .doubles(let tiles): try tiles.run(input, into: outputs, threads: threads, cancellation: cancellation)
        }
    }

    func scratchBytes(threads: Int) -> Int {
        switch self {
        case .floats(let tiles): tiles.scratchBytes(threads: threads)
        case .doubles(let tiles): tiles.scratchBytes(threads: threads)
        }
    }
}
