import PointSpread

/// An axis as a user names it: by its role, or by its number.
enum AxisName: Hashable {
    case role(AxisRole)
    /// Counted from the outermost axis, or from the end where it is negative.
    case number(Int)

    /// Reads a name.
    init(_ text: some StringProtocol, option: String) throws(FilterError) {
        if let number = Int(text) {
            self = .number(number)
            return
        }
        switch text.lowercased() {
        case "x": self = .role(.x)
        case "y": self = .role(.y)
        case "z": self = .role(.z)
        case "t", "time": self = .role(.time)
        case "n", "batch": self = .role(.batch)
        case "c", "channel": self = .role(.channel)
        default:
            throw FilterError(
                .invalidParameter, option, expected: "an axis x, y, z, t or n, or its number", found: "'\(text)'",
                remedy: "name an axis, as in y or 0")
        }
    }

    /// Reads a list such as `y,x`.
    static func list(_ text: String, option: String) throws(FilterError) -> [AxisName] {
        var names: [AxisName] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            names.append(try AxisName(part.trimmed, option: option))
        }
        return names
    }
}

extension AxisName: CustomStringConvertible {
    /// The letter of the role, or the number.
    var description: String {
        switch self {
        case .role(let role): String(role.letter)
        case .number(let number): "\(number)"
        }
    }
}

extension AxisRole {
    /// The letter that stands for the role.
    var letter: Character {
        switch self {
        case .x: "x"
        case .y: "y"
        case .z: "z"
        case .time: "t"
        case .batch: "n"
        case .channel: "c"
        }
    }
}

extension StringProtocol {
    /// The text without blanks at its ends.
    var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}
