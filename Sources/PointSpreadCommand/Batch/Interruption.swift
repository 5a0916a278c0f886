import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What becomes of Ctrl-C: the first lets the current file finish, the second ends the process at once.
///
/// Neither leaves a half-written file behind, because results appear under their names only when they are complete.
enum Interruption {
    private static let count = Atomic<Int>(0)

    /// Whether the user has asked to stop.
    static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

    /// Begins to listen.
    static func listen() {
        // The handler may only touch what exists already.
        count.store(0, ordering: .relaxed)
        _ = signal(SIGINT) { _ in
            if Interruption.count.wrappingAdd(1, ordering: .relaxed).oldValue > 0 { _exit(Console.Status.interrupted) }
        }
    }
}
