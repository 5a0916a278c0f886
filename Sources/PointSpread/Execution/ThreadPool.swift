import PointSpreadShims
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Threads that wait for work between runs, as many as were ever wanted at once.
///
/// Unchecked, because a lock of the system guards what changes. A pool belongs to the process that made it: threads do not live
/// on in a forked child, and its locks may be held by one of them for ever, so a child makes a pool of its own.
final class ThreadPool: @unchecked Sendable {
    /// Work that threads share: each that takes part gets a number of its own.
    ///
    /// The pool's lock guards what changes.
    private final class Job {
        let run: (Int) -> Void
        /// How many more threads may take part, and how many have begun.
        var openPlaces: Int
        var begun = 1
        /// How many threads of the pool are at it.
        let running = Atomic<Int>(0)

        init(places: Int, run: @escaping (Int) -> Void) {
            openPlaces = places
            self.run = run
        }
    }

    private let process = getpid()
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let jobAdded = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let jobLeft = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// Jobs with open places.
    private var jobs: [Job] = []
    private var threadCount = 0
    private var idleCount = 0
    /// How many jobs have been added, for threads that look for one without sleeping.
    private let addedCount = Atomic<Int>(0)

    private static let mostThreads = 1024
    /// How often a thread looks before it sleeps: a moment, so that the next of several short runs need not wake it.
    private static let looks = 400

    private init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(jobAdded, nil)
        pthread_cond_init(jobLeft, nil)
    }

    /// The pool that was made last, as an address, or 0.
    private static let shared = Atomic<UInt>(0)

    /// The pool of this process.
    static var current: ThreadPool {
        while true {
            let known = shared.load(ordering: .acquiring)
            if let address = UnsafeRawPointer(bitPattern: known) {
                let pool = Unmanaged<ThreadPool>.fromOpaque(address).takeUnretainedValue()
                if pool.process == getpid() { return pool }
            }
            // The pool of a parent process is left as it is.
            let new = Unmanaged.passRetained(ThreadPool())
            let (exchanged, _) = shared.compareExchange(
                expected: known, desired: UInt(bitPattern: new.toOpaque()), ordering: .acquiringAndReleasing)
            if exchanged { return new.takeUnretainedValue() }
            new.release()
        }
    }

    /// Runs the body on the calling thread and up to `count − 1` others, each with a number of its own, and returns when all
    /// that have begun have ended.
    ///
    /// The body shares its work out by itself: a thread that comes when nothing is left does nothing, and none comes at all when
    /// the others are busy.
    func run(_ count: Int, _ body: (_ thread: Int) -> Void) {
        withoutActuallyEscaping(body) { body in
            let call = Call(body)
            withExtendedLifetime(call) { run(count, call) }
        }
    }

    /// A body that lives as long as its run.
    ///
    /// Threads of the pool hold on to the job a little longer, but not to this.
    private final class Call {
        let body: (Int) -> Void

        init(_ body: @escaping (Int) -> Void) { self.body = body }

        /// Never inlined, so that nothing of the body is held when it returns.
        @inline(never)
        func run(_ thread: Int) { body(thread) }
    }

    private func run(_ count: Int, _ call: Call) {
        let reference = Unmanaged.passUnretained(call)
        let job = Job(places: min(count, Self.mostThreads) - 1) { thread in
            reference._withUnsafeGuaranteedRef { $0.run(thread) }
        }
        pthread_mutex_lock(lock)
        jobs.append(job)
        addedCount.wrappingAdd(1, ordering: .releasing)
        var missing = job.openPlaces - idleCount
        while missing > 0, threadCount < Self.mostThreads, startThread() { missing -= 1 }
        pthread_cond_broadcast(jobAdded)
        pthread_mutex_unlock(lock)

        call.run(0)

        for _ in 0..<Self.looks where job.running.load(ordering: .acquiring) > 0 { pointspread_relax() }
        pthread_mutex_lock(lock)
        jobs.removeAll { $0 === job }
        while job.running.load(ordering: .acquiring) > 0 { pthread_cond_wait(jobLeft, lock) }
        pthread_mutex_unlock(lock)
    }

    /// Starts a thread, which waits for the lock.
    private func startThread() -> Bool {
        let pool = Unmanaged.passRetained(self)
        let hasStarted = pointspread_start_thread(
            { context in
                Unmanaged<ThreadPool>.fromOpaque(context).takeUnretainedValue().work()
            }, pool.toOpaque())
        guard hasStarted == 0 else {
            pool.release()
            return false
        }
        threadCount += 1
        return true
    }

    /// Takes part in one job after the other, for ever.
    private func work() {
        pthread_mutex_lock(lock)
        while true {
            guard let job = jobs.first else {
                waitForJob()
                continue
            }
            let number = job.begun
            job.begun += 1
            job.openPlaces -= 1
            if job.openPlaces == 0 { jobs.removeFirst() }
            job.running.wrappingAdd(1, ordering: .relaxed)
            pthread_mutex_unlock(lock)
            job.run(number)
            pthread_mutex_lock(lock)
            if job.running.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
                pthread_cond_broadcast(jobLeft)
            }
        }
    }

    /// Waits, with the lock held, until there may be a job.
    private func waitForJob() {
        idleCount += 1
        let count = addedCount.load(ordering: .relaxed)
        pthread_mutex_unlock(lock)
        var looks = Self.looks
        while looks > 0, addedCount.load(ordering: .acquiring) == count {
            pointspread_relax()
            looks -= 1
        }
        pthread_mutex_lock(lock)
        if jobs.isEmpty { pthread_cond_wait(jobAdded, lock) }
        idleCount -= 1
    }
}
