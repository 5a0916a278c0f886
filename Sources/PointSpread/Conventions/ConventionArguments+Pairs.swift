extension ConventionArguments {
    /// One number for both directions, or one for each, in the order in which they are said; or nothing where they are left out.
    mutating func pair(_ name: String) throws(FilterError) -> (first: Double, second: Double)? {
        guard let numbers = try numbers(name)?.values else { return nil }
        guard numbers.count == 1 || numbers.count == 2 else {
            throw FilterError(
                .invalidParameter, name, expected: "one number or two", found: "\(numbers.count)",
                remedy: "give one for both directions, or one for each")
        }
        return (numbers[0], numbers[numbers.count - 1])
    }

    /// A size, its width said first or its height.
    mutating func size(_ name: String, heightFirst: Bool) throws(FilterError) -> Size? {
        guard let pair = try pair(name) else { return nil }
        guard let first = Int(exactly: pair.first), let second = Int(exactly: pair.second) else {
            throw FilterError(
                .invalidParameter, name, expected: "whole numbers", found: "\(pair.first) and \(pair.second)",
                remedy: "give how many samples there are")
        }
        return heightFirst ? Size(width: second, height: first) : Size(width: first, height: second)
    }

    /// A kernel, with its anchor before the middle where it is even.
    mutating func kernel(_ name: String) throws(FilterError) -> Kernel {
        guard let (weights, extents) = try numbers(name) else { throw missing(name) }
        return try Kernel(weights, extents: extents, anchor: extents.map { max($0 - 1, 0) / 2 })
    }
}

extension Size {
    /// Refuses sizes of which one is not odd.
    func checkOdd(_ name: String) throws(FilterError) {
        for count in [width, height] where count < 1 || count % 2 == 0 {
            throw FilterError(
                .invalidParameter, name, expected: "odd numbers from 1", found: "\(width) × \(height)",
                remedy: "give a window with a middle")
        }
    }
}
