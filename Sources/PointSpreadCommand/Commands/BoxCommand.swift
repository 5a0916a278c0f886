import ArgumentParser
import PointSpread

/// Takes the mean of a box around each sample.
struct BoxCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "box",
        abstract: "Take the mean of a box around each sample.",
        discussion: """
            A whole width is the number of samples in the box; an even one reaches one sample further back than ahead. A \
            fractional width is centred, and the two ends count in part.

            EXAMPLES
              pointspread box photo.png --width 5 -o soft.png
              pointspread box photo.png --width x=9,y=5.5 --border edge -o soft.png
              pointspread box frames.npy --roles tyx --axes t --width 3 -o mean.npy
              pointspread box photo.png --width 5 --as scipy -o soft.png
            """)

    /// The parameters of the filter.
    struct Parameters: ParsableArguments {
        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp(
                "The width in samples, such as 5 or 5.5; or by axis, as in x=5,y=3.", valueName: "count"))
        var width: String

        /// The widths, read but not yet applied to an input.
        func widths() throws(FilterError) -> NamedValues<BoxFilter.Width> {
            try NamedValues(width, option: "width") { (text) throws(FilterError) in
                let number = text.hasSuffix("px") ? String(text.dropLast(2)) : text
                if let count = Int(number) { return .samples(count) }
                if let length = Double(number) { return .fractional(length) }
                throw FilterError(
                    .invalidParameter, "width", expected: "a number of samples", found: "'\(text)'",
                    remedy: "write it as in 5 or 5.5")
            }
        }
    }

    @OptionGroup(title: "Filter") var box: Parameters
    @OptionGroup(title: "Filter") var light: LightOptions
    @OptionGroup(title: "Filter") var foreign: FrameworkOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let width = try box.widths()
        let given = try common.filtering.givenBorders()
        let foreign = try foreign.recipe(.box, light) { (target) throws(FilterError) in
            [
                .width: try width.perAxis(of: target).numbers(\.samples),
                .border: try given.given(of: target) { .borders($0) },
            ]
        }
        if let foreign { return foreign }
        let border = try common.filtering.borders()
        return Recipe(isLinear: light.linearLight) { (target) throws(FilterError) in
            BoxFilter(width: try width.perAxis(of: target), border: try border.perAxis(of: target))
        }
    }
}

extension BoxFilter.Width {
    /// The width as a number of samples.
    fileprivate var samples: Double {
        switch self {
        case .samples(let count): Double(count)
        case .fractional(let length): length
        }
    }
}
