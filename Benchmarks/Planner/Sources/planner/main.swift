import PointSpread
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Prints, as JSON lines, for each case the methods that keep its promise, what the plan's model says of them, and how long they
// take on one thread: the least of several runs that take turns.

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let seed = UInt64(arguments.first ?? 1)
let wanted = arguments.dropFirst().first ?? 60
var random = SeededGenerator(seed: seed)

/// The processor time of this thread, which does not count what other processes take.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

var drawn = 0
while drawn < wanted {
    guard let test = try Case(using: &random) else { continue }
    drawn += 1
    let plan = Plan(test.program, layout: test.layout, tolerance: test.tolerance)
    var executors: [(method: Plan.Method, executor: any Executor)] = []
    for method in Plan.Method.allCases where method != .copy && method != .reference {
        guard let executor = Plan.executor(method, test.program, tolerance: test.tolerance) else { continue }
        executors.append((method, executor))
    }
    guard executors.count > 0 else { continue }
    let input = try randomArray(of: test.program.inputType, shape: test.program.inputShape, using: &random)
    let output = try ArrayBuffer(uninitialized: test.program.outputShape, of: test.program.outputs[0].type)
    var least = executors.map { _ in Double.infinity }
    for round in 0..<7 {
        for (place, candidate) in executors.enumerated() {
            // What is hopeless is not measured again.
            if round > 1, least[place] > 3 * (least.min() ?? 0) { continue }
            var runs = 1
            if round > 1 { runs = max(1, min(200, Int(0.01 / max(least[place], 1e-7)))) }
            let start = processorSeconds()
            for _ in 0..<runs { try candidate.executor.run(input.buffer, into: [output], threads: 1) }
            // The first run meets memory that it has to ask for.
            if round == 0 { continue }
            least[place] = min(least[place], (processorSeconds() - start) / Double(runs))
        }
    }
    let model = CostModel()
    let fields = zip(executors, least).map { candidate, seconds in
        let work = CostModel.Work(test.program, candidate.method)
        return "{\"method\": \"\(candidate.method.rawValue)\", \"seconds\": \(seconds), "
            + "\"estimate\": \(model.seconds(test.program, by: candidate.method) ?? -1), "
            + "\"numbers\": \(work?.numbers ?? -1), \"products\": \(work?.products ?? -1), \"lines\": \(work?.lines ?? -1)}"
    }
    print(
        "{\"case\": \"\(test.words)\", \"chosen\": \"\(plan.method.rawValue)\", \"samples\": \(test.program.inputShape.elementCount), "
            + "\"methods\": [\(fields.joined(separator: ", "))]}")
}
