extension AxisGeometry {
    /// The samples that a range of outputs is made of, also by way of the border; at least one where there are any.
    ///
    /// A part of an axis that contains this range, and an end of the axis wherever the range does, extends beyond that end
    /// as the whole axis does.
    func inputRange(for outputs: Range<Int>, count: Int, taps: Int, border: BorderPair) -> Range<Int> {
        guard count > 0, !outputs.isEmpty else { return 0..<count }
        let (first, last) = cells(for: outputs, taps: taps)
        var lower = min(max(first, 0), count - 1)
        var upper = min(max(last, 0), count - 1) + 1
        if first < 0 {
            switch border.before {
            case .symmetric, .reflect101: upper = max(upper, min(count, 1 - first))
            case .wrap: (lower, upper) = (0, count)
            case .constant, .replicate, .supplied: break
            }
        }
        if last >= count {
            switch border.after {
            case .symmetric, .reflect101: lower = min(lower, max(0, 2 * (count - 1) - last))
            case .wrap: (lower, upper) = (0, count)
            case .constant, .replicate, .supplied: break
            }
        }
        return lower..<upper
    }

    /// The same geometry for a range of the outputs, made of a part of the axis that has what they need.
    func banded(_ outputs: Range<Int>, of input: Range<Int>) -> AxisGeometry {
        var geometry = self
        geometry.before += input.lowerBound * (stuffing + 1) - outputs.lowerBound * stride
        geometry.outputCount = outputs.count
        return geometry
    }

    /// The first and the last sample that a run of outputs is made of, relative to the places that outputs have where nothing is
    /// thinned out or put between.
    func reach(of outputs: (first: Double, last: Double), taps: Int) -> (first: Double, last: Double) {
        let (stride, pitch) = (Double(stride), Double(stuffing + 1))
        return (
            (outputs.first * stride - Double(before)) / pitch,
            (outputs.last * stride + Double((taps - 1) * dilation - before)) / pitch
        )
    }

    /// The first and the last sample that taps meet, with those between whose zeros they fall; also outside the axis.
    private func cells(for outputs: Range<Int>, taps: Int) -> (first: Int, last: Int) {
        let pitch = stuffing + 1
        let first = position(output: outputs.lowerBound, tap: 0)
        let last = position(output: outputs.upperBound - 1, tap: taps - 1) + pitch - 1
        return ((first - (first % pitch + pitch) % pitch) / pitch, (last - (last % pitch + pitch) % pitch) / pitch)
    }
}

extension BorderPair {
    /// The borders of a part of an axis: real neighbours wherever the part does not end with the axis.
    func banded(_ input: Range<Int>, of count: Int) -> BorderPair {
        BorderPair(
            before: input.lowerBound == 0 ? before : .supplied, after: input.upperBound == count ? after : .supplied)
    }
}
