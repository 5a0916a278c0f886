import PointSpreadKernelTable

/// A branch of a program in tiles: a pass down the columns, one along the rows, both in either order, or none.
struct TileBranchPasses<Number: LineNumber>: Sendable {
    let vertical: TilePass<Number>?
    let horizontal: TilePass<Number>?
    /// Whether rows are summed before columns are.
    let isRowsFirst: Bool
    /// How samples enter.
    let maps: [Load.Map]
    /// Whether all results lie between −2³¹ and 2³¹ before they are stored.
    let isSmall: Bool

    /// Prepares the passes of a branch, or gives up where it is not made of such passes.
    ///
    /// - Parameters:
    ///   - isResult: whether the stored sums of the last pass are a result, not what a join takes up.
    ///   - takesStrides: whether outputs may take every n-th position, or zeros lie between samples.
    init?(
        _ passes: [Pass], inputType: ElementType, inputSizes: [Int], layout: LineLayout, isResult: Bool,
        takesStrides: Bool = false
    ) {
        guard passes.count <= 2 else { return nil }
        maps = passes.first?.load.maps ?? []
        var largest = maps.isEmpty ? inputType.largestShort : .infinity
        var sizes = inputSizes
        var prepared: [TilePass<Number>] = []
        for (number, pass) in passes.enumerated() {
            let isLast = number == passes.count - 1
            guard pass.load.maps.isEmpty || number == 0 && pass.load.maps.allSatisfy(\.isPointwise),
                let tiles = TilePass<Number>(
                    pass, inputCount: sizes[pass.kernel.axes[0]], largest: largest, isResult: isLast && isResult,
                    takesParts: true, takesStrides: takesStrides)
            else { return nil }
            prepared.append(tiles)
            largest = pass.largestResult
            sizes = pass.outputSizes(for: sizes)
        }
        isSmall = prepared.last?.isSmall ?? false
        isRowsFirst =
            prepared.count == 2 && layout.isFilteredAlongLine && prepared[0].axis == layout.lineAxis
            && prepared[1].axis != layout.lineAxis
        if isRowsFirst { prepared.reverse() }
        horizontal = layout.isFilteredAlongLine && prepared.last?.axis == layout.lineAxis ? prepared.popLast() : nil
        vertical = prepared.popLast()
        guard prepared.isEmpty, vertical.map({ $0.axis < layout.lineAxis }) ?? true else { return nil }
    }

    /// The columns of a tile.
    func columns(firstOutput: Int, outputCount: Int, step: Int) -> TileColumns {
        guard let horizontal else { return TileColumns(firstOutput: firstOutput, outputCount: outputCount) }
        return TileColumns(firstOutput: firstOutput, outputCount: outputCount, of: horizontal, step: step)
    }
}
