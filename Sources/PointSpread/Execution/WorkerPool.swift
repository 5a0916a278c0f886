import Synchronization

/// Workers of a plan that no run uses at the moment, kept with their memory for the next one.
final class WorkerPool<Worker: Sendable>: Sendable {
    private let idle = Mutex<[Worker]>([])

    /// Hands out a worker, a new one where none is idle.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func lease(make: () throws(FilterError) -> Worker) throws(FilterError) -> Worker {
        if let worker = idle.withLock({ $0.popLast() }) { return worker }
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
