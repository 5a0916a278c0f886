import Synchronization

/// Workers of a plan that no run uses at the moment, kept with their memory for the next one.
final class WorkerPool<Worker: Sendable>: Sendable {
    private let idle = Mutex<[Worker]>([])

    /// Hands out a worker that suits the run, a new one where none is idle.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func lease(
        where isSuitable: (Worker) -> Bool = { _ in true }, make: () throws(FilterError) -> Worker
    ) throws(FilterError) -> Worker {
        let found: Worker? = idle.withLock { idle in
            idle.lastIndex(where: isSuitable).map { idle.remove(at: $0) }
        }
        if let found { return found }
        return try make()
    }

    /// Hands out so many workers.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func lease(_ count: Int, make: () throws(FilterError) -> Worker) throws(FilterError) -> [Worker] {
        var workers: [Worker] = []
        while workers.count < count { workers.append(try lease(make: make)) }
        return workers
    }

    func give(back worker: Worker) { idle.withLock { $0.append(worker) } }

    func give(back workers: [Worker]) { for worker in workers { give(back: worker) } }
}
