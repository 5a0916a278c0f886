internal import CPointSpread
internal import PointSpread

extension pointspread_layout {
    /// The layout in Swift's words.
    func layout() throws(FilterError) -> Layout {
        guard (0...POINTSPREAD_MAXIMUM_RANK).contains(rank) else {
            throw invalid(
                "rank", expected: "0 to \(POINTSPREAD_MAXIMUM_RANK) axes", found: "\(rank)",
                remedy: "merge axes or filter a part")
        }
        let rank = Int(rank)
        let type = try elementType()
        var layout = Layout(shape: try Shape(first(rank, of: shape).map { Int($0) }), elementType: type)
        layout.strides = try Self.strides(first(rank, of: strides), layout.shape, type)
        guard axis_count >= 0, axis_count <= rank else {
            throw invalid(
                "axes", expected: "at most \(rank) axes", found: "\(axis_count)", remedy: "name each axis at most once")
        }
        if axis_count > 0 { layout.axes = .only(first(Int(axis_count), of: axes).map { Int($0) }) }
        if channel_axis != POINTSPREAD_NO_AXIS {
            let axis = Int(channel_axis) + (channel_axis < 0 ? rank : 0)
            guard (0..<rank).contains(axis) else {
                throw FilterError(
                    .invalidAxes, "channel axis", expected: "an axis of the \(layout.shape) array",
                    found: "\(channel_axis)", remedy: "name the axis of the channels, or none")
            }
            layout.channelAxis = axis
        }
        for (axis, distance) in first(rank, of: spacing).enumerated() where distance != 0 {
            layout.spacing[axis] = try Spacing(distance, .millimetre)
        }
        for (axis, halo) in zip(first(rank, of: halo_before), first(rank, of: halo_after)).enumerated() {
            layout.halos[axis] = Layout.Halo(before: Int(halo.0), after: Int(halo.1))
        }
        layout.origin = first(rank, of: origin).map { Int($0) }
        return layout
    }

    /// Strides in bytes as strides in elements.
    static func strides(
        _ bytes: [Int64], _ shape: Shape, _ type: ElementType
    ) throws(FilterError) -> [Int] {
        guard bytes.contains(where: { $0 != 0 }) else { return shape.contiguousStrides }
        for (axis, stride) in bytes.enumerated() {
            let (span, overflow) = Int(stride).multipliedReportingOverflow(by: max(shape[axis] - 1, 0))
            // So small that the spans of all axes can be added.
            guard Int(stride) % type.size == 0, !overflow, span.magnitude < 1 << 59 else {
                throw invalid(
                    "strides", expected: "multiples of the \(type.size) bytes of an element", found: "\(bytes)",
                    remedy: "copy the array so that its elements lie evenly")
            }
        }
        return bytes.map { Int($0) / type.size }
    }

    private func elementType() throws(FilterError) -> ElementType {
        guard let type = elementTypes.first(where: { $0.0 == element_type })?.1 else {
            throw FilterError(
                .unrepresentable, "element type", expected: "one of the enumeration, 1 to \(elementTypes.count)",
                found: "\(element_type.rawValue)", remedy: "convert the samples")
        }
        return type
    }
}

extension ElementType {
    /// The name of the type in C.
    var named: pointspread_element_type {
        elementTypes.first { $0.1 == self }?.0 ?? pointspread_element_type(rawValue: 0)
    }
}

private let elementTypes: [(pointspread_element_type, ElementType)] = [
    (POINTSPREAD_INT8, .int8), (POINTSPREAD_INT16, .int16), (POINTSPREAD_INT32, .int32), (POINTSPREAD_INT64, .int64),
    (POINTSPREAD_UINT8, .uint8), (POINTSPREAD_UINT16, .uint16), (POINTSPREAD_UINT32, .uint32),
    (POINTSPREAD_UINT64, .uint64), (POINTSPREAD_FLOAT16, .float16), (POINTSPREAD_FLOAT32, .float32),
    (POINTSPREAD_FLOAT64, .float64),
]

/// The first elements of an array in a C structure, which Swift sees as a tuple of one type.
func first<Element: BitwiseCopyable>(
    _ count: Int, of tuple: (Element, Element, Element, Element, Element, Element, Element, Element)
) -> [Element] {
    withUnsafeBytes(of: tuple) { Array($0.bindMemory(to: Element.self).prefix(count)) }
}

/// The elements, and zeros up to the end of an array in a C structure.
func padded(_ values: [Int]) -> (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64) {
    let all = values.map { Int64($0) } + [Int64](repeating: 0, count: max(0, 8 - values.count))
    return (all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7])
}
