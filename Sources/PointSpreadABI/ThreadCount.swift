// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CPointSpread
internal import PointSpread
internal import Synchronization

/// The largest number of threads that a run uses unless it is told another; 0 for those that there are.
private let usual = Atomic<Int>(0)

/// How many threads a run may use that has been told a number.
func threadCount(_ number: Int32) throws(FilterError) -> Int {
    guard number >= 0 else {
        throw invalid("threads", expected: "0 or more", found: "\(number)", remedy: "give 0 for all that there are")
    }
    if number > 0 { return Int(number) }
    let chosen = usual.load(ordering: .relaxed)
    return chosen > 0 ? chosen : Threads.available
}

@c @implementation
public func pointspread_threads() -> Int32 { Int32(clamping: (try? threadCount(0)) ?? 1) }

@c @implementation
public func pointspread_set_threads(_ threads: Int32) -> pointspread_status {
    pointspread_status { () throws(FilterError) in
        _ = try threadCount(threads)
        usual.store(Int(threads), ordering: .relaxed)
    }
}
