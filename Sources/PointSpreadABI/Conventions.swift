// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CPointSpread
internal import PointSpread

@c @implementation
public func pointspread_filter_convention(
    _ function: UnsafePointer<CChar>?, _ arguments: UnsafePointer<pointspread_argument>?, _ count: Int32,
    _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        try convention(function).filter(try values(arguments, count))
    }
}

@c @implementation
public func pointspread_kernel_convention(
    _ function: UnsafePointer<CChar>?, _ arguments: UnsafePointer<pointspread_argument>?, _ count: Int32,
    _ kernel: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(kernel) { () throws(FilterError) in try convention(function).kernel(try values(arguments, count)) }
}

@c @implementation
public func pointspread_conventions_json(_ text: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
    write("\(JSON.array(Framework.all.map(\.json)))", to: text, capacity)
}

private func convention(_ name: UnsafePointer<CChar>?) throws(FilterError) -> Convention {
    try Framework.convention(named: String(cString: try given(name, "function")))
}

/// The arguments by their names.
private func values(
    _ arguments: UnsafePointer<pointspread_argument>?, _ count: Int32
) throws(FilterError) -> [String: ConventionValue] {
    var values: [String: ConventionValue] = [:]
    for argument in try elements(arguments, count, atLeast: 0, "arguments") {
        values[String(cString: try given(argument.name, "name of an argument"))] = try argument.value()
    }
    return values
}

extension pointspread_argument {
    fileprivate func value() throws(FilterError) -> ConventionValue {
        if let text { return .text(String(cString: text)) }
        let extents = try elements(extents, rank, atLeast: 0, "extents").map { Int($0) }
        let count = try Shape(extents).elementCount
        let start = count == 0 ? values : try given(values, "values")
        return .numbers(Array(UnsafeBufferPointer(start: start, count: count)), extents: extents)
    }
}
