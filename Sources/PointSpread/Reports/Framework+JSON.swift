extension Framework {
    /// The framework and its functions as a JSON object.
    package var json: JSON {
        [
            "name": .string(name), "version": .string(version),
            "functions": .array(
                conventions.map {
                    [
                        "name": .string($0.name), "exactness": .string("\($0.exactness)"),
                        "evidence": .string($0.evidence),
                    ]
                }),
            "filters": .array(
                counterparts.map {
                    [
                        "kind": .string("\($0.kind)"), "function": .string($0.function),
                        "options": .array($0.options.map { .string($0.rawValue) }),
                    ]
                }),
        ]
    }
}

extension ConventionCall {
    /// The function and its arguments as a JSON object.
    package var json: JSON {
        let members = arguments.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
        return [
            "framework": .string(framework.name), "version": .string(framework.version),
            "function": .string(convention.name), "arguments": .object(members.map { (name: $0.0, value: $0.1) }),
            "exactness": .string("\(convention.exactness)"),
        ]
    }
}

extension ConventionValue {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .numbers(let values, let extents):
            extents.isEmpty ? .number(values[0]) : .array(values.map(JSON.number))
        }
    }
}
