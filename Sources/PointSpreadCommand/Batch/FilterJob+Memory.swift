import PointSpread
import PointSpreadIO

extension FilterJob {
    /// How much of an input and its results is in memory at once.
    enum Way {
        /// Everything; the obstacle says why it is not filtered by rows, where it would have been.
        case whole(byteCount: Int, obstacle: String?)
        /// A band of rows.
        case byRows(BandedPlan, byteCount: Int)

        /// The memory that is needed, in bytes, with what the process takes for itself.
        var byteCount: Int {
            switch self {
            case .whole(let count, _), .byRows(_, let count): count
            }
        }

        /// The way in words.
        var words: String {
            let size = "about \(ByteCount.words(byteCount))"
            switch self {
            case .whole(_, nil): return "\(size) for the whole at once"
            case .whole(_, let obstacle?): return "\(size) for the whole at once, because \(obstacle)"
            case .byRows(let plan, _):
                return "\(size) for \(plan.resultRows) of \(plan.program.outputShape[0]) rows at a time"
            }
        }

        /// The way as members of an object.
        var json: [(name: String, value: JSON)] {
            switch self {
            case .whole(let bytes, let obstacle):
                [("memoryBytes", .integer(bytes)), ("rowsAtOnce", .null)]
                    + (obstacle.map { [("wholeBecause", .string($0))] } ?? [])
            case .byRows(let plan, let bytes):
                [("memoryBytes", .integer(bytes)), ("rowsAtOnce", .integer(plan.resultRows))]
            }
        }
    }

    /// What the process takes before it reads anything, with a margin.
    private static let ownBytes = 32 << 20
    /// Inputs and results up to this size are filtered as a whole where nothing speaks against it.
    static let largeSize = 256 << 20
    /// What rows of input and results may take where no limit is given.
    private static let bandSize = 64 << 20

    /// Whether the elements of a large file may stay in it.
    func mapsInput(_ input: Input) -> Bool {
        guard case .file(let path) = input, case .regular(let size) = OpenFile.Kind(path: path)
        else { return false }
        return size > Self.largeSize
    }

    /// Decides how much is in memory at once.
    ///
    /// - Parameters:
    ///   - rows: what the input is read with by rows, where it can be.
    ///   - known: why it cannot.
    /// - Throws: `FilterError` where the limit admits no way.
    func way(
        of task: Task, _ rows: (any RowReader)?, obstacle known: String? = nil
    ) throws(FilterError) -> Way {
        let (input, program) = (task.original.samples, task.plan.program)
        let inputBytes = saturatedProduct([input.shape.elementCount, input.elementType.size])
        let resultBytes = program.outputs.reduce(0) {
            $0 + saturatedProduct([program.outputShape.elementCount, $1.type.size])
        }
        let convertedBytes = task.conversion.map {
            saturatedProduct([program.outputShape.elementCount, $0.type.size]) + 24 << 20
        }
        let isMapped = rows?.isMappable ?? input.buffer.storage.isMapped
        let stored = isMapped && mapsInput(task.input) ? 0 : inputBytes
        let filtered = saturatedProduct([
            task.picture.samples.shape.elementCount, task.picture.samples.elementType.size,
        ])
        let afterReading =
            (recipe.meaning != .image && hasAlpha(task) ? filtered * 5 : 0) + resultBytes + (convertedBytes ?? 0)
            + scaledBytes(task) + encodingBytes(task) + task.plan.scratchBytes(threads: threads)
        let whole = Self.ownBytes + stored + max(rows?.workingBytes ?? 0, afterReading)
        let limit = memoryLimit ?? .max
        let isLarge = inputBytes + resultBytes > Self.largeSize
        if whole <= limit, !isLarge { return .whole(byteCount: whole, obstacle: nil) }
        func asWhole(_ obstacle: String) throws(FilterError) -> Way {
            guard whole <= limit else {
                throw Self.refusal(
                    limit, "\(ByteCount.words(whole)), because \(obstacle)", "raise it to \(ByteCount.words(whole))")
            }
            return .whole(byteCount: whole, obstacle: obstacle)
        }
        guard let rows else { return try asWhole(known ?? "it is read as a whole") }
        if let obstacle = obstacleToRows(task) { return try asWhole(obstacle) }
        return try byRows(task, rows, limit)
    }

    /// What the values take that are written in place of samples and a scaling.
    private func scaledBytes(_ task: Task) -> Int {
        guard task.original.metadata?.scaling != nil, task.outputs.contains(where: { !$0.format.keepsScaling }) else {
            return 0
        }
        return saturatedProduct([task.plan.program.outputShape.elementCount, 8 + 8])
    }

    /// What the writers take that need most.
    private func encodingBytes(_ task: Task) -> Int {
        let shape = task.plan.program.outputShape
        let channels = task.picture.metadata?.channelAxis.map { max(1, shape[$0]) } ?? 1
        return task.outputs.reduce(0) {
            max($0, $1.format.codec.encodingBytes(places: shape.elementCount / channels, writeOptions))
        }
    }

    private func byRows(_ task: Task, _ reader: any RowReader, _ limit: Int) throws(FilterError) -> Way {
        var rows = task.plan.program.outputShape[0]
        let first = try BandedPlan(task.plan, rows: 1)
        rows = min(rows, max(1, Self.bandSize / max(1, first.inputRowBytes + first.resultRowBytes)))
        while true {
            let plan = try BandedPlan(task.plan, rows: rows)
            let bytes = try byteCount(plan, task) + reader.workingBytes
            if bytes <= limit { return .byRows(plan, byteCount: bytes) }
            guard plan.resultRows > first.resultRows else {
                let least = first.resultRows == 1 ? "row by row" : "by tiles of \(first.resultRows) rows"
                throw Self.refusal(
                    limit, "\(ByteCount.words(bytes)) even \(least)", "raise it to \(ByteCount.words(bytes))")
            }
            rows = plan.resultRows / 2
        }
    }

    private func byteCount(_ plan: BandedPlan, _ task: Task) throws(FilterError) -> Int {
        let rowBytes = task.original.samples.shape.dropFirst().reduce(task.original.samples.elementType.size, *)
        var bytes = Self.ownBytes + (try plan.byteCount(threads: threads)) + 24 * rowBytes + 2 << 20
        if let type = task.conversion?.type {
            bytes += plan.resultRows * saturatedProduct(plan.program.outputShape.dropFirst() + [type.size]) + 24 << 20
        }
        if hasAlpha(task) { bytes += 64 << 20 }
        return bytes
    }

    /// Why an input that can be read by rows cannot be filtered and written by rows.
    private func obstacleToRows(_ task: Task) -> String? {
        for output in task.outputs where !(output.format.codec is any RowCodec.Type) {
            return "\(output.format) is written as a whole"
        }
        if let roles = task.original.metadata?.roles {
            if roles.first == .channel { return "the rows are channels, which are filtered together" }
            let isFlat = roles == [.y, .x] || roles == [.y, .x, .channel]
            for output in task.outputs where !isFlat && output.format != .npy {
                return "the axes are written to \(output.format) in another order"
            }
        } else if task.outputs.contains(where: { $0.format != .npy }) {
            return "the meaning of the axes is not known"
        }
        if task.original.metadata?.scaling != nil { return "the samples stand for other numbers" }
        if task.conversion?.needsRange ?? false { return "--scale auto looks at all samples first" }
        return task.plan.program.obstacleToBands(along: 0)
    }

    private func hasAlpha(_ task: Task) -> Bool {
        recipe.meaning != .image && task.original.metadata?.alpha != ImageMetadata.Alpha.none
    }

    private static func refusal(_ limit: Int, _ found: String, _ remedy: String) -> FilterError {
        FilterError(
            .invalidParameter, "max-memory", expected: "at most \(ByteCount.words(limit))", found: found, remedy: remedy
        )
    }
}
