import PointSpread
import PointSpreadIO

/// What was done, or would be done, to one input.
struct Report {
    let input: Input
    let picture: Picture
    let plan: Plan
    /// The call of a framework's function that was made, or would be, if it is one.
    let call: ConventionCall?
    /// The paths of the results, or - for the standard output.
    let outputs: [String]
    let threads: Int
    let isDryRun: Bool
    /// Whether the whole is in memory at once, or some rows.
    let way: FilterJob.Way
    /// How the samples became those of a file, where they are not the result itself.
    var mapping: Display.Mapping?
    /// The time that each step took.
    var seconds: [(step: String, value: Double)] = []

    /// The plan in words, and where its result would go.
    var words: String {
        """
        \(input.name): \(picture.words), \(picture.format)
        \(call.map { "as \($0), \($0.convention.exactness)\n" } ?? "")\(plan.program)
        method: \(plan.method.rawValue), because: \(plan.reason)
        operations: \(plan.operations) fused, on up to \(threads) threads
        memory: \(way.words)
        would write: \(outputs.joined(separator: ", "))
        """
    }

    /// Everything in one object.
    var json: JSON {
        let program = plan.program
        var members: [(name: String, value: JSON)] = [
            ("input", .string(input.name)), ("outputs", .array(outputs.map(JSON.string))),
            ("inputFormat", .string(picture.format.name)),
            ("inputShape", .integers(picture.samples.shape)),
            ("inputType", .string(picture.samples.elementType.rawValue)),
            ("shape", .integers(program.outputShape)),
            ("type", .string(program.outputs.first?.type.rawValue ?? program.inputType.rawValue)),
        ]
        if let call { members.append(("as", call.json)) }
        members += plan.methodMembers(threads: threads) + way.json
        if isDryRun {
            let lines = program.description.split(separator: "\n").map { JSON.string(String($0)) }
            members += [("dryRun", .bool(true)), ("program", .array(lines))]
        }
        if let mapping {
            members.append(
                (
                    "display",
                    [
                        "type": .string(mapping.type.rawValue), "scale": .number(mapping.scale),
                        "offset": .number(mapping.offset),
                    ]
                ))
        }
        if !isDryRun { members.append(("seconds", .object(seconds.map { ($0.step, .number($0.value)) }))) }
        return .object(members)
    }

    /// The object for an input that failed.
    static func failure(_ error: FileError, of input: Input) -> JSON {
        ["input": .string(input.name), "error": .string(error.description)]
    }
}
