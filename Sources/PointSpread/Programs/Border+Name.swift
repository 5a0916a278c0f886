extension Border {
    /// The border of a name, for words that people type.
    ///
    /// ```swift
    /// try Border(named: "edge")             // replicate
    /// try Border(named: "numpy:reflect")    // reflect101
    /// try Border(named: "constant:0.5")
    /// ```
    ///
    /// A bare name is understood where it means one thing everywhere. `reflect` and `mirror` do not: they are understood with
    /// the name of a library before them.
    ///
    /// - Parameter parameter: what an error calls the name.
    /// - Throws: `FilterError` with code `invalidParameter`, which lists the names that there are.
    public init(named text: String, parameter: String = "border") throws(FilterError) {
        self = try BorderName.parse(text, parameter)
    }

    /// The usual names, for completions and help.
    public static let commonNames = BorderName.common
}

/// The names that libraries have for borders.
private enum BorderName {
    static let common = ["symmetric", "reflect101", "replicate", "wrap", "zeros", "constant:VALUE"]

    private static let plain: [String: Border] = [
        "symmetric": .symmetric, "half-sample": .symmetric,
        "reflect101": .reflect101, "reflect-101": .reflect101, "whole-sample": .reflect101,
        "replicate": .replicate, "edge": .replicate, "nearest": .replicate, "zero-flux": .replicate,
        "wrap": .wrap, "circular": .wrap, "periodic": .wrap,
        "zeros": .constant(0), "zero": .constant(0),
    ]

    private static let qualified: [String: [String: Border]] = [
        "numpy": ["edge": .replicate, "reflect": .reflect101, "symmetric": .symmetric, "wrap": .wrap],
        "scipy": [
            "reflect": .symmetric, "grid-mirror": .symmetric, "mirror": .reflect101, "nearest": .replicate,
            "wrap": .wrap, "grid-wrap": .wrap,
        ],
        "skimage": ["reflect": .symmetric, "mirror": .reflect101, "nearest": .replicate, "wrap": .wrap],
        "opencv": [
            "replicate": .replicate, "reflect": .symmetric, "reflect101": .reflect101, "reflect-101": .reflect101,
            "default": .reflect101, "wrap": .wrap,
        ],
        "torch": ["reflect": .reflect101, "replicate": .replicate, "circular": .wrap, "zeros": .constant(0)],
        "tensorflow": ["reflect": .reflect101, "symmetric": .symmetric],
        "matlab": ["symmetric": .symmetric, "replicate": .replicate, "circular": .wrap],
    ]

    /// Reads a name.
    static func parse(_ text: String, _ parameter: String) throws(FilterError) -> Border {
        let spelled = String(text.lowercased().map { $0 == "_" ? "-" : $0 })
        let words = spelled.split(separator: ":", maxSplits: 2).map(String.init)
        let library = words.first.flatMap { qualified[$0] }
        let name = (library == nil ? words : Array(words.dropFirst()))
        if name.count == 2, ["constant", "grid-constant", "fill"].contains(name[0]) {
            return .constant(try constant(name[1], in: text, parameter))
        }
        if name.count == 1, let border = (library ?? plain)[name[0]] { return border }
        throw refusal(of: name, text, library: library, parameter)
    }

    private static func constant(_ number: String, in text: String, _ parameter: String) throws(FilterError) -> Double {
        guard let value = Double(number), value.isFinite else {
            throw FilterError(
                .invalidParameter, parameter, expected: "a finite number behind the colon", found: "'\(text)'",
                remedy: "write it as in constant:0.5")
        }
        return value
    }

    private static func refusal(
        of name: [String], _ text: String, library: [String: Border]?, _ parameter: String
    ) -> FilterError {
        if library == nil, name == ["reflect"] || name == ["mirror"] {
            let names =
                name == ["reflect"]
                ? ("scipy:reflect or opencv:reflect", "numpy:reflect or torch:reflect")
                : ("scipy:grid-mirror", "scipy:mirror")
            return FilterError(
                .invalidParameter, parameter,
                expected: "a name that means one thing: symmetric (b a | a b c d | d c; \(names.0)) or reflect101 "
                    + "(c b | a b c d | c b; \(names.1))",
                found: "'\(text)', which means either", remedy: "say which of the two")
        }
        if name.first == "constant" || name.first == "fill" {
            return FilterError(
                .invalidParameter, parameter, expected: "the value of the constant", found: "'\(text)'",
                remedy: "write constant:VALUE, or zeros")
        }
        let known = library.map { $0.keys.sorted() + ["constant:VALUE"] } ?? common
        return FilterError(
            .invalidParameter, parameter, expected: "one of \(known.joined(separator: ", "))", found: "'\(text)'",
            remedy: library == nil
                ? "or put a library before its own name, as in numpy:reflect" : "use a name that it has")
    }
}
