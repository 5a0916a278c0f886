import PointSpreadKernelTable

/// Computes the lines of one branch of a program, one at a time, by pulling each line from the lines that it is made of.
///
/// Every pass keeps the lines of its window, so a run needs memory for a band of lines only. A cursor serves one thread.
final class LineCursor<Number: LineNumber> {
    private let layout: LineLayout
    private let source: LineSource<Number>
    private let kernels: LineKernelTable<Number>
    private let stages: [LineStage<Number>]
    private var segment = 0
    private var segmentCount = 0

    init(
        _ passes: [LinePass<Number>], source: LineSource<Number>, layout: LineLayout, kernels: LineKernelTable<Number>
    ) throws(FilterError) {
        self.layout = layout
        self.source = source
        self.kernels = kernels
        stages = try passes.map { (pass) throws(FilterError) in
            try LineStage(pass, outerAxes: layout.lineAxis, kernels: kernels)
        }
    }

    /// The memory that a branch takes, in bytes.
    static func byteCount(_ passes: [LinePass<Number>]) -> Int {
        passes.reduce(0) { $0 + LineStage.byteCount($1) }
    }

    /// Computes one line of the branch's result.
    ///
    /// - Parameters:
    ///   - outer: its place, one index per outer axis.
    ///   - segment: the first number of the segment, where lines are cut into segments.
    ///   - count: the numbers of the segment, or of the line.
    func line(
        at outer: UnsafePointer<Int>, segment: Int, count: Int, into target: UnsafeMutablePointer<Number>
    ) {
        self.segment = segment
        segmentCount = count
        produce(stages.count - 1, at: outer, into: target)
    }

    /// Computes one line of a pass's result; −1 stands for the loaded input.
    private func produce(_ number: Int, at outer: UnsafePointer<Int>, into target: UnsafeMutablePointer<Number>) {
        guard number >= 0 else {
            let count = layout.isFilteredAlongLine && !stages.isEmpty ? stages[0].pass.inputLength : segmentCount
            return source.read(at: outer, segment: segment, count: count, into: target)
        }
        let stage = stages[number]
        let count = layout.isFilteredAlongLine ? stage.pass.outputLength : segmentCount
        guard count > 0 else { return }
        collectLines(of: stage, number, at: outer)
        if stage.pass.stride == 1 {
            stage.sum(into: target, count: count, kernels: kernels)
        } else {
            let (step, stride) = (stage.pass.step, stage.pass.stride)
            stage.sum(into: stage.whole.base, count: (count / step - 1) * stride * step + step, kernels: kernels)
            let whole = stage.whole.base
            if step == 1 {
                for output in 0..<count { target[output] = whole[output &* stride] }
            } else {
                for output in 0..<count / step {
                    (target + output * step).update(from: whole + output * stride * step, count: step)
                }
            }
        }
        stage.pass.steps.apply(to: target, count: count, by: kernels.pointwise)
        stage.storage?.apply(to: target, count: count)
    }

    /// Makes sure that every line of a pass's window is at hand.
    private func collectLines(of stage: LineStage<Number>, _ number: Int, at outer: UnsafePointer<Int>) {
        let pass = stage.pass
        var context = segment
        for axis in layout.outerAxes where !pass.outerAxes.contains(axis) {
            context = context &* pass.inputSizes[axis] &+ outer[axis]
        }
        stage.entering.base.update(from: outer, count: layout.lineAxis)
        stage.window.begin(context: context)
        stage.locate(at: outer)
        // Lines that are there already are marked first, so that new ones do not take their slots.
        var isComplete = true
        for index in 0..<stage.places.count {
            let place = stage.places.base[index]
            if place < 0 {
                stage.lines.base[index] = UnsafePointer(stage.uniforms[-1 - place].base + pass.lead)
            } else if let line = stage.window.line(at: place) {
                stage.lines.base[index] = UnsafePointer(line)
            } else {
                isComplete = false
            }
        }
        if isComplete { return }
        for index in 0..<stage.places.count where stage.places.base[index] >= 0 {
            let place = stage.places.base[index]
            if let line = stage.window.line(at: place) {
                stage.lines.base[index] = UnsafePointer(line)
                continue
            }
            stage.enter(place)
            if number == 0, pass.extensions.isEmpty,
                let line = source.direct(at: UnsafePointer(stage.entering.base), segment: segment)
            {
                stage.lines.base[index] = line
                continue
            }
            let line = stage.window.makeLine(at: place)
            let plain = pass.stuffing == 0 ? line : stage.whole.base
            produce(number - 1, at: UnsafePointer(stage.entering.base), into: plain)
            extend(line, from: plain, pass)
            stage.lines.base[index] = UnsafePointer(line)
        }
    }

    /// Fills what a prepared line holds beside the line itself.
    private func extend(
        _ line: UnsafeMutablePointer<Number>, from samples: UnsafeMutablePointer<Number>, _ pass: LinePass<Number>
    ) {
        let step = pass.step
        // Copying a number by a call takes longer than summing it.
        if step == 1 {
            for (position, content) in pass.extensions {
                switch content {
                case .number(let number): line[position] = number
                case .stuffed: line[position] = .zero
                case .sample(let index): line[position] = samples[index]
                }
            }
            return
        }
        for (position, content) in pass.extensions {
            let target = line + position * step
            switch content {
            case .number(let number): target.update(repeating: number, count: step)
            case .stuffed: target.update(repeating: .zero, count: step)
            case .sample(let index): target.update(from: samples + index * step, count: step)
            }
        }
    }
}
