/// An executor that makes its sums in one type of number.
///
/// It holds the functions of a run whose type is known where they are taken, so that all code behind them is compiled for that
/// type: a generic run that conformed to `Executor` itself would be reached through tables.
struct TypedExecutor: Executor {
    typealias Run = @Sendable (ArrayBuffer, [ArrayBuffer], Int, Cancellation?) throws(FilterError) -> Void

    private let body: Run
    private let scratch: @Sendable (Int) -> Int

    init(_ body: @escaping Run, scratchBytes: @escaping @Sendable (Int) -> Int) {
        self.body = body
        scratch = scratchBytes
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) { try body(input, outputs, threads, cancellation) }

    func scratchBytes(threads: Int) -> Int { scratch(threads) }
}
