/// The cells of a row, which samples and what stands for them fill, that the results along it are made of, and which of them each tap
/// meets.
///
/// Where results take every n-th position, cells are dealt into n lines, so that the cells under a tap are neighbours. Where zeros lie
/// between samples, results are made in as many phases as a sample has positions; in each a tap meets samples only, or zeros only.
struct StrideColumns: TileAxis {
    /// The cells under a tap of the first result of a phase and of those that follow.
    struct Place {
        let line: Int
        let cell: Int
    }

    /// Every `phases.count`th result: the places of the taps, none of one that meets zeros.
    struct Phase {
        let taps: [Place?]
        let count: Int
    }

    let inputCount: Int
    /// How many cells there are before the first sample, and how many in all.
    let before: Int
    let reach: Int
    /// How many lines cells are dealt into.
    let lines: Int
    let phases: [Phase]
    private let geometry: AxisGeometry
    private let border: BorderPair

    init(_ pass: TilePass<some LineNumber>) {
        let pitch = pass.stuffing + 1
        geometry = AxisGeometry(before: 0, outputCount: pass.outputCount, stuffing: pass.stuffing)
        (inputCount, border, lines) = (pass.inputCount, pass.border, pass.stride)
        let taps = (0...pass.reach / pass.dilation).map { $0 * pass.dilation - pass.before }
        // Where each tap meets the first cell: in a line of its own cells, counted from position 0.
        var found: [(cells: [Int?], count: Int)] = []
        if pitch == 1 {
            found = [(taps, pass.outputCount)]
        } else {
            for phase in 0..<min(pitch, pass.outputCount) {
                let cells = taps.map { ($0 + phase).isMultiple(of: pitch) ? ($0 + phase) / pitch : nil }
                found.append((cells, (pass.outputCount - phase + pitch - 1) / pitch))
            }
        }
        let stride = pass.stride
        let ends = found.flatMap { phase in
            phase.cells.compactMap { $0 }.map { (first: $0, last: $0 + (phase.count - 1) * stride) }
        }
        let first = ends.map(\.first).min() ?? 0
        before = -first
        reach = (ends.map(\.last).max().map { $0 + 1 } ?? first) - first
        phases = found.map { phase in
            Phase(
                taps: phase.cells.map { cell in
                    cell.map { Place(line: ($0 - first) % stride, cell: ($0 - first) / stride) }
                }, count: phase.count)
        }
    }

    /// What stands in a cell.
    func source(at cell: Int) -> AxisGeometry.Source {
        geometry.source(at: cell * (geometry.stuffing + 1), count: inputCount, border: border)
    }
}
