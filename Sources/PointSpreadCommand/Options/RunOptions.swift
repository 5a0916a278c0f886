import ArgumentParser
import PointSpread

/// How a run behaves, whatever the filter.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The most threads to use; as many as this process may keep busy unless given.", valueName: "count"))
    var threads: Int?

    @Flag(help: "Print what would be computed and written, and write nothing.")
    var dryRun = false

    @Flag(help: "Print one JSON object for each input on the standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    /// How many threads to use.
    func threadCount() throws(FilterError) -> Int {
        guard let threads else { return Threads.available }
        guard threads >= 1 else {
            throw FilterError(
                .invalidParameter, "threads", expected: "1 or more", found: "\(threads)",
                remedy: "leave it out for as many as there are processors")
        }
        return threads
    }
}
