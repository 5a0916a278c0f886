import PointSpread
import PointSpreadIO

/// What a filter is made for: the layout of an input, and what its axes mean.
struct FilterTarget {
    /// The layout, with the axes to filter along.
    let layout: Layout
    /// The filtered axes, outermost first.
    let axes: [Int]
    /// What each axis means, where that is known.
    let roles: [AxisRole]?
    /// Whether there is no input yet, and only the parameters are looked at.
    let isProbe: Bool

    /// The target that an input is.
    init(_ picture: Picture, axes names: [AxisName]?) throws(FilterError) {
        roles = picture.metadata?.roles
        isProbe = false
        var layout = picture.layout
        if let names {
            var selected: [Int] = []
            for name in names {
                guard let axis = Self.index(of: name, roles: roles, rank: layout.shape.rank) else {
                    throw FilterError(
                        .invalidAxes, "axes", expected: "axes of \(picture.words)", found: "\(name)",
                        remedy: "name axes that it has")
                }
                selected.append(axis)
            }
            layout.axes = .only(selected)
        }
        self.layout = layout
        axes = try layout.resolvedAxes()
    }

    /// A stand-in for any input that a filter of so many axes can be applied to.
    init(probingRank rank: Int) throws(FilterError) {
        var layout = Layout(shape: try Shape(Array(repeating: 2, count: rank)), elementType: .float32)
        layout.axes = .all
        layout.spacing = [Spacing?](repeating: try Spacing(1, .millimetre), count: rank)
        self.layout = layout
        axes = Array(0..<rank)
        roles = nil
        isProbe = true
    }

    /// A target of which only the meaning of its axes matters, all of which are filtered.
    init(roles: [AxisRole]) throws(FilterError) {
        layout = Layout(shape: try Shape(roles.map { _ in 1 }), elementType: .float64)
        axes = Array(roles.indices)
        self.roles = roles
        isProbe = false
    }

    /// The place of an axis, or nothing where there is no such axis.
    func index(of name: AxisName) -> Int? {
        isProbe ? axes.first : Self.index(of: name, roles: roles, rank: layout.shape.rank)
    }

    private static func index(of name: AxisName, roles: [AxisRole]?, rank: Int) -> Int? {
        switch name {
        case .role(let role): return roles?.firstIndex(of: role)
        case .number(let number):
            let axis = number < 0 ? number + rank : number
            return (0..<rank).contains(axis) ? axis : nil
        }
    }

    /// The role of an axis, or its number where no role is known.
    func words(for axis: Int) -> String { roles.map { String($0[axis].letter) } ?? "\(axis)" }

    /// All axes that can be filtered, as a user would name them.
    var axesInWords: String {
        (0..<layout.shape.rank).filter { $0 != layout.channelAxis }.map(words(for:)).joined(separator: ",")
    }
}
