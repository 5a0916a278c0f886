// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CPointSpread
internal import PointSpread

@c @implementation
public func pointspread_border_named(
    _ name: UnsafePointer<CChar>?, _ border: UnsafeMutablePointer<pointspread_border>?
) -> pointspread_status {
    pointspread_status { () throws(FilterError) in
        let (rule, value) = try Border(named: String(cString: try given(name, "name"))).named
        try given(border, "border").pointee = pointspread_border(
            before: rule, after: rule, value_before: value, value_after: value)
    }
}

extension pointspread_borders {
    func perAxis() throws(FilterError) -> PerAxis<BorderPair> {
        let borders = try elements(values, count, atLeast: 0, "border")
        guard !borders.isEmpty else { return .symmetric }
        var pairs: [BorderPair] = []
        for border in borders {
            pairs.append(
                BorderPair(
                    before: try border.before.border(border.value_before),
                    after: try border.after.border(border.value_after)))
        }
        return PerAxis(pairs)
    }
}

extension pointspread_border_rule {
    fileprivate func border(_ value: Double) throws(FilterError) -> Border {
        try choice(
            rawValue, [.symmetric, .reflect101, .replicate, .wrap, .constant(value), .supplied], "border")
    }
}

extension Border {
    /// The name of the rule in C, and the value of a constant.
    fileprivate var named: (rule: pointspread_border_rule, value: Double) {
        switch self {
        case .symmetric: (POINTSPREAD_SYMMETRIC, 0)
        case .reflect101: (POINTSPREAD_REFLECT101, 0)
        case .replicate: (POINTSPREAD_REPLICATE, 0)
        case .wrap: (POINTSPREAD_WRAP, 0)
        case .constant(let value): (POINTSPREAD_CONSTANT, value)
        case .supplied: (POINTSPREAD_SUPPLIED, 0)
        }
    }
}
