import PointSpread

extension Picture {
    /// What `overBlack` makes of a picture whose samples only stand for others, without looking at all of them.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func outlineOverBlack() throws(FilterError) -> Picture {
        guard metadata?.alpha ?? .none != .none, samples.rank > 0 else { return self }
        var part = self
        part.samples = try samples.sliced([.range(0..<min(1, samples.shape[0]))])
        part = try part.overBlack()
        let buffer = part.samples.buffer
        part.samples = AnyArray(
            buffer.viewed(
                shape: try buffer.shape.replacing(axis: 0, with: samples.shape[0]),
                strides: buffer.strides.map { _ in 0 },
                offset: buffer.offset))
        return part
    }

    /// The colours over black, without alpha: what filters see whose results are no images.
    ///
    /// A derivative of alpha means nothing, and one of colours where alpha is 0 would show what nobody sees.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    func overBlack() throws(FilterError) -> Picture {
        guard var metadata, metadata.alpha != .none, let axis = metadata.channelAxis else { return self }
        let isStraight = metadata.alpha == .straight
        metadata.alpha = .none
        let kept = (0...axis).map { $0 == axis ? AxisSlice.range(0..<samples.shape[axis] - 1) : .all }
        var colours = try samples.sliced(kept)
        if isStraight {
            let alpha = try samples.sliced((0...axis).map { $0 == axis ? AxisSlice.index(-1) : .all })
            colours = try colours.multiplied(by: alpha, along: axis)
        }
        return Picture(samples: colours, metadata: metadata, format: format, spacing: spacing)
    }
}

extension AnyArray {
    /// Each element times that of alpha at its place, as a fraction of its type's full scale.
    fileprivate func multiplied(by alpha: AnyArray, along axis: Int) throws(FilterError) -> AnyArray {
        let scale = elementType.fullScale
        // With the channels first, each is an array of the shape of alpha.
        let order = [axis] + (0..<rank).filter { $0 != axis }
        var colours = try transposed(order).converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        let weights = try alpha.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        weights.withSpan { weights in
            colours.withMutableSpan { colours in
                for index in colours.indices {
                    colours[index] = colours[index] * weights[index % weights.count] / scale
                }
            }
        }
        let type: ElementType = elementType.accumulator
        let back = (0..<rank).map { $0 == axis ? 0 : $0 < axis ? $0 + 1 : $0 }
        return try AnyArray(colours).converted(to: type, rounding: .halfEven, overflow: .saturate).transposed(back)
    }
}
