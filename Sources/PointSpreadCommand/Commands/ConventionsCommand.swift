import ArgumentParser
import PointSpread

/// Lists the functions of other frameworks that are reproduced.
struct ConventionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conventions",
        abstract: "List the functions of other frameworks that are reproduced: how exactly, and how that is known.",
        discussion: """
            EXAMPLES
              pointspread conventions
              pointspread conventions opencv --evidence
              pointspread conventions --json
            """)

    @Argument(help: "A framework, such as opencv or scipy.ndimage; all of them when it is left out.")
    var framework: String?

    @Flag(help: "Say of each function what was compared, how often and with what result.")
    var evidence = false

    @Flag(help: "Print one JSON object for each framework.")
    var json = false

    func run() throws {
        let frameworks = try framework.map { [try Framework(named: $0)] } ?? Framework.all
        for (index, framework) in frameworks.enumerated() {
            if json {
                Console.print("\(framework.json)")
            } else {
                Console.print((index > 0 ? "\n" : "") + words(framework))
            }
        }
    }

    private func words(_ framework: Framework) -> String {
        let width = framework.conventions.map(\.name.count).max() ?? 0
        let lines = framework.conventions.flatMap { convention in
            let gap = String(repeating: " ", count: width - convention.name.count + 2)
            let line = "  \(convention.name)\(gap)\(convention.exactness)"
            return evidence ? [line, "      \(convention.evidence)"] : [line]
        }
        return (["\(framework.name) \(framework.version)"] + lines).joined(separator: "\n")
    }
}
