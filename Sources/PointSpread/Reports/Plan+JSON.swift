extension Plan {
    /// How the program is run, as members of a JSON object.
    package func methodMembers(threads: Int) -> [(name: String, value: JSON)] {
        [
            ("method", .string(method.rawValue)), ("reason", .string(reason)), ("tolerance", .number(tolerance)),
            ("errorBound", .number(errorBound)),
            ("tile", .integers(tile)),
            ("operations", .number(operations)), ("threads", .integer(threads)),
            ("instructions", .string("\(InstructionSet.current)")),
            ("scratchBytes", .integer(scratchBytes(threads: threads))),
        ]
    }
}

extension FilterProgram {
    /// Every pass, once in words and once in numbers, as members of a JSON object.
    package var members: [(name: String, value: JSON)] {
        [
            ("inputShape", .integers(inputShape)), ("inputType", .string(inputType.rawValue)),
            ("shape", .integers(outputShape)), ("types", .array(outputs.map { .string($0.type.rawValue) })),
            (
                "reach",
                .array(
                    inputShape.indices.map { axis in
                        let reach = reach(along: axis)
                        return .integers([reach.before, reach.after])
                    })
            ),
            ("branches", .array(branches.map { .array($0.map(\.json)) })),
            ("outputs", .array(outputs.map { .string($0.join.description) })),
            ("program", .array(description.split(separator: "\n").map { .string(String($0)) })),
        ]
    }
}

extension Pass {
    fileprivate var json: JSON {
        [
            "axes": .integers(kernel.axes), "extents": .integers(kernel.extents),
            "taps": .array(kernel.weights.map(JSON.number)),
            "before": .integers(geometry.map(\.before)), "stride": .integers(geometry.map(\.stride)),
            "dilation": .integers(geometry.map(\.dilation)), "stuffing": .integers(geometry.map(\.stuffing)),
            "border": .array(border.map { .array([.string("\($0.before)"), .string("\($0.after)")]) }),
            "sum": .string(accumulation.type.rawValue), "store": .string(store.type.rawValue),
        ]
    }
}

extension JSON {
    /// Whole numbers.
    package static func integers(_ numbers: some Sequence<Int>) -> JSON { .array(numbers.map(JSON.integer)) }
}
