import PointSpreadKernelTable

/// Computes the lines of one branch of a program, one at a time, by pulling each line from the lines that it is made of.
///
/// Every pass keeps the lines of its window, so a run needs memory for a band of lines only. A cursor serves one thread.
final class LineCursor<Number: LineNumber> {
    /// What one pass needs while it runs.
    private struct Stage {
        let pass: LinePass<Number>
        let window: LineWindow<Number>
        /// The place of the line that enters, one index per outer axis.
        let place: Scratch<Int>
        /// Position 0 of each line of the window, and the samples under each tap.
        let lines: Scratch<UnsafePointer<Number>>
        let first: Scratch<UnsafePointer<Number>>
        let second: Scratch<UnsafePointer<Number>>
        /// A line of each of the pass's uniform numbers.
        let uniforms: [Scratch<Number>]
        /// A line before it is thinned out or spread.
        let whole: Scratch<Number>
        let vectors: Scratch<UInt8>
    }

    private let layout: LineLayout
    private let source: LineSource<Number>
    private let kernels: LineKernelTable<Number>
    private let stages: [Stage]
    private var segment = 0
    private var segmentCount = 0

    init(
        _ passes: [LinePass<Number>], source: LineSource<Number>, layout: LineLayout, kernels: LineKernelTable<Number>
    ) throws(FilterError) {
        self.layout = layout
        self.source = source
        self.kernels = kernels
        stages = try passes.map { (pass) throws(FilterError) in try Self.stage(pass, outerAxes: layout.lineAxis) }
    }

    private static func stage(_ pass: LinePass<Number>, outerAxes: Int) throws(FilterError) -> Stage {
        let uniforms = try pass.uniforms.map { (number) throws(FilterError) in
            let line = try Scratch(repeating: number, count: pass.preparedLength)
            for case (let position, .stuffed) in pass.extensions {
                (line.base + pass.lead + position * pass.step).update(repeating: .zero, count: pass.step)
            }
            return line
        }
        let thinned = pass.stride > 1 ? (pass.outputLength / max(pass.step, 1) * pass.stride + 1) * pass.step : 0
        return Stage(
            pass: pass, window: try LineWindow(pass), place: try Scratch(count: outerAxes),
            lines: try Scratch(count: pass.window.count), first: try Scratch(count: max(pass.tapCount, 1)),
            second: try Scratch(count: max(pass.tapCount, 1)), uniforms: uniforms,
            whole: try Scratch(count: max(thinned, pass.stuffing > 0 ? pass.inputLength : 0)),
            vectors: try Scratch(count: 64 * 64))
    }

    /// The memory that the windows of a branch take, in bytes.
    static func byteCount(_ passes: [LinePass<Number>]) -> Int {
        passes.reduce(0) { $0 + LineWindow.byteCount($1) }
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
        collectLines(number, at: outer)
        let count = layout.isFilteredAlongLine ? stage.pass.outputLength : segmentCount
        guard count > 0 else { return }
        if stage.pass.stride == 1 {
            sum(stage, into: target, count: count)
        } else {
            let step = stage.pass.step
            sum(stage, into: stage.whole.base, count: (count / step - 1) * stage.pass.stride * step + step)
            for output in 0..<count / step {
                (target + output * step).update(from: stage.whole.base + output * stage.pass.stride * step, count: step)
            }
        }
        for step in stage.pass.steps { apply(step, to: target, count: count) }
    }

    /// Makes sure that every line of the window is at hand.
    private func collectLines(_ number: Int, at outer: UnsafePointer<Int>) {
        let stage = stages[number]
        let pass = stage.pass
        var context = segment
        for axis in layout.outerAxes where !pass.outerAxes.contains(axis) {
            context = context * pass.inputSizes[axis] + outer[axis]
        }
        stage.place.base.update(from: outer, count: layout.lineAxis)
        stage.window.begin(context: context)
        // Lines that are there already are marked first, so that new ones do not take their slots.
        for (index, taps) in pass.window.enumerated() {
            switch locate(taps, of: stage, at: outer) {
            case .uniform(let number):
                stage.lines.base[index] = UnsafePointer(stage.uniforms[number].base + pass.lead)
            case .line(let place):
                if let line = stage.window.line(at: place) { stage.lines.base[index] = UnsafePointer(line) }
            }
        }
        for (index, taps) in pass.window.enumerated() {
            guard case .line(let place) = locate(taps, of: stage, at: outer) else { continue }
            if let line = stage.window.line(at: place) {
                stage.lines.base[index] = UnsafePointer(line)
                continue
            }
            if number == 0, pass.extensions.isEmpty, pass.stuffing == 0,
                let line = source.direct(at: UnsafePointer(stage.place.base), segment: segment)
            {
                stage.lines.base[index] = line
                continue
            }
            let line = stage.window.makeLine(at: place)
            if pass.stuffing == 0 {
                produce(number - 1, at: UnsafePointer(stage.place.base), into: line)
                extend(line, from: line, pass)
            } else {
                produce(number - 1, at: UnsafePointer(stage.place.base), into: stage.whole.base)
                extend(line, from: stage.whole.base, pass)
            }
            stage.lines.base[index] = UnsafePointer(line)
        }
    }

    /// Which line a tap of the window meets, as one number; its place along each axis is left in the stage.
    private func locate(_ taps: [Int], of stage: Stage, at outer: UnsafePointer<Int>) -> LinePass<Number>.Source {
        var place = 0
        var uniform: Int?
        for (index, axis) in stage.pass.outerAxes.enumerated() {
            switch stage.pass.outerSources[index][outer[axis]][taps[index]] {
            case .line(let line):
                place = place * stage.pass.inputSizes[axis] + line
                stage.place.base[axis] = line
            case .uniform(let number):
                // Zeros between samples win over what lies outside.
                uniform = number == 0 ? 0 : uniform ?? number
            }
        }
        return uniform.map { .uniform($0) } ?? .line(place)
    }

    /// Fills what a prepared line holds beside the line itself.
    private func extend(
        _ line: UnsafeMutablePointer<Number>, from samples: UnsafeMutablePointer<Number>, _ pass: LinePass<Number>
    ) {
        let step = pass.step
        for (position, content) in pass.extensions {
            let target = line + position * step
            switch content {
            case .number(let number): target.update(repeating: number, count: step)
            case .stuffed: target.update(repeating: .zero, count: step)
            case .sample(let index): target.update(from: samples + index * step, count: step)
            }
        }
    }

    private func sum(_ stage: Stage, into target: UnsafeMutablePointer<Number>, count: Int) {
        func pointers(_ points: [LinePass<Number>.Point], _ scratch: Scratch<UnsafePointer<Number>>) {
            for (index, point) in points.enumerated() {
                scratch.base[index] = stage.lines.base[point.line] + point.shift
            }
        }
        let pass = stage.pass
        switch pass.sum {
        case .pairs(let centre, let earlier, let later, let isAntisymmetric):
            guard centre != nil || !later.isEmpty else { return target.update(repeating: .zero, count: count) }
            pointers(earlier, stage.first)
            pointers(later, stage.second)
            pass.weights.withUnsafeBufferPointer { weights in
                kernels.pairSum(
                    centre.map { stage.lines.base[$0.point.line] + $0.point.shift }, centre?.weight ?? .zero,
                    stage.first.base, stage.second.base, weights.baseAddress ?? UnsafePointer(target), later.count,
                    isAntisymmetric, target, count)
            }
        case .products(let points):
            guard !points.isEmpty else { return target.update(repeating: .zero, count: count) }
            pointers(points, stage.first)
            pass.weights.withUnsafeBufferPointer { weights in
                guard let start = weights.baseAddress else { return }
                kernels.productSum(stage.first.base, start, points.count, target, count)
            }
        case .doubling(let points, let ends):
            pointers(points, stage.first)
            kernels.doublingSum(stage.first.base, points.count, target, count, stage.vectors.base)
            guard let ends, let weight = pass.weights.first else { return }
            let before = stage.lines.base[ends.0.line] + ends.0.shift
            let after = stage.lines.base[ends.1.line] + ends.1.shift
            for place in 0..<count {
                target[place] = .fused(.sum(before[place], after[place]), weight, plus: target[place])
            }
        }
    }

    private func apply(_ step: Store.Step, to line: UnsafeMutablePointer<Number>, count: Int) {
        switch step {
        case .add(let term):
            let term = Number(number: term)
            for place in 0..<count { line[place] = .sum(line[place], term) }
        case .multiply(let factor):
            let factor = Number(number: factor)
            for place in 0..<count { line[place] = .product(line[place], factor) }
        case .divide(let divisor):
            let divisor = Number(number: divisor)
            for place in 0..<count { line[place] = .quotient(line[place], divisor) }
        case .shiftRight, .convert: preconditionFailure("a step that no line pass is made with")
        }
    }
}

extension LinePass {
    /// How many pointers to samples a sum takes at the most.
    fileprivate var tapCount: Int {
        switch sum {
        case .pairs(_, let earlier, _, _): earlier.count
        case .products(let points): points.count
        case .doubling(let points, _): points.count
        }
    }
}
