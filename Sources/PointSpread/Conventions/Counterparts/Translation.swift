/// How the value of a general option becomes arguments of a framework's function.
struct Translation: Sendable {
    /// Says what the arguments are.
    let arguments: @Sendable (FilterOptionValue, Call) throws(FilterError) -> [String: ConventionValue]

    /// In which order a framework says the numbers of axes.
    enum Order {
        /// As our own: z, y, x.
        case outermostFirst
        /// x, y, z.
        case xFirst
    }

    /// What a translation may need to know beside the value.
    struct Call {
        let option: FilterOption
        let options: [FilterOption: FilterOptionValue]
        /// The function's full name.
        let function: String
        let layout: Layout
        /// The filtered axes, outermost first.
        let axes: [Int]

        /// What the function does not take.
        func misfit(_ expected: String, _ found: String) -> FilterError {
            FilterError(
                .invalidParameter, option.rawValue, expected: expected, found: found,
                remedy: "give what \(function) takes")
        }

        /// One number for each filtered axis.
        func numbers(_ value: FilterOptionValue) throws(FilterError) -> [Double] {
            switch value {
            case .numbers(let numbers): return try numbers.values(for: axes, option.rawValue)
            case .lengths(let lengths):
                let lengths = try lengths.values(for: axes, option.rawValue)
                var numbers: [Double] = []
                for (axis, length) in zip(axes, lengths) {
                    numbers.append(try length.inSamples(along: axis, of: layout, option.rawValue))
                }
                return numbers
            default: throw misfit("numbers", "\(value)")
            }
        }

        /// One number for all axes.
        func number(_ value: FilterOptionValue) throws(FilterError) -> Double {
            // A single number needs no axes that it could be said for.
            if case .numbers(.uniform(let number)) = value { return number }
            let numbers = try numbers(value)
            guard let first = numbers.first, numbers.allSatisfy({ $0 == first }) else {
                throw misfit("one number for all axes", "\(numbers)")
            }
            return first
        }
    }
}

// MARK: Numbers

extension Translation {
    /// One number, which is the same along all axes.
    static func one(_ name: String, _ change: @escaping @Sendable (Double) -> Double = { $0 }) -> Translation {
        Translation { (value, call) throws(FilterError) in [name: .number(change(try call.number(value)))] }
    }

    /// A number for each axis.
    static func each(
        _ name: String, _ order: Order, _ change: @escaping @Sendable (Double) -> Double = { $0 }
    ) -> Translation {
        Translation { (value, call) throws(FilterError) in
            let numbers = try call.numbers(value).map(change)
            return [name: list(order == .xFirst ? numbers.reversed() : numbers)]
        }
    }

    /// A number along x and one along y, each with a name of its own; 0 along y would mean that along x.
    static func alongXAndY(_ x: String, _ y: String) -> Translation {
        Translation { (value, call) throws(FilterError) in
            let numbers = try call.numbers(value)
            guard numbers.allSatisfy({ $0 > 0 }) else { throw call.misfit("numbers above 0", "\(numbers)") }
            return [x: .number(numbers[numbers.count - 1]), y: .number(numbers[0])]
        }
    }

    /// Several translations of one value.
    static func both(_ first: Translation, _ second: Translation) -> Translation {
        Translation { (value, call) throws(FilterError) in
            try first.arguments(value, call).merging(second.arguments(value, call)) { $1 }
        }
    }

    /// The number of taps of a Gaussian, for a function that does not find it out: ⌊4σ + ½⌋ on each side of the middle.
    static func tapsOfSigma(_ name: String, _ order: Order) -> Translation { each(name, order, taps(ofSigma:)) }

    /// The same for functions that take one number of taps.
    static func tapsOfSigma(_ name: String) -> Translation { one(name, taps(ofSigma:)) }

    private static func taps(ofSigma sigma: Double) -> Double { taps(ofRadius: (4 * sigma + 0.5).rounded(.down)) }

    /// The number of taps of a radius.
    static func taps(ofRadius radius: Double) -> Double { 2 * radius + 1 }

    static func list(_ numbers: [Double]) -> ConventionValue { .numbers(numbers, extents: [numbers.count]) }
}

// MARK: Axes and names

extension Translation {
    /// The axis of the array.
    static func axis(_ name: String) -> Translation { one(name) }

    /// Arguments that say that the derivative runs along x, or along y.
    static func direction(x: [String: Double], y: [String: Double]) -> Translation {
        Translation { (value, call) throws(FilterError) in
            let axis = Int(try call.number(value))
            guard let place = call.axes.firstIndex(of: axis) else {
                throw call.misfit("one of the filtered axes \(call.axes)", "\(axis)")
            }
            return (place == call.axes.count - 1 ? x : y).mapValues { .number($0) }
        }
    }

    /// The name of something, as the framework says it.
    static func choice(_ name: String, _ choices: [String: String]) -> Translation {
        Translation { (value, call) throws(FilterError) in
            guard case .text(let text) = value, let choice = choices[text] else {
                throw call.misfit("one of \(choices.keys.sorted().joined(separator: ", "))", "\(value)")
            }
            return [name: .text(choice)]
        }
    }

    /// A type of element.
    static func type(_ name: String) -> Translation {
        Translation { (value, call) throws(FilterError) in
            guard case .type(let type) = value else { throw call.misfit("a type of element", "\(value)") }
            return [name: .text(type.rawValue)]
        }
    }
}
