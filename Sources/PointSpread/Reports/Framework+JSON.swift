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
        ]
    }
}
