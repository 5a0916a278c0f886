internal import CPointSpread
internal import PointSpread

/// A plan, and where in memory its input and its result lie.
///
/// A class, so that a call costs little.
final class PreparedPlan: Sendable {
    let plan: Plan
    /// The result: that of the only output, or all outputs along a first axis of their own.
    let result: Layout
    private let input: Layout
    private let inputSpan: Span
    private let resultSpan: Span
    /// The strides of one output.
    private let outputStrides: [Int]

    /// The bytes that a layout spans, relative to the element at index 0 along every axis.
    private struct Span: Sendable {
        var lowest = 0
        var end = 0

        init(_ layout: Layout) {
            guard layout.shape.elementCount > 0 else { return }
            let size = layout.elementType.size
            for (axis, stride) in layout.strides.enumerated() {
                let reach = (layout.shape[axis] - 1) * stride * size
                if reach < 0 { lowest += reach } else { end += reach }
            }
            end += size
        }

        func overlaps(_ base: UInt, _ other: Span, _ otherBase: UInt) -> Bool {
            let distance = Int(bitPattern: otherBase &- base)
            return lowest < distance + other.end && distance + other.lowest < end
        }
    }

    init(_ plan: Plan, input: Layout, resultStrides: [Int64]?) throws(FilterError) {
        let outputs = plan.program.outputs
        let type = outputs[0].type
        guard outputs.allSatisfy({ $0.type == type }) else {
            throw FilterError(
                .unrepresentable, "result", expected: "outputs of one type",
                found: outputs.map(\.type.rawValue).joined(separator: ", "), remedy: "filter for each output apart")
        }
        let shape = plan.program.outputShape
        var result = Layout(
            shape: outputs.count == 1 ? shape : try Shape([outputs.count] + shape.sizes), elementType: type)
        if let resultStrides {
            result.strides = try pointspread_layout.strides(resultStrides, result.shape, type)
            try Self.checkDistinct(result)
        }
        self.plan = plan
        self.input = input
        self.result = result
        inputSpan = Span(input)
        resultSpan = Span(result)
        outputStrides = outputs.count == 1 ? result.strides : Array(result.strides.dropFirst())
    }

    /// Makes sure that no two elements of a result share memory.
    private static func checkDistinct(_ layout: Layout) throws(FilterError) {
        guard layout.shape.elementCount > 0 else { return }
        var reached = 1
        let axes = layout.strides.indices.filter { layout.shape[$0] > 1 }
        for axis in axes.sorted(by: { layout.strides[$0].magnitude < layout.strides[$1].magnitude }) {
            let stride = Int(layout.strides[axis].magnitude)
            guard stride >= reached else {
                throw invalid(
                    "strides of the result", expected: "a place of its own for every element",
                    found: "\(layout.strides) elements for \(layout.shape)", remedy: "give an array without repeats")
            }
            reached += (layout.shape[axis] - 1) * stride
        }
    }

    /// Runs the plan on memory of its layouts.
    func run(
        _ input: UnsafeRawPointer?, _ result: UnsafeMutableRawPointer?, threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard self.result.shape.elementCount > 0 else { return }
        let target = try address(result, self.result.elementType, "result")
        // An empty input has no memory that could be looked at.
        let source =
            self.input.shape.elementCount > 0
            ? try address(UnsafeMutableRawPointer(mutating: input), self.input.elementType, "input") : target
        var samples = ArrayBuffer(
            storage: Storage(lent: source, byteCount: inputSpan.end), elementType: self.input.elementType,
            shape: self.input.shape, strides: self.input.strides, offset: 0)
        if inputSpan.overlaps(UInt(bitPattern: source), resultSpan, UInt(bitPattern: target)) {
            samples = try samples.copied()
        }
        let storage = Storage(lent: target, byteCount: resultSpan.end)
        let outputs = plan.program.outputs.indices.map { output in
            ArrayBuffer(
                storage: storage, elementType: self.result.elementType, shape: plan.program.outputShape,
                strides: outputStrides, offset: output * (self.result.strides.first ?? 0))
        }
        try plan.execute(samples, into: outputs, threads: threads, cancellation: cancellation)
    }

    private func address(
        _ base: UnsafeMutableRawPointer?, _ type: ElementType, _ name: String
    ) throws(FilterError) -> UnsafeMutableRawPointer {
        guard let base, UInt(bitPattern: base) % UInt(type.size) == 0 else {
            throw invalid(
                "address of the \(name)", expected: "a multiple of the \(type.size) bytes of an element",
                found: base.map { "\($0)" } ?? "null", remedy: "copy the array so that its elements are aligned")
        }
        return base
    }
}
