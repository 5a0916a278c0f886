/// A pass over several axes, prepared for blocks of rows: where its taps lie, and what stands around the array.
///
/// A class, so that workers hand it around at little cost.
final class DensePass<Number: LineNumber>: Sendable {
    /// The axes of the kernel outside the rows, the axis of the rows, and, where a kernel's axis runs along the rows, that.
    let planeAxes: [TilePass<Number>]
    let rowAxis: TilePass<Number>
    let columnAxis: TilePass<Number>?
    /// For each combination of taps along the plane axes, how far each is from its first tap.
    let planes: [[Int]]
    /// The taps that take part, in order.
    let taps: [DenseBlock<Number>.Tap]
    /// What a sum begins with, where that is not its first product, and whether products are added with one rounding.
    let start: Number?
    let isFused: Bool
    /// What happens to a sum.
    let steps: [Store.Step]

    /// Prepares a pass, or gives up where its arithmetic or its geometry is not that of blocks.
    init?(_ pass: Pass, inputSizes: [Int], layout: LineLayout) {
        let kernel = pass.kernel
        let axes = kernel.axes
        guard axes.count > 1, axes == axes.sorted(), kernel.channels == nil, pass.accumulation.order == .leftToRight,
            kernel.tapCount <= Self.mostTaps
        else { return nil }
        // Each axis on its own says where samples lie and what stands outside.
        var passes: [TilePass<Number>] = []
        for (place, axis) in axes.enumerated() {
            var single = pass
            single.load = Load()
            single.accumulation.start = nil
            single.kernel = PassKernel(
                axes: [axis], extents: [kernel.extents[place]],
                weights: [Double](repeating: 1, count: kernel.extents[place]))
            (single.geometry, single.border) = ([pass.geometry[place]], [pass.border[place]])
            guard let tiles = TilePass<Number>(single, inputCount: inputSizes[axis]) else { return nil }
            passes.append(tiles)
        }
        columnAxis = layout.isFilteredAlongLine && axes.last == layout.lineAxis ? passes.popLast() : nil
        guard let rowAxis = passes.popLast(), rowAxis.axis < layout.lineAxis else { return nil }
        self.rowAxis = rowAxis
        planeAxes = passes
        start = pass.accumulation.start.map { Number(number: $0) }
        isFused = pass.accumulation.isFused
        steps = pass.store.steps

        var planes: [[Int]] = [[]]
        for (place, axis) in passes.enumerated() {
            planes = planes.flatMap { taps in (0..<kernel.extents[place]).map { taps + [$0 * axis.dilation] } }
        }
        self.planes = planes
        let columns = columnAxis == nil ? 1 : kernel.extents[axes.count - 1]
        let rows = kernel.extents[passes.count]
        let (rowDilation, columnDilation) = (rowAxis.dilation, (columnAxis?.dilation ?? 0) * layout.step)
        taps = kernel.weights.indices.filter { pass.accumulation.visits(kernel.weights[$0]) }.map { tap in
            DenseBlock.Tap(
                plane: tap / (rows * columns), row: tap / columns % rows * rowDilation,
                offset: tap % columns * columnDilation, weight: Number(number: kernel.weights[tap]))
        }
        // A sum of nothing is 0, which is left to lines.
        guard !taps.isEmpty else { return nil }
    }

    /// Lists of taps are made for every pass: larger ones are left to lines.
    private static var mostTaps: Int { 1 << 20 }
}
