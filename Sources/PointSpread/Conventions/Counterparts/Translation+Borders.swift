extension Translation {
    /// What lies outside, by the framework's name.
    ///
    /// - Parameters:
    ///   - names: the framework's names; that of a constant stands for 0.
    ///   - value: the argument that holds a constant, where the framework knows others than 0.
    ///   - differs: whether axes may differ, their names between commas.
    static func border(
        _ name: String, _ names: [Border: String], value: String? = nil, differs: Bool = false
    ) -> Translation {
        Translation { (given, call) throws(FilterError) in
            guard case .borders(let borders) = given else { throw call.misfit("borders", "\(given)") }
            let pairs = try borders.values(for: call.axes, call.option.rawValue)
            guard pairs.allSatisfy({ $0.before == $0.after }) else {
                throw call.misfit("the same at both ends of an axis", "\(pairs)")
            }
            let known = names.keys.map { "\($0)" }.sorted().joined(separator: ", ")
            var words: [String] = []
            var constant: Double?
            for border in pairs.map(\.before) {
                var key = border
                if case .constant(let number) = border, value != nil {
                    key = .constant(0)
                    guard constant ?? number == number else {
                        throw call.misfit("one constant for all axes", "\(constant ?? number) and \(number)")
                    }
                    constant = number
                }
                guard let word = names[key] else { throw call.misfit("one of \(known)", "\(border)") }
                words.append(word)
            }
            let different = Set(words)
            guard different.count <= 1 || differs else {
                throw call.misfit("the same along all axes", pairs.map { "\($0)" }.joined(separator: ", "))
            }
            let text = different.count == 1 ? words[0] : words.joined(separator: ",")
            var arguments: [String: ConventionValue] = [:]
            // Some have no name for a constant, but only its value.
            if !text.isEmpty { arguments[name] = .text(text) }
            if let value, let constant { arguments[value] = .number(constant) }
            return arguments
        }
    }
}
