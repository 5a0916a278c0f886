import PointSpreadKernelTable

/// The results of a block: how branches are joined, and where the results go.
final class PaddedOutputs<Number: LineNumber> {
    /// Where the results of a block begin, if they go there as they are made.
    struct Direct {
        let base: UnsafeMutablePointer<Number>
        let pitch: Int
        let planePitch: Int
        /// Whether they are written past the caches.
        let isStreamed: Bool
        /// Where a plane is written to past the caches as a whole, once it has been made beside the array, and the distance to the next.
        var whole: (base: UnsafeMutablePointer<Number>, planePitch: Int)?
    }

    private final class Output {
        let lines: UnsafeMutablePointer<Number>
        let evaluator: LineJoin<Number>?
        let store: LineKernelTable<Number>.Store
        let isPlain: Bool
        let elementSize: Int
        var base: UnsafeMutableRawPointer?
        var slice: UnsafeMutableRawPointer?
        let slices: PaddedSlices
        var stride = 1
        var pitch = 0
        var planePitch = 0
        var isLarge = false

        init(
            _ output: TileRun<Number>.Output, _ evaluator: LineJoin<Number>?, lines: UnsafeMutablePointer<Number>,
            _ slices: PaddedSlices
        ) {
            self.slices = slices
            self.evaluator = evaluator
            self.lines = lines
            store = output.store
            isPlain = output.type == Number.elementType
            elementSize = output.type.size
        }
    }

    /// The first result's numbers, where they are not joined from those of branches.
    let lines: UnsafeMutablePointer<Number>
    private let outputs: [Output]
    /// The result, where there is but one.
    private let only: Output?
    private let copy: BlockKernelTable<Number>.Copy
    /// Writes a line past the caches, and what makes it visible to other threads.
    let stream: BlockKernelTable<Number>.Stream
    let finishStreams: @Sendable () -> Void
    private let layout: LineLayout
    private let size: PaddedSize
    private let rowAxis: Int?
    private let planeAxis: Int?
    private let noPlace: Scratch<Int>
    private let memory: [AnyObject]

    /// - Parameter isJoined: whether results are joined from those of branches, and not made otherwise.
    init(_ run: PaddedRun<Number>, results: [Scratch<Number>], isJoined: Bool) throws(FilterError) {
        let made = try Scratch<Number>(repeating: .zero, count: isJoined ? 0 : run.size.count)
        lines = made.base
        let operands = Dictionary(
            uniqueKeysWithValues: results.enumerated().map { (LineJoin<Number>.Operand(branch: $0, channel: nil), $1) })
        let outputs = try run.outputs.map { (output) throws(FilterError) in
            let slices = try PaddedSlices(run)
            if let branch = output.branch { return Output(output, nil, lines: results[branch].base, slices) }
            guard isJoined else { return Output(output, nil, lines: made.base, slices) }
            let evaluator = try LineJoin(
                output.join, operands: operands, layout: run.layout, kernels: run.kernels, encoder: nil,
                length: run.size.count)
            return Output(output, evaluator, lines: evaluator.result, slices)
        }
        self.outputs = outputs
        only = outputs.count == 1 ? outputs[0] : nil
        (copy, stream) = (run.kernels.blocks.copy, run.kernels.blocks.stream)
        finishStreams = run.kernels.blocks.finishStreams
        layout = run.layout
        size = run.size
        (rowAxis, planeAxis) = (run.rows?.axis, run.planes?.axis)
        noPlace = try Scratch(count: 1)
        memory = [made] + results
    }

    func prepare(for targets: [ArrayBuffer]) {
        for (output, target) in zip(outputs, targets) {
            output.base = target.base
            output.slices.prepare(for: target)
            output.isLarge = target.shape.elementCount * output.elementSize >= Self.streamedBytes
            output.stride = layout.stride(of: target) ?? 1
            output.pitch = (rowAxis.map { target.strides[$0] } ?? 0) * output.elementSize
            output.planePitch = (planeAxis.map { target.strides[$0] } ?? 0) * output.elementSize
        }
    }

    /// Results of so many bytes are no longer in the caches when somebody reads them.
    private static var streamedBytes: Int { 8 << 20 }

    /// Goes to a slice.
    func locate(_ number: Int) {
        if let only {
            only.slice = only.base.map { $0 + only.slices.offset(number) }
        } else {
            for output in outputs { output.slice = output.base.map { $0 + output.slices.offset(number) } }
        }
    }

    /// Where the first result's numbers go as they are made: where they belong, if whole vectors find room there.
    func direct(_ firstPlane: Int, _ firstRow: Int, _ columns: TileColumns) -> Direct? {
        guard let output = only, output.isPlain, output.stride == 1, columns.outputCount >= 16,
            let slice = output.slice
        else { return nil }
        let base =
            slice + firstPlane * output.planePitch + firstRow * output.pitch + columns.firstOutput * output.elementSize
        let isAligned = (Int(bitPattern: base) | output.pitch | output.planePitch) & 63 == 0
        let (pitch, planePitch) = (output.pitch / output.elementSize, output.planePitch / output.elementSize)
        let numbers = base.assumingMemoryBound(to: Number.self)
        if output.isLarge, !isAligned, pitch == columns.outputCount {
            // Rows without gaps are one line, however they lie in those of the cache.
            return Direct(base: lines, pitch: pitch, planePitch: 0, isStreamed: false, whole: (numbers, planePitch))
        }
        return Direct(base: numbers, pitch: pitch, planePitch: planePitch, isStreamed: output.isLarge && isAligned)
    }

    /// Joins the branches' results.
    func join(count: Int) {
        // Places between rows are computed too, from whatever is there.
        for output in outputs { output.evaluator?.evaluate(at: noPlace.base, count: count) }
    }

    /// Stores the results of a block.
    func store(_ firstPlane: Int, _ firstRow: Int, planes: Int, rows: Int, _ columns: TileColumns) {
        for output in outputs {
            guard let slice = output.slice else { continue }
            for plane in 0..<planes {
                let lines = output.lines + plane * size.planePitch
                let target =
                    slice + (firstPlane + plane) * output.planePitch + firstRow * output.pitch
                    + columns.firstOutput * output.stride * output.elementSize
                if output.isPlain, output.stride == 1 {
                    let numbers = target.assumingMemoryBound(to: Number.self)
                    copy(lines, size.pitch, numbers, output.pitch / output.elementSize, rows, columns.outputCount)
                    continue
                }
                for row in 0..<rows {
                    output.store(
                        lines + row * size.pitch, target + row * output.pitch, output.stride, columns.outputCount)
                }
            }
        }
    }
}
