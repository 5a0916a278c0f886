extension Layout {
    /// One output for each sample along an axis; the samples of halos count as the neighbours that they are.
    ///
    /// - Parameter anchor: the tap that meets the output sample.
    func geometry(along axis: Int, anchor: Int) -> AxisGeometry {
        let halo = halos[axis]
        return AxisGeometry(before: anchor - halo.before, outputCount: shape[axis] - halo.before - halo.after)
    }
}
