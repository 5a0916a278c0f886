import ArgumentParser
import PointSpread

/// How a run behaves, whatever the filter.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The most threads to use; as many as this process may keep busy unless given.", valueName: "count"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "The most memory to use, as in 600MB or 2GiB.",
            discussion: """
                Images that are larger are read, filtered and written by rows, where formats and filter allow it; what \
                does not fit even so is refused. --dry-run says what will be needed.
                """,
            valueName: "bytes"))
    var maxMemory: String?

    @Flag(help: "Print what would be computed and written, and write nothing.")
    var dryRun = false

    @Flag(help: "Print one JSON object for each input on the standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    /// The most memory to use, in bytes.
    func memoryLimit() throws(FilterError) -> Int? {
        try maxMemory.map { (text) throws(FilterError) in try ByteCount.parse(text, option: "max-memory") }
    }

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
