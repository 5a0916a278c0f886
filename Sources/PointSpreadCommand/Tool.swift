import ArgumentParser
import PointSpread
import PointSpreadIO

/// The command line tool.
@main
struct Tool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pointspread",
        abstract: "Filter images, batches of images and volumes with linear filters.",
        discussion: """
            Reads and writes PNG, NumPy .npy, Netpbm (PGM, PPM, PAM) and PFM. Borders, sampling and rounding follow the \
            native convention of PointSpread unless an option says otherwise; --dry-run prints what would be computed.

            EXAMPLES
              pointspread gaussian photo.png --sigma 2 -o soft.png
              pointspread gaussian scans/ --sigma 1.5 -o soft/
              pointspread gradient photo.png -o edges.png
              pointspread kernel gaussian --sigma 2 --plot

            EXIT STATUS
              0 all done, 1 some inputs failed, 2 wrong usage, 130 interrupted.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Filters:",
                subcommands: [
                    GaussianCommand.self,
                ]),
        ])

    /// Runs the command that the arguments name, and ends the process with the status that this tool promises: the parser
    /// by itself would end with 64 and print the usage behind every error.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as FilterError {
            Console.fail(error.description)
        } catch let error as FileError {
            Console.fail(error.description)
        } catch let status as ExitCode {
            Console.exit(status.rawValue)
        } catch where exitCode(for: error) == .success {
            Console.print(fullMessage(for: error))
        } catch {
            Console.fail("\(message(for: error)); \(helpHint)")
        }
    }

    /// Where to read about the options of the command that was meant.
    private static var helpHint: String {
        let names = configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
        let named = CommandLine.arguments.dropFirst().first.flatMap { argument in
            names.first { $0.configuration.commandName == argument }?.configuration.commandName
        }
        return "see '\(["pointspread", named, "--help"].compactMap { $0 }.joined(separator: " "))'"
    }
}
