extension SciPyNDImage {
    /// The border by SciPy's name.
    static func border(
        _ arguments: inout ConventionArguments, otherwise: String = "reflect"
    ) throws(FilterError) -> Border {
        guard case .uniform(let border) = try borders(&arguments, otherwise: otherwise) else {
            throw FilterError(
                .invalidParameter, "mode", expected: "one mode", found: "several", remedy: "give one for all axes")
        }
        return border
    }

    /// One border for all axes, or one for each, their names between commas.
    static func borders(
        _ arguments: inout ConventionArguments, otherwise: String = "reflect"
    ) throws(FilterError) -> PerAxis<Border> {
        let value = try arguments.number("cval") ?? 0
        let names = try arguments.text("mode") ?? otherwise
        let choices: [String: Border] = [
            "reflect": .symmetric, "grid-mirror": .symmetric, "mirror": .reflect101, "nearest": .replicate,
            "wrap": .wrap, "grid-wrap": .wrap, "constant": .constant(value), "grid-constant": .constant(value),
        ]
        guard names.utf8.contains(UInt8(ascii: ",")) else {
            return .uniform(try arguments.choice(names, "mode", choices))
        }
        var borders: [Border] = []
        for name in names.split(separator: ",") {
            borders.append(try arguments.choice(String(name), "mode", choices))
        }
        return .each(borders)
    }

    /// Axes, or nothing where they are left out.
    static func axes(_ arguments: inout ConventionArguments) throws(FilterError) -> [Int]? {
        switch try arguments.integerPerAxis("axes") {
        case .uniform(let axis): [axis]
        case .each(let axes): axes
        case nil: nil
        }
    }

    /// Which exponential function taps are made with.
    static func exponential(_ arguments: inout ConventionArguments) throws(FilterError) -> Exponential {
        guard let name = try arguments.text("exponential") else { return .numpyAVX512 }
        return try arguments.choice(
            name, "exponential", Dictionary(uniqueKeysWithValues: Exponential.allCases.map { ($0.rawValue, $0) }))
    }
}
