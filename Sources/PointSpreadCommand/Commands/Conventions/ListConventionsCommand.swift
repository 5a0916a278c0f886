import ArgumentParser
import PointSpread

/// Lists the functions of other frameworks that are reproduced.
struct ListConventionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the functions: how exactly they are reproduced, and how that is known.",
        discussion: """
            EXAMPLES
              pointspread conventions list
              pointspread conventions list opencv --evidence
              pointspread conventions list scipy --json
            """)

    @Argument(
        help: "A framework, such as opencv, scipy or pillow@13; all of them when it is left out.",
        completion: .list(Framework.all.map(\.name)))
    var framework: String?

    @Flag(help: "Say of each function what was compared, how often and with what result.")
    var evidence = false

    @Flag(help: "Print one JSON object for each framework.")
    var json = false

    func run() throws {
        let frameworks = try framework.map { (text) throws(FilterError) in try Framework.matching(text) }
        for (index, framework) in (frameworks ?? Framework.all).enumerated() {
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
        let jobs = framework.counterparts.map { "\($0.kind)" }.joined(separator: ", ")
        return (["\(framework.name) \(framework.version)"] + lines + ["  --as \(framework.name): \(jobs)"])
            .joined(separator: "\n")
    }
}
