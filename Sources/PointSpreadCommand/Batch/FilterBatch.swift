import ArgumentParser
import PointSpread
import PointSpreadIO

/// Reads, filters and writes inputs one after the other.
struct FilterBatch {
    let job: FilterJob
    let list: InputList
    private let options: RunOptions

    /// Refuses options that cannot be meant for any input, before anything is read or written.
    init(_ recipe: Recipe, _ common: CommonOptions) throws {
        options = common.running
        list = try InputList(common.input.inputs)
        let destination = try Destination(
            common.output.output, for: list, printsJSON: options.json, isDryRun: options.dryRun)
        job = FilterJob(
            recipe: recipe, reader: try common.input.reader(), axes: try common.filtering.axisNames(),
            destination: destination, format: try common.output.fileFormat(), display: try common.output.display(),
            overwrites: common.output.force, writeOptions: try common.output.writeOptions(),
            tolerance: common.filtering.tolerance, threads: try options.threadCount(),
            memoryLimit: try options.memoryLimit(), isDryRun: options.dryRun)
        try job.check(list)
    }

    /// Works through the inputs; a bad one is reported, and the rest go on.
    ///
    /// - Throws: `ExitCode` unless all was done.
    func run() throws {
        if !options.dryRun { try job.destination.prepare() }
        Interruption.listen()
        let progress = Progress(total: list.inputs.count, isQuiet: options.quiet)
        for error in list.errors { Console.report(error.description) }
        var hasFailed = !list.errors.isEmpty
        var done = 0
        for input in list.inputs {
            if Interruption.isRequested { break }
            progress.show(done: done, name: input.name)
            do throws(FileError) {
                let report = try job.run(input)
                progress.clear()
                if options.json {
                    Console.print(report.json.description)
                } else if options.dryRun {
                    Console.print(report.words)
                }
            } catch {
                progress.clear()
                Console.report(error.description)
                if options.json { Console.print(Report.failure(error, of: input).description) }
                hasFailed = true
            }
            done += 1
        }
        if Interruption.isRequested {
            Console.report("pointspread: interrupted after \(done) of \(list.inputs.count) inputs")
            throw ExitCode(Console.Status.interrupted)
        }
        if hasFailed { throw ExitCode(Console.Status.someFailed) }
    }
}
