import ArgumentParser
import PointSpread

/// Whose function does the filtering, where it is not the native one.
struct FrameworkOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Filter as a framework does, by its own function with its own defaults: opencv, scipy, pillow@13 …",
            discussion: """
                Options that are given are said in the framework's words, those that it does not know are refused. A kernel \
                is turned where the function correlates. Results are written as the framework makes them; where they are \
                real numbers, a --scale, a --dtype or a format that holds them says what becomes of them. See 'pointspread \
                conventions' for what there is, and --dry-run for the call.
                """,
            valueName: "framework"),
        completion: .list(Framework.all.map(\.name)))
    var framework: String?

    /// What is said in a framework's words, or nothing where none is named.
    ///
    /// - Parameters:
    ///   - kind: the job.
    ///   - light: whether linear light was asked for.
    ///   - options: what the user gave; nothing for what was left out.
    func recipe(
        _ kind: FilterKind, _ light: LightOptions? = nil,
        _ options: @escaping (FilterTarget) throws(FilterError) -> [FilterOption: FilterOptionValue?]
    ) throws(FilterError) -> Recipe? {
        guard let framework else { return nil }
        let named = try Framework(named: framework, for: kind)
        guard light?.linearLight != true else {
            throw FilterError(
                .invalidParameter, "linear-light", expected: "samples as they are, which \(named.name) filters",
                found: "--linear-light", remedy: "leave it out")
        }
        // What results mean is the framework's affair, so that they are never shown as anything but what they are.
        return Recipe(rank: try named.counterpart(for: kind).rank ?? 2) { (target) throws(FilterError) in
            try FrameworkFilter(kind, as: named, try options(target).compactMapValues { $0 })
        }
    }
}

extension Optional {
    /// The value of a general option, where something was given.
    func given<Value>(
        of target: FilterTarget, _ make: (PerAxis<Value>) -> FilterOptionValue
    ) throws(FilterError) -> FilterOptionValue? where Wrapped == NamedValues<Value> {
        guard let self else { return nil }
        return make(try self.perAxis(of: target))
    }
}

extension PerAxis {
    /// Numbers made of the values.
    func numbers(_ number: (Value) -> Double) -> FilterOptionValue {
        switch self {
        case .uniform(let value): .number(number(value))
        case .each(let values): .numbers(.each(values.map(number)))
        }
    }
}
