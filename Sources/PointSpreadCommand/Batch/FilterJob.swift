import PointSpread
import PointSpreadIO

/// What is done to each input of a run.
struct FilterJob {
    let recipe: Recipe
    let reader: PictureReader
    /// The axes that were named.
    let axes: [AxisName]?
    let destination: Destination
    /// The format that was asked for.
    let format: FileFormat?
    let display: Display
    let overwrites: Bool
    /// How files are written, where their format leaves a choice.
    let writeOptions: WriteOptions
    /// The largest relative error of sums.
    let tolerance: Double
    let threads: Int
    /// The most memory that may be used, in bytes.
    let memoryLimit: Int?
    let isDryRun: Bool

    /// Refuses outputs that cannot be meant, whatever the inputs hold.
    func check(_ list: InputList) throws {
        if recipe.hasComponents, case .standardOutput = destination {
            throw FilterError(
                .invalidParameter, "output", expected: "a file or folder, since each component is written to one",
                found: "the standard output", remedy: "name a file, or ask for another --result")
        }
        if case .file(let path) = destination, format == nil { _ = try FileFormat.forWriting(path) }
        var inputs: [String: Input] = [:]
        for input in list.inputs {
            guard let path = destination.path(for: input, format: format) else { continue }
            if let other = inputs.updateValue(input, forKey: path) {
                throw FilterError(
                    .invalidParameter, "inputs", expected: "a name of its own for each result",
                    found: "\(path) for \(other.name) and \(input.name)", remedy: "filter them into different folders")
            }
        }
    }

    /// Reads, filters and writes one input.
    func run(_ input: Input) throws(FileError) -> Report {
        guard let (outline, rows) = try reader.open(input, axes: axes) else {
            return try runWhole(input, obstacle: "it is read as a whole")
        }
        let task = try prepare(input, outline, isOutline: true)
        switch try about(input.name, { () throws(FilterError) in try way(of: task, rows) }) {
        case .byRows(let plan, let bytes):
            var report = report(task, .byRows(plan, byteCount: bytes))
            if !isDryRun { try filterRows(rows, task, plan, &report) }
            return report
        case .whole(let bytes, let obstacle):
            if isDryRun { return report(task, .whole(byteCount: bytes, obstacle: obstacle)) }
            return try runWhole(input, obstacle: obstacle)
        }
    }

    private func runWhole(_ input: Input, obstacle: String?) throws(FileError) -> Report {
        let clock = ContinuousClock()
        let start = clock.now
        let original = try reader.read(
            input, axes: axes, mapped: isDryRun || mapsInput(input), memoryLimit: memoryLimit)
        let readTime = clock.now - start
        let task = try prepare(input, original, isOutline: false)
        let way = try about(input.name) { () throws(FilterError) in
            try self.way(of: task, nil, obstacle: obstacle)
        }
        var report = report(task, way)
        report.seconds = [("read", readTime.inSeconds)]
        if isDryRun { return report }

        let filterStart = clock.now
        let results = try about(input.name) { () throws(FilterError) in
            // Nothing is kept beyond what the limit of memory allows.
            try task.plan.run(task.picture.samples, threads: threads, reusesMemory: false)
        }
        let writeStart = clock.now
        for (index, (output, samples)) in zip(task.outputs, results).enumerated() {
            var result = task.picture
            result.samples = samples
            result.metadata?.scaling = task.plan.program.scaling(
                ofOutput: index, from: task.picture.metadata?.scaling)
            let (shown, mapping) = try about(input.name) { () throws(FilterError) in
                var shown = output.format.keepsScaling ? result : try result.withScaledValues()
                guard let conversion = task.conversion else { return (shown, Display.Mapping?.none) }
                let mapping = try conversion.mapping { () throws(FilterError) in try Statistics(shown.samples).range }
                shown.samples = try mapping.applied(to: shown.samples)
                return (shown, mapping)
            }
            report.mapping = mapping
            try shown.write(to: output.path, output.format, overwriting: overwrites, options: writeOptions)
        }
        report.seconds += [
            ("filter", (writeStart - filterStart).inSeconds), ("write", (clock.now - writeStart).inSeconds),
        ]
        return report
    }

    /// Everything that is known of the filtering of an input before its samples are looked at.
    struct Task {
        let input: Input
        /// What was read.
        let original: Picture
        /// What is filtered.
        let picture: Picture
        let plan: Plan
        /// The call of a framework's function that the filter is, if it is one.
        let call: ConventionCall?
        let outputs: [Output]
        /// What results go through on the way into a file; nothing where they are written as they are.
        let conversion: Conversion?
    }

    /// Where one result goes.
    struct Output {
        /// Nothing for the standard output.
        let path: String?
        let format: FileFormat
    }

    private func prepare(_ input: Input, _ original: Picture, isOutline: Bool) throws(FileError) -> Task {
        let (picture, target, plan, call) = try about(input.name) { () throws(FilterError) in
            let picture =
                recipe.meaning == .image
                ? original : isOutline ? try original.outlineOverBlack() : try original.overBlack()
            try recipe.check(picture)
            let target = try FilterTarget(picture, axes: axes)
            let (plan, call) = try recipe.plan(for: target, display, tolerance: tolerance)
            return (picture, target, plan, call)
        }
        let outputs = try outputs(of: input, original.format, target)
        let conversion = try about(input.name) { () throws(FilterError) in
            guard let result = plan.program.outputs.first, let output = outputs.first else { return Conversion?.none }
            let scaled = try scaledType(of: plan.program, picture, in: output.format)
            return try display.conversion(
                of: scaled ?? result.type, meaning: recipe.meaning, source: scaled ?? original.samples.elementType,
                in: output.format)
        }
        return Task(
            input: input, original: original, picture: picture, plan: plan, call: call, outputs: outputs,
            conversion: conversion)
    }

    /// The type of what results stand for, where that is written in their place.
    private func scaledType(
        of program: FilterProgram, _ picture: Picture, in format: FileFormat
    ) throws(FilterError) -> ElementType? {
        var result = picture
        result.metadata?.scaling = program.scaling(ofOutput: 0, from: picture.metadata?.scaling)
        guard result.metadata?.scaling != nil, !format.keepsScaling else { return nil }
        // One sample is enough to see.
        let shape = try Shape(program.outputShape.map { min($0, 1) })
        result.samples = AnyArray(try ArrayBuffer(uninitialized: shape, of: program.outputs[0].type))
        return try result.withScaledValues().samples.elementType
    }

    private func report(_ task: Task, _ way: Way) -> Report {
        Report(
            input: task.input, picture: task.original, plan: task.plan, call: task.call,
            outputs: task.outputs.map { $0.path ?? "-" }, threads: threads, isDryRun: isDryRun, way: way)
    }

    private func outputs(
        of input: Input, _ inputFormat: FileFormat, _ target: FilterTarget
    ) throws(FileError) -> [Output] {
        let suffixes = recipe.hasComponents ? target.axes.map { "-" + target.words(for: $0) } : [""]
        var outputs: [Output] = []
        for suffix in suffixes {
            guard let path = destination.path(for: input, suffix: suffix, format: format) else {
                outputs.append(Output(path: nil, format: format ?? inputFormat))
                continue
            }
            let isSpecial = try isSpecialFile(path)
            if !overwrites, !isSpecial, exists(path) {
                throw FileError(
                    .exists, input.name, expected: "an output name that is not taken", found: path,
                    remedy: "choose another name, or pass --force to overwrite")
            }
            let known = if let format { format } else { try FileFormat.forWriting(path) }
            outputs.append(Output(path: path, format: known))
        }
        return outputs
    }
}

/// Runs work on an input; what goes wrong becomes an error about that input, with the parameter's name kept.
func about<Result>(
    _ subject: String, _ body: () throws(FilterError) -> Result
) throws(FileError) -> Result {
    do {
        return try body()
    } catch {
        throw FileError(error, in: error.code == .outOfMemory ? subject : "\(subject): \(error.subject)")
    }
}
