import PointSpreadShims
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many threads there are to use, and work spread over them.
public enum Threads {
    /// The number of threads that this process may keep busy: its processor affinity, limited by the quota of its control
    /// group (version 2 or 1).
    public static let available = max(1, min(Int(pointspread_available_processors()), quota ?? .max))

    /// The processors that the control group's quota of time amounts to, rounded up.
    private static var quota: Int? {
        let modern = readNumbers("/sys/fs/cgroup/cpu.max")
        if modern.count == 2, modern[1] > 0 { return (modern[0] + modern[1] - 1) / modern[1] }
        let limit = readNumbers("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
        let period = readNumbers("/sys/fs/cgroup/cpu/cpu.cfs_period_us")
        if let limit = limit.first, let period = period.first, limit > 0, period > 0 {
            return (limit + period - 1) / period
        }
        return nil
    }

    /// The whole numbers in the first bytes of a file.
    private static func readNumbers(_ path: String) -> [Int] {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return [] }
        return String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap {
            Int($0)
        }
    }

    /// Runs the body on so many threads at most, this one among them, each with a number of its own.
    ///
    /// The body shares its work out by itself, so that it does not matter how many threads come.
    static func run(_ count: Int, _ body: (_ thread: Int) -> Void) {
        guard count > 1 else { return body(0) }
        ThreadPool.current.run(count, body)
    }

    /// Does so many units of work on so many threads at most: each takes the next unit that nobody has taken, until none is left
    /// or the run is cancelled.
    static func run(
        _ count: Int, units: Int, cancellation: Cancellation? = nil, _ body: (_ thread: Int, _ unit: Int) -> Void
    ) {
        let next = Atomic<Int>(0)
        run(count) { thread in
            while true {
                let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard unit < units, cancellation.map({ !$0.isCancelled }) ?? true else { return }
                body(thread, unit)
            }
        }
    }
}
