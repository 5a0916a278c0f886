import ArgumentParser
import PointSpread
import PointSpreadIO

/// Runs the tool on photographs and on a volume, and writes a page that shows what came out.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Filter two photographs and a volume, and write a page that shows the results.",
        discussion: """
            Writes the results, a synthetic volume and a self-contained page, index.html, into a folder. Every picture of \
            the page comes with the command that made it and the time that it took.

            EXAMPLES
              pointspread demo
              pointspread demo --photographs Examples /tmp/demo
            """)

    @Argument(help: "The folder to write into, which is made where there is none.", completion: .directory)
    var folder = "demo"

    @Option(
        help: ArgumentHelp("The folder that holds astronaut.png and chelsea.png.", valueName: "folder"),
        completion: .directory)
    var photographs = "Examples"

    @Option(help: ArgumentHelp("The most threads to use.", valueName: "count"))
    var threads: Int?

    @Flag(name: .shortAndLong, help: "Print nothing.")
    var quiet = false

    mutating func run() throws {
        let demo = Demo(photographs: photographs, folder: folder, threads: threads)
        let steps = demo.photographSteps + demo.volumeSteps
        try Destination.folder(folder).prepare()
        try demo.writeVolume()
        for (number, step) in steps.enumerated() {
            let report = try step.run()
            demo.results[step.output] = report
            if !quiet { Console.writeError("\(number + 1)/\(steps.count) \(step.command)\n") }
        }
        try demo.writePage()
        if !quiet { Console.print("\(folder)/index.html") }
    }
}
