import ArgumentParser
import PointSpread

/// Tells of the functions of other frameworks that are reproduced.
struct ConventionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conventions",
        abstract: "List the functions of other frameworks that are reproduced, or compare their Gaussians.",
        discussion: """
            Without a name of what to do, it lists.

            EXAMPLES
              pointspread conventions
              pointspread conventions opencv --evidence
              pointspread conventions compare photo.png --sigma 2 --html differences.html
            """,
        subcommands: [ListConventionsCommand.self, CompareConventionsCommand.self],
        defaultSubcommand: ListConventionsCommand.self)
}
