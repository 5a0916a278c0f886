/// The columns of a tile: which numbers of a row its outputs are made of, and where those outside the row come from.
///
/// All counts are in numbers: an interleaved row has several for each sample. A class, so that rows hand it on at little cost.
final class TileColumns {
    /// A run of numbers of a row, and where it lies in the extra columns of the tile.
    struct Run {
        let first: Int
        let offset: Int
        let count: Int
    }

    /// What a place outside the row is filled with.
    enum Filling {
        /// The same as another place of the tile's own row.
        case own(Int)
        /// A place of the extra columns.
        case extra(Int)
        case number(Double)
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
    /// What stands outside the row, by its place in the tile's row.
    let fillings: [(place: Int, content: Filling)]

    /// The columns of a tile down which only a vertical pass runs.
    init(firstOutput: Int, outputCount: Int) {
        self.firstOutput = firstOutput
        self.outputCount = outputCount
        (first, count, offset) = (firstOutput, outputCount, 0)
        (extras, extraCount, fillings) = ([], 0, [])
    }

    /// The columns that a range of a horizontal pass's outputs is made of.
    init<Number: LineNumber>(firstOutput: Int, outputCount: Int, of pass: TilePass<Number>, step: Int) {
        self.firstOutput = firstOutput
        self.outputCount = outputCount
        let start = firstOutput / step - pass.before
        let end = start + outputCount / step + pass.reach
        let lower = min(max(start, 0), pass.inputCount)
        let upper = max(min(end, pass.inputCount), lower)
        first = lower * step
        count = (upper - lower) * step
        offset = (lower - start) * step
        guard start < 0 || end > pass.inputCount else {
            (extras, extraCount, fillings) = ([], 0, [])
            return
        }
        var extras: [Run] = []
        var extraCount = 0
        var fillings: [(place: Int, content: Filling)] = []
        for position in start..<end where position < 0 || position >= pass.inputCount {
            let place = (position - start) * step
            switch pass.source(at: position) {
            case .sample(let index) where index >= lower && index < upper:
                fillings.append((place, .own((index - start) * step)))
            case .sample(let index):
                fillings.append((place, .extra(extraCount)))
                if let last = extras.last, last.first + last.count == index * step {
                    extras[extras.count - 1] = Run(first: last.first, offset: last.offset, count: last.count + step)
                } else {
                    extras.append(Run(first: index * step, offset: extraCount, count: step))
                }
                extraCount += step
            case .outside(let value): fillings.append((place, .number(value)))
            case .stuffed: fillings.append((place, .number(0)))
            }
        }
        self.extras = extras
        self.extraCount = extraCount
        self.fillings = fillings
    }
}
