/// The places of a row that its results are made of, and which of them each result takes.
struct ShortWindow {
    /// A result of every `phases` after each other, or one sum of every `stride`.
    struct Phase {
        /// Where the first sum's samples lie, in numbers from the first place, and how they are weighted.
        let parts: [ShortSums.Part]
        /// The pixels that are made.
        let pixels: Int
    }

    /// The numbers of a pixel, and of all places.
    let step: Int
    let count: Int
    /// The numbers of the input's row within, and where the first of them lies.
    let inner: Range<Int>
    let offset: Int
    /// Pixels that stand outside: where, and which place they are a copy of; zeros where of none.
    let outside: [(place: Int, source: Int?)]
    let phases: [Phase]
    let stride: Int
    /// How many rows a window has.
    let rows: Int

    init?(_ sums: ShortSums, width: Int) {
        let offsets = sums.down.joined().map(\.offset)
        rows = (offsets.max() ?? 0) - (offsets.min() ?? 0) + 1
        guard let axis = sums.columns else {
            // Nothing reaches beyond the line.
            (step, count, inner, offset, outside, stride) = (1, width, 0..<width, 0, [], 1)
            phases = [Phase(parts: sums.along, pixels: width)]
            return
        }
        stride = axis.stride
        let pitch = axis.stuffing + 1
        let outputs = axis.outputCount
        // Which cells each phase begins with.
        var parts: [(parts: [ShortSums.Part], pixels: Int)] = []
        for phase in 0..<min(pitch, outputs) {
            let met = sums.along.filter { ($0.tap.offset + phase) % pitch == 0 }.map {
                ShortSums.Part(
                    column: $0.column,
                    tap: ShortSums.Tap(offset: ($0.tap.offset + phase) / pitch, weight: $0.tap.weight))
            }
            parts.append((met, pitch == 1 ? (outputs - 1) * axis.stride + 1 : (outputs - phase + pitch - 1) / pitch))
        }
        let places = parts.flatMap { phase in
            phase.parts.flatMap { [$0.tap.offset, $0.tap.offset + phase.pixels - 1] }
        }
        guard var first = places.min(), var last = places.max() else { return nil }
        // What stands outside may be a copy of a place that is not reached itself.
        let copied = (first...last).compactMap { axis.sample(at: $0 * pitch) }
        (first, last) = (min(first, copied.min() ?? first), max(last, copied.max() ?? last))
        let reached = first...last
        let lower = min(max(first, 0), axis.inputCount)
        let upper = max(min(last + 1, axis.inputCount), lower)
        let wanted = reached.filter { $0 < 0 || $0 >= axis.inputCount }
        let step = sums.layout.step
        self.step = step
        count = reached.count * step
        inner = lower * step..<upper * step
        offset = (lower - first) * step
        outside = wanted.map { cell in
            ((cell - first) * step, axis.sample(at: cell * pitch).map { ($0 - first) * step })
        }
        phases = parts.map { phase in
            Phase(
                parts: phase.parts.map {
                    ShortSums.Part(
                        column: $0.column,
                        tap: ShortSums.Tap(offset: ($0.tap.offset - first) * step, weight: $0.tap.weight))
                }, pixels: phase.pixels)
        }
    }
}
