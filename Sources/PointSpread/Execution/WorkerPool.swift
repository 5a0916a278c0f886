import Synchronization

/// Workers of a plan that no run uses at the moment, kept with their memory for the next one.
final class WorkerPool<Worker: Sendable>: Sendable {
    private let idle = Mutex<[Worker]>([])

    /// Hands out so many workers, new ones where too few are idle.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func lease(_ count: Int, make: () throws(FilterError) -> Worker) throws(FilterError) -> [Worker] {
        var workers = idle.withLock { idle in
            let taken = Array(idle.suffix(count))
            idle.removeLast(taken.count)
            return taken
        }
        while workers.count < count { workers.append(try make()) }
        return workers
    }

    func give(back workers: [Worker]) { idle.withLock { $0.append(contentsOf: workers) } }
}
