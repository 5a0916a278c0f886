extension NativeBuilder {
    /// A wide Gaussian along one axis.
    struct Decimation {
        let axis: Int
        let gaussian: DecimatedGaussian
    }

    /// Wide Gaussians along some axes, and taps along others: all axes are thinned out, outermost first, then filtered, and then
    /// filled up again, innermost first, so that only the outermost axis is dealt with at full size.
    ///
    /// Borders extend the samples themselves, before anything is thinned out, as far as later passes reach.
    func passes(_ decimations: [Decimation], _ factors: [Factor]) throws(FilterError) -> [Pass] {
        var passes: [Pass] = []
        var gain = 1.0
        for decimation in decimations {
            let taps = decimation.gaussian.down
            passes.append(
                pass(
                    taps, axis: decimation.axis, geometry(decimation).down, border: border(decimation.axis, gain: gain),
                    load: passes.isEmpty ? load : Load()))
            gain *= taps.sum
        }
        let direct = factors + crops(except: decimations.map(\.axis) + factors.map(\.axis))
        let all = decimations.map { Factor(axis: $0.axis, taps: $0.gaussian.middle) } + direct
        var middle = try sequence(all.sorted { $0.axis < $1.axis }, .same, load: Load(), gain: gain)
        for decimation in decimations {
            guard let place = middle.firstIndex(where: { $0.kernel.axes == [decimation.axis] }) else { continue }
            middle[place].geometry = [geometry(decimation).middle]
            middle[place].border = [BorderPair(.supplied)]
        }
        passes += middle
        for decimation in decimations.reversed() {
            passes.append(
                pass(
                    decimation.gaussian.up, axis: decimation.axis, geometry(decimation).up,
                    border: BorderPair(.supplied), load: Load()))
        }
        return passes
    }

    private func pass(_ taps: Taps, axis: Int, _ geometry: AxisGeometry, border: BorderPair, load: Load) -> Pass {
        Pass(
            load: load, kernel: PassKernel(taps, axis: axis), geometry: [geometry], border: [border],
            accumulation: Accumulation(accumulator, order: .leftToRight, isFused: true, ignoredMagnitude: 0),
            store: Store(accumulator))
    }

    /// Which samples meet the taps on the way down, in the middle and on the way up.
    ///
    /// Thinned sample j is made of those at j · spacing of the whole and after it, wherever the part begins, so that a part has
    /// the samples of the whole.
    private func geometry(_ decimation: Decimation) -> (down: AxisGeometry, middle: AxisGeometry, up: AxisGeometry) {
        let (axis, gaussian) = (decimation.axis, decimation.gaussian)
        let (spacing, order, radius) = (gaussian.spacing, gaussian.order, gaussian.middle.anchor)
        let halo = layout.halos[axis]
        let count = layout.shape[axis] - halo.before - halo.after
        let remainder = layout.origin[axis] % spacing
        let phase = remainder < 0 ? remainder + spacing : remainder
        // Thinned samples are counted from the one at or before the first output on; those that reach it begin before.
        let filled = count == 0 ? 0 : (phase + count - 1) / spacing + order
        let thinned = count == 0 ? 0 : filled + 2 * radius
        return (
            AxisGeometry(
                before: phase + (order - 1 + radius) * spacing - halo.before, outputCount: thinned, stride: spacing),
            AxisGeometry(before: 0, outputCount: filled),
            AxisGeometry(before: spacing - 1 - phase, outputCount: count, stuffing: spacing - 1)
        )
    }
}
