internal import CPointSpread
internal import PointSpread

/// Copies a structure whose first member is its size, after making sure that it has all members of the first version.
func read<Structure: BitwiseCopyable>(
    _ pointer: UnsafePointer<Structure>?, _ name: String
) throws(FilterError) -> Structure {
    let pointer = try given(pointer, name)
    let size = UnsafeRawPointer(pointer).load(as: Int.self)
    guard size >= MemoryLayout<Structure>.size else {
        throw invalid(
            name, expected: "a size of \(MemoryLayout<Structure>.size) bytes or more", found: "\(size)",
            remedy: "initialise the structure with the macro of its name")
    }
    return pointer.pointee
}

/// An error about an argument.
func invalid(_ name: String, expected: String, found: String, remedy: String) -> FilterError {
    FilterError(.invalidParameter, name, expected: expected, found: found, remedy: remedy)
}

/// Looks up what a number of an enumeration means.
func choice<Value>(_ number: UInt32, _ values: [Value], _ name: String) throws(FilterError) -> Value {
    guard Int(number) < values.count else {
        throw invalid(
            name, expected: "0 to \(values.count - 1)", found: "\(Int32(bitPattern: number))",
            remedy: "use a name of the enumeration")
    }
    return values[Int(number)]
}

/// The elements of a C array, at least as many as are asked for.
func elements<Element>(
    _ start: UnsafePointer<Element>?, _ count: Int32, atLeast least: Int, _ name: String
) throws(FilterError) -> [Element] {
    guard count >= least, count == 0 || start != nil else {
        throw invalid(
            name, expected: least == 0 ? "an address and a count of 0 or more" : "\(least) value or more",
            found: start == nil ? "no address" : "\(count) values", remedy: "say where the values are, and how many")
    }
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
}

/// Writes as much of a text as there is room for, and says how much the whole would need.
func write(_ text: String, to target: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
    let bytes = text.utf8CString
    if let target, capacity > 0 {
        let count = min(bytes.count, capacity)
        for place in 0..<count { target[place] = bytes[place] }
        target[count - 1] = 0
    }
    return bytes.count
}

extension PerAxis {
    /// One value for all axes, or one for each.
    init(_ values: [Value]) { self = values.count == 1 ? .uniform(values[0]) : .each(values) }
}

extension pointspread_numbers {
    func perAxis<Value>(_ name: String, _ value: (Double) -> Value) throws(FilterError) -> PerAxis<Value> {
        PerAxis(try elements(values, count, atLeast: 1, name).map(value))
    }
}

extension pointspread_unit {
    /// How a number becomes a length.
    func length() throws(FilterError) -> @Sendable (Double) -> Length {
        try choice(rawValue, [{ .samples($0) }, { .millimetres($0) }], "unit")
    }

    /// What derivatives are taken per.
    func scale() throws(FilterError) -> DerivativeScale {
        try choice(rawValue, [.perSample, .perMillimetre], "unit")
    }
}

extension pointspread_sampling {
    func sampling() throws(FilterError) -> GaussianSampling {
        try choice(rawValue, [.sampled, .integrated, .discrete], "sampling")
    }
}

extension pointspread_derivative_kind {
    func kernel() throws(FilterError) -> DerivativeKernel {
        try choice(rawValue, [.central, .forward, .sobel, .prewitt, .scharr], "kind")
    }
}
