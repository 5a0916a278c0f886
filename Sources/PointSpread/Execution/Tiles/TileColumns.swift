/// An axis that is filtered: what its outputs are made of.
protocol TileAxis {
    /// How many samples it has.
    var inputCount: Int { get }
    /// How many positions before its own the first that an output is made of lies, and from there to the last one.
    var before: Int { get }
    var reach: Int { get }

    /// What stands at a position, after the border has extended the axis.
    func source(at position: Int) -> AxisGeometry.Source
}

/// The columns of a tile: which numbers of a row its outputs are made of, and where those outside the row come from.
///
/// All counts are in numbers: an interleaved row has several for each sample. A class with tables of its own, so that rows hand
/// it on and go through them at little cost.
final class TileColumns {
    /// A run of numbers of a row, and where it lies in the extra columns of the tile.
    struct Run {
        let first: Int
        let offset: Int
        let count: Int
    }

    /// A place outside the row that is filled from another.
    struct Copy {
        let place: Int
        let source: Int
    }

    /// A place outside the row that is filled with a number.
    struct Constant {
        let place: Int
        let number: Double
    }

    /// The first output and how many there are.
    let firstOutput: Int
    let outputCount: Int
    /// The numbers of the row that are within the tile's reach, and their place in the tile's row.
    let first: Int
    let count: Int
    let offset: Int
    /// Numbers from elsewhere in the row, which the border asks for.
    let extras: [Run]
    let extraCount: Int
    /// What stands outside the row: the same as another place of the tile's own row, a place of the extra columns, or a number.
    let ownCopies: [Copy]
    let extraCopies: [Copy]
    let constants: [Constant]
    private let step: Int

    /// The columns of a tile down which only a vertical pass runs.
    init(firstOutput: Int, outputCount: Int) {
        self.firstOutput = firstOutput
        self.outputCount = outputCount
        (first, count, offset) = (firstOutput, outputCount, 0)
        (extras, extraCount, step) = ([], 0, 1)
        (ownCopies, extraCopies, constants) = ([], [], [])
    }

    /// The columns that a range of the outputs along an axis is made of.
    init(firstOutput: Int, outputCount: Int, of pass: some TileAxis, step: Int) {
        self.firstOutput = firstOutput
        self.outputCount = outputCount
        self.step = step
        let start = firstOutput / step - pass.before
        let end = start + outputCount / step + pass.reach
        let lower = min(max(start, 0), pass.inputCount)
        let upper = max(min(end, pass.inputCount), lower)
        first = lower * step
        count = (upper - lower) * step
        offset = (lower - start) * step
        guard start < 0 || end > pass.inputCount else {
            (extras, extraCount) = ([], 0)
            (ownCopies, extraCopies, constants) = ([], [], [])
            return
        }
        var extras: [Run] = []
        var extraCount = 0
        var own: [Copy] = []
        var extra: [Copy] = []
        var constants: [Constant] = []
        for position in start..<end where position < 0 || position >= pass.inputCount {
            let place = (position - start) * step
            switch pass.source(at: position) {
            case .sample(let index) where index >= lower && index < upper:
                own.append(Copy(place: place, source: (index - start) * step))
            case .sample(let index):
                extra.append(Copy(place: place, source: extraCount))
                if let last = extras.last, last.first + last.count == index * step {
                    extras[extras.count - 1] = Run(first: last.first, offset: last.offset, count: last.count + step)
                } else {
                    extras.append(Run(first: index * step, offset: extraCount, count: step))
                }
                extraCount += step
            case .outside(let value): constants.append(Constant(place: place, number: value))
            case .stuffed: constants.append(Constant(place: place, number: 0))
            }
        }
        self.extras = extras
        self.extraCount = extraCount
        (ownCopies, extraCopies, self.constants) = (own, extra, constants)
    }

    /// Fills what lies outside the rows of a block.
    func fill<Number: LineNumber>(
        _ block: UnsafeMutablePointer<Number>, pitch: Int, from extra: UnsafeMutablePointer<Number>, extraPitch: Int,
        rows: Int
    ) {
        if !ownCopies.isEmpty { copy(ownCopies, block, pitch, block, pitch, rows) }
        if !extraCopies.isEmpty { copy(extraCopies, block, pitch, extra, extraPitch, rows) }
        for constant in constants {
            for row in 0..<rows {
                (block + (row &* pitch &+ constant.place)).update(
                    repeating: Number(number: constant.number), count: step)
            }
        }
    }

    @inline(__always)
    private func copy<Number: LineNumber>(
        _ copies: [Copy], _ target: UnsafeMutablePointer<Number>, _ pitch: Int,
        _ source: UnsafeMutablePointer<Number>, _ sourcePitch: Int, _ rows: Int
    ) {
        let step = step
        for copy in copies {
            var (place, sample) = (target + copy.place, source + copy.source)
            for _ in 0..<rows {
                if step == 1 {
                    place[0] = sample[0]
                } else {
                    for lane in 0..<step { place[lane] = sample[lane] }
                }
                place += pitch
                sample += sourcePitch
            }
        }
    }
}
