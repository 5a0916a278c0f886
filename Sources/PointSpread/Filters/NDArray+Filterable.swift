extension StridedArray {
    fileprivate func plan(for filter: some Filter, axes: AxisSelection) throws(FilterError) -> Plan {
        try filter.plan(for: layout, axes: axes)
    }

    /// The only result of a filter, which must be of the expected type.
    fileprivate func result(
        of filter: some Filter, axes: AxisSelection, type: ElementType?
    ) throws(FilterError) -> ArrayBuffer {
        let plan = try plan(for: filter, axes: axes)
        guard plan.program.outputs.count == 1 else {
            throw FilterError(
                .mismatch, "filter", expected: "one result", found: "\(plan.program.outputs.count)",
                remedy: "call results(of:)")
        }
        if let type, plan.program.outputs[0].type != type {
            let found = plan.program.outputs[0].type
            throw FilterError(
                .mismatch, "result", expected: "elements of \(type.rawValue)", found: found.rawValue,
                remedy: "call differentiated(by:), or convert the samples to \(found.rawValue) first")
        }
        return try plan.run(self)[0].buffer
    }

    fileprivate func write<Result: StridedArray>(
        _ filter: some Filter, axes: AxisSelection, into result: inout Result
    ) throws(FilterError) {
        try plan(for: filter, axes: axes).run(self, into: &result)
    }
}

extension NDArray: Filterable {
    /// The array type that derivatives are stored in: of `Float` for integers.
    public typealias Derivative = NDArray<Element.Derivative>

    /// A filtered copy, whose elements are of the same type.
    public func filtered(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> NDArray {
        NDArray(try result(of: filter, axes: axes, type: Element.elementType))
    }

    /// A filtered copy, whose elements are of the type that derivatives are stored as.
    public func differentiated(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> Derivative {
        Derivative(try result(of: filter, axes: axes, type: Element.Derivative.elementType))
    }

    /// All outputs of a filter that has several.
    public func results(of filter: some Filter, axes: AxisSelection) throws(FilterError) -> [Derivative] {
        let plan = try plan(for: filter, axes: axes)
        for output in plan.program.outputs where output.type != Element.Derivative.elementType {
            throw FilterError(
                .mismatch, "result", expected: "elements of \(Element.Derivative.elementType.rawValue)",
                found: output.type.rawValue, remedy: "call filtered(by:)")
        }
        return try plan.run(self).map { Derivative($0.buffer) }
    }

    /// Filters in place.
    public mutating func filter(by filter: some Filter, axes: AxisSelection) throws(FilterError) {
        try plan(for: filter, axes: axes).run(inPlace: &self)
    }

    /// Writes the filtered copy into memory that the caller owns.
    public func filter(by filter: some Filter, axes: AxisSelection, into result: inout NDArray) throws(FilterError) {
        try write(filter, axes: axes, into: &result)
    }

    /// Writes the filtered copy into memory that the caller owns, with elements that derivatives are stored as.
    public func differentiate(
        by filter: some Filter, axes: AxisSelection, into result: inout Derivative
    ) throws(FilterError) { try write(filter, axes: axes, into: &result) }
}

extension AnyArray: Filterable {
    /// The type of the elements is known when the program runs.
    public typealias Derivative = AnyArray

    /// A filtered copy, whose elements are of the filter's own type of result.
    public func filtered(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> AnyArray {
        AnyArray(try result(of: filter, axes: axes, type: nil))
    }

    /// A filtered copy, whose elements are of the filter's own type of result.
    public func differentiated(by filter: some Filter, axes: AxisSelection) throws(FilterError) -> AnyArray {
        try filtered(by: filter, axes: axes)
    }

    /// All outputs of a filter that has several.
    public func results(of filter: some Filter, axes: AxisSelection) throws(FilterError) -> [AnyArray] {
        try plan(for: filter, axes: axes).run(self)
    }

    /// Filters in place.
    public mutating func filter(by filter: some Filter, axes: AxisSelection) throws(FilterError) {
        try plan(for: filter, axes: axes).run(inPlace: &self)
    }

    /// Writes the filtered copy into memory that the caller owns.
    public func filter(by filter: some Filter, axes: AxisSelection, into result: inout AnyArray) throws(FilterError) {
        try write(filter, axes: axes, into: &result)
    }

    /// Writes the filtered copy into memory that the caller owns.
    public func differentiate(
        by filter: some Filter, axes: AxisSelection, into result: inout AnyArray
    ) throws(FilterError) { try write(filter, axes: axes, into: &result) }
}
