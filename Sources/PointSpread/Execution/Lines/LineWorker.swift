import PointSpreadKernelTable

/// What one thread needs to compute output lines: a cursor for every branch, and the lines that joins work on.
final class LineWorker<Number: LineNumber> {
    private typealias Operand = LineJoin<Number>.Operand

    /// One output of the program: where it goes, and how.
    private struct Output {
        let buffer: ArrayBuffer
        let stride: Int
        let store: LineKernelTable<Number>.Store
        /// The branch whose lines are the output, where nothing is joined.
        let branch: Int?
        let evaluator: LineJoin<Number>
    }

    private let layout: LineLayout
    private var cursors: [(operand: Operand, cursor: LineCursor<Number>)] = []
    private var lines: [Operand: Scratch<Number>] = [:]
    private var outputs: [Output] = []
    private let outer: Scratch<Int>
    private let otherPlace: Scratch<Int>

    init(
        _ program: FilterProgram, branches: [[LinePass<Number>]], layout: LineLayout,
        kernels: LineKernelTable<Number>, encoders: [ResultEncoder<Number>?], input: ArrayBuffer,
        outputs targets: [ArrayBuffer]
    ) throws(FilterError) {
        self.layout = layout
        let work = LineWork(program.outputShape, layout: layout)
        let length = work.segmentLength
        outer = try Scratch(count: layout.lineAxis)
        otherPlace = try Scratch(count: layout.lineAxis)

        for operand in Self.operands(program, layout) where lines[operand] == nil {
            let source = try LineSource(
                input, maps: program.branches[operand.branch].first?.load.maps ?? [], layout: layout,
                stride: layout.stride(of: input) ?? 1, kernels: kernels)
            let cursor = try LineCursor(branches[operand.branch], source: source, layout: layout, kernels: kernels)
            cursors.append((operand, cursor))
            lines[operand] = try Scratch(count: length)
        }
        for (index, (output, target)) in zip(program.outputs, targets).enumerated() {
            var branch: Int?
            var (rounding, overflow) = (output.rounding, output.overflow)
            if case .branch(let plain) = output.join, program.isPlain(output) {
                branch = plain
                if let store = program.branches[plain].last?.store {
                    (rounding, overflow) = (store.rounding, store.overflow)
                }
            }
            let evaluator = try LineJoin(
                output.join, operands: lines, layout: layout, kernels: kernels,
                encoder: encoders[index], length: length)
            outputs.append(
                Output(
                    buffer: target, stride: layout.stride(of: target) ?? 1,
                    store: kernels.store(to: output.type, rounding, overflow), branch: branch, evaluator: evaluator))
        }
    }

    /// The branches that outputs are made of, and those that they take in a channel other than their own.
    private static func operands(_ program: FilterProgram, _ layout: LineLayout) -> [Operand] {
        var operands = program.outputs.flatMap { $0.join.branches.map { Operand(branch: $0, channel: nil) } }
        if let channels = layout.channels, channels.axis < layout.lineAxis {
            operands += program.outputs.flatMap { output in
                output.join.channelOperands.map { Operand(branch: $0.branch, channel: $0.channel) }
            }
        }
        return operands
    }

    /// The memory that a worker takes, in bytes, but for what is short.
    static func byteCount(_ program: FilterProgram, branches: [[LinePass<Number>]], layout: LineLayout) -> Int {
        let operands = Set(operands(program, layout))
        let lines = program.outputs.reduce(operands.count) { $0 + $1.join.lineCount + 1 }
        let length = LineWork(program.outputShape, layout: layout).segmentLength
        return operands.reduce(lines * length * MemoryLayout<Number>.stride) { bytes, operand in
            let maps = program.branches[operand.branch].first?.load.maps ?? []
            return bytes + LineCursor.byteCount(branches[operand.branch])
                + LineSource<Number>.byteCount(maps, of: program.inputType, layout: layout)
        }
    }

    /// Computes a run of output lines, unless it is cancelled in between.
    func run(_ work: LineWork, _ units: Range<Int>, _ cancellation: Cancellation?) {
        for unit in units {
            if let cancellation, cancellation.isCancelled { return }
            let (segment, count) = work.locate(unit, outer.base)
            if let direct = directTarget(segment) {
                cursors[0].cursor.line(at: outer.base, segment: segment, count: count, into: direct)
                continue
            }
            for (operand, cursor) in cursors {
                guard let line = lines[operand] else { continue }
                cursor.line(at: place(of: operand), segment: segment, count: count, into: line.base)
            }
            for output in outputs { write(output, segment: segment, count: count) }
        }
    }

    /// Where the line of the only output begins in memory, when it can be computed there.
    private func directTarget(_ segment: Int) -> UnsafeMutablePointer<Number>? {
        guard outputs.count == 1, cursors.count == 1, outputs[0].branch != nil, outputs[0].stride == 1,
            outputs[0].buffer.elementType == Number.elementType
        else { return nil }
        return address(of: outputs[0], segment).assumingMemoryBound(to: Number.self)
    }

    private func write(_ output: Output, segment: Int, count: Int) {
        if let branch = output.branch, let line = lines[Operand(branch: branch, channel: nil)] {
            output.store(line.base, address(of: output, segment), output.stride, count)
        } else {
            output.evaluator.evaluate(at: outer.base, count: count)
            output.store(output.evaluator.result, address(of: output, segment), output.stride, count)
        }
    }

    /// The current place, or the same in another channel.
    private func place(of operand: Operand) -> UnsafePointer<Int> {
        guard let channel = operand.channel, let channels = layout.channels else { return UnsafePointer(outer.base) }
        otherPlace.base.update(from: outer.base, count: layout.lineAxis)
        otherPlace.base[channels.axis] = channel
        return UnsafePointer(otherPlace.base)
    }

    private func address(of output: Output, _ segment: Int) -> UnsafeMutableRawPointer {
        var offset = segment * output.stride
        for axis in layout.outerAxes { offset += outer.base[axis] * output.buffer.strides[axis] }
        return output.buffer.base + offset * output.buffer.elementType.size
    }
}
