/// One or two passes that thin out or fill up, as they run at a time: one across rows, one along them, or both.
///
/// A row is made of all axes from `lineAxis` on. The pass along the rows, where there is one, runs along that axis; the pass across
/// them runs along the axis before it.
struct SamplingStage<Part: Sendable>: Sendable {
    let vertical: Part?
    let horizontal: Part?
    let inputSizes: [Int]
    let outputSizes: [Int]
    let lineAxis: Int

    /// The distance in numbers between neighbours along the line axis.
    var step: Int { inputSizes.dropFirst(lineAxis + 1).reduce(1, *) }
    /// The numbers of a row.
    var inputWidth: Int { inputSizes[lineAxis...].reduce(1, *) }
    var outputWidth: Int { outputSizes[lineAxis...].reduce(1, *) }
    /// The axis of the rows, and how many there are in a slice.
    var rowAxis: Int? { lineAxis > 0 ? lineAxis - 1 : nil }
    var inputRows: Int { rowAxis.map { inputSizes[$0] } ?? 1 }
    var outputRows: Int { rowAxis.map { outputSizes[$0] } ?? 1 }
    /// How many slices of rows there are.
    var slices: Int { inputSizes.prefix(rowAxis ?? 0).reduce(1, *) }
    var outputCount: Int { outputSizes.reduce(1, *) }
}

extension SamplingStage {
    /// From so many numbers between neighbours on, rows are combined with each other; rows with fewer are turned by 90° before.
    static var shortestRow: Int { 16 }

    /// Groups passes that thin out, first pass first, for an array of some shape.
    static func thinning<Number>(_ passes: [ThinningPass<Number>], _ sizes: [Int]) -> [Self]
    where Part == ThinningPass<Number> {
        var stages: [Self] = []
        var sizes = sizes
        for pass in passes {
            var outputs = sizes
            outputs[pass.axis] = pass.outputCount
            let isAlong = sizes[(pass.axis + 1)...].reduce(1, *) < shortestRow
            if isAlong, let last = stages.last, let vertical = last.vertical, last.horizontal == nil,
                vertical.axis == pass.axis - 1
            {
                stages[stages.count - 1] = Self(
                    vertical: vertical, horizontal: pass, inputSizes: last.inputSizes, outputSizes: outputs,
                    lineAxis: pass.axis)
            } else {
                stages.append(
                    Self(
                        vertical: isAlong ? nil : pass, horizontal: isAlong ? pass : nil, inputSizes: sizes,
                        outputSizes: outputs, lineAxis: isAlong ? pass.axis : pass.axis + 1))
            }
            sizes = outputs
        }
        return stages
    }

    /// Groups passes that fill up, first pass first, for an array of some shape.
    static func filling<Number>(_ passes: [FillingPass<Number>], _ sizes: [Int]) -> [Self]
    where Part == FillingPass<Number> {
        var stages: [Self] = []
        var sizes = sizes
        for pass in passes {
            var outputs = sizes
            outputs[pass.axis] = pass.outputCount
            let isAlong = sizes[(pass.axis + 1)...].reduce(1, *) < shortestRow
            if !isAlong, let last = stages.last, let horizontal = last.horizontal, last.vertical == nil,
                horizontal.axis == pass.axis + 1
            {
                stages[stages.count - 1] = Self(
                    vertical: pass, horizontal: horizontal, inputSizes: last.inputSizes, outputSizes: outputs,
                    lineAxis: horizontal.axis)
            } else {
                stages.append(
                    Self(
                        vertical: isAlong ? nil : pass, horizontal: isAlong ? pass : nil, inputSizes: sizes,
                        outputSizes: outputs, lineAxis: isAlong ? pass.axis : pass.axis + 1))
            }
            sizes = outputs
        }
        return stages
    }
}
