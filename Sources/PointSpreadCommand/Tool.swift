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
            Reads and writes PNG, JPEG, WebP, TIFF, NIfTI, NumPy arrays (.npy, .npz), Netpbm (PGM, PPM, PAM) and PFM. \
            Borders, sampling and rounding follow the native convention of PointSpread unless an option says otherwise; \
            --dry-run prints what would be computed.

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
                name: "Filter",
                subcommands: [
                    GaussianCommand.self, BoxCommand.self, MotionCommand.self, ConvolveCommand.self,
                    DerivativeCommand.self, GradientCommand.self, LaplacianCommand.self, UnsharpCommand.self,
                ]),
            CommandGroup(
                name: "Information",
                subcommands: [KernelCommand.self, ConventionsCommand.self, InfoCommand.self, DemoCommand.self]),
        ])

    /// Runs the command that the arguments name, and ends the process with the status that this tool promises: the parser
    /// by itself would end with 64 and print the usage behind every error.
    static func main() {
        do {
            try checkName()
            var command = try parseAsRoot()
            try command.run()
        } catch let error as FilterError {
            Console.fail(error.description)
        } catch let error as FileError {
            Console.fail(error.description)
        } catch let status as ExitCode {
            Console.exit(status.rawValue)
        } catch  where exitCode(for: error) == .success {
            Console.print(fullMessage(for: error))
        } catch {
            let text = message(for: error)
            Console.fail("\(text.hasSuffix(".") ? String(text.dropLast()) : text); \(helpHint)")
        }
    }

    /// Refuses a first argument that is no command; the parser would take it for a stray argument of this one.
    private static func checkName() throws(FilterError) {
        guard let name = CommandLine.arguments.dropFirst().first, !name.hasPrefix("-") else { return }
        guard !names.contains(name), name != "help" else { return }
        throw FilterError(
            .invalidParameter, "command", expected: "one of \(names.joined(separator: ", "))", found: "'\(name)'",
            remedy: "see 'pointspread --help'")
    }

    /// The names of the commands.
    private static var names: [String] {
        configuration.groupedSubcommands.flatMap(\.subcommands).compactMap { $0.configuration.commandName }
    }

    /// Where to read about the options of the command that was meant.
    private static var helpHint: String {
        let named = CommandLine.arguments.dropFirst().first.flatMap { names.contains($0) ? $0 : nil }
        return "see '\(["pointspread", named, "--help"].compactMap(\.self).joined(separator: " "))'"
    }
}
