// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CPointSpread
internal import PointSpread
internal import PointSpreadShims

/// A run that goes on by itself, behind a pointer.
final class BackgroundRun {
    private let plan: PreparedPlan
    private let input: UnsafeRawPointer?
    private let result: UnsafeMutableRawPointer?
    private let threads: Int
    private let cancellation = Cancellation()
    private var thread: OpaquePointer?
    /// How the run ended; written by its thread before that ends, read after it has.
    private var failure: FilterError?

    init(
        _ plan: PreparedPlan, _ input: UnsafeRawPointer?, _ result: UnsafeMutableRawPointer?, threads: Int
    ) throws(FilterError) {
        self.plan = plan
        self.input = input
        self.result = result
        self.threads = threads
        let started = pointspread_thread_start(
            { context in Unmanaged<BackgroundRun>.fromOpaque(context).takeUnretainedValue().main() },
            Unmanaged.passUnretained(self).toOpaque())
        guard let started else {
            throw FilterError(
                .outOfMemory, "thread", expected: "one more", found: "a refusal by the system",
                remedy: "run in the foreground, or end other threads")
        }
        thread = started
    }

    private func main() {
        do {
            try plan.run(input, result, threads: threads, cancellation: cancellation)
        } catch {
            failure = error
        }
    }

    func wait(milliseconds: Int32) -> pointspread_status {
        guard let thread, pointspread_thread_wait(thread, max(0, milliseconds)) != 0 else { return POINTSPREAD_BUSY }
        return failure.map { pointspread_status($0) } ?? POINTSPREAD_OK
    }

    func cancel() { cancellation.cancel() }

    /// Cancels the run and waits for its end.
    ///
    /// Not left to `deinit`, because the thread itself holds on to the run.
    func end() {
        cancel()
        if let thread { pointspread_thread_join(thread) }
        thread = nil
    }
}

@c @implementation
public func pointspread_run_start(
    _ plan: OpaquePointer?, _ input: UnsafeRawPointer?, _ result: UnsafeMutableRawPointer?, _ threads: Int32,
    _ run: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    pointspread_status { () throws(FilterError) in
        let target = try given(run, "address of the run")
        let started = try BackgroundRun(
            PlanHandle.value(plan, "plan"), input, result, threads: try threadCount(threads))
        target.pointee = OpaquePointer(Unmanaged.passRetained(started).toOpaque())
    }
}

@c @implementation
public func pointspread_run_wait(_ run: OpaquePointer?, _ milliseconds: Int32) -> pointspread_status {
    do {
        return try background(run).wait(milliseconds: milliseconds)
    } catch {
        return pointspread_status(error)
    }
}

@c @implementation
public func pointspread_run_cancel(_ run: OpaquePointer?) { try? background(run).cancel() }

@c @implementation
public func pointspread_run_free(_ run: OpaquePointer?) {
    guard let run else { return }
    let held = Unmanaged<BackgroundRun>.fromOpaque(UnsafeRawPointer(run))
    held.takeUnretainedValue().end()
    held.release()
}

private func background(_ run: OpaquePointer?) throws(FilterError) -> BackgroundRun {
    Unmanaged<BackgroundRun>.fromOpaque(UnsafeRawPointer(try given(run, "run"))).takeUnretainedValue()
}
