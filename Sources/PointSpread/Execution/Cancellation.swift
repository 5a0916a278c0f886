import Synchronization

/// A way to stop a run from another thread.
///
/// ```swift
/// let cancellation = Cancellation()
/// onCancel { cancellation.cancel() }
/// let results = try plan.run(volume, cancellation: cancellation)   // throws FilterError with code cancelled
/// ```
///
/// A run looks now and then whether it has been cancelled, and then leaves its results unfinished.
public final class Cancellation: Sendable {
    private let isRequested = Atomic<Bool>(false)

    /// Nothing has been cancelled yet.
    public init() {}

    /// Asks every run that has been given this cancellation to stop.
    public func cancel() { isRequested.store(true, ordering: .relaxed) }

    /// Whether runs have been asked to stop.
    public var isCancelled: Bool { isRequested.load(ordering: .relaxed) }

    /// Throws once runs have been asked to stop.
    ///
    /// - Throws: `FilterError` with code `cancelled`.
    func check() throws(FilterError) {
        guard !isCancelled else {
            throw FilterError(
                .cancelled, "run", expected: "time to finish", found: "a cancellation",
                remedy: "the results are incomplete: run again")
        }
    }
}
