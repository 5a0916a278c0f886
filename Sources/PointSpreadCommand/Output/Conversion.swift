import PointSpread

/// How samples become those of a file, as far as it is known before there are any.
struct Conversion {
    /// The type that is written.
    let type: ElementType
    let scale: Display.Scale
    /// What is added, where the user says so.
    let offset: Double?
    /// Where 0 is shown; nothing where the smallest sample is to be shown as 0.
    var middle: Double?
    /// The magnitude that fills the range; that of the samples where it is not given.
    var reach: Double?
    var rounding = RoundingRule.halfEven

    /// Whether all samples must be seen before the first can be converted.
    var needsRange: Bool { scale == .automatic && reach == nil }

    /// What every sample is to go through.
    ///
    /// - Parameter range: finds out from where to where the samples reach, where that matters.
    func mapping(
        range: () throws(FilterError) -> ClosedRange<Double>?
    ) throws(FilterError) -> Display.Mapping {
        var factor = 1.0
        var offset = self.offset ?? middle ?? 0
        switch scale {
        case .factor(let number): factor = number
        case .automatic:
            let range = if let reach { -reach...reach } else { try range() ?? 0...0 }
            if let middle {
                let largest = max(-range.lowerBound, range.upperBound)
                if largest > 0 { factor = (type.fullScale - middle) / largest }
            } else {
                let extent = range.upperBound - range.lowerBound
                if extent > 0 { factor = type.fullScale / extent }
                offset = self.offset ?? -range.lowerBound * factor
            }
        }
        return Display.Mapping(type: type, scale: factor, offset: offset, rounding: rounding)
    }
}

extension Display.Mapping {
    /// The samples multiplied, added to, rounded and saturated; in pieces of about a million.
    func applied(to samples: AnyArray) throws(FilterError) -> AnyArray {
        guard samples.rank > 0, samples.shape[0] > 0 else { return try whole(samples) }
        let rowCount = samples.shape[0]
        let rows = max(1, (1 << 20) / max(1, samples.shape.elementCount / rowCount))
        if rows >= rowCount { return try whole(samples) }
        let result = try ArrayBuffer(uninitialized: samples.shape, of: type)
        for start in stride(from: 0, to: rowCount, by: rows) {
            let part = try whole(samples.sliced([.range(start..<min(start + rows, rowCount))])).buffer
            (result.base + start * result.strides[0] * type.size).copyMemory(
                from: part.base, byteCount: part.shape.elementCount * type.size)
            withExtendedLifetime(part.storage) {}
        }
        return AnyArray(result)
    }

    private func whole(_ samples: AnyArray) throws(FilterError) -> AnyArray {
        var numbers = try samples.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        let (scale, offset) = (scale, offset)
        numbers.withMutableSpan { span in
            for index in span.indices { span[index] = span[index] * scale + offset }
        }
        return try numbers.converted(to: type, rounding: rounding, overflow: .saturate)
    }
}
