import ArgumentParser
import PointSpread

/// Blurs along a straight line.
struct MotionCommand: FilterCommand {
    static let configuration = CommandConfiguration(
        commandName: "motion",
        abstract: "Blur along a straight line, as a camera that moves.",
        discussion: """
            The line is centred; every sample counts by the part of the line that crosses its unit square. With a \
            direction, every bright point becomes a streak that fades in towards the end that the angle points to.

            EXAMPLES
              pointspread motion photo.png --length 15 --angle 30 -o streaks.png
              pointspread motion photo.png --length 25 --direction 1 --linear-light -o tail.png
            """)

    /// The parameters of the filter.
    struct Parameters: ParsableArguments {
        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp("The length of the line in samples, up to 4096.", valueName: "count"))
        var length: Double

        @Option(
            name: .shortAndLong, parsing: .unconditional,
            help: ArgumentHelp(
                "The angle in degrees, counter-clockwise from the +x axis as displayed.", valueName: "degrees"))
        var angle = 0.0

        @Option(
            parsing: .unconditional,
            help: ArgumentHelp(
                "From -1 to 1: how much more the end that the angle points to counts than the other.",
                valueName: "share"))
        var direction = 0.0
    }

    @OptionGroup(title: "Filter") var motion: Parameters
    @OptionGroup(title: "Filter") var light: LightOptions
    @OptionGroup var common: CommonOptions

    func recipe() throws -> Recipe {
        let border = try common.filtering.borders()
        let motion = motion
        return Recipe(isLinear: light.linearLight, rank: 2) { (target) throws(FilterError) in
            MotionFilter(
                length: motion.length, angle: motion.angle, direction: motion.direction,
                border: try border.perAxis(of: target))
        }
    }
}
