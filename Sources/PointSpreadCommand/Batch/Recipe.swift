import ArgumentParser
import PointSpread

/// A filter as a command describes it, before it is known what it is applied to.
struct Recipe {
    /// What the results mean.
    var meaning = ResultMeaning.image
    /// Whether the filter works on linear light.
    var isLinear = false
    /// How many axes an input must have for the filter; nothing where any number will do.
    var rank: Int?
    /// Whether there is one result for each filtered axis.
    var hasComponents = false
    /// The filter for an input.
    let filter: (FilterTarget) throws(FilterError) -> any Filter

    /// Refuses parameters that have no meaning for any input.
    ///
    /// - Throws: `FilterError`.
    func check(tolerance: Double) throws(FilterError) {
        let probe = try FilterTarget(probingRank: rank ?? 3)
        let filter = try filter(probe)
        guard let foreign = filter as? FrameworkFilter else {
            _ = try filter.plan(for: probe.layout, tolerance: tolerance)
            return
        }
        // Frameworks take some types and sizes only, so that no stand-in suits all of them; one that does nothing will do for
        // the tolerance.
        _ = try foreign.call(for: probe.layout).filter
        let copy = try FilterProgram(inputShape: probe.layout.shape, inputType: probe.layout.elementType, passes: [])
        _ = try copy.plan(for: probe.layout, tolerance: tolerance)
    }

    /// Refuses a picture that the filter has no meaning for, whatever its parameters.
    ///
    /// - Throws: `FilterError`.
    func check(_ picture: Picture) throws(FilterError) {
        guard isLinear, let scaling = picture.metadata?.scaling else { return }
        throw FilterError(
            .mismatch, "linear-light", expected: "samples that are brightness or colour",
            found: "samples that stand for \(scaling)", remedy: "leave out --linear-light")
    }

    /// The filter made ready for an input, and the call of a framework's function that it is, if it is one.
    ///
    /// - Parameters:
    ///   - display: says what type its results are to be of.
    ///   - tolerance: the largest relative error of sums.
    /// - Throws: `FilterError` where it has no meaning for this input.
    func plan(
        for target: FilterTarget, _ display: Display, tolerance: Double
    ) throws(FilterError) -> (plan: Plan, call: ConventionCall?) {
        let layout = isLinear ? target.layout.inLinearLight() : target.layout
        let filter = try filter(target)
        if var foreign = filter as? FrameworkFilter {
            // A framework makes the type itself where it can; what others make is converted afterwards.
            if let type = display.plainType { foreign = try foreign.resulting(in: type) }
            guard display.rounding == .halfEven || foreign.options[.type] == nil else {
                throw FilterError(
                    .invalidParameter, "round",
                    expected: "the rounding of \(foreign.framework.name), which makes the type",
                    found: display.rounding.rawValue, remedy: "leave out --round")
            }
            let program = try foreign.program(for: layout)
            return (try program.plan(for: layout, tolerance: tolerance), try foreign.call(for: layout))
        }
        var program = try filter.program(for: layout)
        if let (type, rounding) = display.resultType(of: layout.elementType) {
            program = try program.storing(type, rounding: rounding)
        }
        return (try program.plan(for: layout, tolerance: tolerance), nil)
    }
}

/// A command that filters inputs one after the other.
protocol FilterCommand: ParsableCommand {
    /// The options that all such commands have.
    var common: CommonOptions { get }

    /// The filter that the options of the command describe.
    func recipe() throws -> Recipe
}

extension FilterCommand {
    /// Filters the inputs, and ends with the status that says how many of them were filtered.
    mutating func run() throws {
        let recipe = try recipe()
        try recipe.check(tolerance: common.filtering.tolerance)
        try FilterBatch(recipe, common).run()
    }
}
