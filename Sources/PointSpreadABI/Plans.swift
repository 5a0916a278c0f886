// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CPointSpread
internal import PointSpread

/// A plan behind a pointer.
typealias PlanHandle = Handle<PreparedPlan>

@c @implementation
public func pointspread_plan_create(
    _ filter: OpaquePointer?, _ layout: UnsafePointer<pointspread_layout>?,
    _ options: UnsafePointer<pointspread_plan_options>?, _ plan: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(plan) { () throws(FilterError) in
        let layout = try read(layout, "pointspread_layout").layout()
        let options = try options.map { (options) throws(FilterError) in try read(options, "pointspread_plan_options") }
        let plan = try FilterHandle.value(filter, "filter").plan(for: layout, tolerance: options?.tolerance ?? 0)
        let rank = plan.program.outputShape.rank + (plan.program.outputs.count == 1 ? 0 : 1)
        return try PreparedPlan(
            plan, input: layout,
            resultStrides: options?.result_strides.map { Array(UnsafeBufferPointer(start: $0, count: rank)) })
    }
}

@c @implementation
public func pointspread_plan_free(_ plan: OpaquePointer?) { PlanHandle.release(plan) }

@c @implementation
public func pointspread_plan_result(
    _ plan: OpaquePointer?, _ result: UnsafeMutablePointer<pointspread_layout>?
) -> pointspread_status {
    pointspread_status { () throws(FilterError) in
        let result = try given(result, "pointspread_layout")
        var layout = try read(UnsafePointer(result), "pointspread_layout")
        let made = try PlanHandle.value(plan, "plan").result
        layout.element_type = made.elementType.named
        layout.rank = Int32(made.shape.rank)
        layout.shape = padded(made.shape.sizes)
        layout.strides = padded(made.strides.map { $0 * made.elementType.size })
        result.pointee = layout
    }
}

@c @implementation
public func pointspread_plan_reach(
    _ plan: OpaquePointer?, _ axis: Int32, _ before: UnsafeMutablePointer<Int64>?, _ after: UnsafeMutablePointer<Int64>?
) -> pointspread_status {
    pointspread_status { () throws(FilterError) in
        let program = try PlanHandle.value(plan, "plan").plan.program
        guard program.inputShape.indices.contains(Int(axis)) else {
            throw invalid(
                "axis", expected: "an axis of the \(program.inputShape) array", found: "\(axis)",
                remedy: "count axes from 0")
        }
        let reach = program.reach(along: Int(axis))
        try given(before, "before").pointee = Int64(reach.before)
        try given(after, "after").pointee = Int64(reach.after)
    }
}

@c @implementation
public func pointspread_plan_words(
    _ plan: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> Int { write(plan, text, capacity) { "\($0.plan)" } }

@c @implementation
public func pointspread_plan_json(
    _ plan: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> Int { write(plan, text, capacity) { "\($0.json)" } }

private func write(
    _ plan: OpaquePointer?, _ target: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ text: (PreparedPlan) -> String
) -> Int {
    guard let plan = try? PlanHandle.value(plan, "plan") else { return 0 }
    return write(text(plan), to: target, capacity)
}

@c @implementation
public func pointspread_plan_seconds(_ plan: OpaquePointer?) -> Double {
    (try? PlanHandle.value(plan, "plan").plan.estimatedSeconds) ?? 0
}

@c @implementation
public func pointspread_plan_run(
    _ plan: OpaquePointer?, _ input: UnsafeRawPointer?, _ result: UnsafeMutableRawPointer?, _ threads: Int32
) -> pointspread_status {
    pointspread_status { () throws(FilterError) in
        try PlanHandle.value(plan, "plan").run(input, result, threads: try threadCount(threads), cancellation: nil)
    }
}

extension PreparedPlan {
    /// Program, method and memory in one object.
    fileprivate var json: JSON {
        .object(
            plan.program.members + plan.methodMembers(threads: (try? threadCount(0)) ?? 1) + [
                ("seconds", .number(plan.estimatedSeconds))
            ])
    }
}
