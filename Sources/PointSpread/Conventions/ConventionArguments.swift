/// An argument of a framework's function, for calls by name.
public enum ConventionValue: Hashable, Sendable {
    /// Words, such as the name of a border.
    case text(String)
    /// A number, or many with their sizes along each axis; none of them for a single number.
    case numbers([Double], extents: [Int])

    /// A single number.
    public static func number(_ value: Double) -> ConventionValue { .numbers([value], extents: []) }
}

/// The arguments of a call by name, which a convention reads one by one.
struct ConventionArguments {
    private let values: [String: ConventionValue]
    private let function: String
    /// The names that were asked for.
    private var known: [String] = []

    init(_ values: [String: ConventionValue], of function: String) {
        self.values = values
        self.function = function
    }

    private mutating func value(_ name: String) -> ConventionValue? {
        known.append(name)
        return values[name]
    }

    /// Words, or nothing where they are left out.
    mutating func text(_ name: String) throws(FilterError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .text(let text) = value else { throw misfit(name, "words", value) }
        return text
    }

    /// Numbers and their sizes along each axis, or nothing where they are left out.
    mutating func numbers(_ name: String) throws(FilterError) -> (values: [Double], extents: [Int])? {
        guard let value = value(name) else { return nil }
        guard case .numbers(let values, let extents) = value else { throw misfit(name, "numbers", value) }
        return (values, extents)
    }

    /// A single number, or nothing where it is left out.
    mutating func number(_ name: String) throws(FilterError) -> Double? {
        guard let numbers = try numbers(name) else { return nil }
        guard numbers.extents.isEmpty else {
            throw misfit(name, "one number", .numbers(numbers.values, extents: numbers.extents))
        }
        return numbers.values[0]
    }

    /// A whole number, or nothing where it is left out.
    mutating func integer(_ name: String) throws(FilterError) -> Int? {
        guard let number = try number(name) else { return nil }
        guard let integer = Int(exactly: number) else { throw misfit(name, "a whole number", .number(number)) }
        return integer
    }

    /// Whether something is so: 0 or 1; or nothing where it is left out.
    mutating func flag(_ name: String) throws(FilterError) -> Bool? { try integer(name).map { $0 != 0 } }

    /// One number for all axes, or one for each; or nothing where they are left out.
    mutating func perAxis(_ name: String) throws(FilterError) -> PerAxis<Double>? {
        guard let numbers = try numbers(name) else { return nil }
        return numbers.extents.isEmpty ? .uniform(numbers.values[0]) : .each(numbers.values)
    }

    /// One whole number for all axes, or one for each; or nothing where they are left out.
    mutating func integerPerAxis(_ name: String) throws(FilterError) -> PerAxis<Int>? {
        guard let numbers = try numbers(name) else { return nil }
        let integers = try numbers.values.map { (number) throws(FilterError) in
            guard let integer = Int(exactly: number) else { throw misfit(name, "whole numbers", .number(number)) }
            return integer
        }
        return numbers.extents.isEmpty ? .uniform(integers[0]) : .each(integers)
    }

    /// An element type by its name, or nothing where it is left out.
    mutating func elementType(_ name: String) throws(FilterError) -> ElementType? {
        guard let text = try text(name) else { return nil }
        return try choice(text, name, Dictionary(uniqueKeysWithValues: ElementType.allCases.map { ($0.rawValue, $0) }))
    }

    /// One of a few things by its name.
    func choice<Value>(_ text: String, _ name: String, _ choices: [String: Value]) throws(FilterError) -> Value {
        guard let value = choices[text] else {
            throw FilterError(
                .invalidParameter, name, expected: "one of \(choices.keys.sorted().joined(separator: ", "))",
                found: "'\(text)'", remedy: "use a name that \(function) knows")
        }
        return value
    }

    /// What was missing.
    func missing(_ name: String) -> FilterError {
        FilterError(
            .invalidParameter, name, expected: "a value", found: "none", remedy: "\(function) cannot do without it")
    }

    /// Makes sure that every argument was asked for.
    func checkNoneIsLeft() throws(FilterError) {
        guard let unknown = values.keys.filter({ !known.contains($0) }).min() else { return }
        throw FilterError(
            .invalidParameter, unknown, expected: "a parameter of \(function): \(known.joined(separator: ", "))",
            found: "'\(unknown)'", remedy: "use one that it has")
    }

    private func misfit(_ name: String, _ expected: String, _ found: ConventionValue) -> FilterError {
        let words =
            switch found {
            case .text(let text): "'\(text)'"
            case .numbers(let values, let extents): extents.isEmpty ? "\(values[0])" : "numbers of shape \(extents)"
            }
        return FilterError(
            .invalidParameter, name, expected: expected, found: words, remedy: "give \(function) what it takes")
    }
}
