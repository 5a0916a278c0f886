extension Layout {
    /// The axes of rows and of columns, for functions that know images only: y changes from row to row, x along a row.
    func imageAxes() throws(FilterError) -> (y: Int, x: Int) {
        let axes = try resolvedAxes()
        guard axes.count == 2 else {
            throw FilterError(
                .invalidAxes, "axes", expected: "the two axes of an image", found: "\(axes)",
                remedy: "name the axis of rows and that of columns, or the axis of the channels")
        }
        return (axes[0], axes[1])
    }

    /// What takes away the halos of axes that no other pass does, to the bit.
    func crops(except axes: [Int]) -> [Pass] {
        let type = elementType.isInteger && elementType.size == 8 ? elementType : elementType.accumulator
        return halos.indices.filter { halos[$0] != Halo() && !axes.contains($0) }.map {
            Pass(
                kernel: PassKernel(axes: [$0], extents: [1], weights: [1]), geometry: [geometry(along: $0, anchor: 0)],
                border: [BorderPair(.supplied)], accumulation: Accumulation(type, order: .leftToRight),
                store: Store(elementType))
        }
    }
}
