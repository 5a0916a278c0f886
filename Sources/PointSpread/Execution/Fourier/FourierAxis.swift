/// One axis of the kernel of a program that runs by Fourier transforms: where its tiles lie and what they are made of.
///
/// Tiles begin at multiples of their length, counted from the origin of the whole that an array is a part of: a part that begins
/// and ends with tiles, or that brings the neighbours of its tiles along, gives the bits of the whole.
struct FourierAxis: Hashable, Sendable {
    /// What stands at the positions of a tile, run by run.
    enum Content: Hashable {
        /// Samples from a given one on, forward, backward or the same again.
        case samples(first: Int, step: Int)
        /// A number.
        case number(Double)
    }

    /// A run of positions of a tile.
    struct Stretch: Hashable {
        var content: Content
        var places: Range<Int>
    }

    /// The axis of the array.
    let axis: Int
    let size: Int
    /// The outputs of one real tile, and how many real tiles a complex one holds along this axis.
    let step: Int
    let parts: Int
    /// How far the last tap lies from the first, and how far taps are apart.
    let reach: Int
    let dilation: Int
    let outputCount: Int
    /// How many complex tiles there are.
    let tileCount: Int
    private let before: Int
    private let inputCount: Int
    private let border: BorderPair
    /// The output that tile 0 begins with, 0 or less.
    private let firstOutput: Int
    private var edges: [Int: [Stretch]] = [:]

    init(_ pass: Pass, place: Int, inputCount: Int, origin: Int, size: Int, step: Int, parts: Int) {
        let geometry = pass.geometry[place]
        axis = pass.kernel.axes[place]
        (self.size, self.step, self.parts) = (size, step, parts)
        dilation = geometry.dilation
        reach = (pass.kernel.extents[place] - 1) * dilation
        outputCount = geometry.outputCount
        before = geometry.before
        self.inputCount = inputCount
        border = pass.border[place]
        let length = step * parts
        let phase = (origin % length + length) % length
        firstOutput = -phase
        tileCount = (phase + outputCount + length - 1) / length
        edges = edgeStretches()
    }

    /// The first output of a part of a tile; negative where the tile begins before the array.
    func firstOutput(tile: Int, part: Int) -> Int { firstOutput + (tile * parts + part) * step }

    /// The outputs of a part of a tile that there are, as places in the tile.
    func outputs(tile: Int, part: Int) -> Range<Int> {
        let first = firstOutput(tile: tile, part: part)
        let lower = max(0, -first)
        return lower..<max(lower, min(step, outputCount - first))
    }

    /// What stands at a place of a part of a tile.
    func content(tile: Int, part: Int, place: Int) -> Content {
        let position = firstOutput(tile: tile, part: part) + place - before
        guard place < step + reach else { return .number(0) }
        if position >= 0, position < inputCount { return .samples(first: position, step: 1) }
        switch border.border(at: position) {
        case .constant(let value): return .number(value)
        // Neighbours that nobody supplied are those of outputs that nobody wants.
        case .supplied: return .number(0)
        case let border:
            return border.place(of: position, count: inputCount).map { .samples(first: $0, step: 1) } ?? .number(0)
        }
    }

    /// What stands at all places of a part of a tile.
    func stretches(tile: Int, part: Int) -> [Stretch] {
        if let edge = edges[tile * parts + part] { return edge }
        let (used, first) = (step + reach, firstOutput(tile: tile, part: part) - before)
        let samples = Stretch(content: .samples(first: first, step: 1), places: 0..<used)
        return used == size ? [samples] : [samples, Stretch(content: .number(0), places: used..<size)]
    }

    /// What stands in the parts of tiles that reach beyond the input, which is looked for place by place: once, not for each row.
    private func edgeStretches() -> [Int: [Stretch]] {
        func reachesBeyond(_ number: Int) -> Bool {
            let position = firstOutput + number * step - before
            return position < 0 || position + step + reach > inputCount
        }
        let count = tileCount * parts
        let head = (0..<count).prefix(while: reachesBeyond)
        let tail = (head.count..<count).reversed().prefix(while: reachesBeyond)
        return Dictionary(
            uniqueKeysWithValues: (Array(head) + Array(tail)).map {
                ($0, stretchesByPlace(tile: $0 / parts, part: $0 % parts))
            })
    }

    private func stretchesByPlace(tile: Int, part: Int) -> [Stretch] {
        let position = firstOutput(tile: tile, part: part) - before
        let start = min(max(0, -position), size)
        let inside = start..<max(start, min(step + reach, inputCount - position))
        var stretches: [Stretch] = []
        var place = 0
        while place < size {
            if place == inside.lowerBound, !inside.isEmpty {
                stretches.append(Stretch(content: .samples(first: position + place, step: 1), places: inside))
                place = inside.upperBound
                continue
            }
            append(content(tile: tile, part: part, place: place), at: place, to: &stretches)
            place += 1
        }
        return stretches
    }

    private func append(_ content: Content, at place: Int, to stretches: inout [Stretch]) {
        if let last = stretches.last {
            switch (last.content, content) {
            case (.number(let value), .number(let next)) where value == next:
                stretches[stretches.count - 1].places = last.places.lowerBound..<place + 1
                return
            case (.samples(let first, let step), .samples(let next, _)):
                let count = last.places.count
                let newStep = count == 1 ? next - first : step
                if abs(newStep) <= 1, next == first + count * newStep {
                    stretches[stretches.count - 1] = Stretch(
                        content: .samples(first: first, step: newStep), places: last.places.lowerBound..<place + 1)
                    return
                }
            default: break
            }
        }
        stretches.append(Stretch(content: content, places: place..<place + 1))
    }
}
