/// A way to run a program, prepared once.
package protocol Executor: Sendable {
    /// Runs the program.
    ///
    /// - Parameters:
    ///   - input: elements of the program's input type and shape, at any strides.
    ///   - outputs: one buffer per output of the program, whose memory is disjoint from the input's and from each other's.
    ///   - threads: the largest number of threads to use, at least 1.
    ///   - cancellation: what may ask the run to stop.
    /// - Throws: `FilterError` with code `outOfMemory` or `cancelled`.
    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError)

    /// The memory that a run needs beside input and outputs, in bytes.
    func scratchBytes(threads: Int) -> Int

    /// For each axis how many results are computed together, where not each is computed alone.
    var tile: [Int] { get }

    /// The largest root mean square of a tile's errors, relative to Σ|taps| · max|sample|; 0 where the program's own arithmetic is
    /// kept.
    var errorBound: Double { get }

    /// Why a program is run so, where more is to be said than of the method.
    var reason: String { get }
}

extension Executor {
    package var tile: [Int] { [] }
    package var errorBound: Double { 0 }
    package var reason: String { "" }
}

extension Executor {
    /// Runs the program to its end.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    package func run(_ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int) throws(FilterError) {
        try run(input, into: outputs, threads: threads, cancellation: nil)
    }
}
