import PointSpread

/// How the values of options are written.
enum Texts {
    /// A length such as `2`, `2px`, `1.5mm` or `fwhm:6mm`.
    static func length(_ text: String, option: String) throws(FilterError) -> Length {
        let prefix = "fwhm:"
        guard text.lowercased().hasPrefix(prefix) else { return try plainLength(text, option: option) }
        return .fullWidthAtHalfMaximum(try plainLength(String(text.dropFirst(prefix.count)), option: option))
    }

    private static func plainLength(_ text: String, option: String) throws(FilterError) -> Length {
        let (number, unit) = parts(text)
        let length = number.flatMap { number in
            unit.isEmpty || unit == "px"
                ? Length.samples(number) : lengthUnit(unit).map { .millimetres(number * $0.inMillimetres) }
        }
        guard let length else {
            throw FilterError(
                .invalidParameter, option,
                expected: "a number of samples, or a number with the unit px, mm, um, nm or m",
                found: "'\(text)'", remedy: "write it as in 2px, 1.5mm or fwhm:6mm")
        }
        return length
    }

    /// A distance between samples such as `3mm`.
    static func spacing(_ text: String, option: String) throws(FilterError) -> Spacing {
        let (number, unit) = parts(text)
        guard let number, let unit = lengthUnit(unit) else {
            throw FilterError(
                .invalidParameter, option, expected: "a number with the unit mm, um, nm or m", found: "'\(text)'",
                remedy: "write it as in 3mm")
        }
        return try Spacing(number, unit)
    }

    /// A number, which may be written as a fraction such as `1/9`.
    static func number(_ text: some StringProtocol) -> Double? {
        guard let slash = text.firstIndex(of: "/") else { return Double(text) }
        guard let numerator = Double(text[..<slash]), let denominator = Double(text[text.index(after: slash)...]),
            denominator != 0
        else { return nil }
        return numerator / denominator
    }

    /// A whole number.
    static func integer(_ text: String, option: String) throws(FilterError) -> Int {
        guard let number = Int(text) else {
            throw FilterError(
                .invalidParameter, option, expected: "a whole number", found: "'\(text)'", remedy: "write it as in 3")
        }
        return number
    }

    /// A number and the letters behind it.
    private static func parts(_ text: String) -> (number: Double?, unit: Substring) {
        // Words such as nan are numbers too, and letters all through.
        if let number = Double(text) { return (number, "") }
        let end = text.lastIndex { $0.isNumber || $0 == "." }.map { text.index(after: $0) } ?? text.startIndex
        return (Double(text[..<end]), text[end...].trimmed)
    }

    private static func lengthUnit(_ text: Substring) -> Spacing.Unit? {
        text == "um" ? .micrometre : Spacing.Unit(rawValue: String(text))
    }
}
