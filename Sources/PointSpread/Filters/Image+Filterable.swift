extension StridedImage {
    fileprivate func plan(for filter: some Filter, axes: AxisSelection) throws(FilterError) -> Plan {
        try filter.plan(for: layout, axes: axes)
    }

    /// What is known of a filter's result.
    fileprivate func metadata(of plan: Plan, output: Int = 0) -> ImageMetadata {
        var metadata = metadata
        metadata.scaling = plan.program.scaling(ofOutput: output, from: metadata.scaling)
        return metadata
    }

    /// What is known of an image's derivatives: they have no alpha, although they have as many channels.
    fileprivate func derivativeMetadata(of plan: Plan, output: Int = 0) -> ImageMetadata {
        var metadata = metadata(of: plan, output: output)
        metadata.alpha = .none
        return metadata
    }
}

extension Image: Filterable {
    /// The image type that derivatives are stored in: of `Float` for integers.
    public typealias Derivative = Image<Element.Derivative>

    /// A filtered copy with the same metadata, whose samples are of the same type.
    public func filtered(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> Image {
        let plan = try plan(for: filter, axes: axes)
        guard plan.program.outputs.count == 1, plan.program.outputs[0].type == Element.elementType else {
            throw FilterError(
                .mismatch, "result", expected: "one image of \(Element.elementType.rawValue)",
                found: "\(plan.program.outputs.count) of \(plan.program.outputs[0].type.rawValue)",
                remedy: "call differentiated(by:) or results(of:)")
        }
        return try Image(NDArray(plan.run(pixels)[0].buffer), metadata(of: plan))
    }

    /// A filtered copy, whose samples are of the type that derivatives are stored as.
    public func differentiated(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> Derivative {
        let results = try results(of: filter, axes: axes)
        guard results.count == 1 else {
            throw FilterError(
                .mismatch, "filter", expected: "one result", found: "\(results.count)", remedy: "call results(of:)")
        }
        return results[0]
    }

    /// All outputs of a filter that has several.
    public func results(of filter: some Filter, axes: AxisSelection) throws(FilterError) -> [Derivative] {
        let plan = try plan(for: filter, axes: axes)
        guard plan.program.outputs.allSatisfy({ $0.type == Element.Derivative.elementType }) else {
            throw FilterError(
                .mismatch, "result", expected: "images of \(Element.Derivative.elementType.rawValue)",
                found: plan.program.outputs[0].type.rawValue, remedy: "call filtered(by:)")
        }
        return try plan.run(pixels).enumerated().map { (output, result) throws(FilterError) in
            try Derivative(NDArray(result.buffer), derivativeMetadata(of: plan, output: output))
        }
    }

    /// Filters in place.
    public mutating func filter(by filter: some Filter, axes: AxisSelection) throws(FilterError) {
        let plan = try plan(for: filter, axes: axes)
        try plan.run(inPlace: &pixels)
        metadata = metadata(of: plan)
    }

    /// Writes the filtered samples into those of another image.
    public func filter(by filter: some Filter, axes: AxisSelection, into result: inout Image) throws(FilterError) {
        try plan(for: filter, axes: axes).run(pixels, into: &result.pixels)
    }

    /// Writes the filtered samples into those of another image.
    public func differentiate(
        by filter: some Filter, axes: AxisSelection, into result: inout Derivative
    ) throws(FilterError) { try plan(for: filter, axes: axes).run(pixels, into: &result.pixels) }
}

extension AnyImage: Filterable {
    /// The type of the samples is known when the program runs.
    public typealias Derivative = AnyImage

    /// A filtered copy, whose samples are of the filter's own type of result.
    public func filtered(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> AnyImage {
        let (result, plan) = try result(of: filter, axes: axes)
        return try AnyImage(result, metadata(of: plan))
    }

    /// A filtered copy that has no alpha, whose samples are of the filter's own type of result.
    public func differentiated(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> AnyImage {
        let (result, plan) = try result(of: filter, axes: axes)
        return try AnyImage(result, derivativeMetadata(of: plan))
    }

    private func result(of filter: some Filter, axes: AxisSelection) throws(FilterError) -> (AnyArray, Plan) {
        let plan = try plan(for: filter, axes: axes)
        let results = try plan.run(pixels)
        guard results.count == 1 else {
            throw FilterError(
                .mismatch, "filter", expected: "one result", found: "\(results.count)", remedy: "call results(of:)")
        }
        return (results[0], plan)
    }

    /// All outputs of a filter that has several.
    public func results(of filter: some Filter, axes: AxisSelection) throws(FilterError) -> [AnyImage] {
        let plan = try plan(for: filter, axes: axes)
        return try plan.run(pixels).enumerated().map { (output, result) throws(FilterError) in
            try AnyImage(result, derivativeMetadata(of: plan, output: output))
        }
    }

    /// Filters in place.
    public mutating func filter(by filter: some Filter, axes: AxisSelection) throws(FilterError) {
        let plan = try plan(for: filter, axes: axes)
        try plan.run(inPlace: &pixels)
        metadata = metadata(of: plan)
    }

    /// Writes the filtered samples into those of another image.
    public func filter(by filter: some Filter, axes: AxisSelection, into result: inout AnyImage) throws(FilterError) {
        try plan(for: filter, axes: axes).run(pixels, into: &result.pixels)
    }

    /// Writes the filtered samples into those of another image.
    public func differentiate(
        by filter: some Filter, axes: AxisSelection, into result: inout AnyImage
    ) throws(FilterError) { try plan(for: filter, axes: axes).run(pixels, into: &result.pixels) }
}
