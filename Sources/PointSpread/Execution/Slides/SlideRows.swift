import PointSpreadKernelTable

/// A pass along rows whose sums other sums slide down: how it is made, strip of columns by strip, when they are needed.
struct SlideRows<Number: LineNumber>: Sendable {
    /// How the sums are made: of the samples under some taps each, or from the sums before them.
    enum Sum: Sendable {
        case taps(TilePass<Number>)
        case sliding(SlidePass<Number>)
    }

    let sum: Sum
    let load: LineKernelTable<Number>.Load
    let kernels: LineKernelTable<Number>
    /// The numbers of a sample, of a row of sums, and of a strip of them.
    let step: Int
    let width: Int
    let strip: Int

    private static var usualStrip: Int { 256 }

    /// Prepares a pass, or gives up where its sums are not made along rows, are changed before they are taken up, or reach so far
    /// that strips would mostly be made of the same samples.
    init?(
        _ pass: Pass, of program: FilterProgram, _ layout: LineLayout, kernels: LineKernelTable<Number>
    ) {
        guard layout.isFilteredAlongLine, pass.kernel.axes == [layout.lineAxis],
            pass.store == Store(Number.elementType), pass.load.maps.allSatisfy(\.isPointwise)
        else { return nil }
        let sizes = program.inputShape.sizes
        if let pass = SlidePass<Number>(pass, inputSizes: sizes, kernels: kernels) {
            sum = .sliding(pass)
        } else if let pass = TilePass<Number>(
            pass, inputCount: sizes[layout.lineAxis], isResult: false, takesParts: true)
        {
            sum = .taps(pass)
        } else {
            return nil
        }
        self.kernels = kernels
        load = kernels.load(from: program.inputType, mapped: pass.load.maps)
        step = layout.step
        width = program.outputShape.sizes[layout.lineAxis...].reduce(1, *)
        let samples = max(
            TileBlock.rows,
            TileBlock.whole(max(Self.usualStrip / step, sum.reach)))
        strip = min(samples * step, width)
        guard sum.reach * step <= 8 * Self.usualStrip else { return nil }
    }

    /// How many strips a row has.
    var strips: Int { (width + strip - 1) / strip }

    /// What the sums of a strip are made of; where sums slide, with the one before them, which they go on from.
    func columns(of strip: Int) -> TileColumns {
        let first = strip * self.strip
        let count = min(self.strip, width - first)
        switch sum {
        case .taps(let pass): return TileColumns(firstOutput: first, outputCount: count, of: pass, step: step)
        case .sliding(let pass):
            let lead = first == 0 ? 0 : step
            return TileColumns(firstOutput: first - lead, outputCount: count + lead, of: pass, step: step)
        }
    }
}

extension SlideRows.Sum {
    var isSliding: Bool { if case .sliding = self { true } else { false } }

    /// How many positions lie between the first sample of a sum and the last.
    var reach: Int {
        switch self {
        case .taps(let pass): pass.reach
        case .sliding(let pass): pass.reach
        }
    }
}
