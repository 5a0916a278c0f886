import ArgumentParser
import PointSpread

/// What every filter has: what lies outside, and the axes it runs along.
struct FilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What lies outside the image; symmetric unless given.",
            discussion: """
                symmetric (b a | a b c d | d c), reflect101 (c b | a b c d | c b), replicate, wrap, zeros or \
                constant:VALUE; also their other names that mean one thing everywhere (edge, nearest, circular, periodic) \
                and those of a library, as in numpy:reflect or scipy:reflect. By axis as in x=wrap,y=edge.
                """,
            valueName: "border"),
        completion: .list(Border.commonNames))
    var border: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The axes to filter, as in y,x or z or 0,1; all spatial axes unless given.", valueName: "axes"))
    var axes: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The largest error of a sum, relative to the largest sample times the sum of |taps|; 0 keeps every bit.",
            discussion: """
                With 1e-5, say, a kernel of many taps is applied by Fourier transforms where they take less time; --dry-run \
                tells.
                """,
            valueName: "error"))
    var tolerance = 0.0

    /// What lies outside.
    func borders() throws(FilterError) -> NamedValues<BorderPair> { try Self.borders(border ?? "symmetric") }

    /// What lies outside, where it is said.
    func givenBorders() throws(FilterError) -> NamedValues<BorderPair>? {
        try border.map { (text) throws(FilterError) in try Self.borders(text) }
    }

    private static func borders(_ text: String) throws(FilterError) -> NamedValues<BorderPair> {
        try NamedValues(text, option: "border") { (text) throws(FilterError) in
            BorderPair(try Border(named: text))
        }
    }

    /// The axes that were named.
    func axisNames() throws(FilterError) -> [AxisName]? {
        try axes.map { (text) throws(FilterError) in try AxisName.list(text, option: "axes") }
    }
}

/// Whether a blur works on linear light.
struct LightOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Filter linear light: decode samples by the sRGB curve first, and encode the result.",
            discussion:
                "Integers are taken for fractions of their type's largest value, floating-point numbers as they are."))
    var linearLight = false
}

/// What every command that filters takes, beside the filter's own parameters.
struct CommonOptions: ParsableArguments {
    @OptionGroup(title: "Filter") var filtering: FilterOptions
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions
}
