/// A framework's own function for a job, and how general options become its arguments.
public struct Counterpart: Sendable {
    /// The job.
    public let kind: FilterKind
    /// The name of the function among those of the framework.
    public let function: String
    /// How each option that the function knows becomes arguments.
    let translations: [FilterOption: Translation]
    /// Arguments that a call always has; options may overrule them.
    let fixed: [String: ConventionValue]
    /// How many axes the function filters; nothing where any number will do.
    public let rank: Int?

    /// States the parts.
    init(
        _ kind: FilterKind, _ function: String, rank: Int? = 2, fixed: [String: ConventionValue] = [:],
        _ translations: [FilterOption: Translation]
    ) {
        self.kind = kind
        self.function = function
        self.rank = rank
        self.fixed = fixed
        self.translations = translations
    }

    /// The options that the function knows, in their usual order.
    public var options: [FilterOption] { FilterOption.allCases.filter { translations[$0] != nil } }
}

extension Framework {
    /// The framework's own functions for jobs that many frameworks have one for.
    public var counterparts: [Counterpart] { Counterpart.table[name] ?? [] }

    /// The framework's function for a job.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, which lists the frameworks that have one.
    public func counterpart(for kind: FilterKind) throws(FilterError) -> Counterpart {
        if let counterpart = counterparts.first(where: { $0.kind.serves(kind) }) { return counterpart }
        if case .derivative = kind, counterparts.contains(where: { $0.kind.serves(.derivative(nil)) }) {
            let known = counterparts.filter { $0.kind.serves(.derivative(nil)) }.map { "\($0.kind)" }
            throw FilterError(
                .invalidParameter, "kind", expected: "a derivative that \(name) has: \(known.joined(separator: ", "))",
                found: "the \(kind)", remedy: "name one of these, or leave it out")
        }
        let others = Self.all.filter { $0.counterparts.contains { $0.kind.serves(kind) } }
        throw FilterError(
            .invalidParameter, "as",
            expected: "a framework with a function for the \(kind): \(others.map(\.name).joined(separator: ", "))",
            found: "'\(name)'", remedy: "name one of these")
    }

    /// The framework that a text names, as in `pillow`, `scipy`, `opencv@5` or `pillow@13.0.0`.
    ///
    /// A name may be cut off at a dot; of several the first that has a function for the job is meant. A version may be cut off at
    /// a dot too, and must be the one that the conventions were verified against.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, which lists what there is.
    public init(named text: String, for kind: FilterKind) throws(FilterError) {
        let known = try Self.matching(text)
        guard let framework = known.first(where: { $0.counterparts.contains { $0.kind.serves(kind) } }) ?? known.first
        else { throw Self.unknown("framework", text, Self.all.map(\.name)) }
        _ = try framework.counterpart(for: kind)
        self = framework
    }
}
