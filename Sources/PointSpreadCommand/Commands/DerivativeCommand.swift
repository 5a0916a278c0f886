import ArgumentParser
import PointSpread

/// Takes the derivative along one axis.
struct DerivativeCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "derivative",
        abstract: "Take the derivative along one axis.",
        discussion: """
            Scaled to give 1 on a unit ramp, positive along increasing index. The result is of floating-point numbers; in \
            PNG and PNM files mid-grey stands for 0.

            EXAMPLES
              pointspread derivative photo.png --along x -o slope.png
              pointspread derivative photo.png --along y --kind sobel --size 5 -o slope.npy
              pointspread derivative brain.npy --along z --scale auto -o slope.npy
              pointspread derivative photo.png --along x --as opencv --dtype int16 -o slope.npy
            """)

    /// The parameters of the filter.
    struct Parameters: ParsableArguments {
        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("The axis: x, y, z, t, or its number.", valueName: "axis"),
            completion: .list(["x", "y", "z"]))
        var along: String

        @OptionGroup var derivative: DerivativeOptions
    }

    @OptionGroup(title: "Filter") var parameters: Parameters
    @OptionGroup(title: "Filter") var foreign: FrameworkOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let axis = try AxisName(parameters.along, option: "along")
        let derivative = parameters.derivative
        let given = try common.filtering.givenBorders()
        let kind = FilterKind.derivative(derivative.givenKind?.kernel)
        let foreign = try foreign.recipe(kind) { (target) throws(FilterError) in
            [
                .along: .number(try index(of: axis, in: target)), .size: derivative.size.map { .number($0) },
                .border: try given.given(of: target) { .borders($0) },
            ]
        }
        if let foreign { return foreign }
        let border = try common.filtering.borders()
        return Recipe(meaning: .signed) { (target) throws(FilterError) in
            let index = try index(of: axis, in: target)
            let axes = derivative.kind.smooths ? Set(target.axes).union([index]).sorted() : [index]
            return DerivativeFilter(
                along: index, kind: derivative.kind.kernel, size: derivative.size,
                border: try border.perAxis(of: target, along: axes))
        }
    }

    private func index(of axis: AxisName, in target: FilterTarget) throws(FilterError) -> Int {
        guard let index = target.index(of: axis) else {
            throw FilterError(
                .invalidAxes, "along", expected: "one of the axes \(target.axesInWords)", found: "\(axis)",
                remedy: "name an axis that the input has")
        }
        return index
    }
}
