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
    let threads: Int
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
        let clock = ContinuousClock()
        let start = clock.now
        let original = try reader.read(input, axes: axes, mapped: isDryRun)
        let readTime = clock.now - start
        let subject = input.name
        let picture = try about(subject) { () throws(FilterError) in
            recipe.meaning == .image ? original : try original.overBlack()
        }
        let target = try about(subject) { () throws(FilterError) in try FilterTarget(picture, axes: axes) }
        let plan = try about(subject) { () throws(FilterError) in try recipe.plan(for: target) }
        let outputs = try self.outputs(of: input, original.format, target)
        var report = Report(
            input: input, picture: original, plan: plan, outputs: outputs.map { $0.path ?? "-" }, threads: threads,
            isDryRun: isDryRun)
        report.seconds = [("read", readTime.inSeconds)]
        if isDryRun { return report }

        let filterStart = clock.now
        let results = try about(subject) { () throws(FilterError) in
            try plan.run(picture.samples, threads: threads)
        }
        let writeStart = clock.now
        for (index, (output, samples)) in zip(outputs, results).enumerated() {
            var result = picture
            result.samples = samples
            result.metadata?.scaling = plan.program.scaling(ofOutput: index, from: picture.metadata?.scaling)
            report.mapping = try write(result, source: original.samples.elementType, to: output, subject: subject)
        }
        report.seconds += [
            ("filter", (writeStart - filterStart).inSeconds), ("write", (clock.now - writeStart).inSeconds),
        ]
        return report
    }

    /// Where one result goes.
    private struct Output {
        /// Nothing for the standard output.
        let path: String?
        let format: FileFormat
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

    /// Writes one result.
    private func write(
        _ result: Picture, source: ElementType, to output: Output, subject: String
    ) throws(FileError) -> Display.Mapping? {
        let (picture, mapping) = try about(subject) { () throws(FilterError) in
            var picture = output.format.keepsScaling ? result : try result.withScaledValues()
            let wasScaled = picture.metadata?.scaling != result.metadata?.scaling
            let (samples, mapping) = try display.shown(
                picture.samples, meaning: recipe.meaning, source: wasScaled ? picture.samples.elementType : source,
                in: output.format)
            picture.samples = samples
            return (picture, mapping)
        }
        try picture.write(to: output.path, output.format, overwriting: overwrites)
        return mapping
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
