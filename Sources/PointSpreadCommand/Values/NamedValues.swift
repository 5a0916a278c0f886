import PointSpread

/// A parameter as a user gives it: one value for all axes, or one for each axis by its name.
///
/// Values are never told apart by their order, because file formats and arrays do not agree on the order of axes.
struct NamedValues<Value: Hashable & Sendable> {
    /// What is said of one axis, or of all where no axis is named.
    struct Entry {
        let axis: AxisName?
        let value: Value
    }

    /// The name of the option, for messages.
    let option: String
    let entries: [Entry]

    /// Reads one value, or values such as `x=1,y=2`.
    init(
        _ text: String, option: String, reading: (_ text: String) throws(FilterError) -> Value
    ) throws(FilterError) {
        self.option = option
        guard text.contains("=") else {
            guard !text.contains(",") else {
                throw FilterError(
                    .invalidParameter, option, expected: "one value, or values by the names of their axes",
                    found: "'\(text)'", remedy: "name the axes, as in x=…,y=…, since files order axes differently")
            }
            entries = [Entry(axis: nil, value: try reading(text))]
            return
        }
        var entries: [Entry] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let sign = part.firstIndex(of: "=") else {
                throw FilterError(
                    .invalidParameter, option, expected: "a value for every named axis", found: "'\(part)'",
                    remedy: "name all axes, as in x=…,y=…")
            }
            let axis = try AxisName(part[..<sign].trimmed, option: option)
            guard !entries.contains(where: { $0.axis == axis }) else {
                throw FilterError(
                    .invalidParameter, option, expected: "one value for each axis", found: "two for \(axis)",
                    remedy: "leave out one of them")
            }
            entries.append(Entry(axis: axis, value: try reading(String(part[part.index(after: sign)...].trimmed))))
        }
        self.entries = entries
    }

    /// Every value that was given.
    var values: [Value] { entries.map(\.value) }

    /// The values in the order of the filtered axes of an input.
    ///
    /// - Parameter axes: the axes that the filter runs along, where they are not those that the input is filtered along.
    /// - Throws: `FilterError` when an axis has no value, or a named axis is not filtered.
    func perAxis(of target: FilterTarget, along axes: [Int]? = nil) throws(FilterError) -> PerAxis<Value> {
        if entries.count == 1, entries[0].axis == nil { return .uniform(entries[0].value) }
        let axes = axes ?? target.axes
        let axesInWords = axes.map(target.words(for:)).joined(separator: ",")
        if target.isProbe {
            // Without an input any axis will do, as long as every value is looked at.
            return .each(axes.indices.map { entries[$0 % entries.count].value })
        }
        var found: [Int: Value] = [:]
        for entry in entries {
            guard let name = entry.axis else { continue }
            guard let axis = target.index(of: name), axes.contains(axis) else {
                throw FilterError(
                    .invalidAxes, option, expected: "values for the filtered axes \(axesInWords)",
                    found: "one for \(name)", remedy: "leave it out, or name it in --axes")
            }
            guard found.updateValue(entry.value, forKey: axis) == nil else {
                throw FilterError(
                    .invalidAxes, option, expected: "one value for each axis", found: "two for axis \(axis)",
                    remedy: "leave out one of them")
            }
        }
        var values: [Value] = []
        for axis in axes {
            guard let value = found[axis] else {
                throw FilterError(
                    .invalidAxes, option, expected: "a value for each filtered axis, \(axesInWords)",
                    found: "none for \(target.words(for: axis))", remedy: "give all of them, or filter fewer --axes")
            }
            values.append(value)
        }
        return .each(values)
    }
}
