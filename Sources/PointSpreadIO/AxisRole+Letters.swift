public import PointSpread

extension AxisRole {
    /// Roles from letters, outermost axis first: x, y, z, t for time, n for a batch, c for channels.
    ///
    /// ```swift
    /// try AxisRole.roles(fromLetters: "yxc")   // [.y, .x, .channel]
    /// ```
    ///
    /// - Throws: `FileError` with code `invalidParameter` for another letter, or one that occurs twice.
    public static func roles(fromLetters letters: String) throws(FileError) -> [AxisRole] {
        var roles: [AxisRole] = []
        for letter in letters {
            guard let role = AxisRole(letter: letter), !roles.contains(role) else {
                throw FileError(
                    .invalidParameter, "roles", expected: "each of the letters x, y, z, t, n and c at most once",
                    found: "'\(letters)'", remedy: "name every axis, outermost first, as in yxc or zyx")
            }
            roles.append(role)
        }
        return roles
    }

    private init?(letter: Character) {
        switch letter.lowercased() {
        case "x": self = .x
        case "y": self = .y
        case "z": self = .z
        case "t": self = .time
        case "n": self = .batch
        case "c": self = .channel
        default: return nil
        }
    }
}
