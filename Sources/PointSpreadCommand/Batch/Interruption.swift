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

    private static let notice: StaticString = "\nfinishing the current file; press Ctrl-C again to stop at once\n"

    /// Begins to listen.
    static func listen() {
        // The handler may only touch what exists already, and call what is safe in a handler.
        count.store(0, ordering: .relaxed)
        let previous = signal(SIGINT) { _ in
            if Interruption.count.wrappingAdd(1, ordering: .relaxed).oldValue > 0 { _exit(Console.Status.interrupted) }
            _ = write(STDERR_FILENO, Interruption.notice.utf8Start, Interruption.notice.utf8CodeUnitCount)
        }
        // Shells have the jobs that they start in the background ignore Ctrl-C.
        if unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { _ = signal(SIGINT, SIG_IGN) }
        // A program that starts this one from a worker thread hands on that the thread takes no signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
