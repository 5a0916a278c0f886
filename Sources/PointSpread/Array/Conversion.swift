extension StridedArray {
    /// The elements as numbers of another type, in a contiguous array.
    ///
    /// ```swift
    /// let bytes = try floats.converted(to: UInt8.self, rounding: .halfEven, overflow: .saturate)
    /// ```
    ///
    /// - Parameters:
    ///   - type: the type of the result's elements.
    ///   - rounding: how a real number becomes a whole one. Into floating-point types numbers are always rounded half to even.
    ///   - overflow: what becomes of a number that the type cannot hold.
    /// - Throws: `FilterError` with code `unrepresentable` under `OverflowRule.fail`, naming the first such element, or
    ///   `outOfMemory`.
    public func converted<Target: Sample>(
        to type: Target.Type, rounding: RoundingRule, overflow: OverflowRule
    ) throws(FilterError) -> NDArray<Target> {
        NDArray(try buffer.converted(to: Target.elementType, rounding: rounding, overflow: overflow))
    }

    /// The elements as numbers of another type that is known only when the program runs, in a contiguous array.
    ///
    /// - Throws: as `converted(to:rounding:overflow:)` with a type.
    public func converted(
        to elementType: ElementType, rounding: RoundingRule, overflow: OverflowRule
    ) throws(FilterError) -> AnyArray {
        AnyArray(try buffer.converted(to: elementType, rounding: rounding, overflow: overflow))
    }
}

extension ArrayBuffer {
    fileprivate func converted(
        to type: ElementType, rounding: RoundingRule, overflow: OverflowRule
    ) throws(FilterError) -> ArrayBuffer {
        let result = try ArrayBuffer(uninitialized: shape, of: type)
        try elementType.accept(SourceVisitor(source: self, target: result, rounding: rounding, overflow: overflow))
        return result
    }
}

/// Finds the type to read, then the type to write.
private struct SourceVisitor: ElementVisitor {
    let source: ArrayBuffer
    let target: ArrayBuffer
    let rounding: RoundingRule
    let overflow: OverflowRule

    func visit<Source: Accumulator>(_ type: Source.Type) throws(FilterError) {
        try target.elementType.accept(TargetVisitor<Source>(conversion: self))
    }
}

private struct TargetVisitor<Source: Sample>: ElementVisitor {
    let conversion: SourceVisitor

    func visit<Target: Accumulator>(_ type: Target.Type) throws(FilterError) {
        let source = conversion.source.base.assumingMemoryBound(to: Source.self)
        let target = conversion.target.base.assumingMemoryBound(to: Target.self)
        var failed: Source?
        forEachLine(conversion.source.shape.sizes, conversion.source.strides, conversion.target.strides) {
            sourceOffset, targetOffset, count, sourceStride, targetStride in
            for index in 0..<count {
                let value = source[sourceOffset &+ index &* sourceStride]
                guard
                    let converted = value.converted(
                        to: Target.self, rounding: conversion.rounding, overflow: conversion.overflow)
                else {
                    if failed == nil { failed = value }
                    continue
                }
                target[targetOffset &+ index &* targetStride] = converted
            }
        }
        if let failed {
            throw FilterError(
                .unrepresentable, "conversion", expected: "numbers that \(Target.elementType.rawValue) can hold",
                found: "\(failed)", remedy: "choose to saturate or to wrap")
        }
    }
}
