import PointSpread

/// Amounts of memory as users write and read them.
enum ByteCount {
    private static let units: [(name: String, bytes: Double)] = [
        ("b", 1), ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12), ("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12),
        ("kib", 0x1p10), ("mib", 0x1p20), ("gib", 0x1p30), ("tib", 0x1p40), ("", 1),
    ]

    /// An amount such as `600MB`, `2GiB` or `1000000`.
    static func parse(_ text: String, option: String) throws(FilterError) -> Int {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = String(text.dropFirst(digits.count).trimmed).lowercased()
        guard let number = Double(digits), let size = units.first(where: { $0.name == unit })?.bytes,
            number * size >= 1, number * size < 0x1p62
        else {
            throw FilterError(
                .invalidParameter, option, expected: "a number of bytes with or without a unit", found: "'\(text)'",
                remedy: "write it as in 600MB or 2GiB")
        }
        return Int(number * size)
    }

    /// An amount in whole megabytes, rounded up, as it can be given again.
    static func words(_ bytes: Int) -> String { "\(bytes / 1_000_000 + (bytes % 1_000_000 > 0 ? 1 : 0))MB" }
}
