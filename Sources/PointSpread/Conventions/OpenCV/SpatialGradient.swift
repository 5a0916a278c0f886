extension OpenCV {
    /// `cv2.spatialGradient`: both first derivatives of bytes in `int16`, as `sobel` of size 3 makes them.
    ///
    /// ```swift
    /// let plan = try OpenCV.spatialGradient().plan(for: photo.layout)   // results dx and dy
    /// ```
    ///
    /// - Parameter borderType: `reflect101` or `replicate`.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func spatialGradient(borderType: Border = .reflect101) throws(FilterError) -> some Filter {
        try spatialGradient([.dx, .dy], borderType: borderType)
    }

    static func readSpatialGradient(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        let border = try borderType(&arguments)
        guard let component = try arguments.text("component") else {
            return .filter(try spatialGradient(borderType: border))
        }
        let wanted = try arguments.choice(component, "component", ["dx": Component.dx, "dy": Component.dy])
        return .filter(try spatialGradient([wanted], borderType: border))
    }

    private enum Component: Hashable {
        case dx, dy
    }

    private static func spatialGradient(
        _ components: [Component], borderType: Border
    ) throws(FilterError) -> SpatialGradient {
        guard borderType == .reflect101 || borderType == .replicate else {
            throw FilterError(
                .invalidParameter, "borderType", expected: "reflect101 or replicate", found: "\(borderType)",
                remedy: "use one of them")
        }
        return SpatialGradient(components: components, border: borderType)
    }

    private struct SpatialGradient: Filter {
        let components: [Component]
        let border: Border

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            guard plane.type == .uint8, plane.rowLength == plane.width else {
                throw FilterError(
                    .invalidParameter, "src", expected: "uint8 of one channel", found: plane.type.rawValue,
                    remedy: "take one channel of bytes")
            }
            let branches = try components.map { (component) throws(FilterError) in
                let taps = try derivativeTaps(dx: component == .dx ? 1 : 0, dy: component == .dy ? 1 : 0, ksize: 3)
                return try SeparablePasses.passes(plane, to: .int16, rows: taps.x, columns: taps.y, border)
            }
            return try plane.program(
                branches, branches.indices.map { .init(.branch($0), arithmetic: .int16, type: .int16) })
        }
    }
}
